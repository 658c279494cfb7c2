from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import FileUnreadable, HeaderMismatch, InvalidValue, UsageError
from crmtui.exchange.headers.match import (
    CONTACT_FIELDS,
    PURCHASE_FIELDS,
    hits,
    match,
    parse_map,
    source_of,
)
from crmtui.exchange.headers.words import meaning
from crmtui.exchange.tables.table import read_table
from tests.exchange import data

PRODUCTS = {
    "google-contacts": "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,"
    "Name Suffix,Nickname,Birthday,Occupation,Notes,Group Membership,E-mail 1 - Type,"
    "E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,"
    "Address 1 - Type,Address 1 - Formatted,Address 1 - City,Organization 1 - Name,"
    "Organization 1 - Title,Website 1 - Type,Website 1 - Value",
    "linkedin": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "hubspot": "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,"
    "Create Date,Lifecycle Stage,Associated Company",
    "pipedrive": "Person - Name,Person - Phone (Work),Person - Email (Home),Organization - Name,"
    "Organization - Address,Deal - Title",
    "zoho": "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,"
    "Account Name.id,Account Name,Email,Title,Phone,Mobile,Date of Birth,Mailing Street,"
    "Mailing City,Mailing Zip,Tag",
    "salesforce": "Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Name,MailingStreet,"
    "MailingCity,Phone,MobilePhone,Email,Title,LeadSource,Birthdate",
    "odoo": "ID,Name,Company Type,Related Company,Customer,Street,Street2,City,ZIP,Country,"
    "Website,Phone,Mobile,Email",
    "woocommerce-customers": "Name,Username,Last Active,Sign Up,Email,Orders,Total Spend,AOV,"
    "Country / Region,City,Region,Postal Code,Billing Phone",
    "shopify-customers": "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,"
    "Default Address Company,Default Address Address1,Default Address Address2,"
    "Default Address City,Default Address Zip,Default Address Phone,Phone,Total Spent,"
    "Total Orders,Note,Tags",
    "mailchimp": "Email Address,First Name,Last Name,MEMBER_RATING,LEID,EUID,NOTES,TAGS",
    "hesabix": "کد,نام مستعار,وضعیت حساب,تراز حساب,نام و نام خانوادگی,تاریخ تولد/ثبت,شرکت,استان,"
    "شهر,کد پستی,تلفن,تلفن همراه,ایمیل,وب سایت,فکس",
}


OURS = "id,order,customer_id,customer,date,at,item,quantity,amount,currency,note"
OUTLOOK = (
    "Title,First Name,Last Name,Job Title,Home Phone,Business Phone,Business Fax,Mobile Phone,"
    "Assistant's Phone,E-mail Address,E-mail Type,E-mail 2 Address,Business Street,"
    "Business City,Business Postal Code,Home Street,Home City,Web Page"
)
SHOPIFY = (
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Phone,Notes,Id,Tags"
)


def named(header: list[str], kind: str = "contacts", told: str = "") -> dict[str, str]:
    """Return field → the header of its preferred column."""
    found = match(header, kind, parse_map(told))
    return {field: header[columns[0]] for field, columns in found.columns.items()}


@pytest.mark.parametrize(("source", "header"), PRODUCTS.items())
def test_contacts_of_known_programs(source: str, header: str) -> None:
    cells = header.split(",")
    assert source_of(cells) == source
    found = named(cells)
    assert {"name", "given", "email"} & set(found)
    assert "email" in found
    if source not in ("linkedin", "mailchimp"):
        assert "phone" in found


def test_google_pairs_values_with_their_labels() -> None:
    header = PRODUCTS["google-contacts"].split(",")
    found = match(header, "contacts")
    at = header.index
    assert found.columns["phone"] == [at("Phone 1 - Value"), at("Phone 2 - Value")]
    assert found.label_columns[at("Phone 2 - Value")] == at("Phone 2 - Type")
    assert found.label_columns[at("E-mail 1 - Value")] == at("E-mail 1 - Type")
    assert found.columns["company"] == [at("Organization 1 - Name")]
    assert found.columns["job_title"][0] == at("Organization 1 - Title")
    assert found.unknown == ["Yomi Name"]


def test_outlook_tells_home_from_work_and_prefers_the_mobile() -> None:
    header = OUTLOOK.split(",")
    found = match(header, "contacts")
    phones = [header[column] for column in found.columns["phone"]]
    assert phones[0] == "Mobile Phone"
    assert set(phones) == {cell for cell in header if "Phone" in cell or "Fax" in cell}
    assert found.labels[header.index("Business Fax")] == "fax"
    assert found.labels[header.index("Home Phone")] == "home"
    assert (
        found.groups[header.index("Business Street")] == found.groups[header.index("Business City")]
    )
    assert found.columns["prefix"] == [0]
    assert found.columns["email"] == [9, 11]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("نام و نام‌خانوادگی", "name"),
        ("نام خانوادگي", "family"),
        ("تلفن همراه", "phone"),
        ("شماره موبایل مشتری", "phone"),
        ("تلفن (منزل)", "phone"),
        ("موبایل ۲", "phone"),
        ("آدرس ایمیل", "email"),
        ("ادرس", "address"),
        ("نام شرکت", "company"),
        ("کد مشتری", "id"),
        ("تاریخ تولد", "birthday"),
        ("برچسب‌ها", "tags"),
        ("آیدی اینستاگرام", "instagram"),
        ("واتس‌اپ", "whatsapp"),
        ("نحوه آشنایی", "source"),
        ("توضيحات", "note"),
        ("*Full Name:", "name"),
        ("E-MAIL_ADDRESS", "email"),
        ("phoneNumber", "phone"),
        ("customer phone", "phone"),
        ("Work e-mail", "email"),
        ("Ｎａｍｅ", "name"),
        ("Téléphone", "phone"),
        ("کد ملی", None),
        ("ردیف", None),
        ("1", None),
        ("", None),
    ],
)
def test_one_header(header: str, field: str | None) -> None:
    found = meaning(header, "contacts")
    assert (found.field if found else None) == field


def test_a_bare_name_beside_a_family_name_is_the_given_one() -> None:
    assert named(["نام", "نام خانوادگی"]) == {"given": "نام", "family": "نام خانوادگی"}
    assert named(["نام", "تلفن"])["name"] == "نام"
    assert named(["Name", "Given Name", "Family Name"])["name"] == "Name"


def test_sales_of_published_data() -> None:
    retail = read_table(data("online_retail/online_retail.csv.gz"))
    assert named(retail.header, "purchases") == {
        "order": "InvoiceNo",
        "sku": "StockCode",
        "item": "Description",
        "quantity": "Quantity",
        "date": "InvoiceDate",
        "price": "UnitPrice",
        "customer": "CustomerID",
    }
    superstore = named(read_table(data("superstore/superstore_us_mdy_bom.csv")).header, "purchases")
    assert superstore["date"] == "Order Date"
    assert superstore["amount"] == "Sales"
    assert superstore["customer_name"] == "Customer Name"
    orders = named(read_table(data("rfm_ref/rfm_data_orders.csv")).header, "purchases")
    assert (orders["customer"], orders["amount"]) == ("customer_id", "revenue")


def test_persian_sales_tell_their_unit_and_calendar() -> None:
    for name in ("fa_contacts_utf8bom.csv", "fa_contacts_cp1256_semicolon.csv"):
        header = read_table(data(f"fa_derived/{name}")).header
        found = match(header, "purchases")
        assert dict(found.hints) == {"date": "jalali", "amount": "rial"}
        assert found.columns["customer_given"] == [1]
        assert found.columns["customer_family"] == [2]
        assert found.columns["customer_phone"] == [3]


@pytest.mark.parametrize(
    ("header", "hints"),
    [
        ("مبلغ به تومان,تاریخ", {"amount": "toman"}),
        ("amount_rial,jalali_iso", {"amount": "rial", "date": "jalali"}),
        ("Total (EUR),Date", {"currency": "EUR"}),
        ("مبلغ کل,تاریخ میلادی", {"date": "gregorian"}),
        ("Amount,Created (UTC)", {}),
    ],
)
def test_hints(header: str, hints: dict[str, str]) -> None:
    assert dict(match(header.split(","), "purchases").hints) == hints


def test_sales_of_known_programs() -> None:
    shopify = SHOPIFY.split(",")
    found = named(shopify, "purchases")
    assert found["order"] == "Name"
    assert found["customer_name"] == "Billing Name"
    assert (found["amount"], found["date"]) == ("Total", "Created at")
    assert match(shopify, "purchases").hints["amount_per"] == "order"
    xero = "*ContactName,*InvoiceNumber,*InvoiceDate,*DueDate,*Description,*Quantity,*UnitAmount"
    found = named(xero.split(","), "purchases")
    assert found["customer_name"] == "*ContactName"
    assert (found["quantity"], found["price"]) == ("*Quantity", "*UnitAmount")
    quickbooks = "InvoiceNo,Customer,InvoiceDate,DueDate,Item(Product/Service),ItemRate,ItemAmount"
    assert named(quickbooks.split(","), "purchases")["amount"] == "ItemAmount"
    woo = "Date,Order #,N. Revenue (formatted),Customer,Customer type,Product(s),Items sold"
    found = named(woo.split(","), "purchases")
    assert (found["order"], found["amount"]) == ("Order #", "N. Revenue (formatted)")
    square = "Date,Time,Gross Sales,Net Sales,Total Collected,Transaction ID,Payment ID,Description"
    found = named(square.split(","), "purchases")
    assert (found["amount"], found["time"], found["order"]) == (
        "Total Collected",
        "Time",
        "Transaction ID",
    )


def test_a_price_that_stands_alone_is_the_amount() -> None:
    assert named(["date", "price"], "purchases") == {"date": "date", "amount": "price"}


def test_our_own_files() -> None:
    header = OURS.split(",")
    row = ["1", "", "7", "Sara", "2026-01-02", "2026-01-02T10:00:00Z", "", "1", "5", "IRR", ""]
    assert source_of(header) == "crmtui"
    found = named(header, "purchases")
    assert (found["date"], found["order"]) == ("at", "order")
    assert (found["customer"], found["customer_name"]) == ("customer_id", "customer")
    hints = match(header, "purchases", samples=[row]).hints
    assert (hints["amount"], hints["currency"]) == ("rial", "IRR")


@pytest.mark.parametrize(
    ("header", "number", "name"),
    [
        ("date,amount,Customer,Customer No", "Customer No", "Customer"),
        ("تاریخ,مبلغ,کد مشتری,مشتری", "کد مشتری", "مشتری"),
        ("date,amount,customer", "customer", None),
    ],
)
def test_a_customer_beside_a_customer_number_is_a_name(
    header: str, number: str, name: str | None
) -> None:
    found = named(header.split(","), "purchases")
    assert (found["customer"], found.get("customer_name")) == (number, name)


def test_explicit_columns_win_and_others_are_still_found() -> None:
    header = ["Name", "Kontakt", "Telefon", "Phone", "Mail, privat", "City"]
    found = named(header, told=r"name=Kontakt,phone=3,email=Mail\, privat")
    assert found == {
        "name": "Kontakt",
        "phone": "Telefon",
        "email": "Mail, privat",
        "city": "City",
    }
    mapped = match(header, "contacts", parse_map("phone=Telefon,phone=۴"))
    assert mapped.columns["phone"] == [2, 3]
    assert mapped.unknown == ["Kontakt", "Mail, privat"]


def test_columns_by_number_for_files_without_header() -> None:
    header = ["1", "2", "3", "4", "5"]
    with pytest.raises(HeaderMismatch):
        match(header, "purchases", samples=[["00004", "0001", "19970101", "2", "29.33"]])
    found = match(header, "purchase", parse_map("customer=1,date=3,amount=5"))
    assert found.columns == {"customer": [0], "date": [2], "amount": [4]}


@pytest.mark.parametrize(
    ("told", "part"),
    [("nme=1", "name, given"), ("phone=Fon", "A, B"), ("phone=3", "A, B"), ("phone=0", "A, B")],
)
def test_unknown_fields_and_columns_are_listed(told: str, part: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        match(["A", "B"], "contacts", parse_map(told))
    assert part in refused.value.hint
    assert isinstance(refused.value, UsageError)


@pytest.mark.parametrize("text", ["name", "name=", "=3", "name=1,phone", " "])
def test_maps_that_say_nothing(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_map(text)


def test_parse_map() -> None:
    assert parse_map("") == {}
    assert parse_map(r" Name = Full Name , phone=3,note=a\,b=c\\") == {
        "name": "Full Name",
        "phone": "3",
        "note": "a,b=c\\",
    }


def test_nothing_matched() -> None:
    with pytest.raises(HeaderMismatch, match="Foo, Bar") as refused:
        match(["Foo", "Bar"], "contacts")
    assert "--map" in refused.value.hint
    assert "name=Foo" in refused.value.hint
    assert isinstance(refused.value, FileUnreadable)
    with pytest.raises(HeaderMismatch, match="date"):
        match(["Amount", "Customer"], "purchases")
    with pytest.raises(HeaderMismatch, match="amount"):
        match(["Date", "Customer", "Quantity"], "purchases")
    with pytest.raises(HeaderMismatch) as refused:
        match(["John Doe", "john@doe.invalid"], "contacts", samples=[["Jane", "jane@doe.invalid"]])
    assert "--no-header" in refused.value.hint


def test_values_tell_what_foreign_headers_do_not() -> None:
    samples = [["Jan", "jan@x.cz", "+420 601 123 456"], ["Eva", "eva@x.cz", "+420601123457"]]
    found = match(["Jméno", "Pošta", "Osoba - Telefon"], "contacts", samples=samples)
    assert found.columns == {"email": [1], "phone": [2]}


def test_a_column_without_values_comes_last() -> None:
    header = ["Mobile", "Phone"]
    assert match(header, "contacts", samples=[["", "0912"]]).columns["phone"] == [1, 0]
    assert match(header, "contacts").columns["phone"] == [0, 1]


def test_aliases_name_one_field_each() -> None:
    for kind, fields in (("contacts", CONTACT_FIELDS), ("purchases", PURCHASE_FIELDS)):
        for field, aliases in fields.items():
            for alias in aliases:
                found = meaning(alias, kind)
                assert found is not None, alias
                assert found.field == field, alias


def test_hits_counts_what_is_known() -> None:
    assert hits(["Full Name", "تلفن همراه", "Foo", "12"]) == 2


@given(st.lists(st.text(max_size=30), min_size=1, max_size=12))
def test_any_header_is_matched_or_refused(header: list[str]) -> None:
    for kind in ("contacts", "purchases"):
        try:
            found = match(header, kind)
        except HeaderMismatch as refused:
            assert refused.hint
        else:
            assert all(0 <= at < len(header) for places in found.columns.values() for at in places)
