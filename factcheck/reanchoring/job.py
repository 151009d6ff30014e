"""Carries the marks of an article over to its next version: one job, one transaction, repeatable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask import current_app, has_request_context, url_for
from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload, undefer

from factcheck.anchoring import Found, Pair, State, WordingChange
from factcheck.anchoring.selectors import change_of
from factcheck.annotations.models import NOWHERE, Anchor, AnchorState, Annotation, Scope, Target
from factcheck.annotations.resolve import headline
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.articles.queries import waiting
from factcheck.articles.versions.opening import opening_key
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.db import db, utcnow
from factcheck.db.row_states import announce_stored
from factcheck.db.slow import NotComputed, slow_step
from factcheck.i18n import N_
from factcheck.jobs.handlers import JobHandler, Report
from factcheck.jobs.service import enqueue
from factcheck.reanchoring.queries import decided

MARKS_PER_REPORT = 25  # marks between two progress reports
JOB = "version:open"
FOLLOWED = frozenset({"article:update"})
CARRYING = slow_step("carrying marks over to a new version")


class Mark(NamedTuple):
    """A target, and its last place confirmed by a person: where it was made, or a later decision."""

    target_id: int
    quote: str
    version_id: int
    start: int
    end: int
    scope: Scope = Scope.WORDS
    refused: tuple[str, ...] = ()  # words of later versions that a person rejected


def follow(happened: Event) -> None:
    """Ask for the job in the transaction in which a version is added."""
    if happened.action not in FOLLOWED:
        return
    version = db.session.scalars(waiting(happened.subject_id)).one_or_none()
    if version is None:  # opened in this transaction already
        return
    location, key = _location(version), opening_key(version)
    enqueue(JOB, {"version_id": version.id}, location=location, key=key, asked_by_id=happened.actor_id)


def _location(version: Version) -> str:
    """The path of the page with the results; commands need it outside a request."""
    values: dict[str, Any] = {"article_id": version.article_id, "number": version.number}
    if has_request_context():
        return url_for("reanchoring.carried", **values)
    return current_app.url_map.bind("localhost").build("reanchoring.carried", values)


def open_version(arguments: Mapping[str, Any], report: Report) -> Callable[[], None]:
    """The job: find every mark in the new version, then store the anchors and open it, in one transaction."""
    version_id = int(arguments["version_id"])
    found: dict[Mark, dict[str, Any]] = {}
    pairs: dict[int, Pair] = {}

    @CARRYING
    def compute() -> None:
        version = _version(version_id)
        missing = [mark for mark in _marks(version) if mark not in found]
        found.update(zip(missing, _carried(version, missing, pairs, report), strict=True))

    def write() -> None:
        fresh = _version(version_id)
        articles.hold(fresh.article_id)
        if fresh.opened_at is not None:  # an earlier attempt did succeed
            return
        marks = _marks(fresh)
        if any(mark not in found for mark in marks):  # highlighted or decided while this was computed
            raise NotComputed(compute)
        _store(fresh, [found[mark] for mark in marks])
        articles.open_version(None, fresh)

    compute()
    return write


def _store(version: Version, rows: list[dict[str, Any]]) -> None:
    """Store the anchors of a version, and record how many are in each state."""
    if rows:
        db.session.execute(insert(Anchor), rows)
        announce_stored(Anchor, Anchor.version_id == version.id)
    tally = Counter(row["state"].value for row in rows)
    after = {"version": version.number, **{state.value: tally[state.value] for state in AnchorState}}
    record(None, "article:reanchor", ("article", version.article_id), None, after)


def _version(version_id: int) -> Version:
    query = select(Version).where(Version.id == version_id).options(undefer(Version.text), joinedload(Version.article))
    return db.session.scalars(query).one()


def _marks(version: Version) -> list[Mark]:
    """All targets of an article made in earlier versions, including those of archived claims, which may be restored."""
    query = select(Target.id, Target.exact, Target.version_id, Target.start, Target.end, Annotation.scope)
    query = query.join(Target.annotation)
    query = query.where(Annotation.article_id == version.article_id, Target.version_id != version.id)
    in_reading_order = query.order_by(Target.version_id, Target.start, Target.id)
    marks = {row[0]: Mark(*row) for row in db.session.execute(in_reading_order)}
    for anchor in db.session.scalars(decided(version.article_id, version.number)):
        mark, word = marks[anchor.target_id], anchor.decision
        before = word.before.get("exact") if word else None
        if anchor.start is None or anchor.end is None:
            refused = (*mark.refused, before) if before else mark.refused
            marks[mark.target_id] = mark._replace(refused=refused)
        else:
            place = (anchor.version_id, anchor.start, anchor.end)
            marks[mark.target_id] = Mark(mark.target_id, mark.quote, *place, scope=mark.scope)
    return list(marks.values())


def _carried(
    version: Version, marks: Sequence[Mark], pairs: dict[int, Pair], report: Report
) -> Iterator[dict[str, Any]]:
    """A row of `anchors` for each mark, found from the version of its last confirmed place.

    `pairs`, by the number of that version, is a cache.
    """
    for count, mark in enumerate(marks, 1):
        if mark.version_id not in pairs:
            pairs[mark.version_id] = Pair(_version(mark.version_id).text, version.text)
        is_whole = mark.scope is Scope.ARTICLE  # whatever the present headline is
        found = on_headline(version) if is_whole else pairs[mark.version_id].reanchor(mark.start, mark.end)
        place = _place(mark, found, version.text)
        yield {"target_id": mark.target_id, "version_id": version.id, "created_at": utcnow(), **place}
        if count % MARKS_PER_REPORT == 0 or count == len(marks):
            report(count, len(marks))


def _place(mark: Mark, found: Found | None, text: str) -> dict[str, Any]:
    """The stored anchor of a mark; words that a person rejected are never suggested again, others are uncertain."""
    words = None if found is None else text[found.start : found.end]
    if found is None or words in mark.refused:
        return dict(NOWHERE)
    state = AnchorState.UNCERTAIN if mark.refused else AnchorState(found.state)
    change = change_of(mark.quote, words, is_moved=found.change is WordingChange.MOVED)
    return {
        "state": state,
        "change": change,
        "score": found.score,
        "start": found.start,
        "end": found.end,
        "exact": words,
    }


def on_headline(version: Version) -> Found:
    """The place of a claim about the article as a whole in a version, which is certain."""
    return Found(*headline(version), 1.0, State.CONFIDENT, WordingChange.UNCHANGED)


JOBS = {JOB: JobHandler(open_version, N_("Carrying highlights over to a new version"))}
