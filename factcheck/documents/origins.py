"""Where the details of a document or a page come from (pure)."""

from __future__ import annotations

import enum


class DetailOrigin(enum.StrEnum):
    """What said a detail."""

    HEADLINE = "headline"  # the headline in the text itself
    FILE = "file"  # the properties of the file
    BOOK = "book"  # the description of a book
    MESSAGE = "message"  # the header of an e-mail
    CREATED = "created"  # and the day on which a file was created, which isn't filled in
    JSON_LD = "json-ld"  # structured data of a page
    META = "meta"  # the meta tags of a page
    MARKUP = "markup"  # words of a page that are marked as such
    ADDRESS = "address"  # the address of a page
    SHOWN = "shown"  # words that a page shows, unmarked
    GUESS = "guess"  # the words of the text


def origins(origin: DetailOrigin, **details: str) -> dict[str, str]:
    """The origin of those details that aren't blank, by their names."""
    return {name: origin.value for name, value in details.items() if value}
