"""Names that programs and people give to the columns of a list of deals or leads."""

from __future__ import annotations

from crmtui.exchange.headers.purchases import PURCHASE_FIELDS

_OWN = {
    field: tuple(aliases.split(", "))
    for field, aliases in {
        "id": (
            "deal id, opportunity id, record id, lead id, lead number, lead no, prospect id, "
            "opportunity no, opportunity number, deal no, deal number, id, external id, "
            "شناسه معامله, شماره معامله, کد معامله, شناسه فرصت, شناسه سرنخ, شناسه"
        ),
        "title": (
            "deal name, deal title, opportunity name, opportunity title, opportunity, deal, title, "
            "lead title, subject, topic, name, "
            "عنوان معامله, نام معامله, عنوان فرصت, فرصت, معامله, عنوان, موضوع"
        ),
        "customer": (
            "customer, customer id, customer code, client, client id, client code, contact, "
            "contact id, buyer, "
            "primary contact, associated contact, associated contacts, contact person, person, "
            "who id, مشتری, خریدار, طرف حساب, شخص, مخاطب"
        ),
        "customer_name": (
            "customer name, client name, contact name, primary contact name, person name, "
            "lead name, prospect name, full name, buyer name, "
            "نام مشتری, نام و نام خانوادگی, نام کامل, نام شخص, نام"
        ),
        "company": (
            "account, account name, account id, company, company name, company account, "
            "organization, organisation, organization name, organisation name, "
            "associated company, associated companies, primary associated company, business name, "
            "org, org name, firm, employer, شرکت, نام شرکت, سازمان, نام سازمان, حساب"
        ),
        "stage": (
            "deal stage, stage, stage name, sales stage, pipeline stage, opportunity stage, "
            "lead stage, funnel stage, current stage, furthest stage, phase, step, lead status, "
            "مرحله, مرحله فروش, مرحله معامله, وضعیت سرنخ"
        ),
        "outcome": (
            "outcome, result, deal status, opportunity status, status, is won, won, won lost, "
            "deal outcome, win loss, converted, is converted, state, "
            "نتیجه, وضعیت معامله, وضعیت"
        ),
        "ended": "is closed, is ended",
        "active": "active, is active, فعال",
        "deleted": "is deleted, deleted, archived, is archived",
        "opened": (
            "engage date, create date, created date, date created, creation date, created, "
            "created at, created on, created time, opened, opened at, opened on, open date, "
            "date opened, opening date, start date, add time, added on, date added, deal created, "
            "deal created on, lead date, lead created, enquiry date, inquiry date, "
            "date of enquiry, received on, received, first contact, first contact date, "
            "registration date, order date, date, "
            "تاریخ ایجاد, تاریخ شروع, تاریخ ثبت, تاریخ باز شدن, ایجاد شده در, تاریخ"
        ),
        "closed": (
            "close date, closed date, closing date, date closed, closed, closed at, closed on, "
            "closed time, close time, actual close date, actual closing date, won time, won on, "
            "won date, lost time, lost on, lost date, deal closed on, deal won on, deal lost on, "
            "end date, decision date, conversion date, converted date, "
            "تاریخ بسته شدن, تاریخ پایان, تاریخ نتیجه"
        ),
        "expected": (
            "expected close date, expected close, expected closing, expected closing date, "
            "expected close on, expected on, estimated close date, est close date, "
            "tentative close date, tentative closing date, forecast close date, forecast date, "
            "target close date, target date, date deadline, "
            "deadline, due date, تاریخ پیش بینی, تاریخ مورد انتظار, تاریخ احتمالی بسته شدن"
        ),
        "amount": (
            "amount, deal amount, deal value, opportunity amount, opportunity value, close value, "
            "value, total amount, deal size, potential, potential value, estimated value, "
            "est value, contract value, lead value, total price, total, price, revenue, "
            "amount in company currency, expected revenue, budget, "
            "مبلغ معامله, مبلغ, ارزش, ارزش معامله, مبلغ پیش بینی"
        ),
        "products": (
            "products, product, product name, product names, product of interest, "
            "product interest, interested in, item, items, service, services, line items, "
            "محصول, محصولات, کالا, نام کالا, خدمات, شرح کالا"
        ),
        "source": (
            "lead source, source, original source, original source type, original traffic source, "
            "deal source, source channel, lead origin, origin, channel, medium, campaign source, "
            "campaign, how heard, منبع, منبع سرنخ, نحوه آشنایی, کانال"
        ),
        "owner": (
            "deal owner, opportunity owner, lead owner, owner, owner name, owner id, owner code, "
            "sales agent, "
            "sales rep, sales representative, salesperson, sales person, sales executive, "
            "assigned to, assigned user, assignee, responsible, rep, agent, account executive, "
            "account manager, user, مسئول, کارشناس, کارشناس فروش, فروشنده, مسئول پیگیری"
        ),
        "pipeline": "pipeline, pipeline name, sales pipeline, team, sales team, قیف فروش, کاریز",
        "probability": (
            "probability, probability percent, win probability, deal probability, احتمال, "
            "درصد احتمال"
        ),
        "reason": (
            "lost reason, closed lost reason, loss reason, reason lost, reason for loss, "
            "reason for losing, deal lost reason, reason, why lost, دلیل از دست رفتن, دلیل شکست, "
            "علت از دست رفتن, دلیل"
        ),
        "competitor": "competitor, competitors, main competitor, lost to, رقیب",
        "touched": (
            "last activity date, last activity, last modified date, last modified, modified time, "
            "modified on, last updated, last updated on, last update, updated at, update time, "
            "last contacted, last contact date, last stage change date, تاریخ آخرین فعالیت, "
            "آخرین بروزرسانی"
        ),
        "ref": "ref",
        "history": "history",
        "at_counter": "at counter",
        "purchase": "purchase id",
    }.items()
}
_KNOWN = {alias for aliases in _OWN.values() for alias in aliases}
_SHARED = ("currency", "note")
_REACH = ("customer_given", "customer_family", "customer_phone", "customer_email")
_NOUNS = ("deal", "opportunity", "opp", "lead")
"""Programs put them before any name."""


def _named(aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names as they are, then with the noun before each if that says nothing else."""
    prefixed = (f"{noun} {alias}" for alias in aliases if alias.isascii() for noun in _NOUNS)
    return (*aliases, *(name for name in prefixed if name not in _KNOWN))


DEAL_FIELDS: dict[str, tuple[str, ...]] = {
    field: (field.replace("_", " "), *_named(aliases))
    for field, aliases in (
        _OWN
        | {field: PURCHASE_FIELDS[field] for field in (*_REACH, *_SHARED)}
        | {"note": (*PURCHASE_FIELDS["note"], "description", "next step", "شرح")}
    ).items()
}
"""Field → names of its column, the likeliest first."""
