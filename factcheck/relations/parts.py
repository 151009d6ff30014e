"""A claim is divided: a part is a claim of its own on the words of the whole, or on a piece of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations.models import Annotation, Scope, Target
from factcheck.annotations.service import highlight
from factcheck.articles.queries import current_version
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.claims.service import refuse_archived
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.relations import service
from factcheck.relations.kinds import RelationKind, letter
from factcheck.relations.models import ClaimRelation
from factcheck.relations.queries import parts_of


class LetteredPart(NamedTuple):
    """A part of a claim with its letter, and its relation to the whole."""

    letter: str
    claim: Claim
    relation: ClaimRelation


def lettered(claim_id: int) -> list[LetteredPart]:
    """The parts of a claim in order, each with its letter."""
    rows = db.session.scalars(parts_of(claim_id)).all()
    return [LetteredPart(letter(index), row.claim, row) for index, row in enumerate(rows)]


def divide(actor: User, whole: Claim, statement: str, words: str = "") -> Claim:
    """Make a part: a claim by the same claimant on the same occasion, on these of its words or on all of them.

    Raises Invalid for `words` that aren't in the quote, Conflict for a claim that can't be divided.
    """
    refuse_archived(whole)
    try:
        service.check_part(None, whole.id)
    except Invalid as refusal:
        raise Conflict(refusal.message) from None
    first = next((it for it in whole.annotations if it.archived_at is None), None)
    if first is None:
        raise Conflict(_("This claim has no words in an article, so it can’t be divided."))
    details = ClaimDetails.of(whole, {"statement": statement, "tags": [tag.name for tag in whole.tags]})
    version = db.session.scalars(current_version(first.article_id)).one()
    quotes, scope = _quotes(first, words), Scope.WORDS if words else first.scope
    part = highlight(actor, version, quotes, details, scope)
    service.relate(actor, part, whole, RelationKind.PART_OF)
    return part


def _quotes(annotation: Annotation, words: str) -> Sequence[Quote]:
    if not words:
        return [Quote(it.exact, it.prefix, it.suffix, it.start) for it in annotation.targets]
    piece = next(_pieces(annotation.targets, words), None)
    if piece is None:
        raise Invalid("words", _("These words aren’t in the quote. Copy them from it, or leave this empty."))
    return [piece]


def _pieces(targets: Sequence[Target], words: str) -> Iterator[Quote]:
    for target in targets:
        before, found, after = target.exact.partition(words)
        if found:
            yield Quote(words, target.prefix + before, after + target.suffix, target.start + len(before))
