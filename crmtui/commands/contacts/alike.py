"""The word of warning after somebody was written down who may be here already."""

from __future__ import annotations

from crmtui.commands.output import say
from crmtui.commands.shop import Shop
from crmtui.labels import reasons_text
from crmtui.locale import _
from crmtui.reads.duplicates import like_contact, worth_a_word
from crmtui.rules.duplicates import LIKELY, WEAK


def warn(here: Shop, contact: int, *, is_new: bool = True) -> None:
    """Say on stderr whom a contact looks like; nothing is asked, nothing is refused.

    That somebody has the name of another is worth a word only of one who `is_new`.
    """
    with here.read() as connection:
        matches = like_contact(connection, contact, least=WEAK if is_new else LIKELY)
    for match in worth_a_word(matches):
        say(
            _(
                "Looks like #{id} {name}: {reasons}. `crm contact merge {id} {new}` joins them."
            ).format(id=match.id, name=match.name, reasons=reasons_text(match.reasons), new=contact)
        )
