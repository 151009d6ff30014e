"""Opens the newest version of an article once its marks are carried over, and keeps it the newest during a write."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import undefer

from factcheck.accounts.models import User
from factcheck.articles import queries, search
from factcheck.articles.models import AnyVersion, Article, FrozenVersion, Version
from factcheck.audit.service import record
from factcheck.db import connection, db, utcnow, writers
from factcheck.errors import Conflict
from factcheck.i18n import N_, _


def open_version(actor: User | None, version: Version) -> None:
    """Make a frozen version the one that people work on, with its headline if the publisher changed that.

    If `actor` is None, the system itself did it. Raises Conflict if it is already open.
    """
    if version.opened_at is not None:
        raise Conflict(_("Version %(number)s is already available.", number=version.number))
    article = version.article
    before = db.session.scalars(queries.current_version(article.id)).one()
    old: dict[str, object] = {"version": before.number}
    new: dict[str, object] = {"version": version.number}
    if version.headline not in {before.headline, article.title}:
        old["title"], new["title"] = article.title, version.headline
        article.title = version.headline
    version.opened_at = utcnow()
    db.session.flush()
    search.index(article, version.text)
    record(actor, "article:open-version", ("article", article.id), old, new)


def opening_key(version: Version) -> str:
    """The key of the job that opens a version."""
    return f"version:{version.id}"


def hold(article_id: int) -> None:
    """Until this transaction ends, nobody else works on the article or opens a version of it."""
    _lock(article_id, is_shared=False)


def stay(version: AnyVersion) -> None:
    """Keep a version the current one until this transaction ends; raises Conflict if it no longer is."""
    _lock(version.article_id, is_shared=True)
    ((newest,),) = queries.CURRENT_NUMBER.fetch({"article_id": version.article_id})
    if newest != version.number:
        told = N_("Version %(number)s of this article is now available. Check it first. Your changes weren’t saved.")
        raise Conflict(_(told, number=newest))


def frozen(article_id: int) -> FrozenVersion | None:
    """The current version of an article, as it is now.

    A text never changes, so a write needs no other reading of it: `stay` ensures that it is still the current one.
    """
    found = queries.FROZEN.fetch({"article_id": article_id})
    return FrozenVersion._make(found[0]) if found else None


def _lock(article_id: int, *, is_shared: bool) -> None:
    here = connection()
    if here.dialect.name == "postgresql" and not writers.is_held(here.info):  # or it writes alone
        db.session.execute(select(Article.id).where(Article.id == article_id).with_for_update(read=is_shared))


def newest_text(article: Article) -> str:
    """The text of the current version."""
    query = queries.versions(article.id).where(Version.opened_at.is_not(None)).limit(1)
    return db.session.scalars(query.options(undefer(Version.text))).one().text
