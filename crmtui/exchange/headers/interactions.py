"""Names that programs and people give to the columns of a list of calls, messages and visits."""

from __future__ import annotations

INTERACTION_FIELDS: dict[str, tuple[str, ...]] = {
    field: tuple(aliases.split(", "))
    for field, aliases in {
        "id": (
            "interaction id, activity id, call id, message id, engagement id, event id, log id, "
            "record id, ticket id, id, reference, ref, "
            "شناسه تعامل, شناسه تماس, شناسه پیام, شناسه فعالیت, شناسه پیگیری, کد پیگیری, "
            "شماره پیگیری, شناسه"
        ),
        "customer": (
            "customer id, customer no, customer number, customer code, customer, client id, "
            "client code, client, contact id, associated contact ids, contact, member id, "
            "user id, lead id, person id, account id, account, account name, who id, related to, "
            "person, lead, associated contact, "
            "کد مشتری, شناسه مشتری, شماره مشتری, شماره اشتراک, کد اشتراک, مشتری, "
            "طرف حساب, کد طرف حساب, شخص, مخاطب"
        ),
        "customer_name": (
            "customer name, client name, contact name, full name, person name, lead name, "
            "caller name, caller, participant, name, customer full name, who, "
            "نام مشتری, نام و نام خانوادگی, نام و نام خانوادگی مشتری, نام مخاطب, "
            "نام طرف حساب, نام کامل, نام شخص, نام تماس گیرنده, تماس گیرنده, نام, "
            "اسم مشتری, نام و فامیل"
        ),
        "customer_given": "first name, given name, given, firstname, fname, نام کوچک",
        "customer_family": (
            "last name, family name, surname, family, lastname, lname, نام خانوادگی, فامیلی, فامیل"
        ),
        "customer_phone": (
            "customer phone, customer mobile, phone, mobile, phone number, mobile number, "
            "mobile phone, caller id, caller number, cell, cell phone, telephone, contact number, "
            "number, phone e164, "
            "تلفن, موبایل, تلفن همراه, شماره موبایل, شماره همراه, شماره تلفن, شماره تماس, همراه, "
            "شماره مخاطب, شماره"
        ),
        "customer_email": (
            "customer email, email, e mail, email address, e mail address, contact email, "
            "ایمیل, پست الکترونیک, پست الکترونیکی, رایانامه, آدرس ایمیل"
        ),
        "date": (
            "interaction date, activity date, call date, contact date, visit date, message date, "
            "date, date and time, datetime, date time, timestamp, call start time, start time, "
            "started at, start date, sent at, received at, occurred at, logged at, at, when, "
            "created at, created, created date, created time, created on, due date, day, "
            "jalali iso, "
            "تاریخ تماس, تاریخ تعامل, تاریخ مراجعه, تاریخ پیام, تاریخ پیگیری, تاریخ, "
            "تاریخ و ساعت, تاریخ ثبت, تاریخ ایجاد, زمان تماس"
        ),
        "time": "time, call time, activity time, due time, ساعت, زمان, ساعت تماس, ساعت مراجعه",
        "channel": (
            "channel, contact channel, communication channel, interaction type, activity type, "
            "contact type, contact method, communication type, method, medium, via, type, "
            "event type, task type, kind, "
            "کانال, کانال ارتباطی, روش تماس, روش ارتباط, نوع ارتباط, نوع تعامل, نوع فعالیت, "
            "نوع پیگیری, نحوه تماس, نحوه ارتباط, بستر, رسانه, نوع تماس, نوع"
        ),
        "direction": (
            "direction, call direction, message direction, call type, in out, in or out, "
            "incoming outgoing, inbound outbound, sent received, "
            "جهت, جهت تماس, ورودی خروجی, ورودی یا خروجی, سمت تماس"
        ),
        "outcome": (
            "outcome, call outcome, result, call result, disposition, response, call status, "
            "status, نتیجه, نتیجه تماس, نتیجه پیگیری, پیامد, وضعیت تماس, وضعیت"
        ),
        "purpose": (
            "purpose, call purpose, reason, contact reason, call reason, goal, "
            "هدف, هدف تماس, علت تماس, دلیل تماس, منظور, مرحله"
        ),
        "minutes": (
            "minutes, duration, call duration, duration minutes, length, call length, talk time, "
            "duration in minutes, duration in seconds, call duration in seconds, duration seconds, "
            "duration hours, duration hh mm ss, call duration hh mm ss, duration hh mm, seconds, "
            "مدت, مدت تماس, مدت مکالمه, مدت زمان, طول تماس, دقیقه"
        ),
        "text": (
            "text, note, notes, message, body, summary, content, description, details, comment, "
            "comments, call notes, message text, message body, memo, remark, remarks, transcript, "
            "sms text, sms, sms message, email body, what was said, "
            "متن, شرح, توضیحات, توضیح, یادداشت, متن پیام, متن پیامک, شرح تماس, "
            "شرح پیگیری, پیام, خلاصه, ملاحظات, گزارش"
        ),
        "subject": "subject, title, call title, topic, headline, موضوع, عنوان",
        "thread": "thread, thread id, conversation id, conversation, گفتگو, شناسه گفتگو",
    }.items()
}
"""Field → names of its column, the likeliest first."""
