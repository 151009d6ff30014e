"""Where the details of a document come from, if not from the page of a publisher (pure)."""

from __future__ import annotations

import enum


class DetailOrigin(enum.StrEnum):
    """What said a detail."""

    HEADLINE = "headline"  # the headline in the text itself
    FILE = "file"  # the properties of the file
    BOOK = "book"  # the description of a book
    MESSAGE = "message"  # the header of an e-mail
    CREATED = "created"  # and the day on which a file was created, which isn't filled in
    GUESS = "guess"  # the words of the text


def origins(origin: DetailOrigin, **details: str) -> dict[str, str]:
    """The origin of those details that aren't blank, by their names."""
    return {name: origin.value for name, value in details.items() if value}
