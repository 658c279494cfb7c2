"""The people and goods of the sample shop: common names put together, nobody real."""

from __future__ import annotations

GIVEN = (
    "علی", "رضا", "زهرا", "مریم", "حسین", "فاطمه", "سارا", "امیر", "نرگس", "پویا", "لیلا", "کاوه",
    "مینا", "بهرام", "شیرین", "آرش", "John", "Emma", "Olivia", "Liam", "Sofia", "Noah", "Ava",
    "Lucas", "Mia", "Omar", "Layla", "Daniel",
)  # fmt: skip
FAMILY_FA = (
    "رضایی", "کریمی", "احمدی", "محمدی", "حسینی", "موسوی", "جعفری", "صادقی", "رحیمی", "یزدانی",
    "نوری", "شریفی",
)  # fmt: skip
FAMILY_EN = (
    "Smith", "Brown", "Garcia", "Martin", "Rossi", "Weber", "Novak", "Silva", "Haddad", "Larsen",
)  # fmt: skip
COMPANIES = ("Pars Trading", "Sepid Café", "Nordlys Hotel", "باغ چای", "دفتر مهر")
PREFIXES = ("0912", "0913", "0917", "0919", "0930", "0935", "0937", "0990")
CITIES = ("Tehran", "Shiraz", "Tabriz", "Isfahan", "London", "")
SOURCES = ("walked by", "Instagram", "a friend", "search", "")
TAGS = ("vip", "wholesale", "tea lover", "newsletter")
ITEMS = (
    ("Earl Grey 100 g", 8),
    ("Darjeeling first flush", 15),
    ("Saffron 1 g", 12),
    ("Cardamom 50 g", 6),
    ("Rose petals", 4),
    ("Gift box", 39),
    ("Teapot, glass", 27),
    ("Dried lime", 4),
)
"""Item and price; a shop with a small currency unit multiplies the price."""
TALKS = (
    ("call", "in", "reached", "Asked when the new harvest comes in."),
    ("call", "out", "no-answer", "Tried about the order that is ready."),
    ("visit", "in", None, "Tasted the new Darjeeling and liked it."),
    ("whatsapp", "in", None, "Sent a photo of a box that arrived dented."),
    ("email", "out", None, "Sent the price list for the holidays."),
    ("instagram", "in", None, "Asked whether we deliver on Fridays."),
)
