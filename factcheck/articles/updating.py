"""What the publisher changes: a new version is frozen, and opened once its marks are there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from factcheck.accounts.models import User
from factcheck.articles import queries, search
from factcheck.articles.models import Article, Version
from factcheck.articles.reading import AS_IT_TELLS, Manner, read_again, read_as
from factcheck.audit.given_out import floor
from factcheck.audit.service import record
from factcheck.captures import store
from factcheck.db import db, utcnow
from factcheck.documents.left_out import LeftOut, stored
from factcheck.documents.text import Canonical
from factcheck.errors import Conflict, Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require


def frozen(
    actor: User,
    article: Article,
    number: int,
    headline: str,
    whole: Canonical,
    raw_sha256: str,
    left_out: Sequence[LeftOut] = (),
) -> Version:
    """A version with its digests, not open yet; `raw_sha256` is that of its capture. Adds it to the session."""
    version = Version(
        article=article,
        number=number,
        headline=headline,
        text=whole.text,
        blocks=[[kind.value, start, end] for kind, start, end in whole.blocks],
        length=len(whole.text),
        text_sha256=sha256_hex(whole.text),
        raw_sha256=raw_sha256,
        left_out=stored(left_out),
        left_out_count=len(left_out),
        left_out_length=sum(it.length for it in left_out),
        added_by_id=actor.id,
    )
    db.session.add(version)
    return version


def update(
    actor: User,
    home: Path,
    article: Article,
    raw: bytes,
    media_type: str,
    *,
    seen_number: int,
    title: str = "",
    manner: Manner = AS_IT_TELLS,
) -> Version:
    """Freeze the text as the publisher changed it; it is shown once `open_version` was called for it.

    Without `title` the headline is the file's, if it is a page and has one, else the article's. Raises Conflict when
    `seen_number` is not the newest version or one waits to be opened; Invalid naming `text` or `title`.
    """
    require(actor, Permission.UPDATE_ARTICLE, article)
    newest = _updatable(article, seen_number)
    headline, whole, how, left_out = read_again(raw, media_type, title, article.title, manner=manner)
    if sha256_hex(whole.text) == newest.text_sha256:
        told = _("This text is identical to version %(number)s. Nothing has changed.", number=newest.number)
        raise Invalid("text", told)
    try:
        with db.session.begin_nested():
            raw_sha256 = store.put(home, raw, media_type)
            number = 1 + max(newest.number, floor("versions.number", article.id))
            version = frozen(actor, article, number, headline, whole, raw_sha256, left_out)
            db.session.flush()
    except IntegrityError:  # somebody else updated it in the same moment, and the database kept the first
        number = newest.number + 1
        told = _("Somebody else has since added version %(number)s. Your version wasn’t saved.", number=number)
        raise Conflict(told) from None
    record(actor, "article:update", ("article", article.id), _facts(newest), _facts(version) | read_as(how))
    return version


def open_version(actor: User | None, version: Version) -> None:
    """Make a frozen version the one that people work on, with its headline if the publisher changed that.

    `actor` None means the system itself. Raises Conflict when it is open already.
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


def hold(article_id: int) -> None:
    """Let nobody work on an article, nor open a version of it, until this transaction ends."""
    _lock(article_id, is_shared=False)


def stay(version: Version) -> None:
    """Keep a version the one that people work on until this transaction ends; raises Conflict when it no longer is."""
    _lock(version.article_id, is_shared=True)
    newest, _latest = db.session.execute(queries.numbers(version.article_id)).one()
    if newest != version.number:
        told = N_("Version %(number)s of this article is now available. Check it first. Your changes weren’t saved.")
        raise Conflict(_(told, number=newest))


def _lock(article_id: int, *, is_shared: bool) -> None:
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite lets one transaction write at a time
        db.session.execute(select(Article.id).where(Article.id == article_id).with_for_update(read=is_shared))


def newest_text(article: Article) -> str:
    """The text that people work on."""
    query = queries.versions(article.id).where(Version.opened_at.is_not(None)).limit(1)
    return db.session.scalars(query.options(undefer(Version.text))).one().text


def _updatable(article: Article, seen_number: int) -> Version:
    """The newest version, if it is the one that was seen and nothing stands in the way of another."""
    if article.archived_at is not None:
        raise Conflict(_("This article is archived. Restore it before you add a version. Your version wasn’t saved."))
    newest = db.session.scalars(queries.versions(article.id).limit(1)).one()
    came = {"number": newest.number, "name": newest.added_by.name}
    if newest.opened_at is None:
        told = N_(
            "Version %(number)s, added by %(name)s, is still being prepared. Wait a moment, check it, and try again. "
            "Your version wasn’t saved."
        )
        raise Conflict(_(told, **came))
    if newest.number != seen_number:
        told = N_(
            "%(name)s has since added version %(number)s. Check it before you add another. Your version wasn’t saved."
        )
        raise Conflict(_(told, **came))
    return newest


def _facts(version: Version) -> dict[str, object]:
    names = ("headline", "length", "text_sha256", "raw_sha256")
    return {"version": version.number, **{name: getattr(version, name) for name in names}}
