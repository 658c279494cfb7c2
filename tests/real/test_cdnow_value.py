"""The published answers of BG/NBD and Gamma-Gamma on the CDNOW sample, from its file.

Fader, Hardie and Lee (2005); Fader and Hardie (2013): 2,357 customers, purchases to 1997-09-30.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from crmtui.cli import main
from tests.conftest import Crm, data

AS_OF = ("--as-of", "1997-09-30", "--json")


def bring_in(path: Path) -> tuple[str, ...]:
    columns = "customer=1,date=3,quantity=4,amount=5"
    return ("import", "purchases", str(path), "--no-header", "--map", columns, "--json")


def lines() -> list[list[str]]:
    text = data("cdnow/CDNOW_sample.txt").read_text()
    return [line.split() for line in text.splitlines() if line.strip()]


def written(path: Path, rows: list[list[str]]) -> Path:
    path.write_text("".join(f" {' '.join(row)}\n" for row in rows))
    return path


@pytest.fixture
def cdnow(crm: Crm) -> Crm:
    crm(*bring_in(data("cdnow/CDNOW_sample.txt")))
    return crm


def rounded(model: dict[str, Any], **digits: int) -> dict[str, Any]:
    return {name: round(model[name], places) for name, places in digits.items()}


def test_the_published_parameters_come_out(cdnow: Crm) -> None:
    found = cdnow("value", "--horizon", "39w", *AS_OF).json
    assert rounded(found["bgnbd"], r=3, alpha=3, a=3, b=3, log_likelihood=1) == {
        "r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "log_likelihood": -9582.4,
    }  # fmt: skip
    assert rounded(found["gamma_gamma"], p=2, q=2, v=2, log_likelihood=2) == {
        "p": 6.25, "q": 3.74, "v": 15.44, "log_likelihood": -4055.92,
    }  # fmt: skip
    assert (found["bgnbd"]["customers"], found["gamma_gamma"]["customers"]) == (2357, 946)
    assert not found["bgnbd"]["held"]
    assert found["doubts"] == []


def test_the_published_forecast_comes_out(cdnow: Crm) -> None:
    """x = 2, t_x = 30.43, T = 38.86: 1.226 purchases in the next 39 weeks."""
    found = cdnow("value", "--horizon", "39 weeks", *AS_OF).json["customers"]
    who = next(one for one in found if one["name"] == "00004")
    assert (who["repeats"], who["recency_days"], who["age_days"]) == (2, 213, 272)
    assert round(who["expected_purchases"], 3) == 1.226
    assert cdnow("value", str(who["id"]), "--horizon", "273d", *AS_OF).json["customer"] == who
    spends = [one["expected_spend"] for one in found]
    assert spends == sorted(spends, reverse=True)


def test_every_customer_is_summed_up_as_published(cdnow: Crm) -> None:
    ours = {one["name"]: one for one in cdnow("value", *AS_OF).json["customers"]}
    masters = {row[1].lstrip("0"): row[0] for row in lines()}
    published = data("cdnow/expected_sample_summary.csv").read_text().splitlines()[1:]
    assert len(published) == len(ours) == 2357
    for line in published:
        number, x, tx, age, zbar, _later = line.split(",")
        who = ours[masters[number]]
        assert who["repeats"] == int(x)
        assert who["recency_days"] / 7 == pytest.approx(float(tx))
        assert who["age_days"] / 7 == pytest.approx(float(age))
        assert (who["repeat_mean"] or 0) == pytest.approx(100 * float(zbar), abs=0.51)
        assert (who["p_alive"] is None) == (int(x) == 0)


@pytest.mark.parametrize("way", ["renamed", "shuffled", "halves"])
def test_names_order_and_halves_change_nothing(
    way: str, cdnow: Crm, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import json

    before = cdnow("value", *AS_OF).json
    rows, chance = lines(), Random(7)
    if way == "renamed":
        numbers = sorted({row[0] for row in rows})
        names = dict(zip(numbers, chance.sample(numbers, len(numbers)), strict=True))
        rows = [[f"x{names[row[0]]}", *row[1:]] for row in rows]
    elif way == "shuffled":
        chance.shuffle(rows)
    half = len(rows) // 2 if way == "halves" else len(rows)
    parts = [part for part in (rows[:half], rows[half:]) if part]
    other = str(tmp_path / "other.db")
    for part in parts:
        main(["--db", other, *bring_in(written(tmp_path / "part.txt", part))])
    capsys.readouterr()
    assert main(["--db", other, "value", *AS_OF]) == 0
    after = json.loads(capsys.readouterr().out)
    assert after["bgnbd"] == before["bgnbd"]
    assert after["gamma_gamma"] == before["gamma_gamma"]

    def numbers_of(found: dict[str, Any]) -> list[tuple[Any, ...]]:
        keys = ("repeats", "recency_days", "age_days", "expected_purchases", "expected_spend")
        return sorted(tuple(one[key] for key in keys) for one in found["customers"])

    assert numbers_of(after) == numbers_of(before)
