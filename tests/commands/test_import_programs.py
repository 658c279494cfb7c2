"""Contacts and sales as the programs that shops come from write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands import programs
from tests.commands.programs import Row, written
from tests.conftest import Crm

CONTACTS: dict[str, tuple[str, Row, dict[str, object]]] = {
    "google-contacts": (
        programs.GOOGLE,
        {
            "First Name": "Sara",
            "Last Name": "Ahmadi",
            "Organization Name": "Pars",
            "Organization Title": "Buyer",
            "Birthday": "1990-05-01",
            "Labels": "* myContacts ::: VIP",
            "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": "sara@pars.ir ::: s2@pars.ir",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": "0912 345 6789",
            "Address 1 - Street": "Main St 1",
            "Address 1 - City": "Tehran",
            "Website 1 - Value": "https://instagram.com/sara",
        },
        {
            "name": "Sara Ahmadi",
            "phone": "+989123456789",
            "email": "sara@pars.ir",
            "company": "Pars",
            "city": "Tehran",
            "birthday": "1990-05-01",
            "tags": ["VIP"],
        },
    ),
    "google-contacts (old)": (
        programs.GOOGLE_OLD,
        {
            "Name": "Ali Rezaei",
            "Given Name": "Ali",
            "Family Name": "Rezaei",
            "Birthday": "--05-01",
            "Group Membership": "* My Contacts ::: Gold",
            "E-mail 1 - Value": "ali@x.ir",
            "Phone 1 - Type": "Mobile",
            "Phone 1 - Value": "09121112233 ::: 021-88445566",
            "Organization 1 - Name": "Rezaei Ltd",
        },
        {
            "name": "Ali Rezaei",
            "phone": "+989121112233",
            "company": "Rezaei Ltd",
            "birthday": "1604-05-01",
            "tags": ["Gold"],
        },
    ),
    "outlook": (
        programs.OUTLOOK,
        {
            "First Name": "Ann",
            "Last Name": "Lee",
            "E-mail Address": "ann@x.com",
            "Mobile Phone": "+44 7911 123456",
            "Job Title": "Buyer",
            "Company": "Acme",
            "Business Street": "1 Road",
            "Business City": "London",
            "Birthday": "3/15/1980",
        },
        {
            "name": "Ann Lee",
            "phone": "+447911123456",
            "company": "Acme",
            "city": "London",
            "birthday": "1980-03-15",
        },
    ),
    "thunderbird": (
        programs.THUNDERBIRD,
        {
            "First Name": "Bob",
            "Last Name": "Ray",
            "Display Name": "Bob Ray",
            "Primary Email": "bob@x.com",
            "Work Phone": "+1 212 555 0100",
            "Organization": "Ray Inc",
            "Birth Year": "1980",
            "Birth Month": "2",
            "Birth Day": "3",
        },
        {"name": "Bob Ray", "email": "bob@x.com", "company": "Ray Inc", "birthday": "1980-02-03"},
    ),
    "linkedin": (
        programs.LINKEDIN,
        {"First Name": "Joe", "Last Name": "Fox", "Company": "Fox Co", "Position": "CTO"},
        {"name": "Joe Fox", "company": "Fox Co"},
    ),
    "hubspot": (
        programs.HUBSPOT,
        {
            "Record ID": "101",
            "First Name": "Kim",
            "Last Name": "Poe",
            "Email": "kim@x.com",
            "Phone Number": "+1 415 555 2671",
            "Contact owner": "Somebody Else",
            "Lifecycle Stage": "Customer",
            "Associated Company": "Poe LLC",
        },
        {"name": "Kim Poe", "email": "kim@x.com", "company": "Poe LLC", "status": "customer"},
    ),
    "pipedrive": (
        programs.PIPEDRIVE,
        {
            "Person - Name": "Lee Oh",
            "Person - Phone (Work)": "+44 20 7946 0018",
            "Organization - Name": "Oh Ltd",
            "Person - Label": "Hot lead",
        },
        {"name": "Lee Oh", "phone": "+442079460018", "company": "Oh Ltd", "tags": ["Hot lead"]},
    ),
    "zoho": (
        programs.ZOHO,
        {
            "Record Id": "zcrm_1",
            "Contact Owner": "Owner Me",
            "First Name": "Ida",
            "Last Name": "Orr",
            "Account Name": "Orr Inc",
            "Email": "ida@orr.com",
            "Mobile": "+1 212 555 0102",
            "Lead Source": "Web",
            "Mailing City": "Rome",
            "Tag": "a,b",
        },
        {
            "name": "Ida Orr",
            "phone": "+12125550102",
            "company": "Orr Inc",
            "source": "Web",
            "city": "Rome",
            "tags": ["a", "b"],
        },
    ),
    "bigin": (
        programs.BIGIN,
        {
            "Contact Id": "b1",
            "First Name": "Uma",
            "Last Name": "Das",
            "Company Name": "Das",
            "Mobile": "+91 98765 43210",
        },
        {"name": "Uma Das", "phone": "+919876543210", "company": "Das"},
    ),
    "salesforce": (
        programs.SALESFORCE,
        {
            "Id": "003xx",
            "IsDeleted": "0",
            "LastName": "Ng",
            "FirstName": "Al",
            "Name": "Al Ng",
            "MailingCity": "Oslo",
            "MobilePhone": "+47 406 12 345",
            "Email": "al@ng.no",
            "CreatedDate": "2024-05-06T07:08:09.000+0000",
        },
        {"name": "Al Ng", "phone": "+4740612345", "city": "Oslo"},
    ),
    "odoo": (
        programs.ODOO,
        {"ID": "5", "Name": "Azure Interior", "Company Type": "Company", "City": "Fremont"},
        {"name": "Azure Interior", "kind": "company", "city": "Fremont"},
    ),
    "woocommerce-customers": (
        programs.WOO_CUSTOMERS,
        {
            "Name": "Mia Kay",
            "Email": "mia@k.com",
            "City": "Bonn",
            "Billing Phone": "+49 228 123456",
        },
        {"name": "Mia Kay", "email": "mia@k.com", "phone": "+49228123456", "city": "Bonn"},
    ),
    "shopify-customers": (
        programs.SHOPIFY_CUSTOMERS,
        {
            "Customer ID": "'6940095564",
            "First Name": "Russ",
            "Last Name": "Win",
            "Email": "r@w.com",
            "Phone": "'+14165550127",
            "Default Address City": "Toronto",
            "Tags": "vip, wholesale",
        },
        {"name": "Russ Win", "phone": "+14165550127", "city": "Toronto"},
    ),
    "mailchimp": (
        programs.MAILCHIMP,
        {
            "Email Address": "c@x.com",
            "First Name": "Cy",
            "Last Name": "Fay",
            "Birthday": "05/06",
            "TAGS": '"VIP","Blog"',
        },
        {"name": "Cy Fay", "email": "c@x.com", "birthday": "1604-05-06", "tags": ["Blog", "VIP"]},
    ),
    "hesabix": (
        programs.HESABIX,
        {
            "کد": "1001",
            "نام و نام خانوادگی": "علی رضایی",
            "شرکت": "پارس",
            "شهر": "تهران",
            "تلفن": "۰۲۱۸۸۴۴۵۵۶۶",
            "تلفن همراه": "۰۹۱۲۱۱۱۲۲۳۳",
            "تاریخ تولد/ثبت": "۱۳۷۰/۰۱/۰۵",
        },
        {
            "name": "علی رضایی",
            "phone": "+989121112233",
            "company": "پارس",
            "birthday": "1991-03-25",
        },
    ),
}


@pytest.mark.parametrize("program", CONTACTS)
def test_contacts_of_a_program(crm: Crm, tmp_path: Path, program: str) -> None:
    header, row, expected = CONTACTS[program]
    file = tmp_path / "contacts.csv"
    preamble = programs.LINKEDIN_PREAMBLE if program == "linkedin" else ""
    file.write_text(written(header, row, preamble=preamble), "utf-8")
    answer = crm("import", "contacts", str(file), "--json")
    assert (answer.code, answer.json["rejected"]) == (0, 0)
    assert f"Read as {program.partition(' ')[0]} (" in answer.err
    found = crm("contact", "list", "--json").json
    mine = next(contact for contact in found if contact["name"] == expected["name"])
    card = crm("who", str(mine["id"]), "--json").json["contact"]
    assert {name: card[name] for name in expected} == expected
    again = crm("import", "contacts", str(file), "--json").json
    assert (again["created"], again["updated"], again["step"]) == (0, 0, None)


def test_what_the_programs_before_us_deleted_stays_deleted(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "salesforce.csv"
    gone = {"Id": "4", "IsDeleted": "1", "Name": "X Gone", "Email": "x@gone.no"}
    here = {"Id": "5", "IsDeleted": "false", "Name": "Y Here", "Email": "y@here.no"}
    file.write_text(written(programs.SALESFORCE, gone, here))
    assert crm("import", "contacts", str(file), "--json").json["created"] == 1
    assert [c["name"] for c in crm("contact", "list", "--json").json] == ["Y Here"]


def sales(crm: Crm, tmp_path: Path, text: str, *options: str) -> list[dict[str, Any]]:
    """Import sales twice; return the purchases, oldest first."""
    file = tmp_path / "sales.csv"
    file.write_text(text, "utf-8")
    first = crm("import", "purchases", str(file), *options, "--json")
    assert (first.code, first.json["rejected"]) == (0, 0), first.err
    again = crm("import", "purchases", str(file), *options, "--json").json
    assert (again["created"], again["updated"]) == (0, 0)
    found = crm("purchase", "list", "--json").json
    return sorted(found, key=lambda row: row["id"])


def told(rows: list[dict[str, Any]]) -> list[tuple[str, str, int, str]]:
    return [(row["ref"], row["name"], row["amount"], row["at"]) for row in rows]


def test_shopify_orders(crm: Crm, tmp_path: Path) -> None:
    """One order over many rows, shipping in its total, what was refunded, one cancelled."""
    paid = {
        "Name": "#1001",
        "Email": "a@x.com",
        "Financial Status": "paid",
        "Currency": "USD",
        "Subtotal": "35.00",
        "Shipping": "5.00",
        "Total": "40.00",
        "Created at": "2026-03-01 23:15:00 -0500",
        "Lineitem quantity": "2",
        "Lineitem name": "Tea",
        "Lineitem price": "10.00",
        "Billing Name": "Ann Lee",
        "Billing Phone": "'+16135550135",
        "Refunded Amount": "0.00",
    }
    second = {
        "Name": "#1001",
        "Email": "a@x.com",
        "Lineitem quantity": "1",
        "Lineitem name": "Cup",
        "Lineitem price": "15.00",
    }
    nameless = {"Lineitem quantity": "1", "Lineitem name": "Gift", "Lineitem price": "0.00"}
    refunded = paid | {
        "Name": "#1002",
        "Email": "b@x.com",
        "Total": "30.00",
        "Billing Name": "Bob",
        "Billing Phone": "",
        "Financial Status": "partially_refunded",
        "Refunded Amount": "10.00",
        "Created at": "2026-03-02 10:15:00 -0500",
    }
    # The same customer, without a phone this time.
    later = paid | {"Name": "#1004", "Billing Phone": "", "Created at": "2026-03-09 10:00:00 -0500"}
    cancelled = paid | {"Name": "#1003", "Cancelled at": "2026-03-03 12:00:00 -0500"}
    more = {"Name": "#1003", "Lineitem name": "Lid", "Lineitem quantity": "1"}
    rows = (paid, second, nameless, refunded, cancelled, more, later)
    found = sales(crm, tmp_path, written(programs.SHOPIFY_ORDERS, *rows))
    assert told(found) == [
        ("#1001", "Ann Lee", 4000, "2026-03-02T04:15:00Z"),
        ("#1002", "Bob", 3000, "2026-03-02T15:15:00Z"),
        ("#1004", "Ann Lee", 4000, "2026-03-09T15:00:00Z"),
        ("#1002", "Bob", -1000, "2026-03-02T15:15:00Z"),
    ]
    assert found[3]["refund_of"] == found[1]["id"]
    assert found[0]["items"] == "Tea, Cup, Gift"
    assert len(crm("contact", "list", "--json").json) == 2
    lines = crm("purchase", "show", str(found[0]["id"]), "--json").json["lines"]
    assert [line["amount"] for line in lines] == [2000, 1500, 0]


def test_woocommerce_orders(crm: Crm, tmp_path: Path) -> None:
    row = {
        "Date": "2026-03-01 10:00:00",
        "Order #": "501",
        "N. Revenue (formatted)": "$45.00",
        "Status": "completed",
        "Customer": "Mia Kay",
        "Product(s)": "2× Tea, 1× Cup",
        "Items sold": "3",
        "Net Sales": "45",
    }
    cancelled = row | {"Order #": "502", "Status": "cancelled"}
    found = sales(crm, tmp_path, written(programs.WOO_ORDERS, row, cancelled))
    assert told(found) == [("501", "Mia Kay", 4500, "2026-03-01T10:00:00Z")]


def test_square_transactions(crm: Crm, tmp_path: Path) -> None:
    row = {
        "Date": "2026-03-01",
        "Time": "10:11:12",
        "Net Sales": "$45.00",
        "Total Collected": "$1,048.50",
        "Transaction ID": "tx1",
        "Payment ID": "p1",
        "Description": "2 x Tea",
        "Event Type": "Payment",
        "Customer ID": "C1",
        "Customer Name": "Ann Lee",
    }
    refund = row | {
        "Date": "2026-03-02",
        "Total Collected": "-$48.50",
        "Transaction ID": "tx2",
        "Event Type": "Refund",
    }
    walk_in = row | {"Transaction ID": "tx3", "Customer ID": "", "Customer Name": ""}
    found = sales(crm, tmp_path, written(programs.SQUARE, row, refund, walk_in))
    assert told(found) == [
        ("tx1", "Ann Lee", 104_850, "2026-03-01T10:11:12Z"),
        ("tx2", "Ann Lee", -4850, "2026-03-02T10:11:12Z"),
        ("tx3", "", 104_850, "2026-03-01T10:11:12Z"),
    ]


def test_stripe_payments(crm: Crm, tmp_path: Path) -> None:
    crm("config", "set", "zone", "America/New_York")
    row = {
        "id": "ch_1",
        "Description": "Order 1",
        "Created (UTC)": "2026-03-01 23:30",
        "Amount": "45.00",
        "Amount Refunded": "0.00",
        "Currency": "usd",
        "Status": "Paid",
        "Customer ID": "cus_1",
        "Customer Description": "Ann Lee",
        "Customer Email": "a@x.com",
    }
    refunded = row | {"id": "ch_2", "Amount Refunded": "45.00", "Status": "Refunded"}
    failed = row | {"id": "ch_3", "Status": "Failed"}
    found = sales(crm, tmp_path, written(programs.STRIPE, row, refunded, failed))
    assert told(found) == [
        ("ch_1", "Ann Lee", 4500, "2026-03-01T23:30:00Z"),
        ("ch_2", "Ann Lee", 4500, "2026-03-01T23:30:00Z"),
        ("ch_2", "Ann Lee", -4500, "2026-03-01T23:30:00Z"),
    ]


def test_xero_invoices(crm: Crm, tmp_path: Path) -> None:
    row = {
        "*ContactName": "Pars Co",
        "EmailAddress": "p@x.com",
        "*InvoiceNumber": "INV-1",
        "*InvoiceDate": "25/03/2026",
        "Total": "33.00",
        "*Description": "Tea",
        "*Quantity": "2",
        "*UnitAmount": "10.00",
        "Currency": "USD",
    }
    second = row | {"*Description": "Cup", "*Quantity": "1"}
    other = row | {"*InvoiceNumber": "INV-2", "*InvoiceDate": "01/04/2026", "Total": ""}
    found = sales(crm, tmp_path, written(programs.XERO, row, second, other))
    assert told(found) == [
        ("INV-1", "Pars Co", 3300, "2026-03-25T00:00:00Z"),
        ("INV-2", "Pars Co", 2000, "2026-04-01T00:00:00Z"),
    ]


def test_quickbooks_invoices(crm: Crm, tmp_path: Path) -> None:
    """Further items leave number, customer and date blank; a sum below them is no item."""
    row = {
        "InvoiceNo": "9",
        "Customer": "Ann Lee",
        "InvoiceDate": "03/15/2026",
        "Item(Product/Service)": "Tea",
        "ItemQuantity": "2",
        "ItemRate": "10",
        "ItemAmount": "20",
    }
    second = {"Item(Product/Service)": "Cup", "ItemQuantity": "1", "ItemAmount": "5"}
    other = row | {"InvoiceNo": "10", "Customer": "Bob", "InvoiceDate": "03/16/2026"}
    found = sales(crm, tmp_path, written(programs.QUICKBOOKS, row, second, other))
    assert told(found) == [
        ("9", "Ann Lee", 2500, "2026-03-15T00:00:00Z"),
        ("10", "Bob", 2000, "2026-03-16T00:00:00Z"),
    ]
    file = tmp_path / "sum.csv"
    file.write_text(written(programs.QUICKBOOKS, row, second, {"ItemAmount": "25"}))
    answer = crm("import", "purchases", str(file), "--source", "other", "--json")
    assert (answer.code, answer.json["created"], answer.json["rejected"]) == (5, 1, 1)


def test_a_broken_item_holds_back_the_rows_above_it(crm: Crm, tmp_path: Path) -> None:
    row = {
        "InvoiceNo": "9",
        "Customer": "Ann Lee",
        "InvoiceDate": "03/15/2026",
        "Item(Product/Service)": "Tea",
        "ItemAmount": "20",
    }
    broken = {"Item(Product/Service)": "Cup", "ItemAmount": "five"}
    other = row | {"InvoiceNo": "10"}
    file, rejects = tmp_path / "qb.csv", tmp_path / "rejects.csv"
    file.write_text(written(programs.QUICKBOOKS, row, broken, other))
    answer = crm("import", "purchases", str(file), "--rejects", str(rejects), "--json").json
    assert (answer["created"], answer["rejected"]) == (1, 2)
    rejects.write_text(rejects.read_text("utf-8-sig").replace("five", "5"))
    fixed = crm("import", "purchases", str(rejects), "--json").json
    assert (fixed["created"], fixed["rejected"]) == (1, 0)
    assert sorted(p["amount"] for p in crm("purchase", "list", "--json").json) == [2000, 2500]
