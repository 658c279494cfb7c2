from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import FileUnreadable
from crmtui.exchange.headers.match import match
from crmtui.exchange.tables.json_rows import looks_like_json
from crmtui.exchange.tables.table import Table, read_table
from tests.exchange import data, written


def table(folder: Path, content: str) -> Table:
    return read_table(written(folder, content, "file.json"))


@pytest.mark.parametrize(
    ("content", "form"),
    [
        ('[{"name": "Ali", "city": "Tehran"}, {"name": "Sara"}]', "json"),
        ('{"name": "Ali", "city": "Tehran"}\n\n{"name": "Sara"}', "jsonl"),
        ('{"contacts": [{"name": "Ali", "city": "Tehran"}, {"name": "Sara"}]}', "json"),
        ('{"status": "ok", "count": 2, "data": {"x": [{"name": "Ali", "city": "Tehran"},'
         ' {"name": "Sara"}]}, "next": null}', "json"),
        ('{"tags": [{"value": 1}], "name": "Shop", "people": [{"name": "Ali", "city": "Tehran"},'
         ' {"name": "Sara", "city": null}]}', "json"),
        ('[["name", "city"], ["Ali", "Tehran"], ["Sara", null]]', "json"),
        ('["name", "city"]\n["Ali", "Tehran"]\n["Sara", ""]\n', "jsonl"),
    ],
)  # fmt: skip
def test_shapes(tmp_path: Path, content: str, form: str) -> None:
    found = table(tmp_path, content)
    assert (found.form, found.header) == (form, ["name", "city"])
    assert list(found.rows) == [["Ali", "Tehran"], ["Sara", ""]]
    assert found.sample == [["Ali", "Tehran"], ["Sara", ""]]


@pytest.mark.parametrize(
    "record",
    [
        {"name": "Ali", "phones": [{"type": "home", "value": "021"}, {"value": "0912"}]},
        {"customer": "Ali", "date": "2026-01-01", "items": [{"sku": "a", "price": 5}]},
    ],
)
def test_one_record_with_lists_in_it_is_no_envelope(tmp_path: Path, record: object) -> None:
    assert len(list(table(tmp_path, json.dumps(record)).rows)) == 1


def test_what_is_nested_becomes_flat(tmp_path: Path) -> None:
    record = {
        "name": "Ali",
        "address": {"city": "Tehran", "geo": {"lat": "35.7"}},
        "tags": ["vip", "blog", ""],
        "phones": [{"type": "home", "value": "021"}, {"label": "0912"}],
        "none": [],
    }
    found = table(tmp_path, json.dumps([record]))
    assert dict(zip(found.header, next(found.rows), strict=True)) == {
        "name": "Ali",
        "address city": "Tehran",
        "address geo lat": "35.7",
        "tags": "vip ::: blog",
        "phones": "021 ::: 0912",
        "none": "",
    }
    assert match(found.header, "contacts").columns["city"] == [1]


def test_values_of_every_kind(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        '[{"a": null, "b": true, "c": false, "d": 1.50, "e": 9121112233, "f": 1e5, "g": 1E-7,'
        ' "h": 12345678901234567890123, "i": 0.1, "j": 1e400, "k": "\\u0000\\ud800x", "l": -0.0}]',
    )
    assert next(found.rows) == [
        *("", "true", "false", "1.50", "9121112233", "100000", "0.0000001"),
        *("12345678901234567890123", "0.1", "1E+400", "\0?x", "-0.0"),
    ]


def test_keys_in_the_order_of_first_sight_and_the_last_value_wins(tmp_path: Path) -> None:
    found = table(tmp_path, '[{"b": 1, "a": 2, "b": 3}, {"c": 4}]')
    assert (found.header, list(found.rows)) == (["b", "a", "c"], [["3", "2", ""], ["", "", "4"]])


def test_records_are_counted_from_one(tmp_path: Path) -> None:
    found = table(tmp_path, '[{"name": "a"}, {}, {"name": "b"}]')
    assert dict(enumerate(found.rows, found.first_row))[3] == ["b"]
    assert found.sample == [["a"], ["b"]]
    lists = table(tmp_path, '[["name", "phone"], ["a", "1"]]')
    assert (lists.first_row, list(lists.rows)) == (2, [["a", "1"]])


def test_a_key_may_come_late(tmp_path: Path) -> None:
    records = [{"name": str(number)} for number in range(5000)] + [{"phone": "0912"}]
    found = table(tmp_path, json.dumps(records))
    assert found.header == ["name", "phone"]
    assert list(found.rows)[-1] == ["", "0912"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('[\n{"a": 1},\n{"b": 2,}\n]', "line 3"),
        ('{"a": 1}\n{"a": 2\n{"a": 3}\n', "line 3"),
        ('[{"a": 1}\n\n{"a": 2}]', "line 3"),
        ('{"a": 1},\n{"a": 2}\n', "line 1"),
        ('[{"a": NaN}]', "line 1"),
        ('[{"a": "x\ny"}]', "line 1"),
        ('[{"a": ' + "1" * 5000 + "}]", "line 1"),
        ('[{"a": 1},\n{"a": ', "ends in the middle"),
        ('{"contacts": [{"name": "a"}', "ends in the middle"),
        ("[" * 50_000, "32 deep"),
        ('{"a":' * 50_000, "32 deep"),
        ('[{"name": "a"}, {"name": ' + "[" * 50_000, "record 2"),
        ('[{"a": "' + "x" * 9_000_000 + '"}]', "more than 4 MB"),
        ('[{"a": 1}, [' + "0," * 3_000_000, "record 2: more than 4 MB"),
        ("[{" + ",".join(f'"k{number}": 1' for number in range(20_000)) + "}]", "16384"),
        ('[{"' + "k" * 600 + '": 1}]', "very long"),
        ("[]", "no values"),
        ("[{}, {}]", "no values"),
        ("{}", "no values"),
        ('[{"a": ""}]', "no values"),
    ],
)
def test_refusals_name_the_file_and_the_place(tmp_path: Path, content: str, place: str) -> None:
    with pytest.raises(FileUnreadable, match=place) as refused:
        list(table(tmp_path, content).rows)
    assert "file.json" in refused.value.message or "no values" in refused.value.message


def test_nothing_is_done_before_the_whole_file_has_been_seen(tmp_path: Path) -> None:
    records = ",\n".join(f'{{"a": {number}}}' for number in range(20_000))
    with pytest.raises(FileUnreadable, match="line 20001"):
        table(tmp_path, f"[{records},\n{{]")
    lists = ",\n".join(f"[{number}, 2]" for number in range(20_000))
    with pytest.raises(FileUnreadable, match="line 20001"):
        table(tmp_path, f"[{lists},\n[}}]")


def test_a_file_that_shrinks_while_read(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps([{"a": str(number)} for number in range(50_000)]))
    found = read_table(path)
    next(found.rows)
    path.write_bytes(path.read_bytes()[:300_000])
    with pytest.raises(FileUnreadable, match="ends in the middle"):
        list(found.rows)


def test_real_files() -> None:
    folder = data("adversarial/csv_spectrum/json")
    for path in sorted(folder.glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        found = read_table(path)
        rows = [dict(zip(found.header, row, strict=True)) for row in found.rows]
        assert rows == (expected if isinstance(expected, list) else [expected])


TEXTS = st.text(st.characters(codec="utf-8"), max_size=9)
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
RECORDS = st.lists(st.dictionaries(TEXTS, NESTED, max_size=5), min_size=1, max_size=5)


@given(RECORDS)
def test_any_records_are_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, object]]
) -> None:
    path = written(tmp_path_factory.mktemp("any"), json.dumps(records))
    try:
        assert len(list(read_table(path).rows)) == len(records)
    except FileUnreadable as refused:
        assert "no values" in refused.message


@given(st.text('[]{}",:\\ \n1ae.-u'))
def test_any_text_is_judged(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = written(tmp_path_factory.mktemp("any"), "[{" + text)
    assert isinstance(looks_like_json(text), bool)
    try:
        list(read_table(path).rows)
    except FileUnreadable as refused:
        assert refused.message
