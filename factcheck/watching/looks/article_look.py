"""A look at the page of an article: if quoted words changed, its text becomes the next version, as a person adds one.

A change anywhere else adds nothing: the frozen version says what was checked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import select

from factcheck.anchoring import Pair, WordingChange
from factcheck.annotations.models import Scope
from factcheck.annotations.queries import places
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.documents.formats import format_of_file
from factcheck.documents.text import BlockKind, Unreadable
from factcheck.errors import Conflict, Invalid
from factcheck.fetching.client import Fetched
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.intake.files.fetch_record import remember_fetch
from factcheck.intake.files.fetched_page import SUFFIXES, charset_of, file_of
from factcheck.intake.reading.article_reader import ReadingAgain, read_again
from factcheck.intake.reading.line_edits import LineEdits
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.service import update
from factcheck.storage import store
from factcheck.textdiff.alignment import tokens
from factcheck.watching.models import LookResult, WatchedPage

KEPT_SHARE = 0.3  # of the words of a version that its page must still have; else it isn't the article any more
OTHER_PAGE = N_("The page has hardly any words of the article any more. Open it, and add a new version if it is right.")
NO_TEXT = N_("No text could be read from the page. %(reason)s")
ALARMING = frozenset({WordingChange.REWORDED, WordingChange.MOVED, WordingChange.REMOVED})


class NotCompared(Exception):
    """The page was had, but can't be compared with what is here; the message says why."""


class FetchedText(NamedTuple):
    """A page as it would become the next version of an article."""

    fetched: Fetched
    raw: bytes
    media_type: str
    manner: Manner
    edits: LineEdits

    def read(self, article: Article) -> ReadingAgain:
        """Its headline and text; raises Invalid."""
        return read_again(self.raw, self.media_type, "", article.title, manner=self.manner, edits=self.edits)


def compare(article_id: int, fetched: Fetched) -> Callable[[WatchedPage], LookResult]:
    """Read the page and look for the highlighted words; answers what adds a version if they changed.

    Raises NotCompared.
    """
    version = db.session.scalars(current_version(article_id)).one()
    if sha256_hex(fetched.body) == version.raw_sha256:
        return lambda page: LookResult.UNCHANGED
    page_text = _text_of(article_id, fetched)
    try:
        text = page_text.read(version.article).whole.text
    except Invalid as refusal:
        raise NotCompared(_(NO_TEXT, reason=refusal.message)) from None
    if text == version.text:
        return lambda page: LookResult.UNCHANGED
    if not _has_words_of(version.text, text):
        raise NotCompared(_(OTHER_PAGE))
    if not _quotes_changed(version, text):
        return lambda page: LookResult.CHANGED
    store.keep(page_text.raw)
    return lambda page: _add(page, version, page_text)


def _text_of(article_id: int, fetched: Fetched) -> FetchedText:
    """The page with the edits of its lines that a person made when the last version was added."""
    try:
        if fetched.media_type not in SUFFIXES:
            raise Unreadable(fetched.media_type)
        media_type = format_of_file(*file_of(fetched))
    except Unreadable as refusal:
        raise NotCompared(_(NO_TEXT, reason=str(refusal))) from None
    return FetchedText(fetched, fetched.body, media_type, Manner(charset=charset_of(fetched)), _edits_of(article_id))


def _edits_of(article_id: int) -> LineEdits:
    """The lines that a person removed or gave another kind in the newest version, as the log has them."""
    query = select(Event.after).where(Event.subject_type == "article", Event.subject_id == article_id)
    query = query.where(Event.is_act("article:add", "article:update")).order_by(Event.id.desc())
    edits = db.session.scalars(query.limit(1)).first() or {}
    kinds = tuple((key, BlockKind(kind)) for key, kind in edits.get("line_kinds", ()))
    return LineEdits(frozenset(edits.get("removed_lines", ())), kinds, edits.get("headline_line", ""))


def _has_words_of(old: str, new: str) -> bool:
    """Whether enough words of the old text are in the new one."""
    before, after = set(tokens(old).keys), set(tokens(new).keys)
    return len(before & after) >= KEPT_SHARE * len(before)


def _quotes_changed(version: Version, text: str) -> bool:
    """Whether highlighted words of a version are changed, moved or removed in another text."""
    marks = [mark for mark in places(version.id) if mark.scope != Scope.ARTICLE]
    pair = Pair(version.text, text) if marks else None
    found = [pair.reanchor(mark.start, mark.end) for mark in marks] if pair else []
    return any(passage is None or passage.change in ALARMING for passage in found)


def _add(page: WatchedPage, seen: Version, page_text: FetchedText) -> LookResult:
    """Add the version by the usual way, unless somebody has added one meanwhile."""
    article = db.session.get_one(Article, seen.article_id)
    try:
        with db.session.begin_nested():
            remember_fetch(page.switched_by_id, page_text.fetched)
            update(
                None,
                article,
                page_text.raw,
                page_text.media_type,
                seen_number=seen.number,
                manner=page_text.manner,
                edits=page_text.edits,
                watcher_id=page.switched_by_id,
            )
    except (Conflict, Invalid):
        return LookResult.CHANGED  # compared with their version at the next look
    return LookResult.UPDATED
