"""What importing a list of claims would do: which claims are new, in which texts, and which rows can't be imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import select

from factcheck.anchoring.selectors import Quote, Selector
from factcheck.annotations.models import Annotation, Target
from factcheck.annotations.resolve import locate
from factcheck.articles.details import ArticleDetails
from factcheck.articles.medium import Medium
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.claim_lists.reader import ClaimList
from factcheck.claim_lists.rows import ClaimRow
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.documents.formats import PLAIN
from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import blocks_from_text
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.intake.duplicates import same
from factcheck.intake.reading.article_reader import ReadingOptions
from factcheck.intake.reading.guesses import named_by_text
from factcheck.intake.reading.incoming import Incoming, receive
from factcheck.intake.reading.parsing import Manner
from factcheck.prior_checks.reading.rows import RowError
from factcheck.urls import key

NO_ARTICLE = N_("There is no article with this address yet. Add the article first, then import the list.")
NO_LANGUAGE = N_("The language is missing. A text that isn’t here yet needs one.")
ARCHIVED = N_("“%(title)s” is archived. Restore it first.")
Numbered = Sequence[tuple[int, ClaimRow]]


class PlannedClaim(NamedTuple):
    """A new claim at its words: in the newest version of an article, or in a text that is added with it."""

    row: ClaimRow
    words: Selector
    target: Version | Incoming


class Plan(NamedTuple):
    """New claims, rows that are claims already, and the errors of rows that can't be imported."""

    new: list[PlannedClaim]
    existing: list[ClaimRow]
    errors: list[RowError]

    @property
    def refused_count(self) -> int:
        """The number of rows with errors."""
        return len({error.row for error in self.errors})

    @property
    def text_count(self) -> int:
        """How many texts would be added."""
        return len({id(it.target) for it in self.new if isinstance(it.target, Incoming)})


def plan(found: ClaimList) -> Plan:
    """What importing a list would do. Rows with one address that isn't here make one text of their quotes."""
    result = Plan([], [], list(found.errors))
    for rows in _by_text(found.rows.items()):
        try:
            target = _target([row for _number, row in rows])
        except Invalid as refusal:
            column = found.columns.get(refusal.field, refusal.field)
            result.errors.extend(RowError(number, column, refusal.message) for number, _row in rows)
            continue
        _place(rows, target, result, found.columns.get("quote") or found.columns["claim"])
    result.errors.sort()
    return result


def _by_text(rows: Iterable[tuple[int, ClaimRow]]) -> Iterator[Numbered]:
    groups: dict[str, list[tuple[int, ClaimRow]]] = {}
    for number, row in rows:
        groups.setdefault(key(row.url) if row.url else f"words {row.quote}", []).append((number, row))
    return iter(groups.values())


def _target(rows: Sequence[ClaimRow]) -> Version | Incoming:
    """The article that has these rows, or else the text to add; raises Invalid for `url`, `language` or a detail."""
    first = rows[0]
    article = (
        db.session.scalars(select(Article).where(Article.url_key == key(first.url))).first() if first.url else None
    )
    if article is None:
        incoming = _made_of(rows)
        article = db.session.scalars(same(incoming).limit(1)).first()
        if article is None:
            return incoming
    if article.archived_at is not None:
        raise Invalid("url", _(ARCHIVED, title=article.title))
    return db.session.scalars(current_version(article.id)).one()


def _made_of(rows: Sequence[ClaimRow]) -> Incoming:
    """A text of the quotes of these rows, with the details of the first."""
    first = rows[0]
    if first.medium is Medium.ARTICLE:
        raise Invalid("url", _(NO_ARTICLE))
    if not first.language:
        raise Invalid("language", _(NO_LANGUAGE))
    text = "\n\n".join(dict.fromkeys(row.quote for row in rows))
    byline = first.claimant if first.medium in {Medium.POST, Medium.SPEECH} else ""
    details = ArticleDetails(
        "", first.publisher, byline, first.said_on, first.language, first.url or None, medium=first.medium
    )
    named = named_by_text(details, blocks_from_text(text, "", Paragraphs.BLANKS))
    options = ReadingOptions(first.said_on is None, Manner(paragraphs=Paragraphs.BLANKS))
    return receive(text.encode(), PLAIN, named, options)


def _place(rows: Numbered, target: Version | Incoming, result: Plan, column: str) -> None:
    """Sort the rows of one text into the plan."""
    text = target.text if isinstance(target, Version) else target.whole.text
    seen: set[tuple[str, int, int]] = set()
    for number, row in rows:
        try:
            words = locate(text, Quote(row.quote))
        except Invalid as refusal:
            result.errors.append(RowError(number, column, refusal.message))
            continue
        place = (row.claim, words.start, words.end)
        if place in seen or (isinstance(target, Version) and _has_claim(target.article_id, row, words)):
            result.existing.append(row)
        else:
            result.new.append(PlannedClaim(row, words, target))
        seen.add(place)


def _has_claim(article_id: int, row: ClaimRow, words: Selector) -> bool:
    query = select(Claim.id).join(Annotation, Annotation.claim_id == Claim.id).join(Target)
    is_same = (Annotation.article_id == article_id, Claim.statement == row.claim, Target.exact == words.exact)
    return db.session.scalars(query.where(*is_same).limit(1)).first() is not None
