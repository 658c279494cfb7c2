"""Giving somebody everything that is stored about them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from typer import Context, Option

from crmtui.commands.contacts.erasing import Anybody
from crmtui.commands.output import say, write_json
from crmtui.commands.shop import on_terminal, shop
from crmtui.locale import _

Output = Annotated[
    str, Option("--output", "-o", metavar="FILE", help=_("Where to; - for the standard output."))
]
Format = Annotated[
    str, Option("--format", help=_("json, text or vcf; otherwise by the file's name."))
]


def export(ctx: Context, who: Anybody, output: Output = "-", format_: Format = "") -> None:
    """Write everything stored about somebody: to look at, or to give to them."""
    from crmtui.exchange.private_file import private_file
    from crmtui.reads.exports.person import format_of, person_file
    from crmtui.reads.trash import resolve_anywhere
    from crmtui.text.clean import printable

    here = shop(ctx)
    is_read = output == "-" and on_terminal() and not here.json
    fmt = format_of(
        format_ or ("text" if is_read else "json" if here.json and output == "-" else ""), output
    )
    with here.read() as connection:
        content = person_file(connection, resolve_anywhere(connection, " ".join(who)), fmt)
    if output == "-" and fmt == "vcf":
        sys.stdout.buffer.write(content)  # its line ends are a part of it
        sys.stdout.buffer.flush()
    elif output == "-":
        sys.stdout.write(printable(content.decode()))
    if output == "-":
        return
    with private_file(Path(output)) as file:
        file.write(content)
    say(_("Everything about them is in {path}.").format(path=output))
    if here.json:
        write_json({"path": output, "written": 1})
