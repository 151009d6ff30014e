"""How far the work on an article is, in numbers that its report may show."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from sqlalchemy import func, select

from factcheck.annotations.models import Annotation
from factcheck.annotations.queries import ACTIVE
from factcheck.claims.models import Claim, ClaimKind
from factcheck.db import db
from factcheck.i18n import N_
from factcheck.verdicts.models import Edition, EditionState, Verdict

WHY_NOT_CHECKABLE = {
    ClaimKind.OPINION: N_("An opinion can be shared or not. It can’t be true or false."),
    ClaimKind.PREDICTION: N_("Nobody can know yet whether a prediction will come true."),
    ClaimKind.PROMISE: N_("Whether a promise was kept can only be checked later."),
    ClaimKind.SATIRE: N_("Satire isn’t meant to be taken literally."),
    ClaimKind.VAGUE: N_("The words are too vague to be compared with facts."),
    ClaimKind.OTHER: N_("Facts alone can’t decide it."),
}


class UnpublishedClaims(NamedTuple):
    """Claims of an article without a published verdict: open ones, and what can't be checked, by kind."""

    open: int
    not_checkable: dict[ClaimKind, int]


def unpublished(article_id: int) -> UnpublishedClaims:
    """The numbers of an article's claims of which no verdict was published."""
    published = select(Verdict.claim_id).join(Edition).where(Edition.state == EditionState.PUBLISHED)
    query = select(Claim.kind, func.count(Claim.id.distinct())).join(Annotation).where(*ACTIVE)
    query = query.where(Annotation.article_id == article_id, Claim.id.not_in(published))
    counts = Counter[ClaimKind]()
    for kind, count in db.session.execute(query.group_by(Claim.kind)):
        counts[kind] = count
    return UnpublishedClaims(
        counts[ClaimKind.CHECKABLE], {kind: counts[kind] for kind in WHY_NOT_CHECKABLE if counts[kind]}
    )
