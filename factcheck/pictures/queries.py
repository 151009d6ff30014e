"""Queries of pictures."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select

from factcheck.db import db
from factcheck.pictures.models import ArticlePicture


def of_article(article_id: int, *, archived: bool = False) -> Select[ArticlePicture]:
    """The pictures of an article that are shown, or those that were removed, in the order in which they came."""
    is_there = ArticlePicture.archived_at.is_not(None) if archived else ArticlePicture.archived_at.is_(None)
    return select(ArticlePicture).where(ArticlePicture.article_id == article_id, is_there).order_by(ArticlePicture.id)


def has_pictures(article_id: int) -> bool:
    """Whether an article has pictures that are shown."""
    return db.session.scalar(select(of_article(article_id).exists())) or False


def pictures_of(article_id: int) -> Sequence[ArticlePicture]:
    """The pictures of an article, for templates."""
    return db.session.scalars(of_article(article_id)).all()
