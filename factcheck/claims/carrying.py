"""Carrying the marks of an article over to its next version: one job, one transaction, the same when repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.orm import joinedload, undefer

from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.audit.service import record
from factcheck.claims.anchoring import Change, Pair
from factcheck.claims.models import Annotation, Carried, Part, Placement
from factcheck.db import db, utcnow
from factcheck.jobs.handlers import Report

EVERY = 25  # marks between two reports
JOB = "version:open"
Mark = Row[int, int, int, int]  # part, the version it was made in, start and end there


def open_version(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: find every mark in the new version, then store the places and open it, in one transaction."""
    version_id = int(arguments["version_id"])
    version = _version(version_id)
    found = list(_carried(version, _marks(version), report))

    def write() -> None:
        fresh = _version(version_id)
        if fresh.opened_at is not None:  # an earlier try came to its end after all
            return
        known = {row["part_id"] for row in found}
        late = [mark for mark in _marks(fresh) if mark.id not in known]  # highlighted while this was computed
        rows = [*found, *_carried(fresh, late, _silent)]
        if rows:
            db.session.execute(insert(Placement), rows)
        tally = Counter(row["state"].value for row in rows)
        after = {"version": fresh.number, **{state.value: tally[state.value] for state in Carried}}
        record(None, "article:carry-marks", ("article", fresh.article_id), None, after)
        articles.open_version(None, fresh)

    return write


def _version(version_id: int) -> Version:
    query = select(Version).where(Version.id == version_id).options(undefer(Version.text), joinedload(Version.article))
    return db.session.scalars(query).one()


def _marks(version: Version) -> list[Mark]:
    """All parts of an article made in earlier versions, those of archived claims as well: they may come back."""
    query = select(Part.id, Part.version_id, Part.start, Part.end).join(Part.annotation)
    rows = db.session.execute(
        query.where(Annotation.article_id == version.article_id, Part.version_id != version.id).order_by(Part.id)
    )
    return list(rows.all())


def _carried(version: Version, marks: list[Mark], report: Report) -> Iterable[dict[str, Any]]:
    """A row of `placements` for each mark, found from the version in which it was made."""
    pairs: dict[int, Pair] = {}
    for count, (part_id, made_in, start, end) in enumerate(marks, 1):
        if made_in not in pairs:
            pairs[made_in] = Pair(_version(made_in).text, version.text)
        found = pairs[made_in].reanchor(start, end)
        row = {"part_id": part_id, "version_id": version.id, "created_at": utcnow()}
        if found is None:
            where = {"start": None, "end": None, "exact": None}
            yield {**row, "state": Carried.LOST, "change": Change.REMOVED, "score": 0.0, **where}
        else:
            place = {"start": found.start, "end": found.end, "exact": version.text[found.start : found.end]}
            yield {**row, "state": Carried(found.state), "change": found.change, "score": found.score, **place}
        if count % EVERY == 0 or count == len(marks):
            report(count, len(marks))


def _silent(_: int, __: int) -> None:
    """Marks that came late are few: nobody waits for them."""
