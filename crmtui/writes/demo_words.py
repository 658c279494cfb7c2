"""The people and goods of the sample shop: common names put together, nobody real."""

from __future__ import annotations

from crmtui.locale import mark, spoken

_GIVEN = (
    "علی", "رضا", "زهرا", "مریم", "حسین", "فاطمه", "سارا", "امیر", "نرگس", "پویا", "لیلا", "کاوه",
    "مینا", "بهرام", "شیرین", "آرش", "John", "Emma", "Olivia", "Liam", "Sofia", "Noah", "Ava",
    "Lucas", "Mia", "Omar", "Layla", "Daniel",
)  # fmt: skip
_FAMILY_FA = (
    "رضایی", "کریمی", "احمدی", "محمدی", "حسینی", "موسوی", "جعفری", "صادقی", "رحیمی", "یزدانی",
    "نوری", "شریفی",
)  # fmt: skip
_FAMILY_FA_TOO = (
    "مرادی", "قاسمی", "اکبری", "ژیان", "پورمند", "چراغی", "گودرزی", "هاشمی", "کاظمی", "یوسفی",
)  # fmt: skip
"""Where everybody's name is Persian, there have to be more of them."""
FAMILY_EN = (
    "Smith", "Brown", "Garcia", "Martin", "Rossi", "Weber", "Novak", "Silva", "Haddad", "Larsen",
)  # fmt: skip
COMPANIES = (
    mark("Pars Trading"), mark("Sepid Café"), mark("Nordlys Hotel"), "باغ چای", "دفتر مهر",
)  # fmt: skip
PREFIXES = ("0912", "0913", "0917", "0919", "0930", "0935", "0937", "0990")
CITIES = (
    mark("Tehran"), mark("Shiraz"), mark("Tabriz"), mark("Isfahan"), mark("London"), "",
)  # fmt: skip
SOURCES = (mark("walked by"), mark("Instagram"), mark("a friend"), mark("search"), "")
TAGS = (mark("vip"), mark("wholesale"), mark("tea lover"), mark("newsletter"))
ITEMS = (
    (mark("Earl Grey 100 g"), 8),
    (mark("Darjeeling first flush"), 15),
    (mark("Saffron 1 g"), 12),
    (mark("Cardamom 50 g"), 6),
    (mark("Rose petals"), 4),
    (mark("Gift box"), 39),
    (mark("Teapot, glass"), 27),
    (mark("Dried lime"), 4),
)
"""Item and price; a shop with a small currency unit multiplies the price."""
TALKS = (
    ("call", "in", "reached", mark("Asked when the new harvest comes in.")),
    ("call", "out", "no-answer", mark("Tried about the order that is ready.")),
    ("visit", "in", None, mark("Tasted the new Darjeeling and liked it.")),
    ("whatsapp", "in", None, mark("Sent a photo of a box that arrived dented.")),
    ("email", "out", None, mark("Sent the price list for the holidays.")),
    ("instagram", "in", None, mark("Asked whether we deliver on Fridays.")),
)


def given_names() -> tuple[str, ...]:
    """Return first names: of everywhere, or of Iran where Persian is spoken."""
    return tuple(n for n in _GIVEN if not n.isascii()) if spoken() == "fa" else _GIVEN


def persian_families() -> tuple[str, ...]:
    """Return family names of Iran."""
    return _FAMILY_FA + _FAMILY_FA_TOO if spoken() == "fa" else _FAMILY_FA
