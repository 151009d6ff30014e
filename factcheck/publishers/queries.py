"""Queries of publishers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from factcheck.citations.publisher_names import name_key
from factcheck.db import db
from factcheck.fulltext.questions import Question
from factcheck.publishers.models import WORDS, Publisher, PublisherName
from factcheck.sources.models import Source


def of_name(name: str) -> Publisher | None:
    """The publisher with this name or alias, however it is spelt."""
    query = select(PublisherName).where(PublisherName.name_key == name_key(name))
    found = db.session.scalars(query.options(joinedload(PublisherName.publisher))).first()
    return found.publisher if found else None


def _prints(name: Any) -> Any:
    """Whether a source that one may see has this name."""
    return Source.publisher_key == name.name_key


def _is_in_use() -> Any:
    """Whether a publisher has a source that one may see, or more than its name: nobody learns of hidden sources."""
    child = aliased(Publisher)
    has_source = exists().where(PublisherName.publisher_id == Publisher.id, _prints(PublisherName))
    return or_(Publisher.revision > 1, exists().where(child.parent_id == Publisher.id), has_source)


def publishers(terms: Question | None = None) -> Select[Publisher]:
    """The publishers in use, or those with the words that are asked for in one of their names, by name."""
    query = select(Publisher).where(Publisher.archived_at.is_(None), _is_in_use())
    if terms is not None:
        found = select(PublisherName.publisher_id).where(PublisherName.id.in_(WORDS.answering(terms)))
        query = query.where(Publisher.id.in_(found))
    query = query.options(joinedload(Publisher.parent), selectinload(Publisher.names))
    return query.order_by(func.lower(Publisher.name), Publisher.id)


def names_like(words: str) -> Select[PublisherName]:
    """The names and aliases that begin with what is typed, or have it as a later word."""
    typed = name_key(words)
    starts = PublisherName.name_key.startswith(typed, autoescape=True)
    has_word = PublisherName.name_key.contains(f" {typed}", autoescape=True)
    of_used = PublisherName.publisher_id.in_(publishers().with_only_columns(Publisher.id).order_by(None))
    query = select(PublisherName).where(or_(starts, has_word), of_used).options(joinedload(PublisherName.publisher))
    return query.order_by(starts.desc(), PublisherName.name_key)


def children_of(publisher_id: int) -> Select[Publisher]:
    """The publishers of which this one is the parent, by name."""
    return publishers().where(Publisher.parent_id == publisher_id)


def sources_of(publisher_id: int) -> Select[Source]:
    """The sources of a publisher under all its names, newest first, without archived ones."""
    names = select(PublisherName.name_key).where(PublisherName.publisher_id == publisher_id)
    query = select(Source).where(Source.publisher_key.in_(names), Source.archived_at.is_(None))
    return query.order_by(Source.id.desc())


def source_counts(publisher_ids: Collection[int]) -> Select[int, int]:
    """How many sources each of these publishers has, without archived ones; one without any is left out."""
    query = select(PublisherName.publisher_id, func.count(Source.id)).join(Source, _prints(PublisherName))
    query = query.where(PublisherName.publisher_id.in_(publisher_ids), Source.archived_at.is_(None))
    return query.group_by(PublisherName.publisher_id)
