"""Lifetime value of everybody, or of one."""

from __future__ import annotations

from typing import Any

from crmtui.commands.output import Column, say, table, write, write_json
from crmtui.commands.shop import Shop, on_terminal
from crmtui.locale import _
from crmtui.reads.horizon import USUAL, Horizon
from crmtui.reads.names import names_of
from crmtui.reads.value import Forecast, Value
from crmtui.reads.value import value as read_value
from crmtui.reads.value_words import (
    alive_short,
    doubt_lines,
    forecast_text,
    model_lines,
    purchases_text,
)
from crmtui.writes.value import keep_models

_BEST = 10
"""So many customers stand under the parameters."""
_PARAMETERS = {"bgnbd": ("r", "alpha", "a", "b"), "gamma_gamma": ("p", "q", "v")}
_COUNTS = ("log_likelihood", "customers")


def value(
    here: Shop,
    ahead: Horizon = USUAL,
    *,
    list_members: bool = False,
    limit: int | None = None,
) -> None:
    """Print what was fitted and how far to trust it, and the customers, the best first."""
    only_models = not (here.json or list_members or on_terminal())
    day = here.as_of or here.today
    with here.read() as connection:
        found = read_value(connection, here.formats, day, ahead, only_models=only_models)
        if not limit and on_terminal() and not (here.json or list_members):
            limit = _BEST
        shown = found.forecasts[:limit]
        names = names_of(connection, [one.id for one in shown])
    if here.json:
        write_json(_head(found, here) | {"customers": _rows(shown, names)})
    elif list_members:
        _print_list(here, found, shown, names)
    else:
        _print_models(here, found)
        if on_terminal() and shown:
            write()
            _print_list(here, found, shown, names)
    _keep(here, found)


def _keep(here: Shop, found: Value) -> None:
    """Keep what was fitted for the cards, unless it is of another day."""
    if here.as_of is None:
        keep_models(here.store, found)


def value_of(here: Shop, who: str, ahead: Horizon) -> None:
    """Print what to expect of one customer, and how far to trust it."""
    from crmtui.reads.who import resolve

    with here.read() as connection:
        contact = resolve(connection, who)
        name = names_of(connection, [contact])[contact]
        found = read_value(connection, here.formats, here.as_of or here.today, ahead)
    _keep(here, found)
    mine = next((one for one in found.forecasts if one.id == contact), None)
    if here.json:
        row = _rows([mine], {contact: name})[0] if mine else {"id": contact, "name": name}
        write_json(_head(found, here) | {"customer": row})
        return
    if mine is None:
        write(_("{name} has bought nothing yet.").format(name=name))
        return
    text = forecast_text(mine, found.horizon, here.formats) or _("not enough history yet")
    write(f"{name}: {text}")
    if mine.repeats == 0 and mine.spend is not None:
        write(_average(here, found, mine))
    _say_doubts(here, found)


def _average(here: Shop, found: Value, mine: Forecast) -> str:
    """Say what those who also bought on one day, and as long ago, bring on average."""
    return _("Of those like them: {n} purchases, {money} each on average within {horizon}.").format(
        n=here.formats.number(mine.purchases or 0.0),
        money=f"{here.formats.short_money(mine.spend or 0)} {here.formats.unit_name}",
        horizon=found.horizon.words(here.formats),
    )


def _head(found: Value, here: Shop) -> dict[str, Any]:
    models = found.models
    return {
        "as_of": found.as_of.isoformat(),
        "horizon_days": found.horizon.days,
        "currency": here.settings["currency"],
        "buyers": found.buyers,
        "repeat_buyers": found.back,
        "enough": models.bgnbd is not None,
        "bgnbd": _parameters(models.bgnbd, "bgnbd"),
        "gamma_gamma": _parameters(models.gamma_gamma, "gamma_gamma"),
        "doubts": [
            {"kind": kind.value, "text": text}
            for kind, text in zip(found.doubts, doubt_lines(found, here.formats), strict=True)
        ],
    }


def _parameters(model: object, name: str) -> dict[str, Any] | None:
    if model is None:
        return None
    names = (*_PARAMETERS[name], *_COUNTS, "held")
    return {key: getattr(model, key) for key in names}


def _rows(shown: list[Forecast], names: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "name": names.get(one.id, ""),
            "repeats": one.repeats,
            "recency_days": one.recency_days,
            "age_days": one.age_days,
            "repeat_mean": one.repeat_mean,
            "expected_purchases": one.purchases,
            "expected_spend": one.spend,
            "p_alive": one.alive,
        }
        for one in shown
    ]


def _print_models(here: Shop, found: Value) -> None:
    if on_terminal():
        write(
            _("Lifetime value as of {day}, for the next {horizon}").format(
                day=here.formats.date(found.as_of), horizon=found.horizon.words(here.formats)
            )
        )
        for line in model_lines(found, here.formats):
            write(f"  {line}")
    else:
        models = {"bgnbd": found.models.bgnbd, "gamma_gamma": found.models.gamma_gamma}
        for name, model in models.items():
            for key in (*_PARAMETERS[name], *_COUNTS) if model else ():
                write(f"{name}\t{key}\t{getattr(model, key)}")
    _say_doubts(here, found)


def _say_doubts(here: Shop, found: Value) -> None:
    for line in doubt_lines(found, here.formats):
        say(f"! {line}")


def _print_list(here: Shop, found: Value, shown: list[Forecast], names: dict[int, str]) -> None:
    rows = _rows(shown, names)
    plain = [dict(row) for row in rows]
    formats = here.formats
    for row, one in zip(rows, shown, strict=True):
        known = one.purchases is not None and one.spend is not None
        row["expected_purchases"] = purchases_text(one.purchases or 0, formats) if known else ""
        row["expected_spend"] = formats.money(one.spend or 0, with_unit=False) if known else ""
        row["p_alive"] = alive_short(one, formats)
        if one.repeat_mean is not None:
            row["repeat_mean"] = formats.money(one.repeat_mean, with_unit=False)
    table(
        (
            Column("id", "#", right=True),
            Column("name", _("Name")),
            Column("repeats", _("Came back"), right=True),
            Column("repeat_mean", _("At a time"), right=True),
            Column("expected_purchases", _("Buys to come"), right=True),
            Column(
                "expected_spend", _("{unit} to come").format(unit=formats.unit_name), right=True
            ),
            Column("p_alive", _("Still a customer"), right=True),
        ),
        rows,
        plain=plain,
        empty=_("Nobody has bought anything yet."),
    )
    if on_terminal() and len(shown) < found.buyers:
        say(
            _("{n} more: `crm value --members`.").format(
                n=formats.number(found.buyers - len(shown))
            )
        )
