"""What a search finds in each room: selects, newest first, of what the person may see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from factcheck.accounts.models import User
from factcheck.articles.models import Article, Version
from factcheck.articles.search import INDEX as ARTICLE_WORDS
from factcheck.claims.models import WORDS as CLAIM_WORDS
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.fulltext.index import Index, Searched, add_searched
from factcheck.fulltext.questions import Question, Word, question
from factcheck.fulltext.snippets import MAX_READ
from factcheck.search.filters import conditions
from factcheck.sources.models import WORDS as SOURCE_WORDS
from factcheck.sources.models import Source
from factcheck.verdicts.models import APPROVED, Edition, EditionState, Verdict
from factcheck.verdicts.queries import is_taken_down

MAX_BEGINNINGS = 8  # words of a query that may be beginnings of words
FIRST_INDIC = "\u0900"  # scripts from here on have words whose ends a query leaves open


def parse(words: str) -> Question:
    """The query of these words; in a long one all words but the last are whole, which is several times as fast."""
    parsed = question(words)
    if len(parsed.terms) <= MAX_BEGINNINGS:
        return parsed
    whole = (tuple(tuple(map(_whole, together)) for together in term) for term in parsed.terms[:-1])
    return replace(parsed, terms=(*whole, parsed.terms[-1]))


def _whole(word: Word) -> Word:
    return Word(word.text, word.is_whole or word.text[-1] < FIRST_INDIC)


def claim_ids(parsed: Question, filters: Mapping[str, str]) -> Select[int]:
    """The numbers of the claims that have these words and match the filters, newest first.

    The index leads, so that the database stops at the limit of the query, however many claims have a word.
    """
    query = select(Claim.id).where(Claim.archived_at.is_(None), *conditions(filters))
    if not filters.get("q"):
        return query.order_by(Claim.id.desc())
    return _by_words(query, CLAIM_WORDS, Claim.id, parsed)


def claims(ids: Sequence[int]) -> Select[Claim]:
    """These claims with their claimants."""
    return select(Claim).where(Claim.id.in_(ids)).options(joinedload(Claim.claimant)).order_by(Claim.id.desc())


def articles(parsed: Question) -> Select[Any]:
    """Articles with these words: number, title, language, publisher, and the beginning of the current text."""
    newest = select(func.max(Version.number)).where(Version.article_id == Article.id, Version.opened_at.is_not(None))
    is_newest = Version.number == newest.correlate(Article).scalar_subquery()
    text = func.substr(Version.text, 1, MAX_READ).label("text")
    query = select(Article.id, Article.title, Article.language, Article.publisher, text)
    query = query.join(Version, Version.article_id == Article.id).where(is_newest, Article.archived_at.is_(None))
    return _by_words(query, ARTICLE_WORDS, Article.id, parsed)


def sources(parsed: Question) -> Select[Source]:
    """Sources of the library with these words."""
    return _by_words(select(Source).where(Source.archived_at.is_(None)), SOURCE_WORDS, Source.id, parsed)


def verdicts(user: User, parsed: Question) -> Select[Edition]:
    """Approved editions, without those that a later one replaced, and this person's own drafts."""
    later = aliased(Edition)
    is_replaced = exists().where(
        later.verdict_id == Edition.verdict_id,
        later.number > Edition.number,
        later.state == EditionState.PUBLISHED,
    )
    is_visible = or_(Edition.state.in_(APPROVED), Edition.author_id == user.id)
    query = select(Edition).join(Edition.verdict).where(is_visible, ~is_replaced, ~is_taken_down())
    query = query.options(joinedload(Edition.rating), joinedload(Edition.verdict).selectinload(Verdict.takedowns))
    return _by_words(query, Edition.words_index, Edition.id, parsed)


def people() -> Select[User]:
    """Everybody with access, by name."""
    return select(User).where(User.active).order_by(User.name, User.id)


def _by_words(query: Select[Any], index: Index, key: ColumnElement[int] | Any, parsed: Question) -> Select[Any]:
    return query.join(index.table, index.key == key).where(index.has(parsed)).order_by(index.key.desc())


def _texts(edition_ids: list[int]) -> Iterator[tuple[int, str]]:
    rows = db.session.scalars(select(Edition).where(Edition.id.in_(edition_ids)))
    return ((row.id, row.searched_text()) for row in rows)


add_searched("editions", Searched(Edition.words_index, Edition.id, _texts))
