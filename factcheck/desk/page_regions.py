"""The regions around an article's text (notices, heading, orphaned marks), updated when they change."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcheck.annotations.models import AnchorState
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.corrections.source_changes import stealth_edits
from factcheck.db import db
from factcheck.desk.queries import in_doubt
from factcheck.documents.text import BlockKind
from factcheck.live.events import CHANGE_ANSWERS
from factcheck.reanchoring.queries import carried, count_unresolved

NOTICES, HEADING, LOST = "notices", "heading", "lost"
ALL = frozenset((NOTICES, HEADING, LOST))
OPENED = "article:open-version"
CHANGED_BY = {OPENED: ALL, "article:edit": frozenset((HEADING, LOST))} | dict.fromkeys(
    ("article:archive", "article:restore", "article:update", *CHANGE_ANSWERS), frozenset((NOTICES,))
)
ON_ANCHORS = ("-anchor", "-anchor-decision")  # suffixes of events on carried-over highlights


def changed(version: Version, acts: Sequence[Event]) -> set[str]:
    """The regions that these events may have changed on a page of this version."""
    found = {part for act in acts for part in CHANGED_BY.get(act.action, ())}
    if version.number > 1 and _are_on_carried(version, acts):
        found |= {NOTICES, LOST}
    return found


def around(version: Version, newest: int, latest: int, parts: Collection[str] = ALL) -> dict[str, object]:
    """What these parts show of a version; `newest` is the one that people work on, `latest` may wait to be opened."""
    is_old, has_carried = version.number < newest, version.number > 1
    is_told = has_carried and NOTICES in parts
    lost = db.session.scalars(carried(version.id, AnchorState.ORPHANED)).all() if has_carried and LOST in parts else []
    return {
        "article": version.article,
        "version": version,
        "is_old": is_old,
        "is_titled": HEADING in parts and _is_titled(version, version.headline if is_old else version.article.title),
        "newest": newest,
        "latest": latest,
        "lost": lost,
        "unresolved": count_unresolved(version.id) if is_told and not is_old else 0,
        "stealth_edits": db.session.scalars(stealth_edits(version.id)).all() if is_told else [],
    }


def _is_titled(version: Version, title: str) -> bool:
    """Whether the text itself starts with the headline, so that it needn't be shown twice."""
    kind, start, end = version.blocks[0]
    return kind == BlockKind.TITLE and version.text[start:end] == title


def _are_on_carried(version: Version, acts: Sequence[Event]) -> bool:
    if any(act.action.endswith(ON_ANCHORS) for act in acts):
        return True
    claims = {act.subject_id for act in acts if act.subject_type == "claim" and act.action not in CHANGE_ANSWERS}
    return bool(claims) and db.session.scalars(in_doubt(version.id, claims)).first() is not None
