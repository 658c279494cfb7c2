"""What the cells of a list of deals say: nothing at all, an outcome, a stage, a probability."""

from __future__ import annotations

import re
from typing import NamedTuple

from crmtui.exchange.headers.words import compact
from crmtui.text.clean import clean
from crmtui.text.digits import to_ascii
from crmtui.text.fold import fold

_BLANKS = frozenset(
    (
        *(
            "n/a",
            "n.a.",
            "#n/a",
            "-",
            "--",
            "—",
            "–",
            "?",
            "none",
            "null",
            "nil",
            "nan",
            "(blank)",
            "-none-",
        ),
        *("unknown", "tbd", "tba", "not set", "not specified", "(no value)", "undefined", "(none)"),
        *("ندارد", "نامشخص", "نامعلوم"),
    )
)
_WON = frozenset(
    map(
        compact,
        (
            *("won", "win", "closed won", "closed - won", "deal won", "success", "successful"),
            *("converted", "closed - converted", "lead won", "sale made"),
            *("sold", "signed", "gewonnen", "gagné", "ganado", "ganada", "vinto"),
            *("ganho", "выиграна", "kazanıldı", "ربح"),
            *(
                "برنده",
                "موفق",
                "برد",
                "برده",
                "فروش موفق",
                "بسته شده موفق",
                "فروخته شد",
                "خرید کرد",
            ),
        ),
    )
)
_LOST = frozenset(
    map(
        compact,
        (
            *("lost", "loss", "closed lost", "closed - lost", "deal lost", "dead", "failed"),
            *("unsuccessful", "rejected", "declined", "disqualified", "not converted", "abandoned"),
            *("closed - not converted", "unqualified", "not qualified", "not interested"),
            *("junk", "junk lead", "lost lead", "no sale", "lead lost"),
            *("cancelled", "canceled", "verloren", "perdu", "perdido", "perdida", "perso"),
            *("проиграна", "kaybedildi", "خسر"),
            *("ناموفق", "باخت", "باخته", "از دست رفته", "از دست رفت", "شکست خورده", "رد شده"),
            *("لغو شده", "منصرف شد"),
        ),
    )
)
_OPEN = frozenset(
    map(compact, ("open", "in progress", "ongoing", "active", "pending", "باز", "در جریان"))
)
_DELETED = frozenset(map(compact, ("deleted", "حذف شده")))
_YES = frozenset(("true", "yes", "y", "1", "1.0", "t", "بله", "آری"))
_NO = frozenset(("false", "no", "n", "0", "0.0", "f", "خیر", "نه"))

_NUMBERED = re.compile(r"^\s*\(?\d{1,3}\s*[.):\-–_]+\s*(?=\S)")
_LOST_AS = re.compile(
    r"(?:closed\W+)?lost(?:\s*[-–—:/(|,]\s*|\s+(?:to|due\s+to|because(?:\s+of)?)\s+)(?P<why>.*)",
    re.IGNORECASE | re.DOTALL,
)
_IN_PIPELINE = re.compile(r"\s*\([^()]*pipeline[^()]*\)\s*$", re.IGNORECASE)

PROBABILITIES = {
    **dict.fromkeys(("new", "lead", "newlead", "prospecting", "prospect", "جدید"), 10),
    **dict.fromkeys(("qualification", "contacted", "contactmade", "appointmentscheduled"), 20),
    **dict.fromkeys(("needsanalysis", "qualified", "meetingscheduled", "demoscheduled"), 30),
    **dict.fromkeys(("qualifiedtobuy", "valueproposition", "discovery", "demo"), 40),
    **dict.fromkeys(("engaging", "engaged", "presentationscheduled"), 50),
    **dict.fromkeys(("iddecisionmakers", "identifydecisionmakers", "proposition"), 60),
    **dict.fromkeys(("perceptionanalysis", "proposalmade", "proposal", "quote", "پیشنهاد"), 70),
    **dict.fromkeys(("proposalpricequote", "proposalquote", "offer", "quotesent"), 75),
    **dict.fromkeys(("decisionmakerboughtin", "negotiation", "negotiationsstarted", "مذاکره"), 80),
    **dict.fromkeys(("negotiationreview", "contractsent", "contract", "verbalcommit"), 90),
}
"""What programs give the stages of these names, in percent."""
USUAL_PROBABILITY = 50


class StageName(NamedTuple):
    """A stage as a file names it: what it is called without its number, and what it means."""

    name: str
    key: str
    kind: str
    why: str = ""
    """The reason that a name like "Lost - price" carries."""


def value_of(cell: str) -> str:
    """Return what a cell says in one line, and nothing for "N/A" and the like."""
    text = clean(cell)
    return "" if text.casefold() in _BLANKS else text


def outcome_of(cell: str) -> str:
    """Return won, lost, open or deleted; "" for anything else."""
    key = compact(_NUMBERED.sub("", cell))
    for kind, words in (("won", _WON), ("lost", _LOST), ("open", _OPEN), ("deleted", _DELETED)):
        if key in words:
            return kind
    return "lost" if _LOST_AS.match(_NUMBERED.sub("", cell)) else ""


def said_yes(cell: str) -> bool | None:
    """Tell whether a cell says yes or no; None for anything else."""
    text = to_ascii(cell.strip().casefold())
    return True if text in _YES else False if text in _NO else None


def stage_name(cell: str) -> StageName:
    """Read the name of a stage: "5. Lost - price" is a lost stage, and the price the reason."""
    plain = clean(_IN_PIPELINE.sub("", _NUMBERED.sub("", cell)))
    kind = outcome_of(plain)
    if kind == "won":
        return StageName(plain, "", "won")
    if kind == "lost":
        why = _LOST_AS.fullmatch(plain)
        return StageName(plain, "", "lost", clean(why["why"].strip("()")) if why else "")
    return StageName(plain, fold(plain), "open")


def percent_of(cell: str) -> int | None:
    """Read a probability: 75 %, 75 or 0.75; None if it is none."""
    text = to_ascii(cell).replace("٪", "%").strip()
    is_percent = text.endswith("%")
    try:
        number = float(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return None
    if 0 < number < 1 and not is_percent:
        number *= 100
    return round(number) if 0 <= number <= 100 else None
