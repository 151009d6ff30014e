"""Numbers as they come in with a request: whole, in ASCII digits, and within a column of the database (pure)."""

from __future__ import annotations

import unicodedata

from factcheck.errors import DomainError
from factcheck.i18n import _

MAX_INTEGER = 2_147_483_647  # what PostgreSQL's `integer` takes; SQLite would take 64 bits
DIGITS = len(str(MAX_INTEGER))


def number(value: object) -> int | None:
    """The number from 0 to MOST that a field or an argument says; None for all else, `²` and `٣` among it."""
    text = str(value).strip(" ") if isinstance(value, (str, int)) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        return None
    found = int(text)
    return found if found <= MAX_INTEGER else None


def ascii_digits(text: str) -> str:
    """A text with the decimal digits of all scripts (Unicode: Nd) as 0 to 9, for what people type; all else stays."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def revision(value: object) -> int:
    """The revision that a form was made from; raises DomainError where it doesn't say."""
    found = number(value)
    if found is None:
        raise DomainError(_("This form is incomplete. Reload the page and try again."))
    return found
