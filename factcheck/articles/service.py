"""What can be done with articles."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select, text

from factcheck.accounts.models import User
from factcheck.articles import search
from factcheck.articles.details import ArticleDetails as ArticleDetails  # part of what this module takes
from factcheck.articles.details import checked
from factcheck.articles.incoming import Incoming, receive, same
from factcheck.articles.models import Article
from factcheck.articles.reading import AS_IT_TELLS, Manner, read_as
from factcheck.articles.updating import frozen, newest_text
from factcheck.articles.updating import hold as hold  # the verbs of versions
from factcheck.articles.updating import open_version as open_version
from factcheck.articles.updating import stay as stay
from factcheck.articles.updating import update as update
from factcheck.audit import archiving
from factcheck.audit.service import changes, record
from factcheck.captures import store
from factcheck.db import check_revision, db, utcnow
from factcheck.documents.languages import direction
from factcheck.errors import EditConflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.urls import key

ADDING_LOCK = text("SELECT pg_advisory_xact_lock(7022)")  # who adds what is added at this moment, finds it


class Added(NamedTuple):
    """An article, and whether it was not here before."""

    article: Article
    is_new: bool


def add(
    actor: User,
    home: Path,
    raw: bytes,
    media_type: str,
    details: ArticleDetails,
    *,
    is_undated: bool | None = None,
    is_separate: bool = False,
    manner: Manner = AS_IT_TELLS,
) -> Added:
    """Read a text and freeze it as `add_incoming` does.

    `raw` are the bytes as they came (kept as a capture in `home`), `media_type` is one of `formats`.
    Raises Invalid naming the field: `text` when no text can be read, and those of `details.checked`.
    """
    require(actor, Permission.ADD_ARTICLE)
    incoming = receive(raw, media_type, details, is_undated=is_undated, manner=manner)
    return add_incoming(actor, home, incoming, is_separate=is_separate)


def prepare(actor: User, home: Path, incoming: Incoming) -> None:
    """Do what is slow about adding a text that nobody has added yet, before the transaction that does."""
    require(actor, Permission.ADD_ARTICLE)
    if db.session.scalars(same(incoming).limit(1)).first() is None:
        store.keep(home, incoming.raw)
        search.prepare(incoming.details, incoming.whole.text)


def add_incoming(actor: User, home: Path, incoming: Incoming, *, is_separate: bool = False) -> Added:
    """Freeze a text as version 1 of an article, or answer one that has its address or text, and store nothing.

    `is_separate`: it is added although there is such a one, because a person has seen that and said so.
    """
    require(actor, Permission.ADD_ARTICLE)
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite lets one transaction write at a time
        db.session.execute(ADDING_LOCK)
    known = db.session.scalars(same(incoming)).all()
    if known and not is_separate:
        return Added(known[0], is_new=False)
    sha256 = store.put(home, incoming.raw, incoming.media_type)
    return Added(_freeze(actor, incoming, sha256, [article.id for article in known]), is_new=True)


def edit(
    actor: User, article: Article, details: ArticleDetails, seen_revision: int, *, is_undated: bool | None = None
) -> None:
    """Edit the details; the text never changes. Refused if somebody else did so since they were shown."""
    require(actor, Permission.EDIT_ARTICLE, article)
    before = _details(article)
    if not check_revision(article, seen_revision):
        raise EditConflict(_("Somebody else edited these details while you were writing. Your changes weren’t saved."))
    details = checked(details, is_undated=is_undated)
    _refuse_address_of_another(article, details.canonical_url)
    old, new = changes(asdict(before), asdict(details))
    if not new:
        return
    for name, value in asdict(details).items():
        setattr(article, name, value)
    article.direction = direction(details.language)
    db.session.flush()
    search.index(article, newest_text(article))
    record(actor, "article:edit", ("article", article.id), old, new)


def archive(actor: User, article: Article) -> None:
    """Put an article out of the list; nothing is deleted, its claims stay."""
    archiving.archive(actor, article, "article", Permission.ARCHIVE_ARTICLE, _("This article is already archived."))


def restore(actor: User, article: Article) -> None:
    """Bring an archived article back."""
    archiving.restore(actor, article, "article", Permission.ARCHIVE_ARTICLE, _("This article isn’t archived."))


def _freeze(actor: User, incoming: Incoming, raw_sha256: str, beside: list[int]) -> Article:
    """`beside` are the numbers of articles with the same address or text."""
    details, whole = incoming.details, incoming.whole
    article = Article(added_by=actor, direction=direction(details.language), **asdict(details))
    version = frozen(actor, article, 1, details.title, whole, raw_sha256, incoming.left_out)
    version.opened_at = utcnow()
    db.session.add(article)
    db.session.flush()
    search.index(article, whole.text)
    after = {**asdict(details), "version": 1, "text_sha256": version.text_sha256, "raw_sha256": raw_sha256}
    after |= read_as(incoming.how) | ({"beside": beside} if beside else {})
    record(actor, "article:add", ("article", article.id), None, after)
    return article


def _details(article: Article) -> ArticleDetails:
    return ArticleDetails(
        article.title,
        article.publisher,
        article.byline,
        article.published_on,
        article.language,
        article.canonical_url,
    )


def _refuse_address_of_another(article: Article, url: str | None) -> None:
    """To share an address is decided when an article is added; later nobody gets into that by an edit."""
    if url and key(url) != article.url_key:
        query = select(Article.title).where(Article.url_key == key(url), Article.id != article.id)
        if title := db.session.scalars(query).first():
            raise Invalid("canonical_url", _("Another article already has this address: %(title)s.", title=title))
