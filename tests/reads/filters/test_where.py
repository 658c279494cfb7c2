"""Whom filters find, against a plain evaluation in Python of the same people."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as settings_
from hypothesis import strategies as st

from crmtui import settings
from crmtui.errors import CrmError, InvalidValue, NotFound
from crmtui.reads import filtered
from crmtui.reads.filters.condition import Asked
from crmtui.reads.filters.where import where
from crmtui.reads.segments import segmentation
from crmtui.rules.rhythm import rhythm
from crmtui.store.connect import Store, open_store
from crmtui.store.transact import transact
from crmtui.text.calendar import local_day, to_jalali, to_utc_text
from crmtui.text.fold import fold
from crmtui.text.query_words import FIELDS

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
"""Half past midnight of Saturday 21 November in Tehran: the day there has begun already."""
TODAY = date(2026, 11, 21)
ZONE = "Asia/Tehran"
PEOPLE = 150
SHOP = {"currency": "IRR", "unit": "toman", "country": "IR", "zone": ZONE, "calendar": "jalali"}


@dataclass
class Person:
    """A customer as plainly as can be."""

    id: int
    name: str
    status: str
    relation: str
    city: str
    owner: str
    note: str
    birthday: date | None
    dnc: bool
    channel: str | None
    keep: int | None
    created: datetime
    is_gone: bool
    tags: set[str] = field(default_factory=set)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    sales: list[tuple[datetime, int, bool]] = field(default_factory=list)
    paid: int = 0
    talks: list[datetime] = field(default_factory=list)
    tasks: list[tuple[datetime, bool, bool]] = field(default_factory=list)
    needs: list[tuple[str, bool]] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    company: str = ""

    @property
    def last(self) -> date | None:
        times = [at for at, amount, _credit in self.sales if amount > 0]
        return local_day(max(times), ZONE) if times else None

    @property
    def contacted(self) -> date | None:
        return local_day(max(self.talks), ZONE) if self.talks else None

    @property
    def bought(self) -> int:
        return sum(amount > 0 for _at, amount, _credit in self.sales)

    @property
    def net(self) -> int:
        return sum(amount for _at, amount, _credit in self.sales)

    @property
    def balance(self) -> int:
        return sum(amount for _at, amount, credit in self.sales if credit) - self.paid


def invent() -> list[Person]:
    r = random.Random(5)

    def moment(days: int) -> datetime:
        return NOW - timedelta(minutes=r.randrange(days * 1440))

    people = []
    for number in range(1, PEOPLE + 1):
        person = Person(
            number,
            r.choice(("Ali Rezaei", "علی کریمی", "زهرا احمدی", "Zoë O'Neil", "سارا", "[/] x")),
            r.choice(("lead", "customer", "inactive")),
            r.choice(("customer", "supplier")),
            r.choice(("", "تهران", "تهران ", "Tehran", "كرج", "San Francisco", "TEHRAN")).strip(),
            r.choice(("", "Sara", "سارا")),
            r.choice(("", "likes tea", "با پيك بفرست\nزنگ بزن", "100% 'x'")),
            r.choice((None, date(1990, 11, 21), date(1604, 3, 21), date(1988, 2, 29)))
            if number % 3
            else date(1960, 1, 1) + timedelta(r.randrange(20_000)),
            r.random() < 0.3,
            r.choice((None, "call", "whatsapp")),
            r.choice((None, 0, 30)),
            moment(700),
            number % 15 == 0,
        )
        person.tags = {tag for tag in ("vip", "a b/c", "قدیمی") if r.random() < 0.3}
        if r.random() < 0.6:
            person.phones = [f"+98912{r.randrange(10**7):07}"]
        if r.random() < 0.4:
            person.emails = [r.choice(("x@pars.ir", "ali@gmail.com"))]
        for _ in range(r.choice((0, 0, 1, 3, 6))):
            person.sales.append(
                (moment(300), r.choice((0, 500, 10_000, 2_000_000, -700)), r.random() < 0.3)
            )
        person.paid = r.choice((0, 0, 500, 10_000))
        person.talks = [moment(200) for _ in range(r.choice((0, 0, 1, 2)))]
        for _ in range(r.choice((0, 0, 1, 2))):
            person.tasks.append(_task(r))
        if r.random() < 0.3:
            person.needs = [(r.choice(("oak shelf 90 cm", "چای سبز")), r.random() < 0.5)]
        if r.random() < 0.5:
            person.own = {
                "shoe size": r.choice(("40", "41.5", "9")),
                "credit": r.choice(("1000", "500000")),
                "visa until": r.choice(("2026-11-21", "2027-01-01", "2020-05-05")),
                "grade": r.choice(("Gold", "نقره‌ای")),
                "loyal card": r.choice(("yes", "no")),
            }
        people.append(person)
    for person in people[::4]:
        person.company = "Pars Co."
    return people


def _task(r: random.Random) -> tuple[datetime, bool, bool]:
    """When it is due, whether all day, and whether it is done."""
    if r.random() < 0.5:  # a day begins at half past eight in the evening before, in UTC
        midnight = datetime(2026, 11, 20, 20, 30, tzinfo=UTC)
        return midnight + timedelta(r.randrange(-2, 3)), True, r.random() < 0.3
    return NOW + timedelta(hours=r.randrange(-40, 40)), False, r.random() < 0.3


KINDS = {
    "shoe size": "number",
    "credit": "money",
    "visa until": "date",
    "grade": "choice",
    "loyal card": "yes-no",
}


def keep(store: Store, people: list[Person]) -> None:
    with transact(store, "made") as t:
        c = t.connection
        c.executemany(
            "INSERT INTO setting(key, value) VALUES(?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            SHOP.items(),
        )
        stamp = to_utc_text(NOW)
        c.execute(
            "INSERT INTO contact(id, name, name_key, kind, status, city, source, note, created_at, "
            "deleted_at) VALUES(1000, 'Pars Co.', 'pars co.', 'company', 'lead', '', '', '', ?, ?)",
            (stamp, stamp),
        )
        for name, kind in KINDS.items():
            c.execute(
                "INSERT INTO custom_field(name, key, kind, choices, position) "
                "VALUES(?, ?, ?, '', 0)",
                (name, name, kind),
            )
        for p in people:
            c.execute(
                "INSERT INTO contact(id, name, name_key, kind, status, relation, city, source, "
                "owner, note, birthday, do_not_contact, preferred_channel, keep_days, created_at, "
                "deleted_at, company_id) VALUES(?, ?, ?, 'person', ?, ?, ?, '', ?, ?, ?, ?, ?, ?, "
                "?, ?, ?)",
                (
                    *(p.id, p.name, fold(p.name), p.status, p.relation, p.city, p.owner, p.note),
                    p.birthday.isoformat() if p.birthday else None,
                    *(p.dnc, p.channel, p.keep, to_utc_text(p.created)),
                    stamp if p.is_gone else None,
                    1000 if p.company else None,
                ),
            )
            for tag in sorted(p.tags):
                c.execute("INSERT OR IGNORE INTO tag(name, key) VALUES(?, ?)", (tag, fold(tag)))
                c.execute(
                    "INSERT INTO contact_tag(contact_id, tag_id) "
                    "SELECT ?, id FROM tag WHERE name = ?",
                    (p.id, tag),
                )
            for kind, values in (("phone", p.phones), ("email", p.emails)):
                c.executemany(
                    "INSERT INTO contact_point(contact_id, kind, value, key, label, preferred) "
                    "VALUES(?, ?, ?, ?, '', 0)",
                    [(p.id, kind, value, value) for value in values],
                )
            c.executemany(
                "INSERT INTO purchase(at, amount, ref, note, contact_id, on_account) "
                "VALUES(?, ?, '', '', ?, ?)",
                [(to_utc_text(at), amount, p.id, credit) for at, amount, credit in p.sales],
            )
            if p.paid:
                c.execute(
                    "INSERT INTO payment(at, amount, method, ref, note, contact_id) "
                    "VALUES(?, ?, '', '', '', ?)",
                    (stamp, p.paid, p.id),
                )
            c.executemany(
                "INSERT INTO interaction(at, text, channel, contact_id) VALUES(?, '', 'call', ?)",
                [(to_utc_text(at), p.id) for at in p.talks],
            )
            c.executemany(
                "INSERT INTO task(text, due, all_day, contact_id, created_at, done_at) "
                "VALUES('call', ?, ?, ?, ?, ?)",
                [
                    (to_utc_text(at), all_day, p.id, stamp, stamp if done else None)
                    for at, all_day, done in p.tasks
                ],
            )
            c.executemany(
                "INSERT INTO need(contact_id, text, at, met_at) VALUES(?, ?, ?, ?)",
                [(p.id, text, stamp, stamp if met else None) for text, met in p.needs],
            )
            for name, value in p.own.items():
                c.execute(
                    "INSERT INTO custom_value(contact_id, field_id, value) "
                    "SELECT ?, id, ? FROM custom_field WHERE name = ?",
                    (p.id, value, name),
                )


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return invent()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, people: list[Person]) -> Iterator[Store]:
    store = open_store(tmp_path_factory.mktemp("filters") / "shop.db", create=True)
    keep(store, people)
    yield store


def asked(store: Store) -> Asked:
    with store.read() as connection:
        return Asked(settings.load(connection), NOW)


def found(store: Store, text: str) -> set[int]:
    how = asked(store)
    with store.read() as connection:
        condition = where(connection, text, how)
        ids = filtered.ids(connection, condition)
        assert filtered.count(connection, condition) == len(ids) == len(set(ids))
        for sort in ("last-purchase", "sum", "newest"):
            assert set(filtered.ids(connection, condition, sort=sort)) == set(ids)
    return set(ids)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def md(p: Person) -> tuple[int, int] | None:
    return (p.birthday.month, p.birthday.day) if p.birthday else None


def next_birthday(p: Person) -> int | None:
    if p.birthday is None:
        return None
    for ahead in range(366):
        day = TODAY + timedelta(ahead)
        if (day.month, day.day) == md(p):
            return ahead
    return next_birthday(Person(**{**vars(p), "birthday": date(1988, 2, 28)}))


def overdue(p: Person) -> bool:
    return any(
        not done and (local_day(at, ZONE) < TODAY if all_day else at < NOW)
        for at, all_day, done in p.tasks
    )


Naive = Callable[[Person], bool]
PLAIN: dict[str, Naive] = {
    "id:3,7,2000": lambda p: p.id in (3, 7),
    "id>100": lambda p: p.id > 100,
    "status:lead": lambda p: p.status == "lead",
    "status!=lead": lambda p: p.status != "lead",
    "status:lead,مشتری": lambda p: p.status in ("lead", "customer"),
    "وضعیت:غیرفعال": lambda p: p.status == "inactive",
    "relation:supplier": lambda p: p.relation == "supplier",
    "kind:company": lambda p: False,
    "city:tehran": lambda p: "tehran" in fold(p.city),
    "city:کرج": lambda p: fold(p.city) == fold("كرج"),
    'city=san,"SAN FRANCISCO"': lambda p: p.city == "San Francisco",
    "city:san": lambda p: p.city == "San Francisco",
    'city:""': lambda p: not p.city,
    "شهر!=تهران": lambda p: fold(p.city) != fold("تهران"),
    "name:ali": lambda p: "ali" in fold(p.name),
    "name=علی‌کریمی": lambda p: False,
    'name="علي كريمي"': lambda p: p.name == "علی کریمی",
    "company:pars": lambda p: bool(p.company),
    "owner:sara": lambda p: p.owner == "Sara",
    "tag:VIP": lambda p: "vip" in p.tags,
    'tag:"a b/c"': lambda p: "a b/c" in p.tags,
    "tag:vip,قديمي": lambda p: bool(p.tags & {"vip", "قدیمی"}),
    'tag:""': lambda p: not p.tags,
    "tag:nobody-has-it": lambda p: False,
    "dnc:yes": lambda p: p.dnc,
    "dnc:خیر": lambda p: not p.dnc,
    "channel:whatsapp": lambda p: p.channel == "whatsapp",
    "keep>0": lambda p: (p.keep or 0) > 0,
    "phone:0912": lambda p: bool(p.phones),
    "phone:۹۱۲": lambda p: bool(p.phones),
    "email:pars": lambda p: "x@pars.ir" in p.emails,
    "email=ALI@gmail.com": lambda p: "ali@gmail.com" in p.emails,
    "has:phone": lambda p: bool(p.phones),
    "no:phone": lambda p: not p.phones,
    "has:phone,email": lambda p: bool(p.phones or p.emails),
    "no:phone,email": lambda p: not (p.phones or p.emails),
    "has:birthday": lambda p: p.birthday is not None,
    "has:company": lambda p: bool(p.company),
    "has:tag": lambda p: bool(p.tags),
    "has:note": lambda p: bool(p.note),
    "has:purchase": lambda p: p.bought > 0,
    "has:interaction": lambda p: bool(p.talks),
    "has:need": lambda p: any(not met for _text, met in p.needs),
    "has:task": lambda p: any(not done for _at, _all, done in p.tasks),
    "has:balance": lambda p: bool(p.paid) or any(credit for *_rest, credit in p.sales),
    'has:"shoe size"': lambda p: "shoe size" in p.own,
    "last>30d": lambda p: p.last is not None and p.last < ago(30),
    "last>=30d": lambda p: p.last is not None and p.last <= ago(30),
    "last<30d": lambda p: p.last is not None and p.last > ago(30),
    "last<=2w": lambda p: p.last is not None and p.last >= ago(14),
    "last:30d": lambda p: p.last is not None and p.last >= ago(30),
    "last>۳۰": lambda p: p.last is not None and p.last < ago(30),
    "last>2026-09-01": lambda p: p.last is not None and p.last > date(2026, 9, 1),
    "last<1405/6/10": lambda p: p.last is not None and p.last < date(2026, 9, 1),
    "last!=today": lambda p: p.last is not None and p.last != TODAY,
    "contacted>1m": lambda p: p.contacted is not None and p.contacted < date(2026, 10, 22),
    "contacted<=60d": lambda p: p.contacted is not None and p.contacted >= ago(60),
    "created>1y": lambda p: local_day(p.created, ZONE) < date(2025, 11, 21),
    "created>2026-01-01": lambda p: local_day(p.created, ZONE) > date(2026, 1, 1),
    "bought>2": lambda p: p.bought > 2,
    "bought:0": lambda p: p.bought == 0,
    "bought<1": lambda p: p.bought < 1,
    "bought!=1": lambda p: p.bought != 1,
    "sum>1000": lambda p: p.net > 10_000,
    "sum<=0": lambda p: p.net <= 0,
    "net>=200,000": lambda p: p.net >= 2_000_000,
    "refunds>0": lambda p: any(amount < 0 for _at, amount, _credit in p.sales),
    "balance>0": lambda p: p.balance > 0,
    "balance<=0": lambda p: p.balance <= 0,
    "balance<0": lambda p: p.balance < 0,
    "birthday:آذر": lambda p: p.birthday is not None and to_jalali(p.birthday)[1] == 9,
    "birthday:9": lambda p: p.birthday is not None and to_jalali(p.birthday)[1] == 9,
    "birthday:nov": lambda p: p.birthday is not None and p.birthday.month == 11,
    "birthday<14d": lambda p: (n := next_birthday(p)) is not None and n < 14,
    "birthday:100d": lambda p: (n := next_birthday(p)) is not None and n <= 100,
    "birthday>200d": lambda p: (n := next_birthday(p)) is not None and n > 200,
    "birthday:today": lambda p: md(p) == (11, 21),
    'birthday:"21 march"': lambda p: md(p) == (3, 21),
    "birthday<1980-01-01": lambda p: (
        p.birthday is not None and p.birthday.year > 1604 and p.birthday < date(1980, 1, 1)
    ),
    "birthday:1990-11-21": lambda p: p.birthday == date(1990, 11, 21),
    "task:overdue": overdue,
    "task:none": lambda p: all(done for _at, _all, done in p.tasks),
    "task:today": lambda p: any(
        not done and local_day(at, ZONE) == TODAY for at, _all, done in p.tasks
    ),
    "need:shelf": lambda p: any("shelf" in text and not met for text, met in p.needs),
    "note:TEA": lambda p: "tea" in p.note,
    'note:"با پیک"': lambda p: "پيك" in p.note,
    '"shoe size">40': lambda p: float(p.own.get("shoe size", 0)) > 40,
    "shoe-size<40": lambda p: float(p.own.get("shoe size", 99)) < 40,
    "credit>=50000": lambda p: int(p.own.get("credit", 0)) >= 500_000,
    '"visa until"<2026-12-01': lambda p: "2000" < p.own.get("visa until", "") < "2026-12-01",
    "grade:gold": lambda p: p.own.get("grade") == "Gold",
    "grade:نقره": lambda p: p.own.get("grade") == "نقره‌ای",
    '"loyal card":yes': lambda p: p.own.get("loyal card") == "yes",
    "ali": lambda p: "ali" in f"{fold(p.name)} {' '.join(p.emails)}",
    "-ali": lambda p: "ali" not in f"{fold(p.name)} {' '.join(p.emails)}",
    '"علی کریمی"': lambda p: p.name == "علی کریمی",
}


@pytest.mark.parametrize("text", PLAIN)
def test_a_filter_finds_whom_it_should(shop: Store, people: list[Person], text: str) -> None:
    fits = PLAIN[text]
    alive = [person for person in people if not person.is_gone]
    expected = {person.id for person in alive if fits(person)}
    assert found(shop, text) == expected
    if text[0] not in '-"' and text != "ali":
        assert found(shop, f"-{text}") == {p.id for p in alive} - expected
    never = ("kind:company", "name=علی‌کریمی", "tag:nobody-has-it")
    assert expected or text in never, "the invented people prove nothing"


def test_terms_all_have_to_fit(shop: Store, people: list[Person]) -> None:
    r = random.Random(1)
    pairs = r.sample(list(combinations(PLAIN, 2)), 150)
    for one, other in pairs:
        if one == other == "ali":
            continue
        expected = {p.id for p in people if not p.is_gone and PLAIN[one](p) and PLAIN[other](p)}
        assert found(shop, f"{one} {other}") == expected, (one, other)


def test_segments_are_those_of_the_segments_view(shop: Store, people: list[Person]) -> None:
    how = asked(shop)
    with shop.read() as connection:
        buyers = segmentation(connection, how.settings, today=TODAY).buyers
    segments = {buyer.segment for buyer in buyers}
    for segment in segments:
        expected = {buyer.id for buyer in buyers if buyer.segment == segment}
        assert found(shop, f"segment:{segment}") == expected
        assert found(shop, f'segment:"{segment.replace("-", " ").upper()}"') == expected
    assert len(segments) > 3
    none = {p.id for p in people if not p.is_gone and p.bought == 0}
    assert found(shop, "segment:prospect") == none
    everybody = ",".join((*segments, "prospect"))
    assert found(shop, f"segment:{everybody}") == {p.id for p in people if not p.is_gone}


def test_late_is_against_their_own_rhythm(shop: Store, people: list[Person]) -> None:
    paces = {}
    for person in people:
        days = {
            local_day(at, ZONE).toordinal() for at, amount, _credit in person.sales if amount > 0
        }
        pace = rhythm(days, TODAY.toordinal())
        if pace and not person.is_gone:
            paces[person.id] = pace
    late = {number for number, pace in paces.items() if pace.is_late}
    assert found(shop, "late:yes") == late
    assert found(shop, "late:no") == found(shop, "late!=yes") == paces.keys() - late
    assert found(shop, "-late:yes") == {p.id for p in people if not p.is_gone} - late
    assert found(shop, "دیر:بله") == late
    for gaps in (0, 0.5, 1, 2.5, 40):
        assert found(shop, f"late>{gaps}") == {n for n, p in paces.items() if p.lateness > gaps}
        assert found(shop, f"late<={gaps}") == {n for n, p in paces.items() if p.lateness <= gaps}
    assert len(paces) > 10


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("late:soon", "soon is not possible"),
        ("late>much", "much is not how many usual gaps have passed"),
        ("late>-1", "is not how many usual gaps have passed"),
        ("last>soon", "soon is not a number of days or a date"),
        ("last>99999d", "is not a number of days or a date"),
        ("created<9999y", "is not a number of days or a date"),
        ("created>9999-12-31", "is not a number of days or a date"),
        ("status:gone", "gone is not possible"),
        ("status>lead", "there is no more or less here"),
        ("cty:x", "there is no field cty"),
        ("bought>many", "many is not a whole number"),
        ("id:99999999999999999999999", "is not a whole number"),
        ("sum>much", "is not an amount"),
        ("sum>1e30", "too large"),
        ("balance>5 dollars", "is not"),
        ("phone:abc", "there are no digits in it"),
        ("has:car", "there is nothing called car to have"),
        ("birthday:someday", "is not a month, a day or a number of days"),
        ("birthday:13", "is not a month"),
        ("task:soon", "soon is not possible"),
        ("dnc:perhaps", "perhaps is not possible"),
        ('"shoe size">big', "big is not a number"),
        ('"shoe size">1e999', "is not a number"),
        ('"loyal card":perhaps', "perhaps is not possible"),
        ("city:", "a value is missing"),
        ("segment:best", "best is not possible"),
    ],
)
def test_what_cannot_be_understood_is_named(shop: Store, text: str, words: str) -> None:
    if text == "balance>5 dollars":
        text = 'balance>"5 dollars"'
    with pytest.raises(InvalidValue) as caught:
        found(shop, text)
    assert words in caught.value.message
    assert text[:12].split(" ")[0].strip('"') in caught.value.message
    assert caught.value.hint


def test_a_near_name_is_suggested(shop: Store) -> None:
    for typed, meant in (("cty", "city"), ("staus", "status"), ("shoe-sise", "shoe size")):
        with pytest.raises(InvalidValue) as caught:
            found(shop, f"{typed}:x")
        assert caught.value.hint == f"Did you mean {meant}?"


EVIL = [
    "x' OR '1'='1",
    '") OR 1=1 --',
    "%",
    "_",
    "'; DROP TABLE contact; --",
    "\x00",
    "😀" * 50,
    "x" * 5000,
    "[/]",
    "NULL",
    "*",
    'NEAR("a" "b")',
]


@pytest.mark.parametrize("value", EVIL)
def test_values_are_never_sql(shop: Store, people: list[Person], value: str) -> None:
    from crmtui.text.query import quoted

    everybody = found(shop, "")
    for name in ("name", "city", "owner", "company", "tag", "note", "need", "email", "grade"):
        for sign in (":", "="):
            ids = found(shop, f"{name}{sign}{quoted(value)}")
            assert ids < everybody, (name, value)
    for text in (f"{value}:1", f'"{value}"', f"-{value}"):
        try:
            found(shop, text)
        except CrmError:
            continue
    assert found(shop, "") == everybody


def test_lists_in_a_filter(shop: Store) -> None:
    with transact(shop, "lists") as t:
        t.connection.executemany(
            "INSERT INTO saved_list(name, key, query) VALUES(?, ?, ?)",
            [
                ("Our VIPs", "our vips", "tag:vip -status:inactive"),
                ("both/ways", "both/ways", 'list:"our vips" has:phone'),
                ("loop", "loop", "list:pool"),
                ("pool", "pool", "ali list:loop"),
            ],
        )
    assert found(shop, "list:both/ways") == found(shop, "tag:vip -status:inactive has:phone")
    assert found(shop, '-list:"OUR VIPS"') == found(shop, "") - found(shop, 'list:"our vips"')
    with pytest.raises(InvalidValue, match="would contain itself"):
        found(shop, "list:loop")
    with pytest.raises(NotFound, match="There is no list nothing"):
        found(shop, "list:nothing")


def test_pages_are_the_whole_in_order(shop: Store) -> None:
    how = asked(shop)
    with shop.read() as connection:
        condition = where(connection, "has:purchase", how)
        for sort in ("name", "last-purchase", "sum", "newest"):
            whole = filtered.ids(connection, condition, sort=sort)
            pages = [
                line.id
                for skip in range(0, len(whole), 7)
                for line in filtered.page(connection, condition, sort=sort, skip=skip, limit=7)
            ]
            assert pages == whole


def test_a_search_is_not_cut_where_it_narrows_a_filter(tmp_path: Path) -> None:
    store = open_store(tmp_path / "many.db", create=True)
    with transact(store, "many") as t:
        t.connection.executemany(
            "INSERT INTO contact(name, name_key, kind, status, city, source, note, created_at) "
            "VALUES(?, ?, 'person', ?, '', '', '', '2026-01-01T00:00:00Z')",
            [(f"Ali {n}", f"ali {n}", "lead" if n % 2 else "customer") for n in range(1200)],
        )
    with store.read() as connection:
        how = Asked(settings.load(connection), NOW)
        assert filtered.count(connection, where(connection, "ali status:lead", how)) == 600
        assert filtered.count(connection, where(connection, "a", how)) == 1200
        assert filtered.count(connection, where(connection, "-ali", how)) == 0


def test_a_filter_of_endless_parts_is_refused(shop: Store) -> None:
    for text in ("tag:vip " * 2000, "name:" + ",".join(map(str, range(2000)))):
        with pytest.raises(InvalidValue, match="too many parts"):
            found(shop, text)
    assert found(shop, "id:" + ",".join(map(str, range(1, 5000)))) == found(shop, "")
    with transact(shop, "deep") as t:
        t.connection.executemany(
            "INSERT INTO saved_list(name, key, query) VALUES(?, ?, ?)",
            [(f"d{n}", f"d{n}", f"list:d{n + 1}") for n in range(2000)],
        )
    with pytest.raises(InvalidValue, match="one within the other"):
        found(shop, "list:d0")


_PIECES = st.sampled_from(
    [*FIELDS, "shoe size", "ali", ":", ">", "<=", "=", "!=", "-", '"', "«", ",", " ", "30d", "۱۴۰۵"]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=4)), max_size=12).map("".join))
@settings_(max_examples=80)
def test_whatever_is_typed_is_an_answer_or_a_clear_error(shop: Store, text: str) -> None:
    try:
        found(shop, text)
    except CrmError as error:
        assert error.message
