"""Numbers of a request: whole, in ASCII digits, and within the range of a database column (pure)."""

from __future__ import annotations

import unicodedata

from factcheck.errors import DomainError
from factcheck.i18n import _

MAX_INTEGER = 2_147_483_647  # the maximum of PostgreSQL's `integer`; SQLite would take 64 bits
DIGITS = len(str(MAX_INTEGER))


def number(value: object) -> int | None:
    """The number from 0 to MOST in a field or argument; None for anything else, including `²` and `٣`."""
    text = str(value).strip(" ") if isinstance(value, (str, int)) else ""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        return None
    found = int(text)
    return found if found <= MAX_INTEGER else None


def ascii_digits(text: str) -> str:
    """A text with the decimal digits of all scripts (Unicode: Nd) as 0 to 9, for input by people."""
    return text if text.isascii() else "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def revision(value: object) -> int:
    """The revision that a form was made from; raises DomainError if it is missing."""
    found = number(value)
    if found is None:
        raise DomainError(_("This form is incomplete. Reload the page and try again."))
    return found
