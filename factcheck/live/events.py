"""Which actions are new, and which articles they concern: read from the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from factcheck.annotations.models import Annotation
from factcheck.audit import former_names
from factcheck.audit.queries import newest_id
from factcheck.audit.queries import news as after
from factcheck.db import db

MAX_ACTS = 500  # rows per query
CLAIM_ACTIONS = "claim:"  # the prefix of actions that may change the card of a claim
CHANGE_ANSWERS = ("verdict:answer-change", "verdict:withdraw-answer")  # shown with the article's notices


class Act(NamedTuple):
    """One row of the audit log, without what it changed; ids grow in the order of commits."""

    id: int
    action: str
    noun: str
    subject_id: int


class News(NamedTuple):
    """What a stream tells a page: that something happened up to this action, and to what."""

    id: int
    subjects: tuple[str, ...]


def acts_after(number: int) -> list[Act]:
    """The oldest actions after this one, by id; if there are MAX_ACTS, there may be more."""
    rows = db.session.execute(after(number).limit(MAX_ACTS))
    return [Act(id_, former_names.action(action), noun, subject_id) for id_, action, noun, subject_id in rows]


def newest() -> int:
    """The id of the newest action; 0 if there is none."""
    return db.session.scalar(newest_id()) or 0


def touched(acts: Sequence[Act]) -> dict[int, list[Act]]:
    """By article: the actions that an open page of it shows."""
    claims = {act.subject_id for act in acts if act.action.startswith(CLAIM_ACTIONS) or act.action in CHANGE_ANSWERS}
    rows = select(Annotation.claim_id, Annotation.article_id).where(Annotation.claim_id.in_(claims)).distinct()
    homes = [("claim", *row) for row in db.session.execute(rows)] if claims else []
    homes += [("article", act.subject_id, act.subject_id) for act in acts if act.noun == "article"]
    found: dict[int, list[Act]] = {}
    for noun, subject_id, article_id in dict.fromkeys(homes):
        mine = [act for act in acts if (act.noun, act.subject_id) == (noun, subject_id)]
        found.setdefault(article_id, []).extend(mine)
    return found


def by_article(acts: Sequence[Act]) -> dict[int, News]:
    """The news for the pages of each article that the actions concern."""
    found: dict[int, News] = {}
    for article_id, mine in touched(acts).items():
        subjects = dict.fromkeys(f"{act.noun}-{act.subject_id}" for act in mine)
        found[article_id] = News(max(act.id for act in mine), tuple(subjects))
    return found


def since(number: int, article_id: int) -> News | None:
    """What happened to an article after an action; if it is very much, only that something happened."""
    acts = acts_after(number)
    if len(acts) == MAX_ACTS:
        return News(acts[-1].id, ())
    return by_article(acts).get(article_id) if acts else None
