"""Translation: every string a person reads passes through `_` or `ngettext`.

English is the source language and loads no catalogue, so a lookup from the shell pays nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

_catalogue: NullTranslations | None = None
_spoken = "en"


def use(lang: str) -> None:
    """Speak `lang` (like "fa") from now on; a language without a catalogue means English."""
    global _catalogue, _spoken
    _catalogue, _spoken = None, lang or "en"
    if lang and not lang.startswith("en"):
        import gettext
        from os.path import dirname

        _catalogue = gettext.translation("crmtui", dirname(__file__), [lang], fallback=True)


class _Persian(str):
    """A Persian text: numbers that are filled into it are written in its digits."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Fill in the placeholders."""
        return super().format(*map(_numeral, values), **{k: _numeral(v) for k, v in named.items()})


class _Numeral(int):
    def __format__(self, spec: str) -> str:
        return super().__format__(spec).translate(_PERSIAN_DIGITS)


_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def _numeral(value: object) -> object:
    return _Numeral(value) if type(value) is int else value


def _written(text: str) -> str:
    return _Persian(text) if _spoken == "fa" else text


def spoken() -> str:
    """Return the language in use, like "en" or "fa"."""
    return _spoken


def _(message: str) -> str:
    """Translate `message`."""
    return _written(_catalogue.gettext(message)) if _catalogue else message


def ngettext(singular: str, plural: str, n: int) -> str:
    """Translate the form of a message that fits the number `n`."""
    if _catalogue:
        return _written(_catalogue.ngettext(singular, plural, n))
    return singular if n == 1 else plural


def pgettext(context: str, message: str) -> str:
    """Translate a word that means different things in different places."""
    return _written(_catalogue.pgettext(context, message)) if _catalogue else message


def mark(message: str) -> str:
    """Mark `message` for translation where it is declared; it is translated where it is shown."""
    return message
