"""Names that programs and people give to the columns of a list of contacts."""

from __future__ import annotations

CONTACT_FIELDS: dict[str, tuple[str, ...]] = {
    field: tuple(aliases.split(", "))
    for field, aliases in {
        "id": (
            "id, record id, contact id, customer id, person id, client id, member id, user id, "
            "customer no, customer number, customer code, client code, uid, external id, "
            "contact key, loyalty card, "
            "شناسه, کد, کد مشتری, شناسه مشتری, شماره مشتری, کد شخص, کد حساب, کد اشتراک, "
            "شماره اشتراک, کد طرف حساب, آی دی"
        ),
        "name": (
            "name, full name, display name, contact name, customer name, client name, "
            "person name, person, formatted name, fn, name and surname, name surname, "
            "first and last name, billing name, customer, contact, client, member name, "
            "نام و نام خانوادگی, نام خانوادگی و نام, نام و فامیل, نام کامل, نام مشتری, نام شخص, "
            "نام مخاطب, نام طرف حساب, نام خریدار, نام و نام‌خانوادگی مشتری, نام, اسم, "
            "اسم و فامیل, اسم کامل, مشتری, مخاطب, طرف حساب, شخص, خریدار"
        ),
        "given": (
            "first name, given name, given, firstname, forename, first, fname, christian name, "
            "نام کوچک, اسم کوچک, نام اول"
        ),
        "middle": "middle name, additional name, middle, second name, middle initial, نام میانی",
        "family": (
            "last name, family name, surname, family, lastname, last, lname, second surname, "
            "نام خانوادگی, فامیلی, فامیل, خانوادگی, شهرت"
        ),
        "prefix": (
            "name prefix, prefix, salutation, honorific, honorific prefix, courtesy title, "
            "پیشوند, پیشوند نام, لقب"
        ),
        "suffix": "name suffix, suffix, honorific suffix, پسوند, پسوند نام",
        "nickname": (
            "nickname, nick name, nick, short name, alias, file as, screen name, "
            "نام مستعار, اسم مستعار, عنوان مستعار"
        ),
        "kind": (
            "kind, contact type, customer type, company type, person type, is a company, "
            "is company, entity type, account type, نوع, نوع مشتری, نوع شخص, نوع شخصیت, "
            "حقیقی حقوقی, حقیقی یا حقوقی, شخصیت"
        ),
        "phone": (
            "mobile, mobile phone, mobile number, cell, cell phone, cell number, cellphone, "
            "phone, phone number, phone value, primary phone, main phone, telephone, "
            "telephone number, tel, contact phone number, contact number, phone e164, msisdn, "
            "mobile no, phone no, contact no, home phone, work phone, business phone, "
            "company main phone, other phone, address phone, car phone, radio phone, callback, "
            "assistant phone, assistants phone, fax, fax number, pager, pager number, "
            "موبایل, همراه, تلفن همراه, شماره موبایل, شماره همراه, شماره تلفن همراه, "
            "گوشی, شماره گوشی, تلفن, شماره تلفن, شماره تماس, تماس, شماره, تلفن تماس, "
            "تلفن ثابت, شماره ثابت, ثابت, تلفن منزل, تلفن محل کار, تلفن خانه, تلفن دفتر, "
            "تلفن شرکت, خط ثابت, فکس, نمابر, دورنگار, شماره فکس"
        ),
        "email": (
            "email, e mail, email address, e mail address, email value, e mail value, "
            "primary email, primary email address, secondary email, mail, email id, "
            "ایمیل, آدرس ایمیل, پست الکترونیک, پست الکترونیکی, رایانامه, نشانی ایمیل, "
            "نشانی الکترونیکی"
        ),
        "company": (
            "company, company name, organization, organisation, organization name, "
            "organisation name, org, account name, account, business name, employer, firm, "
            "associated company, related company, default address company, billing company, "
            "شرکت, نام شرکت, سازمان, نام سازمان, موسسه, نام موسسه, فروشگاه, نام فروشگاه, "
            "کسب و کار, نام کسب و کار, محل کار"
        ),
        "job_title": (
            "job title, title, organization title, position, role, occupation, profession, job, "
            "designation, سمت, عنوان شغلی, شغل, پست سازمانی, حرفه"
        ),
        "city": (
            "city, town, address city, mailing city, home city, business city, location city, "
            "po city, شهر, نام شهر, شهرستان"
        ),
        "address": (
            "address, full address, address formatted, formatted address, postal address, "
            "home address, business address, mailing address, location address, "
            "آدرس, نشانی, آدرس کامل, نشانی کامل, آدرس پستی, نشانی پستی, آدرس منزل, "
            "آدرس محل کار, آدرس محل سکونت"
        ),
        "street": (
            "street, street address, address street, address line, address address, "
            "mailing street, po address line, address extended address, street line, "
            "خیابان, کوچه, پلاک"
        ),
        "region": (
            "state, province, region, county, address region, address state, address province, "
            "address province code, po region, state province, state or province, "
            "استان, نام استان, منطقه"
        ),
        "postcode": (
            "postal code, zip, zip code, zipcode, postcode, zip postal code, address zip, "
            "address postal code, po postal code, کد پستی, کدپستی"
        ),
        "country": (
            "country, country region, address country, address country code, po country, "
            "country name, کشور"
        ),
        "birthday": (
            "birthday, birthdate, birth date, date of birth, dob, born, تاریخ تولد, تولد, "
            "تاریخ تولد ثبت, روز تولد, متولد"
        ),
        "birth_year": "birth year, year of birth, سال تولد",
        "birth_month": "birth month, month of birth, ماه تولد",
        "birth_day": "day of birth",
        "tags": (
            "tags, tag, labels, label, categories, group membership, groups, group, "
            "keywords, segments, برچسب, برچسب ها, تگ, تگ ها, گروه, گروه ها, دسته, دسته بندی, "
            "گروه مشتری, گروه بندی"
        ),
        "source": (
            "source, lead source, original source, contact source, how did you hear about us, "
            "referral source, channel, acquisition channel, "
            "منبع, منبع آشنایی, نحوه آشنایی, روش آشنایی, طریقه آشنایی, معرف, کانال"
        ),
        "status": (
            "status, lifecycle stage, lead status, contact status, customer status, stage, "
            "وضعیت, وضعیت مشتری, مرحله"
        ),
        "created_at": (
            "created at, created, created date, create date, created time, created on, "
            "date created, creation date, date added, added on, customer since, member since, "
            "تاریخ ثبت, تاریخ عضویت, تاریخ ایجاد, تاریخ ثبت نام, زمان ثبت"
        ),
        "note": (
            "note, notes, comment, comments, remark, remarks, memo, description, background, "
            "about, یادداشت, یادداشت ها, توضیحات, توضیح, ملاحظات, شرح"
        ),
        "web": (
            "website, web site, website url, website value, web page, url, homepage, home page, "
            "personal web page, linkedin url, linkedin, web, site, "
            "وب سایت, سایت, وب, آدرس سایت, آدرس وب سایت, تارنما"
        ),
        "relation": (
            "relation, relation to shop, relation type, contact relation, نوع رابطه, نوع همکاری"
        ),
        "owner": (
            "owner, contact owner, account owner, record owner, assigned to, assignee, "
            "sales rep, salesperson, account manager, responsible, "
            "مسئول, مسئول پیگیری, مسئول فروش, کارشناس, کارشناس فروش, کارشناس مسئول"
        ),
        "anniversary": (
            "anniversary, wedding anniversary, wedding date, anniversary date, "
            "سالگرد, سالگرد ازدواج, تاریخ ازدواج"
        ),
        "preferred_channel": (
            "preferred channel, preferred contact method, contact preference, "
            "preferred method of contact, preferred communication, preferred way of contact, "
            "کانال ترجیحی, روش تماس ترجیحی, روش ارتباط ترجیحی, راه ارتباطی ترجیحی"
        ),
        "do_not_contact": (
            "do not contact, dont contact, dnc, do not call, donotcall, opted out, opt out, "
            "email opt out, has opted out of email, unsubscribed, unsubscribed from all email, "
            "unsub time, clean time, do not disturb, "
            "تماس نگیرید, عدم تماس, تماس گرفته نشود, لغو اشتراک, عدم ارسال پیام"
        ),
        "keep_days": (
            "keep days, keep in touch days, keep in touch every days, contact every days, "
            "follow up every days, فاصله پیگیری, پیگیری هر چند روز, فاصله تماس"
        ),
        "referred_by": (
            "referred by, referrer, referrer name, introduced by, recommended by, "
            "معرفی کننده, معرفی شده توسط, نام معرف"
        ),
        "deleted": "is deleted, isdeleted, deleted",
        "instagram": (
            "instagram, insta, instagram id, instagram handle, instagram username, instagram page, "
            "instagram url, اینستاگرام, اینستا, آیدی اینستاگرام, آی دی اینستاگرام, "
            "پیج اینستاگرام, صفحه اینستاگرام"
        ),
        "telegram": (
            "telegram, telegram id, telegram handle, telegram username, telegram number, "
            "تلگرام, آیدی تلگرام, آی دی تلگرام, شماره تلگرام"
        ),
        "whatsapp": (
            "whatsapp, whats app, whatsapp number, whatsapp phone, واتساپ, واتس آپ, واتس اپ, "
            "واتزاپ, شماره واتساپ"
        ),
        # Of our own files: a label for each value of the column that they are named after.
        "phone_labels": "phone labels",
        "email_labels": "email labels",
        "address_labels": "address labels",
        "web_labels": "web labels",
        "whatsapp_labels": "whatsapp labels",
        "telegram_labels": "telegram labels",
        "instagram_labels": "instagram labels",
        # And these: what they are to others, and of which kinds the first is the preferred.
        "linked_to": "linked to",
        "preferred_points": "preferred points",
    }.items()
}
"""Field → names of its column, the likeliest first."""
