"""The form of a stage: its name, its chance, when a deal in it is stale, and its playbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crmtui.errors import InvalidValue
from crmtui.labels import stage_kind_label
from crmtui.locale import _
from crmtui.models.words import StageKind
from crmtui.reads.stages import StageRow
from crmtui.screens.form import Field, FieldError, FormScreen, Values
from crmtui.store.connect import Store
from crmtui.store.transact import Done
from crmtui.text.digits import to_ascii

if TYPE_CHECKING:
    from crmtui.app import CrmApp
    from crmtui.writes.stages import Manner


def add_form(app: CrmApp, pipeline: int, before: StageRow | None) -> FormScreen:
    """Return the form that adds a stage to a pipeline, before another or at the end of its kind."""
    kinds = [(kind.value, stage_kind_label(kind)) for kind in StageKind]
    fields = [
        Field("name", _("Name")),
        Field("kind", _("Deals in it"), StageKind.OPEN.value, options=kinds),
        *_fields(app),
    ]
    empty = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        manner = _manner(values, empty)
        kind = StageKind(values["kind"])
        place = before.id if before and before.kind == kind else None

        def act(store: Store) -> Done:
            from crmtui.writes import stages

            return stages.add(
                store, values["name"], pipeline=pipeline, kind=kind, before=place, **manner
            )

        return act

    return FormScreen(_("Add a stage"), fields, save, draft=f"stage of {pipeline}")


def edit_form(app: CrmApp, stage: StageRow) -> FormScreen:
    """Return the form that changes a stage; fields that stay as they are are not written."""
    fields = [Field("name", _("Name"), stage.name), *_fields(app, stage)]
    before = {field.name: field.value for field in fields}

    def save(values: Values) -> Callable[[Store], Done]:
        manner = _manner(values, before)

        def act(store: Store) -> Done:
            from crmtui.writes import stages

            if values["name"] == before["name"]:
                return stages.edit(store, stage.id, **manner)
            return stages.edit(store, stage.id, name=values["name"], **manner)

        return act

    title = _("Stage {name}").format(name=stage.name)
    return FormScreen(title, fields, save, draft=f"stage {stage.id}")


def _fields(app: CrmApp, stage: StageRow | None = None) -> list[Field]:
    number = app.formats.number
    fields = []
    if stage is None or stage.kind == StageKind.OPEN:
        chance = number(stage.probability) if stage else ""
        days = number(stage.stale_days) if stage and stage.stale_days is not None else ""
        fields = [
            Field("probability", _("Won of 100"), chance, _("how many of a hundred deals")),
            Field("stale_days", _("Stale after"), days, _("days; 0 never, empty as learned")),
        ]
    return [
        *fields,
        Field(
            "checklist",
            _("Checklist"),
            stage.checklist if stage else "",
            _("what to do, one a line"),
            is_long=True,
        ),
        Field("script", _("Script"), stage.script if stage else "", _("what to say"), is_long=True),
    ]


def _manner(values: Values, before: Values) -> Manner:
    """Return what differs from before. Raises FieldError."""
    manner: Manner = {}
    changed = {name for name, value in values.items() if value != before[name]}
    if "probability" in changed and values["probability"].strip():
        manner["probability"] = _whole("probability", values["probability"])
    if "stale_days" in changed:
        typed = values["stale_days"]
        manner["stale_days"] = _whole("stale_days", typed) if typed.strip() else None
    if "checklist" in changed:
        manner["checklist"] = values["checklist"]
    if "script" in changed:
        manner["script"] = values["script"]
    return manner


def _whole(field: str, text: str) -> int:
    """Read a whole number in any digits. Raises FieldError."""
    digits = to_ascii(text).strip().removesuffix("%").strip()
    if not digits.isdecimal() or len(digits) > 9:
        error = InvalidValue(_("{text} is not a whole number.").format(text=text.strip()))
        raise FieldError(field, error)
    return int(digits)
