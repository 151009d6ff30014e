"""The parts of a message (RFC 5322, MIME), as e-mails and saved pages are, read within limits (pure)."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.policy import default
from typing import Any, NamedTuple

from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

MOST_NESTED = 50
LONGEST_HEADER = 20_000  # characters of a header; what is beyond isn’t read
DAMAGED_HEADER = (AttributeError, HeaderParseError, IndexError, RecursionError, ValueError)  # what its parser raises
MOST_LINES = 1_000_000  # each takes up to 100 bytes of memory while headers are read
LINES = N_("This file has more than %(most)s lines. Copy its text and paste it.")


class PartLimits(NamedTuple):
    """How many parts a message may have, and what is said of one with more, or with parts nested too deeply."""

    most: int
    too_many: str
    too_deep: str


def parts_of(data: bytes, limits: PartLimits) -> list[EmailMessage]:
    """A message, then all its parts in order, but for those of an attached message; raises UnreadableFile."""
    if data.count(b"\n") > MOST_LINES:
        raise UnreadableFile(LINES, most=MOST_LINES)
    made = 0

    def part(policy: Any = default) -> EmailMessage:
        """A part, as the parser asks for one; refused here, before all of them are in memory."""
        nonlocal made
        made += 1
        if made > limits.most:
            raise UnreadableFile(limits.too_many, most=limits.most)
        return _Part(policy)

    try:
        message = email.message_from_bytes(data.lstrip(), _class=part, policy=default)
    except RecursionError:
        raise UnreadableFile(limits.too_deep, most=MOST_NESTED) from None
    return list(_walked(message, limits))


class _Part(EmailMessage):
    """Parsing a header may take a hundred times its length of memory, so that a long one is cut."""

    def set_raw(self, name: str, value: str) -> None:
        super().set_raw(name, value[:LONGEST_HEADER])


def _walked(message: EmailMessage, limits: PartLimits) -> Iterator[EmailMessage]:
    """Without recursion: the parts may be nested as deeply as the parser allows."""
    waiting: list[tuple[object, int]] = [(message, 0)]
    while waiting:
        part, depth = waiting.pop()
        if not isinstance(part, EmailMessage):
            continue
        if depth > MOST_NESTED:
            raise UnreadableFile(limits.too_deep, most=MOST_NESTED)
        yield part
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else []
        waiting.extend((it, depth + 1) for it in (reversed(inner) if isinstance(inner, list) else ()))
