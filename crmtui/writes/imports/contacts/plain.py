"""Plain rows on their way into the stage: what is done for any row, a column at a time."""

from __future__ import annotations

from crmtui.exchange.contact_plain import PlainBatch
from crmtui.store.search import search_text
from crmtui.text.fold import fold_all
from crmtui.text.phones import Region, search_digits
from crmtui.writes.imports.contacts.batch import Batch
from crmtui.writes.imports.contacts.identity import known_by
from crmtui.writes.points_key import phone_point_keys


def add_plain(
    batch: Batch, seq: int, found: PlainBatch, region: Region, layout: str
) -> list[tuple[int, list[str]]]:
    """Add rows to a batch, in the places after `seq`; return those whose name folds to nothing."""
    odd = []
    people, points = batch.plain, batch.points
    phone_label, email_label = found.phone_label, found.email_label
    columns = zip(
        found.rows, found.refs, found.names, fold_all(found.names),
        found.phones, phone_point_keys(found.phones, region), found.emails, fold_all(found.emails),
        found.companies, fold_all(found.companies), found.cities, fold_all(found.cities),
        strict=True,
    )  # fmt: skip
    for number, (
        row, ref, name, name_key, phone, phone_key, email, email_key,
        company, company_key, city, city_key,
    ) in enumerate(columns, found.first):  # fmt: skip
        if not name_key:
            odd.append((number, row))
            continue
        seq += 1
        found_by = []
        if phone:
            points.append((seq, "phone", phone, phone_key, phone_label))
            found_by.append(search_digits(phone_key, region))
        if email:
            points.append((seq, "email", email, email_key, email_label))
            found_by.append(email_key)
        known, digest = known_by(ref, "\0".join(row), layout)
        key = search_text(name_key, city_key, company_key, found_by)
        people.append((
            seq, known, digest, name, name_key, "person", company, company_key, city, key,
            name == (email or phone),
        ))  # fmt: skip
    return odd
