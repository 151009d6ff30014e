"""Actions: add an article, and its next version."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from factcheck.accounts.models import User
from factcheck.articles import queries, search
from factcheck.articles.details import ArticleDetails as ArticleDetails  # part of this module's interface
from factcheck.articles.medium import Medium
from factcheck.articles.models import Article, Version
from factcheck.audit.service import record
from factcheck.db import db
from factcheck.db.numbering import floor
from factcheck.errors import Conflict, Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.intake.duplicates import same
from factcheck.intake.freezing import first_version, frozen
from factcheck.intake.reading.article_reader import ReadingOptions, read_again
from factcheck.intake.reading.incoming import Incoming, receive
from factcheck.intake.reading.line_edits import NO_EDITS, LineEdits, recorded
from factcheck.intake.reading.parsing import AS_IT_TELLS, Manner, read_as
from factcheck.permissions import Permission, require
from factcheck.storage import store

ADDING_LOCK = text("SELECT pg_advisory_xact_lock(7022)")  # a concurrent request that adds the same waits for this one


class Added(NamedTuple):
    """An article, and whether it is new."""

    article: Article
    is_new: bool


def add(
    actor: User,
    raw: bytes,
    media_type: str,
    details: ArticleDetails,
    *,
    is_undated: bool | None = None,
    is_separate: bool = False,
    manner: Manner = AS_IT_TELLS,
    takes_notes: bool = False,
) -> Added:
    """Read a text and freeze it as `add_incoming` does.

    `raw` are the original bytes (kept in the content store), `media_type` is one of `formats`. Raises Invalid for the
    field: `text` if no text can be read, and those of `details.checked`.
    """
    require(actor, Permission.ADD_ARTICLE)
    incoming = receive(raw, media_type, details, ReadingOptions(is_undated, manner))
    return add_incoming(actor, incoming, is_separate=is_separate, takes_notes=takes_notes)


def prepare(actor: User, incoming: Incoming) -> None:
    """Do the slow part of adding a new text before the transaction that adds it."""
    require(actor, Permission.ADD_ARTICLE)
    if db.session.scalars(same(incoming).limit(1)).first() is None:
        store.keep(incoming.raw)
        search.prepare(incoming.details, incoming.whole.text)


def add_incoming(actor: User, incoming: Incoming, *, is_separate: bool = False, takes_notes: bool = False) -> Added:
    """Freeze a text as version 1 of an article; if its address or text exists, return that article and store nothing.

    `is_separate`: add it nevertheless, because a person has decided so. `takes_notes`: make claims of the comments and
    footnotes of its document, in the same transaction.
    """
    require(actor, Permission.ADD_ARTICLE)
    if db.session.get_bind().dialect.name == "postgresql":  # SQLite lets one transaction write at a time
        db.session.execute(ADDING_LOCK)
    existing = db.session.scalars(same(incoming)).all()
    if existing and not is_separate:
        return Added(existing[0], is_new=False)
    sha256 = store.put(incoming.raw, incoming.media_type)
    beside = [article.id for article in existing]
    return Added(first_version(actor, incoming, sha256, beside, takes_notes=takes_notes), is_new=True)


def update(
    actor: User | None,
    article: Article,
    raw: bytes,
    media_type: str,
    *,
    seen_number: int,
    title: str = "",
    manner: Manner = AS_IT_TELLS,
    edits: LineEdits = NO_EDITS,
    watcher_id: int = 0,
) -> Version:
    """Freeze the text as the publisher changed it; it is shown after `open_version`.

    Without `title` the headline is the file's, if it is a page and has one, else the article's. `actor` is None if the
    system has found the change, for the person `watcher_id`. Raises Conflict if `seen_number` isn't the newest version
    or one is in preparation; Invalid for `text` or `title`.
    """
    if actor or not watcher_id:
        require(actor, Permission.UPDATE_ARTICLE, article)
    newest = _updatable(article, seen_number)
    is_titled = article.medium is Medium.ARTICLE
    headline, whole, how, left_out = read_again(
        raw, media_type, title, article.title, manner=manner, edits=edits, is_titled=is_titled
    )
    if sha256_hex(whole.text) == newest.text_sha256:
        message = _("This text is identical to version %(number)s. Nothing has changed.", number=newest.number)
        raise Invalid("text", message)
    try:
        with db.session.begin_nested():
            raw_sha256 = store.put(raw, media_type)
            number = 1 + max(newest.number, floor("versions.number", article.id))
            version = frozen(actor.id if actor else watcher_id, article, number, headline, whole, raw_sha256, left_out)
            db.session.flush()
    except IntegrityError:  # somebody else updated it in the same moment, and the database kept the first
        number = newest.number + 1
        told = _("Somebody else has since added version %(number)s. Your version wasn’t saved.", number=number)
        raise Conflict(told) from None
    after = _facts(version) | read_as(how) | recorded(edits)
    record(actor, "article:update", ("article", article.id), _facts(newest), after)
    return version


def _updatable(article: Article, seen_number: int) -> Version:
    """The newest version, if it is the one that was seen and another one may be added."""
    if article.archived_at is not None:
        raise Conflict(_("This article is archived. Restore it before you add a version. Your version wasn’t saved."))
    newest = db.session.scalars(queries.versions(article.id).limit(1)).one()
    newest_details = {"number": newest.number, "name": newest.added_by.name}
    if newest.opened_at is None:
        message = N_(
            "Version %(number)s, added by %(name)s, is still being prepared. Wait a moment, check it, and try again. "
            "Your version wasn’t saved."
        )
        raise Conflict(_(message, **newest_details))
    if newest.number != seen_number:
        message = N_(
            "%(name)s has since added version %(number)s. Check it before you add another. Your version wasn’t saved."
        )
        raise Conflict(_(message, **newest_details))
    return newest


def _facts(version: Version) -> dict[str, object]:
    names = ("headline", "length", "text_sha256", "raw_sha256")
    return {"version": version.number, **{name: getattr(version, name) for name in names}}
