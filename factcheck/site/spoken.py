"""In which language words of a page are, and where they run to (HTML; WCAG 2.2, 3.1.2)."""

from __future__ import annotations

from markupsafe import Markup

from factcheck.documents.languages import direction

UNKNOWN = ("", "und", None)


def spoken(tag: str | None) -> Markup:
    """The attributes `lang` and `dir` for words in this language (BCP 47); of an unknown one the browser finds it."""
    if tag in UNKNOWN:
        return Markup(' lang="" dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(tag, direction(tag))
