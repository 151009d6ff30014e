"""What can be done with articles."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.articles import search
from factcheck.articles.extract import from_html
from factcheck.articles.models import Article, Version
from factcheck.articles.text import MAX_BYTES, Canonical, Unreadable, blocks_from_text, canonical, clean, decode, sha256
from factcheck.articles.urls import normalised
from factcheck.audit.service import changes, record
from factcheck.captures import store
from factcheck.db import db, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.permissions import Permission, require

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "syr", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """The particulars of an article; `published_on` None means that it is known to be unknown."""

    title: str
    publisher: str = ""
    byline: str = ""
    published_on: date | None = None
    language: str = ""
    canonical_url: str | None = None


class Added(NamedTuple):
    """An article, and whether it was not here before."""

    article: Article
    is_new: bool


def add(actor: User, home: Path, raw: bytes, media_type: str, details: ArticleDetails) -> Added:
    """Freeze a text as version 1 of an article, or answer the one that has this text or address already.

    `raw` are the bytes as they came (kept as a capture in `home`), `media_type` is text/plain or text/html.
    Raises Invalid naming the field: `text` when no text can be read, `title` or `language` when neither gives one.
    """
    require(actor, Permission.ADD_ARTICLE)
    details, whole = _read(raw, media_type, details)
    twin = _twin(details.canonical_url, sha256(whole.text))
    if twin is not None:
        return Added(twin, is_new=False)
    article = Article(added_by=actor, direction=direction(details.language), **asdict(details))
    db.session.add(article)
    db.session.flush()
    version = Version(
        article=article,
        number=1,
        text=whole.text,
        blocks=[[kind.value, start, end] for kind, start, end in whole.blocks],
        length=len(whole.text),
        text_sha256=sha256(whole.text),
        raw_sha256=store.put(home, raw, media_type),
        added_by_id=actor.id,
    )
    db.session.add(version)
    db.session.flush()
    search.index(article, whole.text)
    after = {**asdict(details), "version": 1, "text_sha256": version.text_sha256, "raw_sha256": version.raw_sha256}
    record(actor, "article:add", ("article", article.id), None, after)
    return Added(article, is_new=True)


def edit(actor: User, article: Article, details: ArticleDetails, seen_revision: int) -> None:
    """Mend the particulars; the text never changes. Refused when somebody else did so since they were shown."""
    require(actor, Permission.EDIT_ARTICLE, article)
    if article.revision != seen_revision:
        raise Conflict(
            "Somebody else mended these particulars while you were writing. Nothing of yours was saved.",
            yours={"title": details.title, "publisher": details.publisher, "byline": details.byline},
            theirs={"title": article.title, "publisher": article.publisher, "byline": article.byline},
        )
    details = _checked(details)
    if details.canonical_url and (twin := _by_url(details.canonical_url)) not in {None, article}:
        raise Invalid("canonical_url", f"Another article has this address: {twin.title if twin else ''}.")
    before = {name: getattr(article, name) for name in asdict(details)}
    for name, value in asdict(details).items():
        setattr(article, name, value)
    article.direction = direction(details.language)
    db.session.flush()
    old, new = changes(before, asdict(details))
    if new:
        search.index(
            article, db.session.scalars(select(Version.text).where(Version.article_id == article.id)).all()[-1]
        )
        record(actor, "article:edit", ("article", article.id), old, new)


def archive(actor: User, article: Article) -> None:
    """Put an article out of the list; nothing is deleted, its claims stay."""
    require(actor, Permission.ARCHIVE_ARTICLE, article)
    if article.archived_at is not None:
        raise Conflict("This article is archived already.")
    article.archived_at = utcnow()
    db.session.flush()
    record(actor, "article:archive", ("article", article.id))


def restore(actor: User, article: Article) -> None:
    """Bring an archived article back."""
    require(actor, Permission.ARCHIVE_ARTICLE, article)
    if article.archived_at is None:
        raise Conflict("This article is not archived.")
    article.archived_at = None
    db.session.flush()
    record(actor, "article:restore", ("article", article.id))


def direction(language: str) -> str:
    """Whether a language (BCP 47) is written from right to left: `rtl` or `ltr`."""
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


def _read(raw: bytes, media_type: str, details: ArticleDetails) -> tuple[ArticleDetails, Canonical]:
    if len(raw) > MAX_BYTES:
        raise Invalid("upload", f"A file may have at most {MAX_BYTES // 1024 // 1024} MB.")
    try:
        text = clean(decode(raw))
        if media_type == "text/html":
            found = from_html(text)
            details = _filled(details, found)
            blocks = found.blocks
        else:
            blocks = blocks_from_text(text, details.title)
        whole = canonical(blocks)
    except Unreadable as error:
        raise Invalid("text", str(error)) from None
    return _checked(details), whole


def _filled(details: ArticleDetails, found: Any) -> ArticleDetails:
    """What the person left blank, from the file."""
    return replace(
        details,
        title=details.title or found.title or "",
        publisher=details.publisher or found.publisher or "",
        byline=details.byline or found.byline or "",
        published_on=details.published_on or found.published,
        language=details.language or found.language or "",
        canonical_url=details.canonical_url or found.url or None,
    )


def _checked(details: ArticleDetails) -> ArticleDetails:
    if not details.title.strip():
        raise Invalid("title", "Give the article's headline.")
    if not details.language.strip():
        raise Invalid("language", "Choose the language of the article; the file does not say.")
    url = normalised(details.canonical_url) if details.canonical_url else None
    return replace(details, title=details.title.strip(), canonical_url=url)


def _twin(url: str | None, digest: str) -> Article | None:
    if url and (article := _by_url(url)):
        return article
    query = select(Article).join(Article.versions).where(Version.number == 1, Version.text_sha256 == digest)
    return db.session.scalars(query).first()


def _by_url(url: str) -> Article | None:
    return db.session.scalars(select(Article).where(Article.canonical_url == url)).first()
