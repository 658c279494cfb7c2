"""What a toast says."""

from __future__ import annotations

from crmtui.errors import Ambiguous, CrmError
from crmtui.locale import _
from crmtui.store.transact import Done


def done_text(result: object) -> str:
    """Say what was done, and how to take it back."""
    done = getattr(result, "done", result)
    if not isinstance(done, Done) or done.step is None:
        return _("Nothing changed.")
    if done is result:
        told = _("{done} — u to undo").format(done=done.label)
        return f"{told}\n{done.said}" if done.said else told
    return "\n".join([done.label, *getattr(result, "kept", [])])


def error_text(error: CrmError) -> str:
    """Say what went wrong, who may be meant, and what to do about it."""
    candidates = error.candidates if isinstance(error, Ambiguous) else []
    return "\n".join(part for part in (error.message, *candidates, error.hint) if part)
