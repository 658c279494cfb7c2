"""Iranian numbers that check themselves: national and company ids, bank cards, Sheba accounts.

Rules: the check digits of the civil and company registries (mod 11), Luhn, and ISO 13616 (mod 97).
"""

from __future__ import annotations

import re

from crmtui.errors import InvalidValue
from crmtui.locale import _
from crmtui.text.clean import excerpt
from crmtui.text.digits import to_ascii

_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)


def national_id(text: str) -> str:
    """Return a national id as ten digits; zeros in front may be missing. Raises InvalidValue."""
    digits = _bare(text)
    if re.fullmatch(r"\d{8,10}", digits):
        padded = digits.zfill(10)
        rest = sum(int(d) * (10 - i) for i, d in enumerate(padded[:9])) % 11
        if _varied(padded) and int(padded[9]) == (rest if rest < 2 else 11 - rest):
            return padded
    raise InvalidValue(_("{text} is not a national id.").format(text=excerpt(text)))


def company_id(text: str) -> str:
    """Return the national id of a company, eleven digits. Raises InvalidValue."""
    digits = _bare(text)
    if re.fullmatch(r"\d{11}", digits) and int(digits[3:9]):
        shift = int(digits[9]) + 2
        rest = sum((int(d) + shift) * w for d, w in zip(digits, _WEIGHTS, strict=False)) % 11
        if int(digits[10]) == rest % 10:
            return digits
    raise InvalidValue(_("{text} is not the id of a company.").format(text=excerpt(text)))


def card(text: str) -> str:
    """Return the number of a bank card, sixteen digits. Raises InvalidValue."""
    digits = _bare(text)
    if re.fullmatch(r"\d{16}", digits) and _varied(digits):
        doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits)]
        if sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0:
            return digits
    raise InvalidValue(_("{text} is not the number of a bank card.").format(text=excerpt(text)))


def sheba(text: str) -> str:
    """Return an account as IR and 24 digits; the IR may be missing. Raises InvalidValue."""
    digits = _bare(text).upper().removeprefix("IR")
    # The letters I and R count as 18 and 27, behind all the rest.
    if re.fullmatch(r"\d{24}", digits) and int(f"{digits[2:]}1827{digits[:2]}") % 97 == 1:
        return f"IR{digits}"
    raise InvalidValue(_("{text} is not a Sheba number.").format(text=excerpt(text)))


def in_fours(code: str) -> str:
    """Group a long number as it stands on cards and cheques."""
    return " ".join(re.findall(".{1,4}", code))


def _bare(text: str) -> str:
    return re.sub(r"[\s_.-]", "", to_ascii(text))


def _varied(digits: str) -> bool:
    """Tell whether a number is more than one digit repeated, which often passes its own check."""
    return len(set(digits)) > 1
