"""What is refused before a feed is parsed: entities, and shapes for which parsers take quadratic time (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

MEGABYTE = 1024 * 1024
MAX_MEGABYTES = 5  # of a feed: about 10 seconds of parsing where it isn't well-formed
MAX_DEPTH = 100  # nested elements
MAX_PARTS = 400  # of one tag: names and values of attributes, and the words in them
TAG = re.compile(rb"<(/?)[A-Za-z_:][^<>]*>")
PART = re.compile(rb"[\s=]+")
HIDDEN = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))

TOO_LARGE = N_("The feed is larger than %(megabytes)s MB.")
ENTITIES = N_("The feed defines entities of its own, which aren’t read because they can be made to fill the memory.")
TOO_DEEP = N_("The feed is nested more than %(depth)s levels deep.")
TOO_MANY_ATTRIBUTES = N_("A tag of the feed has more than %(parts)s attributes and values.")


def refuse_hostile(data: bytes) -> None:
    """Raise Unreadable with the limit that XML exceeds; in any encoding of which ASCII is a part, and in UTF-16."""
    if len(data) > MAX_MEGABYTES * MEGABYTE:
        raise UnreadableFile(TOO_LARGE, megabytes=MAX_MEGABYTES)
    ascii_part = data.replace(b"\0", b"")
    if b"<!ENTITY" in ascii_part:
        raise UnreadableFile(ENTITIES)
    depth = 0
    for part in _marked_up(ascii_part):
        for tag in TAG.finditer(part):
            depth = max(0, depth - 1) if tag[1] else depth + (not tag[0].endswith(b"/>"))
            if depth > MAX_DEPTH:
                raise UnreadableFile(TOO_DEEP, depth=MAX_DEPTH)
            if len(tag[0]) > MAX_PARTS and len(PART.findall(tag[0])) > MAX_PARTS:
                raise UnreadableFile(TOO_MANY_ATTRIBUTES, parts=MAX_PARTS)


def _marked_up(data: bytes) -> Iterator[bytes]:
    """The parts outside CDATA sections and comments."""
    start = 0
    while True:
        found = [(place, end) for begin, end in HIDDEN if (place := data.find(begin, start)) >= 0]
        if not found:
            break
        place, end = min(found)
        yield data[start:place]
        after = data.find(end, place)
        if after < 0:
            yield data[place:]  # it never ends: a lenient parser may read on
            return
        start = after + len(end)
    yield data[start:]
