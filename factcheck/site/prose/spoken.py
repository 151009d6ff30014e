"""The language and direction of words on a page (HTML; WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from markupsafe import Markup

from factcheck.documents.languages import direction

UNKNOWN = ("", "und", None)


def spoken(tag: str | None) -> Markup:
    """The attributes `lang` and `dir` for words in this language (BCP 47); if it is unknown, the browser decides."""
    if tag in UNKNOWN:
        return Markup(' lang="" dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(tag, direction(tag))
