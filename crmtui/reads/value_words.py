"""A forecast and its doubts as a person reads them, for both fronts."""

from __future__ import annotations

from crmtui.locale import _, ngettext
from crmtui.reads.horizon import Horizon
from crmtui.reads.value import Forecast, Value
from crmtui.rules.bgnbd import BgNbd
from crmtui.rules.gamma_gamma import GammaGamma
from crmtui.rules.lifetime import LEAST_BACK, LEAST_BUYERS, Doubt
from crmtui.text.formats import Formats

_HARDLY = 0.05
"""Fewer purchases than this round to none."""


def doubt_lines(found: Value, formats: Formats) -> list[str]:
    """Say why not to trust a forecast, the gravest first."""
    return [_doubt(doubt, found, formats) for doubt in found.doubts]


def _doubt(doubt: Doubt, found: Value, formats: Formats) -> str:
    number = formats.number
    match doubt:
        case Doubt.FEW_BUYERS:
            text = _(
                "Not enough history yet: {buyers} buyers, of whom {back} came back; a forecast "
                "needs {least} and {least_back}. Until then each one's own rhythm is all there is."
            )
        case Doubt.NOBODY_BACK:
            text = _("Not enough history yet: nobody has bought on a second day.")
        case Doubt.UNSETTLED:
            text = _(
                "Not enough history yet: no parameters fit better than others. Until then each "
                "one's own rhythm is all there is."
            )
        case Doubt.HELD:
            text = _(
                "The purchases of {buyers} buyers alone do not hold the parameters, so what is "
                "usual in other shops pulls them a little: take the numbers as rough."
            )
        case Doubt.NOBODY_LEAVES:
            text = _(
                "As far as the model sees, nobody ever leaves (a is about 0): everybody counts as "
                "a customer for good, which is too good to be true."
            )
        case Doubt.MISFIT:
            text = _(
                "The model does not even foretell what has happened: it misses the repeat "
                "purchases so far by more than 15%."
            )
        case Doubt.FAR:
            text = _("{horizon} is further than your history goes back.")
        case Doubt.FEW_AMOUNTS:
            text = _("Too few amounts for a model: each one's own average is taken.")
        case Doubt.UNEVEN_AMOUNTS:
            text = _(
                "Amounts differ so much that their mean says nothing (q is below 1): for one-time "
                "buyers the plain average is taken."
            )
        case Doubt.TIED_AMOUNTS:
            text = _(
                "Who comes more often does not pay the same at a time as others, but the model "
                "thinks so: the sums of the best are doubtful."
            )
    return text.format(
        buyers=number(found.buyers),
        back=number(found.back),
        least=number(LEAST_BUYERS),
        least_back=number(LEAST_BACK),
        horizon=found.horizon.words(formats),
    )


def forecast_text(one: Forecast, horizon: Horizon, formats: Formats) -> str:
    """Say in a line what to expect of somebody; "" where nothing can be said."""
    if one.purchases is None or one.spend is None:
        return ""
    if one.repeats == 0:
        return _("unknown: bought on one day only")
    if one.purchases < _HARDLY:
        text = _("hardly anything within {horizon}").format(horizon=horizon.words(formats))
        return _with_chance(text, one, formats)
    count = purchases_text(one.purchases, formats)
    text = _("about {purchases}, {money} within {horizon}").format(
        purchases=ngettext("{n} purchase", "{n} purchases", 1 if count == "1" else 2).format(
            n=count
        ),
        money=f"{formats.short_money(one.spend)} {formats.unit_name}",
        horizon=horizon.words(formats),
    )
    return _with_chance(text, one, formats)


def _with_chance(text: str, one: Forecast, formats: Formats) -> str:
    return f"{text} · {alive_text(one, formats)}" if one.alive is not None else text


def alive_text(one: Forecast, formats: Formats) -> str:
    """Say how likely somebody is still a customer."""
    if one.alive is None:
        return _("unknown") if one.purchases is not None and not one.repeats else ""
    return _("{n}% still a customer").format(n=formats.number(round(100 * one.alive)))


def alive_short(one: Forecast, formats: Formats) -> str:
    """Say the same in a column."""
    shown = alive_text(one, formats)
    return shown if one.alive is None else f"{formats.number(round(100 * one.alive))}%"


def model_lines(found: Value, formats: Formats) -> list[str]:
    """Say which parameters were fitted, and how likely they make what happened."""
    models = found.models
    lines = []
    if often := models.bgnbd:
        lines.append(
            _("How often they buy (BG/NBD): {fitted}").format(
                fitted=_fitted(often, ("r", "alpha", "a", "b"), formats)
            )
        )
    if much := models.gamma_gamma:
        lines.append(
            _("How much at a time (Gamma-Gamma): {fitted}").format(
                fitted=_fitted(much, ("p", "q", "v"), formats)
            )
        )
    return lines


def _fitted(model: BgNbd | GammaGamma, names: tuple[str, ...], formats: Formats) -> str:
    parts = [f"{name} {formats.decimal(f'{getattr(model, name):.3f}')}" for name in names]
    likelihood = formats.decimal(f"{model.log_likelihood:.2f}")
    customers = ngettext("{n} customer", "{n} customers", model.customers)
    parts += [
        _("log-likelihood {n}").format(n=likelihood),
        customers.format(n=formats.number(model.customers)),
    ]
    return " · ".join(parts)


def purchases_text(n: float, formats: Formats) -> str:
    """Say a number of purchases as exactly as it deserves."""
    return formats.number(round(n, 1) if n < 10 else round(n))
