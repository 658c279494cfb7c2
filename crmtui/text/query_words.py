"""The names of fields in filters, and the fixed words that stand as their values."""

from __future__ import annotations

from crmtui.text.fold import tight

_FIELDS = {
    "id": "number شماره",
    "name": "نام اسم",
    "kind": "type نوع",
    "status": "وضعیت",
    "relation": "رابطه نسبت",
    "city": "town شهر",
    "company": "works شرکت محل‌کار",
    "title": "job job_title سمت شغل",
    "nickname": "لقب",
    "source": "نحوه‌آشنایی آشنایی منبع",
    "tag": "tags label برچسب تگ",
    "owner": "assignee مسئول",
    "channel": "preferred_channel کانال راه",
    "dnc": "do_not_contact تماس‌نگیرید",
    "keep": "keep_days تماس‌دوره‌ای",
    "phone": "tel mobile تلفن موبایل",
    "email": "mail e-mail ایمیل",
    "has": "with دارد",
    "no": "without ندارد بدون",
    "birthday": "birthdate تولد",
    "anniversary": "سالگرد",
    "last": "last_purchase آخرین‌خرید",
    "contacted": "last_contact آخرین‌تماس",
    "created": "added ثبت",
    "late": "rhythm دیر دیرکرده",
    "bought": "purchases buys count تعدادخرید خریدها",
    "sum": "net paid total جمع مبلغ",
    "refunds": "refund مرجوعی",
    "balance": "owes مانده بدهی",
    "task": "tasks کار پیگیری",
    "need": "needs خواسته نیاز",
    "deal": "deals معامله",
    "note": "notes یادداشت",
    "segment": "seg بخش گروه",
    "list": "لیست فهرست",
}
"""Every field with its other names."""

FIELDS = tuple(_FIELDS)

_WORDS = {
    "status": {
        "lead": "سرنخ احتمالی prospective",
        "customer": "مشتری",
        "inactive": "غیرفعال",
    },
    "relation": {
        "customer": "مشتری",
        "supplier": "تأمین‌کننده",
        "partner": "همکار",
        "other": "دیگر سایر",
    },
    "kind": {"person": "شخص فرد people", "company": "شرکت business companies"},
    "channel": {
        "call": "تماس تلفن phone",
        "visit": "مراجعه بازدید حضوری",
        "sms": "پیامک",
        "email": "ایمیل e-mail",
        "whatsapp": "واتساپ",
        "telegram": "تلگرام",
        "instagram": "اینستاگرام",
        "bale": "بله",
        "eitaa": "ایتا",
        "rubika": "روبیکا",
        "web": "وب سایت",
        "letter": "نامه",
        "note": "یادداشت",
        "other": "دیگر سایر",
    },
    "dnc": {
        "yes": "y true 1 بله آری دارد",
        "no": "n false 0 خیر نه ندارد",
    },
    "late": {
        "yes": "y true 1 بله آری",
        "no": "n false 0 خیر نه",
    },
    "task": {
        "open": "any جاری باز",
        "overdue": "late عقب‌افتاده",
        "today": "امروز",
        "none": "no هیچ بدون",
    },
    "deal": {
        "open": "any جاری باز",
        "won": "برنده موفق",
        "lost": "ازدست‌رفته ناموفق",
        "stale": "راکد مانده",
        "unplanned": "planless بی‌برنامه",
        "none": "no هیچ بدون",
    },
    "segment": {
        "champions": "قهرمانان قهرمان",
        "loyal": "وفادار",
        "potential-loyalist": "وفاداربالقوه",
        "new": "تازه‌وارد",
        "promising": "امیدوارکننده",
        "need-attention": "نیازمندتوجه",
        "about-to-sleep": "روبه‌خواب",
        "at-risk": "درمعرض‌ریزش",
        "cant-lose": "نبایدازدست‌بروند",
        "hibernating": "خفته",
        "lost": "ازدست‌رفته",
        "prospect": "بدون‌خرید prospects",
    },
    "has": {
        "phone": "تلفن موبایل tel",
        "email": "ایمیل mail e-mail",
        "address": "آدرس نشانی",
        "whatsapp": "واتساپ",
        "telegram": "تلگرام",
        "instagram": "اینستاگرام",
        "web": "وب سایت website",
        "birthday": "تولد",
        "anniversary": "سالگرد",
        "company": "شرکت",
        "city": "شهر",
        "source": "نحوه‌آشنایی منبع",
        "owner": "مسئول",
        "channel": "کانال",
        "title": "job سمت شغل",
        "nickname": "لقب",
        "keep": "تماس‌دوره‌ای",
        "tag": "tags برچسب تگ",
        "note": "notes یادداشت",
        "task": "tasks کار پیگیری",
        "need": "needs خواسته نیاز",
        "deal": "deals معامله",
        "purchase": "purchases خرید",
        "interaction": "interactions talk تعامل تماس",
        "balance": "account debt مانده حساب بدهی",
        "relation": "relations link نسبت",
    },
}
"""The words that a field takes, each with its other names."""


def key(text: str) -> str:
    """Return a name so that case, blanks, hyphens, underscores and half-spaces do not matter."""
    return tight(text).replace("_", "")


def field_named(text: str) -> str | None:
    """Return the field that a name means; None if there is no such field."""
    return _fields().get(key(text))


def field_names() -> list[str]:
    """Return every name of a field, for finding the one that was meant."""
    return [name for field, others in _FIELDS.items() for name in (field, *others.split())]


def word_named(field: str, text: str) -> str | None:
    """Return the fixed word of a field that a text means; None if it is none."""
    table = _keyed(_WORDS[field])
    return table.get(key(text))


def words_of(field: str) -> tuple[str, ...]:
    """Return the fixed words of a field."""
    return tuple(_WORDS[field])


def half_typed(text: str) -> str:
    """Return the field whose name the end of a filter may be becoming; "" if it is none."""
    word = key(text.rpartition(" ")[2].lstrip("-!"))
    if len(word) < _HALF:
        return ""
    return next((field for name, field in _fields().items() if name.startswith(word)), "")


_HALF = 2
"""Letters from which a word may be the beginning of a field's name."""


def _fields() -> dict[str, str]:
    return _keyed(_FIELDS)


def _keyed(table: dict[str, str]) -> dict[str, str]:
    return {key(name): word for word, others in table.items() for name in (word, *others.split())}
