"""Names that service desks and event logs give to their columns."""

from __future__ import annotations

_OWN = {
    field: tuple(aliases.split(", "))
    for field, aliases in {
        "id": (
            "case id, case concept name, case, ticket id, ticket number, ticket no, ticket, "
            "issue key, key, incident id, incident number, incident, sr number, request id, "
            "request number, service request, service id, number, id, issue id, reference, ref, "
            "شماره تیکت, شناسه تیکت, کد تیکت, تیکت, شماره درخواست, شناسه درخواست, شماره پذیرش, "
            "شماره پرونده, شناسه, کد, شماره"
        ),
        "customer": (
            "customer id, contact id, requester id, caller id, caller, customer no, "
            "customer code, client id, "
            "customer, requester, reporter, client, contact, account, account name, company, "
            "organization, کد مشتری, شناسه مشتری, مشتری, درخواست کننده, طرف حساب"
        ),
        "customer_name": (
            "customer name, requester name, contact name, client name, full name, reporter name, "
            "name, نام مشتری, نام و نام خانوادگی, نام درخواست کننده, نام"
        ),
        "customer_given": "first name, given name, نام کوچک",
        "customer_family": "last name, family name, surname, نام خانوادگی",
        "customer_phone": (
            "customer phone, requester phone, phone, mobile, phone number, mobile number, "
            "work phone, mobile phone, تلفن, موبایل, تلفن همراه, شماره تماس, شماره موبایل"
        ),
        "customer_email": (
            "customer email, requester email, email, e mail, email address, contact email, "
            "reporter email, ایمیل, پست الکترونیک"
        ),
        "subject": (
            "subject, summary, title, topic, short description, headline, issue, "
            "موضوع, عنوان, خلاصه"
        ),
        "text": (
            "description, body, message, details, content, text, request, complaint, "
            "شرح, متن, توضیحات, شرح مشکل, ایراد"
        ),
        "at": (
            "time timestamp, complete timestamp, completion time, timestamp, event time, "
            "event timestamp, event date, when, start timestamp, time, at, date and time, "
            "datetime, date, changed at, change date, change date time, "
            "زمان رویداد, تاریخ رویداد, زمان, تاریخ"
        ),
        "updated": (
            "sys updated at, updated at, last updated, updated, last update, last update time, "
            "last modified, modified at, modified, تاریخ ویرایش, آخرین تغییر"
        ),
        "opened": (
            "opened at, created at, created time, created date, creation date, date created, "
            "created on, created, opened, open date, opened date, open time, submitted, "
            "submitted on, date submitted, reported date, received, date received, requested, "
            "تاریخ ایجاد, تاریخ ثبت, تاریخ پذیرش, تاریخ شروع, تاریخ درخواست"
        ),
        "solved": (
            "solved at, resolved at, resolved time, resolved date, resolution date, solved date, "
            "resolved, solved, date resolved, completed at, completed date, completion date, "
            "تاریخ حل, تاریخ رفع, تاریخ انجام, تاریخ تحویل"
        ),
        "closed": (
            "closed at, closed time, closed date, close date, date closed, closed on, closed, "
            "تاریخ بستن, تاریخ بسته شدن, تاریخ خاتمه"
        ),
        "first_reply": (
            "first reply at, first replied at, first response at, initial response time, "
            "first response date, first reply date, responded at, first responded at, "
            "تاریخ اولین پاسخ, زمان اولین پاسخ"
        ),
        "reply_after": (
            "first response time in hrs, first response time in hours, first response hours, "
            "first reply time in hours, first response minutes, first response time in minutes, "
            "first reply time in minutes, first reply time in minutes within calendar hours, "
            "first response time, first reply time, response time, first response min, "
            "first reply minutes, first reply hours"
        ),
        "status": (
            "status, ticket status, state, issue status, case status, activity, activity id, "
            "activity name, concept name, event, event name, event type, step, task, "
            "lifecycle transition, sub status, incident state, state name, وضعیت, حالت, فعالیت, "
            "رویداد, مرحله"
        ),
        "priority": (
            "priority, ticket priority, urgency, severity, impact, latest impact, اولویت, فوریت, "
            "اهمیت"
        ),
        "category": (
            "category, ticket type, issue type, request type, problem type, case type, type, "
            "group, department, دسته, دسته بندی, نوع, نوع درخواست, نوع مشکل, گروه, بخش"
        ),
        "channel": (
            "channel, via, source, contact type, ticket channel, ticket source, "
            "contact channel, origin, "
            "case origin, medium, کانال, منبع, روش تماس, طریقه تماس"
        ),
        "assignee": (
            "assignee, assigned to, agent, agent name, owner, case owner, ticket owner, "
            "resource, org resource, owner first name, handled by, user, employee, technician, "
            "operator, "
            "مسئول, کارشناس, اپراتور, تعمیرکار, کارمند, پاسخ دهنده"
        ),
        "product": (
            "product, product name, product purchased, item, device, model, asset, محصول, کالا, "
            "دستگاه, مدل"
        ),
        "warranty": "warranty until, warranty, warranty end, warranty expires, گارانتی تا, گارانتی",
        "csat": (
            "csat, csat score, satisfaction score, satisfaction rating, customer satisfaction, "
            "customer satisfaction rating, satisfaction, rating, survey result, survey results, "
            "score, رضایت, امتیاز رضایت, امتیاز, نمره"
        ),
        "nps": "nps, nps score, net promoter score, likelihood to recommend, recommend",
        "comment": (
            "satisfaction comment, rating comment, feedback, survey comment, customer comment, "
            "csat comment, نظر مشتری, نظر"
        ),
    }.items()
}
_NOUNS = ("ticket", "case", "issue", "request", "incident", "sr")
"""Programs put them before any name but those of people."""
_BARE = ("id", "at")


def _named(field: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names as they are, then with the noun before each."""
    if field in _BARE or field.startswith("customer"):
        return aliases
    return (*aliases, *(f"{noun} {name}" for name in aliases if name.isascii() for noun in _NOUNS))


TICKET_FIELDS: dict[str, tuple[str, ...]] = {
    field: _named(field, aliases) for field, aliases in _OWN.items()
}
"""Field → names of its column, the likeliest first."""
