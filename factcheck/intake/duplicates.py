"""Articles that already have the address or the text of something incoming, and the differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select

from factcheck.articles import queries
from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article, Version
from factcheck.articles.versions import diff as differences
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.intake.reading.incoming import Incoming
from factcheck.urls import key

LABELS = {
    "publisher": N_("Publisher"),
    "byline": N_("Byline"),
    "published_on": N_("Publication date"),
    "language": N_("Language"),
    "canonical_url": N_("Address of the original"),
}


class ExistingArticle(NamedTuple):
    """An article with the address or the text of something incoming, and the differences from its newest version."""

    article: Article
    newest: Version
    has_address: bool
    same: int | None  # the number of the newest version with exactly this text
    diff: differences.Diff | None  # None: the newest version has exactly this text
    details: dict[
        str, tuple[str | date | None, str | date]
    ]  # by field: the existing and the entered value, if they differ
    is_waiting: bool  # whether a version is in preparation, so that none can be added

    @property
    def stretches(self) -> Sequence[differences.DiffSection]:
        """The differences as they are shown."""
        return differences.stretches(self.diff.paragraphs) if self.diff else ()

    @property
    def labels(self) -> dict[str, str]:
        """The fields of `details` by name."""
        return LABELS


def same(incoming: Incoming) -> Select[Article]:
    """Articles with this address or, in any version, this text, including archived ones: with the address first."""
    is_there = _has_text(incoming)
    url = incoming.details.canonical_url
    if url is None:
        return select(Article).where(is_there).order_by(Article.id)
    has_address = Article.url_key == key(url)
    return select(Article).where(or_(has_address, is_there)).order_by(has_address.desc(), Article.id)


def compare(article: Article, incoming: Incoming) -> ExistingArticle:
    """An existing article and how the input differs from it."""
    newest = db.session.scalars(queries.current_version(article.id)).one()
    numbers = select(Version.number).where(Version.article_id == article.id, Version.text_sha256 == incoming.digest)
    is_same = newest.text_sha256 == incoming.digest
    url = incoming.details.canonical_url
    return ExistingArticle(
        article=article,
        newest=newest,
        has_address=bool(url) and article.url_key == key(url or ""),
        same=db.session.scalars(numbers.order_by(Version.number.desc())).first(),
        diff=None if is_same else differences.compare(newest.text, incoming.whole.text),
        details=_differing(article, incoming.details),
        is_waiting=db.session.scalars(queries.waiting(article.id)).first() is not None,
    )


def merged(article: Article, details: ArticleDetails) -> ArticleDetails:
    """The details of an existing article, overridden by those entered; its headline is kept."""
    came = {name: value for name, value in asdict(details).items() if value and name in LABELS}
    known = {name: getattr(article, name) for name in asdict(details)}
    return ArticleDetails(**{**known, **came})


def _differing(article: Article, details: ArticleDetails) -> dict[str, Any]:
    came = {name: getattr(details, name) for name in LABELS}
    pairs = {name: (getattr(article, name), value) for name, value in came.items() if value}
    if details.canonical_url and article.url_key == key(details.canonical_url):
        del pairs["canonical_url"]
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _has_text(incoming: Incoming) -> Any:
    return Article.id.in_(select(Version.article_id).where(Version.text_sha256 == incoming.digest))
