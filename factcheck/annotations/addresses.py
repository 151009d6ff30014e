"""Words of an article in an address: by their places in a version, since the words may be too long for it."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from factcheck.annotations.forms import PASSAGE
from factcheck.articles.models import Version
from factcheck.articles.queries import version as of_number
from factcheck.db import db
from factcheck.web.input.numbers import number

BETWEEN = "\n[…]\n"  # runs of words, in a form
AT = "at"


def address_of(version: Version, runs: Iterable[tuple[int, int]]) -> dict[str, list[str] | int]:
    """What an address says of runs of words of a version: where each begins and ends, in code points."""
    return {AT: [f"{start}-{end}" for start, end in runs], "version": version.number}


def with_words(asked: MultiDict[str, str], current: Version) -> MultiDict[str, str]:
    """What is asked, with the words that it points at in place of their places; places that there aren't are left out.

    Words of an earlier version come without their places in it: they are found again by their letters.
    """
    found = [PASSAGE.fullmatch(value) for value in asked.getlist(AT)]
    version = _version(current, number(asked.get("version")))
    if not any(found) or version is None:
        return asked
    places = [(int(it[1]), int(it[2])) for it in found if it]
    runs = [(start, version.text[start:end]) for start, end in places if version.text[start:end].strip()]
    words = MultiDict([pair for pair in asked.items(multi=True) if pair[0] not in {AT, "version"}])
    words["exact"] = BETWEEN.join(text for _start, text in runs)
    if version.number == current.number:
        starts = " ".join(str(start) for start, _text in runs)
        words["hints" if len(runs) > 1 else "hint"] = starts
    return words


def _version(current: Version, asked: int | None) -> Version | None:
    if asked in {None, current.number}:
        return current
    return db.session.scalars(of_number(current.article_id, asked or 0)).first()
