"""Programs recognised by the header of what they export."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from crmtui.exchange.headers.words import compact

OURS = "crmtui"

SIGNATURES: tuple[tuple[str, str], ...] = (
    (OURS, "id | name | kind | phone | email"),
    (OURS, "id | order | customer_id | customer | date | at | amount"),
    (OURS, "id | customer_id | customer | date | at | channel"),
    (OURS, "id | customer_id | customer | date | at | amount | method"),
    (OURS, "id | title | customer_id | customer | pipeline | stage | outcome"),
    (OURS, "id | customer_id | customer | date | at | kind | value | by"),
    ("google-contacts", "First Name | File As | Organization Name | Labels"),
    ("google-contacts", "Given Name | Additional Name | Family Name | Group Membership"),
    ("thunderbird", "Display Name | Primary Email | Secondary Email | Work ZipCode"),
    ("outlook", "E-mail Address | E-mail 2 Address | Business Phone | Business Street"),
    ("linkedin", "First Name | Last Name | Email Address | Position | Connected On"),
    ("zoho", "Record Id | Contact Owner | Account Name"),
    ("hubspot-deals", "Record ID | Deal Name | Deal Stage"),
    ("hubspot-companies", "Record ID | Company name | Company owner"),
    ("hubspot", "Record ID | First Name | Last Name | Contact owner"),
    ("hubspot", "Record ID | First Name | Last Name | Lifecycle Stage"),
    ("pipedrive-deals", "Deal - Title | Deal - Value"),
    ("pipedrive-deals", "Deal - Title | Deal - Stage"),
    ("pipedrive", "Person - Name"),
    ("pipedrive", "Organization - Name"),
    ("bigin", "Contact Id | Contact Owner | Company Name"),
    ("salesforce", "Id | IsDeleted | MasterRecordId | AccountId"),
    ("odoo", "Name | Company Type | Related Company"),
    ("odoo", "Name | Is a company | Related company"),
    ("woocommerce-orders", "Date | Order # | Customer type | Product(s) | Items sold"),
    ("woocommerce-customers", "Name | Username | Last Active | Total Spend | AOV"),
    ("shopify-orders", "Name | Financial Status | Lineitem quantity | Lineitem name"),
    ("shopify-customers", "First Name | Last Name | Total Spent | Total Orders"),
    ("shopify-customers", "First Name | Last Name | Accepts Email Marketing"),
    ("square", "Gross Sales | Net Sales | Transaction ID | Payment ID"),
    ("stripe", "id | Created (UTC) | Amount | Statement Descriptor"),
    ("xero", "ContactName | InvoiceNumber | InvoiceDate | UnitAmount"),
    ("quickbooks", "InvoiceNo | Customer | InvoiceDate | Item(Product/Service)"),
    ("mailchimp", "Email Address | MEMBER_RATING | LEID | EUID"),
    ("hesabix", "کد | نام مستعار | وضعیت حساب | تراز حساب"),
)
"""Source → headers that all stand in its files; the first that fits is taken."""

COLUMNS: dict[tuple[str, str], dict[str, str]] = {
    (OURS, "purchases"): {"date": "at"},
    (OURS, "interactions"): {"date": "at"},
    (OURS, "payments"): {"date": "at"},
    (OURS, "deals"): {
        "customer": "customer_id",
        "customer_name": "customer",
        "opened": "opened_at",
        "closed": "closed_at",
        "expected": "expected",
    },
    (OURS, "tickets"): {"at": "at"},
    ("shopify-orders", "purchases"): {
        "order": "Name",
        "customer_name": "Billing Name",
        "customer_email": "Email",
        "date": "Created at",
        "customer_phone": "Billing Phone",
        "amount": "Total",
        "item": "Lineitem name",
        "price": "Lineitem price",
        "status": "Financial Status",
    },
    ("xero", "purchases"): {"customer_name": "ContactName", "item": "Description"},
    ("square", "purchases"): {"amount": "Total Collected", "item": "Description"},
    ("stripe", "purchases"): {"item": "Description", "date": "Created (UTC)"},
}
"""(source, kind) → the columns whose names would mean something else in other files."""

DATES: dict[str, str] = {"mailchimp": "mdy"}
"""Source → the order it always writes dates in, should they not show it themselves."""

UNIQUE_NUMBERS = frozenset(("shopify-orders", "woocommerce-orders", "stripe", "xero", "quickbooks"))
"""They never give an order's number again; in a shop's own lists receipts start anew each year."""

AMOUNT_PER_ORDER = frozenset({"shopify-orders", "xero"})
"""Their amount is that of the whole order, though each of its lines has a row."""


def source_of(header: Sequence[str]) -> str:
    """Return a slug for the kind of file: the program it comes from, or a digest of the header."""
    keys = [compact(cell) for cell in header]
    present = set(keys)
    for source, signature in SIGNATURES:
        if all(compact(cell) in present for cell in signature.split(" | ")):
            return source
    digest = hashlib.blake2s("\x1f".join(keys).encode("utf-8", "replace"), digest_size=4)
    return "csv-" + digest.hexdigest()


def columns_of(header: Sequence[str], kind: str) -> dict[str, list[int]]:
    """Place the fields that a recognised program keeps in columns of its own naming."""
    keys = [compact(cell) for cell in header]
    fixed = COLUMNS.get((source_of(header), kind), {})
    return {
        field: [keys.index(compact(cell))] for field, cell in fixed.items() if compact(cell) in keys
    }
