"""Words of an article in an address: by their positions in a version, because the words may be too long for it."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

from factcheck.annotations.forms import PASSAGE
from factcheck.articles.models import Version
from factcheck.articles.queries import version as of_number
from factcheck.db import db
from factcheck.web.input.numbers import number

BETWEEN = "\n[…]\n"  # targets of one form
AT = "at"


def address_of(version: Version, runs: Iterable[tuple[int, int]]) -> dict[str, list[str] | int]:
    """The query arguments for words of a version: the start and end of each target, in code points."""
    return {AT: [f"{start}-{end}" for start, end in runs], "version": version.number}


def with_words(arguments: MultiDict[str, str], current: Version) -> MultiDict[str, str]:
    """The arguments, with the words at their positions instead of these; invalid positions are left out.

    Words of an earlier version come without their positions: they are found again by their letters.
    """
    found = [PASSAGE.fullmatch(value) for value in arguments.getlist(AT)]
    version = _version(current, number(arguments.get("version")))
    if not any(found) or version is None:
        return arguments
    places = [(int(it[1]), int(it[2])) for it in found if it]
    runs = [(start, version.text[start:end]) for start, end in places if version.text[start:end].strip()]
    words = MultiDict([pair for pair in arguments.items(multi=True) if pair[0] not in {AT, "version"}])
    words["exact"] = BETWEEN.join(text for _start, text in runs)
    if version.number == current.number:
        starts = " ".join(str(start) for start, _text in runs)
        words["hints" if len(runs) > 1 else "hint"] = starts
    return words


def _version(current: Version, asked_number: int | None) -> Version | None:
    if asked_number in {None, current.number}:
        return current
    return db.session.scalars(of_number(current.article_id, asked_number or 0)).first()
