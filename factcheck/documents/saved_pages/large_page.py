"""A large web page as values that JSON knows: reading one takes seconds, for which nobody else should wait (pure)."""

from __future__ import annotations

import json
from typing import Any

from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import declared_charset, decode
from factcheck.documents.html import Extracted, read_page
from factcheck.documents.left_out import kept
from factcheck.documents.left_out import stored as stored_parts
from factcheck.documents.notes.google_docs import read_html
from factcheck.documents.notes.note import stored
from factcheck.documents.saved_pages.single_file import saved_by
from factcheck.documents.text import clean


def part_of_page(declared: str = "", chosen: str = "", url: str = "", *, is_captured: bool = False) -> str:
    """How a page is read: the encoding that its server declared, the one a person chose, and its address.

    `is_captured`: as the text of a capture, to which nobody adds what is missing.
    """
    return json.dumps([declared, chosen, url, is_captured])


def read_large_page(data: bytes, part: str) -> dict[str, Any]:
    """What is in a page, as `part_of_page` says, with its encoding; or the doubt about the encoding.

    Of a capture, under `captured`, what `documents.html.read_page` answers.
    """
    declared, chosen, url, is_captured = json.loads(part)
    if is_captured:
        return {"captured": read_page(data, url)}
    try:
        text = decode(data, declared or declared_charset(data), chosen=chosen, is_markup=True)
    except Doubtful as doubt:
        return {"doubt": str(doubt), "candidates": [list(it) for it in doubt.candidates]}
    page = read_html(clean(text.text), url or saved_by(data).url)
    return _details(page) | {
        "encoding": text.encoding,
        "is_guess": text.is_guess,
        "blocks": [[kind.value, words] for kind, words in page.blocks],
        "left_out": stored_parts(kept(page.left_out)),
        "notes": stored(page.notes),
    }


def _details(page: Extracted) -> dict[str, Any]:
    return {
        "title": page.title,
        "byline": page.byline,
        "publisher": page.publisher,
        "published": page.published.isoformat() if page.published else "",
        "language": page.language,
        "url": page.url,
        "origins": dict(page.origins),
    }
