"""Who else is on the page of an article."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, select

from factcheck.accounts.models import User
from factcheck.annotations.models import Annotation
from factcheck.articles.models import Article
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk import messages
from factcheck.live.models import Presence
from factcheck.live.queries import here


class Person(NamedTuple):
    """Somebody on the page of an article: `where` and `doing` in words."""

    name: str
    initials: str
    where: str
    doing: str


def people(article_id: int, blocks: list[Any], user_id: int) -> list[Person]:
    """Everybody else who is on the page of an article now, by name; `blocks` are those of their text."""
    return [
        Person(name, messages.initials(name), messages.place(blocks, block), messages.doing(doing))
        for name, block, doing in db.session.execute(_others(article_id, user_id))
    ]


def _others(article_id: int, user_id: int) -> Select[str, int, str]:
    query = here(article_id).join(User, User.id == Presence.user_id)
    query = query.where(User.id != user_id, User.active.is_(True)).order_by(User.name, User.id)
    return query.with_only_columns(User.name, Presence.block, Presence.doing)


def homes(claim: Claim) -> Select[int]:
    """The articles in which a claim appears."""
    standing = select(Annotation.article_id).where(Annotation.claim_id == claim.id, Annotation.archived_at.is_(None))
    return select(Article.id).where(Article.id.in_(standing)).order_by(Article.id)
