"""Freezing a text as a version of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from factcheck.accounts.models import User
from factcheck.articles import search
from factcheck.articles.models import Article, Version
from factcheck.audit.service import record
from factcheck.db import db, utcnow
from factcheck.documents.languages import direction
from factcheck.documents.left_out import LeftOut, stored
from factcheck.documents.notes.frozen import stored as stored_notes
from factcheck.documents.text import Canonical
from factcheck.hashing import sha256_hex
from factcheck.intake.reading.incoming import Incoming
from factcheck.intake.reading.line_edits import recorded
from factcheck.intake.reading.parsing import read_as


def frozen(
    added_by_id: int,
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
        added_by_id=added_by_id,
    )
    db.session.add(version)
    return version


def first_version(actor: User, incoming: Incoming, raw_sha256: str, beside: list[int], *, takes_notes: bool) -> Article:
    """`beside` are the ids of articles with the same address or text.

    `takes_notes`: rooms that follow the audit log make claims of the notes of its document.
    """
    details, whole = incoming.details, incoming.whole
    article = Article(added_by=actor, direction=direction(details.language), **asdict(details))
    version = frozen(actor.id, article, 1, details.title, whole, raw_sha256, incoming.left_out)
    version.notes, version.opened_at = stored_notes(incoming.notes), utcnow()
    db.session.add(article)
    db.session.flush()
    search.index(article, whole.text)
    after = {**asdict(details), "version": 1, "text_sha256": version.text_sha256, "raw_sha256": raw_sha256}
    after |= read_as(incoming.how) | recorded(incoming.edits) | ({"beside": beside} if beside else {})
    after |= {"notes_taken": len(incoming.notes)} if takes_notes and incoming.notes else {}
    record(actor, "article:add", ("article", article.id), None, after)
    return article
