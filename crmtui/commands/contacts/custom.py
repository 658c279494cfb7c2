"""The fields of the shop's own: defined here, and filled in by `--field NAME=VALUE`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from typer import Argument, Context, Option

from crmtui.commands.output import Column, table, write_json
from crmtui.commands.shop import Shop, on_terminal, shop
from crmtui.errors import UsageError
from crmtui.labels import field_kind_label
from crmtui.locale import _

Name = Annotated[str, Argument(help=_("The field's name."))]
Choices = Annotated[
    str | None, Option(metavar="A,B,C", help=_("What can be chosen, commas between."))
]


def list_(ctx: Context) -> None:
    """List the shop's own fields, and how many contacts hold a value in each."""
    from crmtui.reads.custom import field_lines

    here = shop(ctx)
    with here.read() as connection:
        lines = field_lines(connection)
    rows = [
        {
            "id": line.field.id,
            "name": line.field.name,
            "kind": line.field.kind,
            "choices": list(line.field.choices),
            "contacts": line.contacts,
        }
        for line in lines
    ]
    if here.json:
        write_json(rows)
        return
    shown = [
        row
        | {
            "choices": ", ".join(line.field.choices),
            "kind": field_kind_label(line.field.kind) if on_terminal() else line.field.kind,
        }
        for row, line in zip(rows, lines, strict=True)
    ]
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("kind", _("Kind")),
            Column("choices", _("Choices")),
            Column("contacts", _("Contacts"), right=True),
        ),
        shown,
        empty=_('No fields yet. `crm config field add "Shoe size" number` adds one.'),
    )


def add(
    ctx: Context,
    name: Name,
    kind: Annotated[
        str,
        Argument(
            help=_(
                "text, number, money, date, choice, yes-no, or an Iranian national-id, company-id,"
                " card or sheba."
            )
        ),
    ],
    choices: Choices = None,
) -> None:
    """Add a field to every contact."""
    from crmtui.commands.done import told
    from crmtui.writes import custom

    here = shop(ctx)
    told(here, custom.add(here.store, name, kind, split(choices or "")))


def edit(
    ctx: Context,
    name: Name,
    new: Annotated[str | None, Option("--name", help=_("The new name."))] = None,
    kind: Annotated[str | None, Option(help=_("The new kind, if all values fit it."))] = None,
    choices: Choices = None,
) -> None:
    """Change a field; what contacts hold in it stays."""
    from crmtui.commands.done import told
    from crmtui.reads.custom import own_field
    from crmtui.writes import custom

    here = shop(ctx)
    if new is None and kind is None and choices is None:
        raise UsageError(
            _("Nothing to change was given."), _("See `crm config field edit --help`.")
        )
    with here.read() as connection:
        number = own_field(connection, name).id
    offered = None if choices is None else split(choices)
    told(here, custom.edit(here.store, number, name=new, kind=kind, choices=offered))


def remove(
    ctx: Context,
    name: Name,
    with_values: Annotated[
        bool, Option("--with-values", help=_("And what contacts hold in it."))
    ] = False,
) -> None:
    """Remove a field; one that holds values only if that is said."""
    from crmtui.commands.done import told
    from crmtui.reads.custom import own_field
    from crmtui.writes import custom

    here = shop(ctx)
    with here.read() as connection:
        number = own_field(connection, name).id
    told(here, custom.remove(here.store, number, with_values=with_values))


def own_values(here: Shop, typed: Sequence[str] | None) -> dict[str, dict[int, str]]:
    """Read values as given by --field, as the writes take them; empty if there are none.

    Raises UsageError or InvalidValue, or NotFound for a field that there is not.
    """
    from crmtui.reads.custom import own_field
    from crmtui.rules.custom import read

    if not typed:
        return {}
    values: dict[int, str] = {}
    with here.read() as connection:
        for text in typed:
            name, equals, value = text.partition("=")
            if not equals:
                raise UsageError(
                    _("--field says no value: {text}").format(text=text),
                    _('Write it like --field "Shoe size=42"; "Shoe size=" removes the value.'),
                )
            field = own_field(connection, name)
            values[field.id] = read(field, value, here.formats, here.today)
    return {"fields": values}


def split(text: str) -> list[str]:
    """Tell choices apart."""
    return [part for part in text.replace("،", ",").split(",") if part.strip()]
