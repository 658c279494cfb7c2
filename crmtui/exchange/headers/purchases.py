"""Names that programs and people give to the columns of a list of purchases."""

from __future__ import annotations

PURCHASE_FIELDS: dict[str, tuple[str, ...]] = {
    field: tuple(aliases.split(", "))
    for field, aliases in {
        "order": (
            "order id, order no, order number, order, order name, invoice no, invoice number, "
            "invoice id, invoice, receipt no, receipt number, receipt id, receipt, bill no, "
            "transaction id, transaction, transaction no, sale id, sales order, purchase id, "
            "payment id, document no, reference, ref, id, "
            "شماره فاکتور, شماره سفارش, شماره رسید, شماره سند, شماره تراکنش, شناسه سفارش, "
            "شناسه خرید, شناسه فاکتور, کد سفارش, کد فاکتور, کد رهگیری, فاکتور, سفارش, شناسه"
        ),
        "customer": (
            "customer id, customer no, customer number, customer code, customer, client id, "
            "client code, client, buyer id, buyer, contact id, contact, member id, user id, "
            "account id, account, account name, master id, cust id, custid, person, "
            "کد مشتری, شناسه مشتری, شماره مشتری, شماره اشتراک, کد اشتراک, مشتری, خریدار, "
            "طرف حساب, کد طرف حساب, شخص"
        ),
        "customer_name": (
            "customer name, client name, buyer name, contact name, billing name, full name, "
            "shipping name, person name, name, customer description, customer full name, "
            "نام مشتری, نام خریدار, نام و نام خانوادگی, نام و نام خانوادگی مشتری, "
            "نام طرف حساب, نام کامل, نام شخص, نام, اسم مشتری, نام و فامیل"
        ),
        "customer_given": "first name, given name, given, firstname, fname, نام کوچک",
        "customer_family": (
            "last name, family name, surname, family, lastname, lname, نام خانوادگی, فامیلی, فامیل"
        ),
        "customer_phone": (
            "customer phone, customer mobile, phone, mobile, phone number, mobile number, "
            "mobile phone, billing phone, cell, cell phone, telephone, tel, contact number, "
            "shipping phone, phone e164, "
            "تلفن, موبایل, تلفن همراه, شماره موبایل, شماره همراه, شماره تلفن, شماره تماس, همراه, "
            "تلفن ثابت, شماره ثابت"
        ),
        "customer_email": (
            "customer email, email, e mail, email address, e mail address, billing email, mail, "
            "ایمیل, پست الکترونیک, پست الکترونیکی, رایانامه, آدرس ایمیل"
        ),
        "date": (
            "order date, invoice date, purchase date, sale date, sales date, transaction date, "
            "receipt date, payment date, date, date and time, datetime, date time, timestamp, "
            "ordered at, purchased at, paid at, created at, created, created date, created time, "
            "order time stamp, created on, at, bought at, sold at, when, day, "
            "jalali iso, "
            "تاریخ خرید, تاریخ فاکتور, تاریخ سفارش, تاریخ فروش, تاریخ پرداخت, تاریخ, "
            "تاریخ و ساعت, تاریخ ثبت, تاریخ صدور, تاریخ سند, تاریخ تراکنش, زمان خرید"
        ),
        "time": "time, order time, sale time, transaction time, ساعت, زمان, ساعت خرید, ساعت فروش",
        "amount": (
            "amount, total amount, item amount, "
            "line total, line amount, total price, total collected, total paid, amount paid, "
            "total, net sales, net total, sales, sale amount, sales amount, revenue, "
            "n revenue, gross sales, purchase amount, paid, paid amount, value, order value, "
            "sum, subtotal, spend, spent, monetary, turnover, "
            "مبلغ, مبلغ کل, مبلغ خرید, مبلغ نهایی, مبلغ پرداختی, "
            "مبلغ فروش, مبلغ قابل پرداخت, جمع کل, جمع مبلغ, جمع, قیمت کل, بهای کل, "
            "مجموع, پرداختی, مبلغ تراکنش, فروش"
        ),
        "total": (
            "order total, invoice total, grand total, order amount, invoice amount, "
            "مبلغ فاکتور, جمع فاکتور, مبلغ سفارش, جمع سفارش, مبلغ کل فاکتور"
        ),
        "refunded": (
            "refunded amount, amount refunded, refund amount, total refunded, "
            "مبلغ مرجوعی, مبلغ برگشتی"
        ),
        "status": (
            "financial status, order status, payment status, invoice status, status, "
            "وضعیت سفارش, وضعیت فاکتور, وضعیت پرداخت, وضعیت"
        ),
        "cancelled": "cancelled at, canceled at, cancellation date, voided at, تاریخ لغو",
        "item": (
            "item, item name, product, product name, lineitem name, line item, products, "
            "item product service, item description, product title, article, service, goods, "
            "description, details, title, "
            "نام کالا, کالا, شرح کالا, نام محصول, محصول, عنوان کالا, عنوان محصول, کالا خدمات, "
            "نام کالا یا خدمات, شرح, خدمات, شرح خدمات, عنوان, اقلام, جنس"
        ),
        "sku": (
            "sku, stock code, product id, product code, item code, item id, article no, "
            "inventory item code, lineitem sku, barcode, ean, upc, "
            "کد کالا, کد محصول, شناسه کالا, شناسه محصول, بارکد, شماره کالا"
        ),
        "quantity": (
            "quantity, qty, lineitem quantity, item quantity, count, units, units sold, "
            "items sold, number of items, pieces, pcs, "
            "تعداد, مقدار, تعداد کالا, مقدار تعداد, تعداد مقدار"
        ),
        "price": (
            "unit price, price, item price, lineitem price, price each, item rate, rate, "
            "unit amount, unit cost, price per unit, sales price, selling price, "
            "قیمت واحد, فی, قیمت, بهای واحد, مبلغ واحد, نرخ, قیمت فروش, فی واحد, قیمت فی"
        ),
        "note": (
            "note, notes, memo, comment, comments, remark, remarks, "
            "توضیحات, توضیح, یادداشت, ملاحظات"
        ),
        "on_account": (
            "on account, on credit, unpaid, credit sale, not paid, "
            "نسیه, فروش نسیه, علی الحساب, پرداخت نشده"
        ),
        "due_on": (
            "due on, due date, payment due, payment due date, pay by, due, "
            "سررسید, تاریخ سررسید, مهلت پرداخت"
        ),
        "currency": (
            "currency, currency code, currency of value, ارز, واحد پول, نوع ارز, واحد ارز"
        ),
    }.items()
}
"""Field → names of its column, the likeliest first."""
