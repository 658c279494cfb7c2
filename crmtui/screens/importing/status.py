"""What is said above and below the columns: open questions, notes, and how far it is."""

from __future__ import annotations

from textual.content import Content

from crmtui.errors import HeaderMismatch
from crmtui.locale import _
from crmtui.screens.importing.plan import Outline
from crmtui.screens.importing.run import Run
from crmtui.text.clean import printable
from crmtui.text.formats import Formats
from crmtui.widgets.questions import Question
from crmtui.writes.imports.options import Doubt

_BAR = 30
_OF_THE_SHELL = "--"
"""Stands in hints that name an option of the shell, which is of no use here."""


def question_of(doubt: Doubt) -> Question:
    """Ask what a file leaves open."""
    return Question(doubt.question, list(doubt.choices.values()))


def notes(outline: Outline) -> list[Content]:
    """Say why the file cannot be brought in yet, or what was settled without asking."""
    reading, problem = outline.reading, outline.problem
    lines = []
    if problem is not None:
        lines.append(Content.styled(_short(printable(problem.message)), "bold $overdue"))
        lines += [Content.styled(text, "$foreground-muted") for text in _advice(outline)]
    if reading is not None and reading.remembered:
        lines.append(
            Content.styled(_("Read like the last file with this header."), "$foreground-muted")
        )
    if reading is not None and reading.adopts_currency:
        text = _("This shop counts in {currency} from now on, as the file does.")
        lines.append(Content.styled(text.format(currency=reading.currency), "bold $pressing"))
    if reading is not None and reading.makes:
        text = _("Fields of your own that the file brings: {names}.")
        shown = printable(text.format(names=", ".join(reading.makes)))
        lines.append(Content.styled(shown, "$foreground-muted"))
    return lines


def _short(message: str) -> str:
    """Leave out the list of the columns: it stands below."""
    return message.split(_("The columns are: {columns}.").partition("{")[0])[0].strip()


def _advice(outline: Outline) -> list[str]:
    problem = outline.problem
    if isinstance(problem, HeaderMismatch):
        lines = [_("Go to the right column and press enter to say what it is.")]
        if outline.options.header:
            lines[0] += " " + _("If the first line is values already, say so above (o).")
        return lines
    if problem is None or not problem.hint or _OF_THE_SHELL in problem.hint:
        return [_("Change above how it is read (o).")]
    return [printable(problem.hint)]


def progress(run: Run, total: int, formats: Formats, width: int) -> Content:
    """Say how far it is, with a bar where the number of rows is known."""
    if run.is_unwanted:
        return Content.styled(_("Stopping …"), "bold $pressing")
    number = formats.number
    if 0 < total <= run.rows:
        text = _("{n} rows read; they are being put in their places …")
        return Content.styled(text.format(n=number(run.rows)), "bold")
    escape = (f"   {_('esc stops it')}", "$foreground-muted")
    if not total:
        return Content.assemble((_("{n} rows read").format(n=number(run.rows)), "bold"), escape)
    cells = min(_BAR, max(5, width // 3))
    full = round(run.rows / total * cells)
    text = _("{n} of {all} rows read").format(n=number(run.rows), all=number(total))
    return Content.assemble(
        (f"{text}   ", "bold"),
        ("█" * full, "$focus"),
        ("░" * (cells - full), "$foreground-muted"),
        escape,
    )
