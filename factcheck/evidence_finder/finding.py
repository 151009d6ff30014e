"""What bears on a claim: the passages and verdicts with its rarest words, and which words these are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factcheck.captures.models import Capture
from factcheck.captures.queries import is_in_use
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.evidence_finder.models import WORDS, CapturedPassage
from factcheck.fulltext.questions import Question, Word
from factcheck.fulltext.rarest import STEM, likeliest
from factcheck.fulltext.snippets import Snippet, excerpt_of
from factcheck.fulltext.words import words_of
from factcheck.sources.models import Source
from factcheck.verdicts.models import Edition
from factcheck.verdicts.queries import published

MOST_PASSAGES, MOST_VERDICTS = 8, 4
MOST_ROWS = 1_000  # rows with a word that are counted
MOST_COMPARED = 60  # rows with the rarest words, of which those with most of them are offered
MIN_WORDS = 2  # of the claim that a passage must have
SHORTEST = 4  # letters of a word that says what a claim is about


class FoundPassage(NamedTuple):
    """A passage with the words of the claim marked, and these words as the reason."""

    passage: CapturedPassage
    source: Source
    text: str
    pieces: list[Snippet]
    reason: list[str]


class FoundVerdict(NamedTuple):
    """A published verdict on another claim, and the words that it shares with this one."""

    edition: Edition
    reason: list[str]


def words_about(claim: Claim) -> str:
    """What is looked for: the claim in both wordings, once each word that is long enough."""
    words = dict.fromkeys(words_of(f"{claim.statement} {claim.quoted}"))
    return " ".join(it for it in words if len(it) >= SHORTEST or it.isdigit())


def passages_on(claim: Claim) -> list[FoundPassage]:
    """The passages that bear on a claim, most shared words first, without those that its evidence quotes."""
    words = words_about(claim)
    ids = likeliest(WORDS, words, MOST_COMPARED, MOST_ROWS) if words else []
    quotes = db.session.scalars(select(Evidence.quote).where(Evidence.claim_id == claim.id)).all()
    found = [it for row in _rows(ids) if (it := _found(row, words)) and not _is_quoted(it.text, quotes)]
    rank = {key: place for place, key in enumerate(ids)}
    found.sort(key=lambda it: (-len(it.reason), rank[it.passage.id]))
    return found[:MOST_PASSAGES]


def verdicts_on(claim: Claim) -> list[FoundVerdict]:
    """The published verdicts on other claims that share words with this one."""
    words = words_about(claim)
    ids = likeliest(Edition.words_index, words, MOST_COMPARED, MOST_ROWS) if words else []
    rows = db.session.scalars(published().where(Edition.id.in_(ids))).unique() if ids else ()
    others = [it for it in rows if it.verdict.claim_id != claim.id]
    found = [FoundVerdict(it, _shared(it.searched_text(), words)) for it in others]
    found = [it for it in found if len(it.reason) >= MIN_WORDS]
    return sorted(found, key=lambda it: -len(it.reason))[:MOST_VERDICTS]


def _rows(ids: Collection[int]) -> Sequence[Any]:
    """These passages with their sources and words; passages of archived sources and sealed captures are left out."""
    words = func.substr(Capture.text, CapturedPassage.start + 1, CapturedPassage.end - CapturedPassage.start)
    query = select(CapturedPassage, Source, words).join(CapturedPassage.capture)
    query = query.join(Source, Source.id == CapturedPassage.source_id).options(joinedload(CapturedPassage.capture))
    return (
        db.session.execute(query.where(CapturedPassage.id.in_(ids), Source.archived_at.is_(None), is_in_use())).all()
        if ids
        else ()
    )


def _found(row: Any, words: str) -> FoundPassage | None:
    passage, source, text = row
    reason = _shared(text, words)
    if len(reason) < MIN_WORDS:
        return None
    wanted = Question(tuple(((Word(it[:STEM]),),) for it in reason), ())
    return FoundPassage(passage, source, text, excerpt_of(text, wanted, len(text) + 1), reason)


def _shared(text: str, words: str) -> list[str]:
    """The words that both have, by their first letters, in the order of the claim."""
    there = {word[:STEM] for word in words_of(text)}
    return list({word[:STEM]: word for word in words.split() if word[:STEM] in there}.values())


def _is_quoted(text: str, quotes: Collection[str]) -> bool:
    return any(quote in text or text in quote for quote in quotes if quote)
