"""The same person written down twice, and people who only look like one, made from real names.

Everything here is mechanical and seeded, and knows nothing of how duplicates are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import NamedTuple

LETTERS = "ابپتجچخدرزسشفقکگلمنهوی"
TITLES = ("آقای", "خانم", "مهندس", "دکتر", "حاج", "سید", "جناب آقای", "سرکار خانم")
ARABIC = str.maketrans("یک", "يك")
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
STARTS = ("عبد", "محمد", "علی", "امیر", "غلام", "سید", "شاه", "گل", "ماه")


class Card(NamedTuple):
    """A contact to write down."""

    given: str
    family: str
    phone: str = ""
    email: str = ""
    company: str = ""
    city: str = ""
    name: str = ""

    @property
    def full_name(self) -> str:
        """The name as written."""
        return self.name or f"{self.given} {self.family}"


Variant = Callable[[Card, Random], Card]


def notation(card: Card, chance: Random) -> Card:
    """The phone in another notation."""
    bare = card.phone.removeprefix("+98")
    written = chance.choice(
        [
            f"0{bare}",
            f"0098{bare}",
            f"+98 {bare[:3]} {bare[3:6]} {bare[6:]}",
            f"0{bare[:3]}-{bare[3:]}",
        ]
    )
    return card._replace(
        phone=written if chance.random() < 0.5 else written.translate(PERSIAN_DIGITS)
    )


def arabic(card: Card, chance: Random) -> Card:
    """Arabic letters where Persian ones stood."""
    return card._replace(name=card.full_name.translate(ARABIC))


def swapped(card: Card, chance: Random) -> Card:
    """The family name first, with or without a comma."""
    return card._replace(name=f"{card.family}{chance.choice(['', '،', ','])} {card.given}")


def titled(card: Card, chance: Random) -> Card:
    """With a title."""
    return card._replace(name=f"{chance.choice(TITLES)} {card.full_name}")


def spaced(card: Card, chance: Random) -> Card:
    """A compound written apart or together, with a blank or a joiner."""
    start = next((s for s in STARTS if card.given.startswith(s) and len(card.given) > len(s)), "")
    at = len(start) or len(card.given) // 2
    between = chance.choice([" ", "\u200c"])
    return card._replace(name=f"{card.given[:at]}{between}{card.given[at:].strip()} {card.family}")


def no_phone(card: Card, chance: Random) -> Card:
    """Known by the e-mail only."""
    return card._replace(phone="", company="", city="")


def second_phone(card: Card, chance: Random) -> Card:
    """The same e-mail beside another phone."""
    return card._replace(phone=mobile(chance), company="")


def mistyped_email(card: Card, chance: Random) -> Card:
    """The same e-mail and a slip in the name."""
    return typo(card, chance)._replace(phone="", company="")


def mistyped_phone(card: Card, chance: Random) -> Card:
    """The same phone and a slip in the name."""
    return typo(card, chance)._replace(email="", company="")


def mistyped_company(card: Card, chance: Random) -> Card:
    """The same company and city, no phone, and a slip in the name."""
    return typo(card, chance)._replace(email="", phone="")


def at_company(card: Card, chance: Random) -> Card:
    """The same name, company and city, and nothing else."""
    return card._replace(email="", phone="")


def company_form(card: Card, chance: Random) -> Card:
    """The same, with the company written in another way."""
    return at_company(card, chance)._replace(company=card.company.removeprefix("شرکت "))


def initial(card: Card, chance: Random) -> Card:
    """The given name as an initial."""
    return card._replace(name=f"{card.given[0]}. {card.family}", email="", company="")


def part(card: Card, chance: Random) -> Card:
    """One of the names only."""
    return card._replace(name=chance.choice([card.given, card.family]), email="", company="")


VARIANTS: tuple[Variant, ...] = (
    notation, arabic, swapped, titled, spaced, no_phone, second_phone, mistyped_email,
    mistyped_phone, mistyped_company, at_company, company_form, initial, part,
)  # fmt: skip


def typo(card: Card, chance: Random) -> Card:
    """One slip of the fingers somewhere in the longer words of the name."""
    words = [card.given, card.family]
    which = chance.choice([i for i, word in enumerate(words) if len(word) >= 4] or [1])
    word = words[which]
    at = chance.randrange(len(word))
    if (slip := chance.randrange(4)) == 0:
        word = word[:at] + word[at + 1 :]
    elif slip == 1:
        word = word[:at] + word[at] + word[at:]
    elif slip == 2:
        word = word[:at] + chance.choice(LETTERS) + word[at + 1 :]
    else:
        at = min(at, len(word) - 2)
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    words[which] = word
    return card._replace(name=" ".join(words))


def mobile(chance: Random) -> str:
    """A phone of somebody's own."""
    return f"+98912{chance.randrange(10**7):07}"


def landline(chance: Random) -> str:
    """A phone of a household or an office."""
    return f"+9821{chance.randrange(22, 89)}{chance.randrange(10**6):06}"


def others(cards: Sequence[Card], givens: Sequence[str], chance: Random) -> Iterator[list[Card]]:
    """Yield groups of different people who have much in common."""
    for card in cards:
        # Namesakes, with phones of their own.
        yield [
            card._replace(
                phone=mobile(chance), email="", company="", city=chance.choice([card.city, "مشهد"])
            )
        ]
    for card in chance.sample(cards, 60):
        # A family on one line; of some the names rhyme.
        line = landline(chance)
        near = [name for name in givens if name != card.given and _differ_by_one(name, card.given)]
        sisters = {chance.choice(near) if near else chance.choice(givens), chance.choice(givens)}
        family = [
            card._replace(email="", company="", phone=line, given=name)
            for name in sisters - {card.given}
        ]
        yield family
    for _office in range(12):
        line, company = landline(chance), f"شرکت {chance.choice(cards).family} و شرکا"
        names = {(chance.choice(givens), chance.choice(cards).family) for _desk in range(6)}
        yield [Card(*name, phone=line, company=company, city="تهران") for name in sorted(names)]
    for card in chance.sample(cards, 20):
        # A couple on one mobile.
        phone = mobile(chance)
        yield [
            Card(chance.choice(givens), card.family, phone, city=card.city),
            Card(card.given, chance.choice(cards).family, phone, city=card.city),
        ]


def _differ_by_one(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )
