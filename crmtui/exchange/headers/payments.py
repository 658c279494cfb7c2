"""Names that programs and people give to the columns of a list of payments."""

from __future__ import annotations

from crmtui.exchange.headers.purchases import PURCHASE_FIELDS

_OWN = {
    field: tuple(aliases.split(", "))
    for field, aliases in {
        "id": (
            "payment id, payment no, payment number, transaction id, transaction no, id, "
            "شناسه پرداخت, شماره پرداخت, شماره تراکنش, شناسه تراکنش, شناسه"
        ),
        "date": "payment date, paid on, received on, date paid",
        "amount": "payment amount, amount received, received, payment, مبلغ دریافتی, دریافتی",
        "method": (
            "method, payment method, payment type, paid by, tender, tender type, mode, "
            "روش پرداخت, نحوه پرداخت, نوع پرداخت"
        ),
        "ref": (
            "ref, reference, reference number, reference no, cheque no, check number, "
            "tracking number, شماره پیگیری, کد رهگیری, شماره چک, شماره مرجع, شماره سند"
        ),
        "purchase": "purchase id, purchase",
    }.items()
}
_SHARED = ("date", "amount", "note", "currency")
_BUYER = (field for field in PURCHASE_FIELDS if field.startswith("customer"))

PAYMENT_FIELDS: dict[str, tuple[str, ...]] = _OWN | {
    field: _OWN.get(field, ()) + PURCHASE_FIELDS[field] for field in (*_BUYER, *_SHARED)
}
"""Field → names of its column, the likeliest first."""
