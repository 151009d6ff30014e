"""Actions on articles."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.articles import search
from factcheck.articles.details import ArticleDetails as ArticleDetails  # part of this module's interface
from factcheck.articles.details import checked
from factcheck.articles.models import Article
from factcheck.articles.versions.opening import frozen as frozen  # actions on versions
from factcheck.articles.versions.opening import hold as hold
from factcheck.articles.versions.opening import newest_text
from factcheck.articles.versions.opening import open_version as open_version
from factcheck.articles.versions.opening import stay as stay
from factcheck.audit import archiving
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db
from factcheck.documents.languages import direction
from factcheck.errors import EditConflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.urls import key


def edit(
    actor: User, article: Article, details: ArticleDetails, seen_revision: int, *, is_undated: bool | None = None
) -> None:
    """Edit the details; the text never changes. Refused if somebody else edited them since they were shown."""
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
    """Archive an article; nothing is deleted, its claims are kept."""
    archiving.archive(actor, article, "article", Permission.ARCHIVE_ARTICLE, _("This article is already archived."))


def restore(actor: User, article: Article) -> None:
    """Restore an archived article."""
    archiving.restore(actor, article, "article", Permission.ARCHIVE_ARTICLE, _("This article isn’t archived."))


def _details(article: Article) -> ArticleDetails:
    return ArticleDetails(
        article.title,
        article.publisher,
        article.byline,
        article.published_on,
        article.language,
        article.canonical_url,
        article.medium,
    )


def _refuse_address_of_another(article: Article, url: str | None) -> None:
    """Sharing an address is decided when an article is added; an edit can't do it."""
    if url and key(url) != article.url_key:
        query = select(Article.title).where(Article.url_key == key(url), Article.id != article.id)
        if title := db.session.scalars(query).first():
            raise Invalid("canonical_url", _("Another article already has this address: %(title)s.", title=title))
