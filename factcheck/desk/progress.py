"""The progress of each article, counted from claims and verdicts."""

from __future__ import annotations

import enum
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, select

from factcheck.annotations.models import Annotation
from factcheck.annotations.queries import ACTIVE
from factcheck.articles.models import Article
from factcheck.audit.service import newest_digest
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import fetch, writers
from factcheck.i18n import N_, _, ngettext
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.queries import published_ids

EXTENSION = "factcheck.progress"
MOST_KEPT = 10_000  # articles, of about 200 bytes
UNDECIDED = (ClaimState.OPEN, ClaimState.IN_REVIEW)
PUBLISHED = published_ids().with_only_columns(Verdict.claim_id).order_by(None)  # withdrawn ones don't count


class WorkState(enum.StrEnum):
    """The filters of the list of articles; archived articles are in none of the others."""

    OPEN = "open"  # some claim is open
    IN_REVIEW = "in-review"  # some claim is in review
    DECIDED = "decided"  # every claim is decided or not checkable
    NO_CLAIMS = "no-claims"
    ARCHIVED = "archived"


WORDS = {
    WorkState.OPEN: N_("With open claims"),
    WorkState.IN_REVIEW: N_("In review"),
    WorkState.DECIDED: N_("All decided"),
    WorkState.NO_CLAIMS: N_("No claims yet"),
    WorkState.ARCHIVED: N_("Archived"),
}


class Progress(NamedTuple):
    """The number of claims of an article by state; published ones are also counted as decided."""

    found: int = 0
    open: int = 0
    in_review: int = 0
    decided: int = 0
    published: int = 0
    not_checkable: int = 0

    def __str__(self) -> str:
        """For example: 3 found · 1 in review · 1 decided · 1 published; zeros are left out."""
        if not self.found:
            return _("no claims yet")
        parts = {
            "found": ngettext("%(num)s found", "%(num)s found", self.found),
            "open": ngettext("%(num)s open", "%(num)s open", self.open),
            "in_review": ngettext("%(num)s in review", "%(num)s in review", self.in_review),
            "decided": ngettext("%(num)s decided", "%(num)s decided", self.decided),
            "published": ngettext("%(num)s published", "%(num)s published", self.published),
            "not_checkable": ngettext("%(num)s not checkable", "%(num)s not checkable", self.not_checkable),
        }
        return " · ".join(parts[name] for name, count in self._asdict().items() if count)


def narrowed(state: WorkState) -> ColumnElement[bool]:
    """A condition on articles, for every state except ARCHIVED."""
    if state is WorkState.NO_CLAIMS:
        return ~_claims().exists()
    if state is WorkState.DECIDED:
        return and_(_claims().exists(), ~_claims(*UNDECIDED).exists())
    return _claims(ClaimState(state)).exists()


class Counted:
    """The progress of articles that a process has counted in one state of the newsroom."""

    def __init__(self) -> None:
        self._lock, self._state = threading.Lock(), ""
        self._kept: dict[int, Progress] = {}

    def of(
        self, state: str, ids: Sequence[int], count: Callable[[Sequence[int]], Mapping[int, Progress]]
    ) -> dict[int, Progress]:
        """The progress of these articles in this state; only those that weren't counted in it yet are counted now."""
        with self._lock:
            if state != self._state or len(self._kept) > MOST_KEPT:
                self._state, self._kept = state, {}
            found = {it: self._kept[it] for it in ids if it in self._kept}
        if missing := [it for it in ids if it not in found]:
            found |= count(missing)
        with self._lock:
            if state == self._state:
                self._kept |= found
        return found


def progress_of(article_ids: Sequence[int]) -> Mapping[int, Progress]:
    """The number of claims of each state in each of these articles.

    A page that only reads counts again after the next event (decisions/0023); its state is read first, so the counts
    are at least as new.
    """
    if writers.mode() is not writers.Mode.READS:
        return _count(article_ids)
    counted: Counted = current_app.extensions[EXTENSION]
    return counted.of(newest_digest(), article_ids, _count)


def _count(ids: Sequence[int]) -> Mapping[int, Progress]:
    rows = fetch(_progress(), {"ids": ids})
    return dict.fromkeys(ids, Progress()) | {row[0]: Progress(*row[1:]) for row in rows}


def init_app(app: Flask) -> None:
    """Keep counts in this process."""
    app.extensions[EXTENSION] = Counted()


@cache
def _progress() -> Select[Any]:
    """For the articles `ids`, in one grouped query; built once, because building costs more than asking."""
    seen = case((Claim.id.in_(PUBLISHED), 1)).label("seen")  # SQLite reads a join with all published ones for each row
    appearances = (
        select(Annotation.article_id, Claim.id, Claim.state, seen)
        .join(Annotation.claim)
        .where(*ACTIVE, Annotation.article_id.in_(bindparam("ids", expanding=True)))
    )
    rows = appearances.distinct().subquery()
    counts = {
        "found": func.count(),
        **{state.name.lower(): func.count(case((rows.c.state == state, 1))) for state in ClaimState},
        "published": func.count(rows.c.seen),
    }
    return select(rows.c.article_id, *(counts[name] for name in Progress._fields)).group_by(rows.c.article_id)


def _claims(*states: ClaimState) -> Select[int]:
    """Unarchived claims of the article at hand, in one of these states if any are given."""
    query = select(Claim.id).join(Claim.annotations).where(*ACTIVE, Annotation.article_id == Article.id)
    return (query.where(Claim.state.in_(states)) if states else query).correlate(Article)
