"""What of a workbench is the same for everybody who reads its language, drawn once for each state: text, rail, cards.

A drawing is current as long as no event was recorded anywhere: the digest of the newest event stands for the whole log.
Otherwise its rows are read again, and only the parts whose rows differ are drawn again.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flask import Flask, current_app, render_template, url_for
from markupsafe import Markup

from factcheck.annotations import render
from factcheck.annotations.queries import PlacedMark, claimants_in, places
from factcheck.annotations.render import RailMarks
from factcheck.articles.models import Version
from factcheck.articles.render import by_block
from factcheck.claims.models import ClaimantKind
from factcheck.db import db
from factcheck.desk.workbench.gzip_parts import GzipPart, compressed, joined
from factcheck.i18n import current_language
from factcheck.pictures.queries import has_pictures
from factcheck.site.report.page import has_report

EXTENSION = "factcheck.drawings"
MAX_BYTES = 24 << 20  # that all drawings of a process may take, about
MARK_BYTES = 400  # of a row that is kept; most are kept for the text and for a card
RUN_LENGTH, RUN_MARKS = 16_384, 200  # code points and marks after which another run of blocks begins
OFFERED_CLAIMANTS = 6  # beside the field of the claimant
RUN_CARDS = 200  # cards that are drawn and compressed together
Key = tuple[int, str, str, str]  # version and the digest of its text, language, address of the claims
Place = tuple[str, int, int]  # the run of blocks from one to another, or the run of cards that begins with a claim


class DrawnRun(NamedTuple):
    """A run of blocks or of cards, and the rows that it shows."""

    rows: Sequence[PlacedMark]
    part: GzipPart


class OfferedClaimant(NamedTuple):
    """A claimant of an article, for its next claim."""

    name: str
    role: str
    kind: ClaimantKind
    wikidata_id: str | None


class Drawing(NamedTuple):
    """What a workbench shows of a version's marks; `state` is the digest of the newest event when they were read."""

    state: str
    rows: Sequence[PlacedMark]
    rail_marks: Sequence[RailMarks]
    text: GzipPart
    rail: GzipPart
    cards: GzipPart
    progress: Counter[str]
    claimants: Sequence[OfferedClaimant]
    has_report: bool
    has_pictures: bool
    pieces: Mapping[Place, DrawnRun]

    @property
    def size(self) -> int:
        """The memory that it takes, in bytes."""
        pieces = self.pieces.values()
        return sum(2 * len(it.part.deflated) + MARK_BYTES * len(it.rows) for it in pieces) + len(self.rail.deflated)


class Drawings:
    """The drawings of one process, those used last; each is made by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Key, Drawing] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}

    @property
    def size(self) -> int:
        """The memory that they take, in bytes."""
        with self._lock:
            return sum(it.size for it in self._kept.values())

    def current(self, key: Key, state: str, draw: Callable[[Drawing | None], Drawing]) -> Drawing:
        """The drawing of this state; otherwise what `draw` makes of the last one, which is kept."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            held = self._held(key)
            if held is not None and held.state == state:
                return held
            drawing = draw(held)
            self._keep(key, drawing)
            return drawing

    def clear(self) -> None:
        """Forget all of them."""
        with self._lock:
            self._kept.clear()

    def _held(self, key: Key) -> Drawing | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: Key, drawing: Drawing) -> None:
        with self._lock:
            self._kept[key] = drawing
            self._kept.move_to_end(key)
            while self._kept and sum(it.size for it in self._kept.values()) > MAX_BYTES:
                self._making.pop(self._kept.popitem(last=False)[0], None)


def drawn(version: Version, state: str) -> Drawing:
    """The drawing of a version in the language of this page; `state` was read before, so it is at least as new."""
    drawings: Drawings = current_app.extensions[EXTENSION]
    key = (version.id, version.text_sha256, current_language().tag, f"{url_for('claims.index')}/")
    return drawings.current(key, state, lambda held: _draw(version, state, held.pieces if held else {}))


def _draw(version: Version, state: str, former: Mapping[Place, DrawnRun]) -> Drawing:
    rows = places(version.id)
    text, cards = dict(_text(version, rows, former)), dict(_cards(rows, former))
    claimants = db.session.scalars(claimants_in(version.article_id).limit(OFFERED_CLAIMANTS))
    rail_marks = render.rail(rows, version.length)
    return Drawing(
        state,
        rows,
        rail_marks,
        joined(it.part for it in text.values()),
        compressed(render_template("desk/_rail.html", rail=rail_marks)),
        joined(it.part for it in cards.values()),
        render.progress(rows),
        [OfferedClaimant(it.name, it.role, it.kind, it.wikidata_id) for it in claimants],
        has_report(version.article_id),
        has_pictures(version.article_id),
        text | cards,
    )


def _text(
    version: Version, rows: Sequence[PlacedMark], former: Mapping[Place, DrawnRun]
) -> Iterator[tuple[Place, DrawnRun]]:
    bounds = [(start, end) for _kind, start, end in version.blocks]
    marks = by_block(bounds, rows)
    for run in runs(bounds, marks):
        place = ("text", run.start, run.stop)
        own = [row for index in run for row in marks.get(index, ())]
        yield place, _run(former.get(place), own, lambda: render.blocks(version.text, version.blocks, run, marks))  # noqa: B023 - called at once


def runs(bounds: Sequence[tuple[int, int]], marks: Mapping[int, Sequence[PlacedMark]]) -> Iterator[range]:
    """All blocks, by their index, in runs that are long enough to be compressed well and short enough to be drawn."""
    first = length = count = 0
    for index, (start, end) in enumerate(bounds):
        length, count = length + end - start, count + len(marks.get(index, ()))
        if length >= RUN_LENGTH or count >= RUN_MARKS or index == len(bounds) - 1:
            yield range(first, index + 1)
            first, length, count = index + 1, 0, 0


def _cards(rows: Sequence[PlacedMark], former: Mapping[Place, DrawnRun]) -> Iterator[tuple[Place, DrawnRun]]:
    address = f"{url_for('claims.index')}/"
    for own in render.parts(rows, RUN_CARDS):
        place = ("cards", own[0].claim_id, 0)
        yield place, _run(former.get(place), own, lambda: render.batches(own, address))  # noqa: B023 - called at once


def _run(held: DrawnRun | None, rows: Sequence[PlacedMark], draw: Callable[[], Markup]) -> DrawnRun:
    """A run of these rows, drawn before if that showed the same; it keeps no rows of before."""
    return DrawnRun(rows, held.part if held is not None and held.rows == rows else compressed(draw()))


def init_app(app: Flask) -> None:
    """Keep drawings in this process."""
    app.extensions[EXTENSION] = Drawings()
