"""The same done to everybody whom a filter fits."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Context, Option

from crmtui.commands.files.questions import ask
from crmtui.commands.interactions import Channel, In, Out, Outcome, interaction_values
from crmtui.commands.output import patience, say, write_json
from crmtui.commands.queries import asked, print_contacts, query_text
from crmtui.commands.shop import Shop, shop
from crmtui.commands.tasks.tasks import When, planned
from crmtui.errors import UsageError
from crmtui.locale import _, ngettext

if TYPE_CHECKING:
    from crmtui.writes.bulk import Act

MANY = 20
"""More than so many are changed only after a question, or with --yes."""
_SHOWN = 10


def each(
    ctx: Context,
    query: Annotated[
        list[str] | None, Argument(help=_("A filter, as `crm contact list` takes it."))
    ] = None,
    tag: Annotated[list[str] | None, Option(help=_("Put a tag on them."))] = None,
    untag: Annotated[list[str] | None, Option(help=_("Take a tag off them."))] = None,
    set_: Annotated[
        list[str] | None,
        Option(
            "--set",
            metavar="FIELD=VALUE",
            help=_("Set status, relation, city, source, owner, channel, dnc, keep, or your own."),
        ),
    ] = None,
    log: Annotated[
        str | None, Option(metavar="TEXT", help=_("Log the same with each of them."))
    ] = None,
    channel: Channel = None,
    in_: In = False,
    out: Out = False,
    outcome: Outcome = None,
    task: Annotated[str | None, Option(metavar="TEXT", help=_("Plan the same for each."))] = None,
    due: When = None,
    delete: Annotated[bool, Option("--delete", help=_("Move them to the trash."))] = False,
    export: Annotated[
        Path | None, Option(metavar="FILE", help=_("Write them to a file, before all else."))
    ] = None,
    everybody: Annotated[
        bool, Option("--everybody", help=_("Mean everybody, without a filter."))
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help=_("Only say what would be done, and to whom."))
    ] = False,
) -> None:
    """Tag, change, log, plan for, delete or export everybody who fits, in one step."""
    from crmtui.reads import filtered
    from crmtui.reads.filters.where import where

    here, text = shop(ctx), query_text(query)
    if bool(text) == everybody:
        raise UsageError(
            _("Say whom it is about."),
            _("Give a filter like status:lead, or --everybody instead of one."),
        )
    _check_companions(log, (channel, in_, out, outcome), task, due)
    acts = _acts(here, tag, untag, set_, task, due, delete)
    if log is not None:
        acts.insert(0, _log(here, log, channel, in_, out, outcome))
    if not acts and export is None:
        raise UsageError(
            _("Say what to do with them."),
            _("--tag, --untag, --set FIELD=VALUE, --log, --task, --delete or --export."),
        )
    with here.read() as connection:
        ids = filtered.ids(connection, where(connection, text, asked(here)))
    if not ids:
        _tell(here, 0, None, "")
    elif dry_run:
        _rehearse(here, ids, acts)
    else:
        _carry_out(here, ids, acts, export)


def _check_companions(
    log: str | None, said: tuple[object, ...], task: str | None, due: str | None
) -> None:
    if log is None and any(said):
        raise UsageError(_("Nothing that could be logged was given."), _("Add --log TEXT."))
    if task is None and due:
        raise UsageError(_("Nothing that could be due was given."), _("Add --task TEXT."))


def _acts(
    here: Shop,
    tag: list[str] | None,
    untag: list[str] | None,
    set_: list[str] | None,
    task: str | None,
    due: str | None,
    delete: bool,
) -> list[Act]:
    from crmtui.writes import bulk

    acts = [bulk.tag(tag)] if tag else []
    if untag:
        acts.append(bulk.untag(untag))
    for setting in set_ or ():
        field, equals, value = setting.partition("=")
        if not equals or not field.strip():
            raise UsageError(
                _("{setting} sets nothing.").format(setting=setting),
                _("Write --set FIELD=VALUE, like --set owner=Sara."),
            )
        acts.append(bulk.change(field.strip(), value.strip()))
    if task is not None:
        acts.append(bulk.plan(**planned(here, task, due)))
    if delete:
        acts.append(bulk.delete())
    return acts


def _log(
    here: Shop, text: str, channel: str | None, in_: bool, out: bool, outcome: str | None
) -> Act:
    from crmtui.writes import bulk

    return bulk.log(**interaction_values(here, text, channel, in_, out, outcome, None, None, None))


def _rehearse(here: Shop, ids: list[int], acts: list[Act]) -> None:
    """Try everything, keep nothing, and show the first of whom it is about."""
    from crmtui.reads.contacts import lines
    from crmtui.writes import bulk

    label = bulk.each(here.store, ids, acts, rehearsal=True).label if acts else ""
    with here.read() as connection:
        first = lines(connection, ids[:_SHOWN])
    if here.json:
        shown = [{"id": line.id, "name": line.name} for line in first]
        write_json({"step": None, "label": label, "contacts": len(ids), "first": shown})
        return
    print_contacts(here, first, "")
    if len(ids) > len(first):
        say(_("… and {n} more.").format(n=here.formats.number(len(ids) - len(first))))
    say(_("Would be done: {label}.").format(label=label or _fit(here, len(ids))))


def _carry_out(here: Shop, ids: list[int], acts: list[Act], export: Path | None) -> None:
    from crmtui.reads.exports.contact_file import export_chosen
    from crmtui.writes import bulk

    if acts and len(ids) > MANY and not here.yes:
        _ask(here, len(ids), acts)
    with patience():
        if export is not None:
            written = export_chosen(here.read, export, ids, here.formats)
            say(
                ngettext("{n} contact written.", "{n} contacts written.", written).format(n=written)
            )
        if acts:
            done = bulk.each(here.store, ids, acts)
    if acts:
        _tell(here, len(ids), done.step, done.label)
    elif here.json:
        write_json({"step": None, "label": "", "contacts": len(ids)})


def _ask(here: Shop, count: int, acts: list[Act]) -> None:
    """Ask a person; without one, more than MANY need --yes. Raises UsageError."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(
            _("{people}: more than {many} are not changed without --yes.").format(
                people=_fit(here, count), many=MANY
            ),
            _("--dry-run shows who they are."),
        )
    say(f"{_fit(here, count)}: {', '.join(act.words for act in acts)}")
    if not ask(_("Do that? [y/N] ")).casefold().startswith(("y", "ب")):
        raise UsageError(_("Nothing was changed."))


def _fit(here: Shop, count: int) -> str:
    text = ngettext("{n} customer fits", "{n} customers fit", count)
    return text.format(n=here.formats.number(count))


def _tell(here: Shop, count: int, step: int | None, label: str) -> None:
    if here.json:
        write_json({"step": step, "label": label, "contacts": count})
    elif not count:
        say(_("Nobody fits."))
    elif step is None:
        say(_("Nothing changed."))
    else:
        say(_("{label}. `crm undo` takes it back.").format(label=label))
