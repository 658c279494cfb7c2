"""Deals at the shell: what is typed, what is said, and what scripts get."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.conftest import Answer, Crm

TODAY = datetime.now(UTC).date()


def day(n: int) -> str:
    return (TODAY + timedelta(days=n)).isoformat()


@pytest.fixture
def ali(crm: Crm) -> Crm:
    crm("add", "Ali", "--phone", "0912 111 2233")
    return crm


def refused(answer: Answer, code: int, *words: str) -> None:
    """The command said why it did nothing, and did nothing."""
    assert (answer.code, answer.out) == (code, "")
    for word in words:
        assert word in answer.err


def test_a_deal_from_the_first_word_to_the_purchase(ali: Crm) -> None:
    answer = ali(
        *("deal", "add", "ali", "40 shelves", "--amount", "1,200", "--products", "oak shelf"),
        *("--close", "+30d", "--next", "send the offer", "--due", "tomorrow", "--owner", "Sara"),
    )
    assert (answer.out, answer.code) == ("1\n", 0)
    assert "Added the deal 40 shelves with Ali (deal #1)." in answer.err
    (card,) = ali("board", "--json").json["columns"][0]["cards"]
    assert (card["name"], card["amount"], card["flag"], card["stale"]) == (
        "Ali", 120_000, "later", False
    )  # fmt: skip
    assert ali("deal", "move", "1", "off").code == 0
    answer = ali("deal", "won", "1", "--purchase", "--amount", "1100", "--json")
    assert answer.json["purchase_id"] == 1
    shown = ali("deal", "show", "1", "--json").json
    assert [stay["stage"] for stay in shown["history"]] == ["New", "Offer", "Won"]
    assert (shown["kind"], shown["amount"], shown["next_step"]) == ("won", 110_000, None)
    (bought,) = ali("purchase", "list", "--json").json
    assert (bought["amount"], bought["items"], bought["note"]) == (
        110_000, "oak shelf", "40 shelves"
    )  # fmt: skip
    assert ali("who", "ali", "--json").json["contact"]["status"] == "customer"
    ali("undo")
    assert ali("purchase", "list", "--json").json == []
    assert ali("deal", "list", "--json").json[0]["stage"] == "Offer"


def test_an_unknown_caller_and_nobody(crm: Crm) -> None:
    assert crm("deal", "add", "0912 000 1122", "sofa", "--new", "Mina").code == 0
    assert crm("deal", "add", "-", "somebody's kitchen").code == 0
    assert [row["name"] for row in crm("deal", "list", "--json").json] == ["", "Mina"]
    refused(crm("deal", "add", "-"), 2, "needs a customer, a title or what would be sold")
    assert crm("deal", "edit", "2", "--who", "mina", "--amount", "5").code == 0
    assert crm("deal", "edit", "2", "--who", "-", "--amount", "").code == 0
    (row, *_rest) = crm("deal", "list", "--json").json
    assert (row["name"], row["amount"]) == ("", None)


def test_bad_input_is_answered_in_words(ali: Crm) -> None:
    ali("deal", "add", "1", "shelves")
    refused(ali("deal", "add", "1", "x", "--amount", "about 5k"), 2, '"about 5k" is not an amount')
    refused(ali("deal", "add", "1", "x", "--amount", "-5"), 2, "at least 0")
    refused(ali("stage", "add", "Sure", "--probability", "140"), 2, "at most 100")
    refused(ali("stage", "add", "Sure", "--probability", "lots"), 2, "lots is not a number")
    refused(ali("stage", "remove", "New"), 1, "1 deal is in New", "--to STAGE")
    refused(ali("deal", "edit", "1", "--close", "2001-01-01"), 2, "lies before the opening")
    refused(ali("deal", "move", "1", "nowhere"), 3, "no stage nowhere", "New, Talking, Offer")
    refused(ali("deal", "lost", "1"), 2, "needs its reason", "price, out of stock")
    refused(ali("deal", "won", "7"), 3, "no deal #7")
    refused(ali("deal", "won", "1", "--purchase"), 2, "Nobody said what shelves came to")
    refused(ali("deal", "move", "1"), 2, "Where to?")
    refused(ali("report", "pipeline", "--by", "moon"), 2, "owner, source, product, month")
    assert [row["changes"] for row in ali("history", "--json").json] == [2, 2]


def test_losing_and_missing_sales(ali: Crm) -> None:
    ali("deal", "add", "1", "shelves", "--amount", "50")
    answer = ali("deal", "lost", "1", "too", "slow", "--competitor", "Shelf & Co")
    assert "Lost shelves: too slow" in answer.err
    ali("deal", "missed", "out of stock", "--products", "tea", "--amount", "9", "--who", "ali")
    ali("deal", "missed", "too slow")
    assert ali("deal", "reasons").out.splitlines()[:2] == ["too slow\t1\t1", "out of stock\t0\t1"]
    report = ali("report", "pipeline", "--json").json
    assert (report["lost"], report["won"]["deals"]) == ({"deals": 1, "amount": 5000}, 0)
    assert report["lost_at_counter"] == {"deals": 2, "amount": 900}
    assert (report["win_rate_closed"], report["cycle_days_mean"]) == (0.0, None)
    assert report["competitors"][0]["competitor"] == "Shelf & Co"
    assert "Opened shelves again, in New" in ali("deal", "reopen", "1").err


def test_stages_are_the_shops_own(ali: Crm) -> None:
    ali("stage", "add", "Visit", "--probability", "50%", "--before", "offer", "--stale", "5")
    ali("stage", "edit", "visit", "--check", "measure", "--check", "photos", "--script", "Hello!")
    names = [row["name"] for row in ali("stage", "list", "--json").json]
    assert names == ["New", "Talking", "Visit", "Offer", "Won", "Lost"]
    ali("deal", "add", "1", "shelves", "--stage", "visit", "--date", day(-6))
    assert "[ ] measure" in ali("deal", "show", "1").out
    ali("deal", "check", "1", "photos")
    shown = ali("deal", "show", "1", "--json").json
    assert [point["done"] for point in shown["checklist"]] == [False, True]
    assert "“Hello!”" in ali("deal", "show", "1").out
    ali("stage", "remove", "Visit", "--to", "Talking")
    assert ali("deal", "list").out.split("\t")[1] == "Talking"
    ali("pipeline", "add", "Repairs")
    ali("deal", "add", "1", "drill", "--pipeline", "repairs")
    assert ali("board", "--pipeline", "repairs", "--json").json["deals"] == 1
    assert ali("board", "--json").json["deals"] == 1


def test_the_report_is_told_apart(ali: Crm) -> None:
    for title, owner, product, days in (
        ("a", "Sara", "GTX Pro", 10), ("b", "sara", "GTXPro", 20), ("c", "Omid", "GTX Pro", 60)
    ):  # fmt: skip
        ali(
            *("deal", "add", "1", title, "--owner", owner, "--products", product),
            *("--amount", "100", "--date", day(-days)),
        )
    ali("deal", "won", "1", "--date", day(-4))
    ali("deal", "lost", "3", "price")
    ali("deal", "edit", "2", "--close", day(0))
    report = ali("report", "pipeline", "--by", "product", "--json").json
    assert [(g["product"], g["won"]["deals"], g["open"]["deals"]) for g in report["groups"]] == [
        ("GTX Pro", 1, 1)
    ]
    assert (report["win_rate_closed"], round(report["win_rate_all"], 4)) == (0.5, 0.3333)
    assert report["cycle_days_mean"] == 6.0
    owners = ali("report", "pipeline", "--by", "owner", "--json").json["groups"]
    assert [(g["owner"].lower(), g["won"]["amount"]) for g in owners] == [
        ("sara", 10_000), ("omid", 0)
    ]  # fmt: skip
    this_month = {m["month"]: m for m in report["months"]}[day(0)[:7]]
    assert (this_month["weighted"], this_month["expected"]["deals"]) == (2000, 1)
    later = ali("report", "pipeline", "--since", day(-3), "--json").json
    assert (later["won"]["deals"], later["lost"]["deals"], later["open"]["deals"]) == (0, 1, 1)
    assert "won_deals\t1" in ali("report", "pipeline").out


def test_hostile_texts_are_shown_as_they_are(ali: Crm) -> None:
    ali("deal", "add", "1", "[/] \x1b[31mred\u202e")
    ali("deal", "add", "1", "x" * 300)
    assert "\x1b" not in ali("board").out + ali("deal", "list").out + ali("deal", "show", "1").out
    assert [row["title"] for row in ali("deal", "list", "--json").json] == ["x" * 300, "[/] red"]


def test_today_asks_about_deals_without_a_plan(ali: Crm) -> None:
    ali("deal", "add", "1", "shelves", "--date", day(-3))
    ali("deal", "add", "-", "orphan", "--date", day(-40))
    first, second = ali("today", "--json").json
    assert (first["contact_id"], first["deal_id"], first["name"]) == (None, 2, None)
    assert first["reasons"] == [{"kind": "stale-deal", "text": 'deal "orphan": stale, 40 d'}]
    assert (second["contact_id"], second["deal_id"]) == (1, 1)
    assert second["reasons"][0]["text"] == 'deal "shelves": nothing planned, 3 d'
    ali("deal", "next", "1", "send", "the", "offer", "--due", "+9d")
    ali("deal", "lost", "2", "price")
    assert ali("today", "--json").json == []
    (then,) = ali("--as-of", day(9), "today", "--json").json
    assert then["reasons"][0]["kind"] == "task"


def test_deals_on_the_card_in_the_timeline_and_in_filters(ali: Crm) -> None:
    crm = ali
    crm("add", "Mina")
    crm("deal", "add", "1", "shelves", "--amount", "50", "--date", day(-20))
    crm("deal", "add", "1", "lamp")
    crm("deal", "lost", "2", "price")
    assert [deal["title"] for deal in crm("who", "ali", "--json").json["deals"]] == ["shelves"]
    assert "shelves · 50.00 USD · New · nothing planned" in crm("who", "ali").out
    events = crm("timeline", "ali", "--kind", "deal", "--json").json
    assert [(e["outcome"], e["text"]) for e in events] == [
        ("lost", "lamp (price)"), (None, "shelves")
    ]  # fmt: skip
    for query, names in {
        "deal:open": ["Ali"], "deal:lost": ["Ali"], "deal:won": [], "deal:stale": ["Ali"],
        "has:deal": ["Ali"], "deal:unplanned": ["Ali"], "deal:none": ["Mina"],
        "-deal:open": ["Mina"],
    }.items():  # fmt: skip
        found = crm("contact", "list", query, "--json").json
        assert [row["name"] for row in found] == names, query
    told = crm("contact", "export", "1", "--format", "json").json["deals"]
    assert [(row["title"], row["reason"]) for row in told] == [("shelves", ""), ("lamp", "price")]
    text = crm("contact", "export", "1", "--format", "text").out
    assert "Deals" in text
    assert "shelves · 50.00 USD · New" in text


def test_two_people_move_the_same_deal(ali: Crm) -> None:
    ali("deal", "add", "1", "shelves")
    ali("deal", "move", "1", "offer")
    ali("deal", "move", "1", "talking")
    assert "Nothing changed." in ali("deal", "move", "1", "talking").err
    history = ali("deal", "show", "1", "--json").json["history"]
    assert [stay["stage"] for stay in history] == ["New", "Offer", "Talking"]
    assert sum(stay["until"] is None for stay in history) == 1
