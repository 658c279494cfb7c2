"""Mails of an mbox or .eml file, one after another, whatever program wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from crmtui.errors import FileUnreadable
from crmtui.exchange.mail.box import begins_message, content, envelope_date, messages
from crmtui.exchange.mail.headers import (
    Address,
    addresses,
    field_names,
    ids,
    moment,
    read_head,
    words,
)
from crmtui.exchange.mail.parts import body_text
from crmtui.exchange.mail.replies import own_words
from crmtui.exchange.tables.decode import file_name
from crmtui.locale import _
from crmtui.text.clean import clean, clean_text, printable

__all__ = ["MAIL_LIMIT", "TEXT_LIMIT", "Address", "Mail", "looks_like_mail", "read_mails"]

MAIL_LIMIT = 4 << 20
"""Bytes of one mail that are looked at; what stands behind them are attachments."""
TEXT_LIMIT = 100_000
"""Characters of a mail's text that are kept: what a note may hold."""

_HEAD = 1 << 16
_BOM = b"\xef\xbb\xbf"
_TELLING = frozenset(
    (
        *("from", "to", "cc", "subject", "date", "message-id", "received", "return-path"),
        *("reply-to", "sender", "mime-version", "delivered-to", "in-reply-to"),
    )
)
"""Fields of which a file that begins with two is a mail."""


class Mail(NamedTuple):
    """A mail as its file tells of it; what is missing is empty."""

    number: int
    """Its place in the file, counted from 1."""
    message_id: str
    """Without the angle brackets; a mail without one is named by what it says."""
    thread: str
    """The message id of the first mail of the conversation."""
    references: tuple[str, ...]
    """The mails it answers, the first of the conversation in front."""
    sender: Address
    recipients: tuple[Address, ...]
    at: str
    """UTC text, or empty when no date can be read."""
    subject: str
    text: str
    """What its sender wrote: no quoted mails, no signature."""
    raw: bytes
    """As it stands in the file, up to the limit."""


def looks_like_mail(head: bytes) -> str:
    """Tell from the beginning of a file whether it is "mbox", "eml" or no mail ("")."""
    head = head.removeprefix(_BOM).replace(b"\r\n", b"\n").lstrip(b"\n")
    first, _end, rest = head.partition(b"\n")
    if begins_message(first + b"\n", after_blank=True, following=rest):
        return "mbox"
    block, blank, _body = head.partition(b"\n\n")
    # Without a blank line the block may be cut off in the middle of its last line.
    found = field_names(block if blank else block[: block.rfind(b"\n") + 1])
    return "eml" if len(_TELLING & found) >= 2 else ""


def read_mails(path: Path) -> Iterator[Mail]:
    """Yield the mails of a file, with one of them in memory at a time. Raises FileUnreadable."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if not head.strip():
                raise FileUnreadable(
                    _("{file} is empty.").format(file=file_name(path)),
                    _("Export it again from the program it comes from."),
                )
            stream.seek(len(_BOM) if head.startswith(_BOM) else 0)
            boxed = looks_like_mail(head) == "mbox"
            for number, raw in enumerate(messages(stream, MAIL_LIMIT, boxed=boxed), 1):
                yield _mail(number, raw, boxed=boxed)
    except FileNotFoundError:
        raise FileUnreadable(
            _("{file} does not exist.").format(file=file_name(path)),
            _("Check the path and the spelling."),
        ) from None
    except OSError as problem:
        reason = printable(problem.strerror or str(problem))
        raise FileUnreadable(
            _("{file} cannot be read: {reason}.").format(file=file_name(path), reason=reason),
            _("Check that the file is whole and that you may read it."),
        ) from None


def _mail(number: int, raw: bytes, *, boxed: bool) -> Mail:
    whole = content(raw) if boxed else raw
    fields, start = read_head(whole, 0, len(whole))
    text = body_text(whole, fields, start, TEXT_LIMIT)
    senders = addresses(fields.get("from", b"")) or addresses(fields.get("sender", b""))
    own = next(iter(ids(fields.get("message-id", b""))), "") or _digest(fields, text)
    answered = (*ids(fields.get("references", b"")), *ids(fields.get("in-reply-to", b"")))
    references = tuple(dict.fromkeys(other for other in answered if other != own))
    return Mail(
        number,
        own,
        references[0] if references else own,
        references,
        senders[0] if senders else Address("", ""),
        tuple(
            dict.fromkeys(
                address for name in ("to", "cc", "bcc") for address in addresses(fields.get(name))
            )
        ),
        moment(words(fields.get("date", b""))) or (envelope_date(raw) if boxed else ""),
        clean(words(fields.get("subject", b""))),
        own_words(clean_text(text))[:TEXT_LIMIT].rstrip(),
        raw,
    )


def _digest(fields: dict[str, bytes], text: str) -> str:
    """Name a mail without an id by what it says, so that it is known again."""
    said = [fields.get(name, b"") for name in ("date", "from", "to", "cc", "subject")]
    digest = blake2b(b"\0".join([*said, text.encode(errors="replace")]), digest_size=12)
    return f"mail:{digest.hexdigest()}"
