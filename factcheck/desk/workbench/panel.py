"""The panel in a claim's card on the workbench: evidence, review, verdict and conversation beside the text."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.annotations.queries import whole
from factcheck.claims.models import Claim, ClaimKind
from factcheck.db import db
from factcheck.evidence.forms import EvidenceForm
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.permissions import Permission, can
from factcheck.questions.queries import count_of as count_questions
from factcheck.relations.queries import count_of as count_relations
from factcheck.reviews import queries as reviews
from factcheck.reviews.forms import ReviewForm
from factcheck.reviews.models import Confidence
from factcheck.reviews.service import may_know
from factcheck.threads.queries import count_open
from factcheck.verdicts.queries import of_claim as verdict_of
from factcheck.verdicts.visibility import newest_for, sees_drafts
from factcheck.web.htmx import respond

bp = Blueprint("workbench", __name__)
ARTICLE = re.compile(r"/articles/(\d{1,9})")  # the path of its page


@bp.get("/claims/<int:claim_id>/panel")
def panel(claim_id: int) -> ResponseReturnValue:
    """What can be done with a claim, for its card; who opens the address gets it as a page."""
    claim, user = db.first_or_404(whole(claim_id)), current_user()
    evidence_form = EvidenceForm()
    evidence_form.prefix_ids()
    return respond(
        "desk/panel.html",
        "desk/_panel.html",
        claim=claim,
        in_card=True,
        evidence=db.session.scalars(evidence_of(claim_id)).all(),
        evidence_form=evidence_form,
        article_id=_article_of_page(claim),
        **_counts(claim_id),
        **_reviews(claim, user),
        **_verdict(claim, user),
    )


def _counts(claim_id: int) -> dict[str, Any]:
    """What the folded parts of the panel say beside their names."""
    queries = {"open_threads": count_open(claim_id), "question_count": count_questions(claim_id)}
    queries["relation_count"] = count_relations(claim_id)
    return {name: db.session.scalar(query) for name, query in queries.items()}


def _article_of_page(claim: Claim) -> int | None:
    """The article on whose page the card is, which its links lead back to; None elsewhere."""
    page = ARTICLE.fullmatch(urlsplit(request.headers.get("HX-Current-URL", "")).path)
    found = int(page[1]) if page else None
    return found if any(it.article_id == found for it in claim.annotations) else None


def _verdict(claim: Claim, user: User) -> dict[str, Any]:
    """The newest edition this person may see, and whether one is kept from them; its rating isn't shown here."""
    verdict = db.session.scalars(verdict_of(claim.id)).unique().first()
    is_kept_from = verdict is not None and not sees_drafts(user, claim.id)
    return {"edition": newest_for(user, verdict), "is_kept_from": is_kept_from}


def _reviews(claim: Claim, user: User) -> dict[str, Any]:
    """One's own review and the form for it, and how many others have reviewed the claim, not what they say."""
    ratings = db.session.scalars(reviews.default_scale()).one().ratings
    given = db.session.scalars(reviews.of_claim(claim.id)).all()
    own = next((review for review in given if review.reviewer_id == user.id), None)
    form = ReviewForm(confidence=Confidence.MEDIUM.value)
    form.offer(ratings)
    form.seen.data = str(own.id if own else 0)
    form.prefix_ids()
    is_open = claim.kind is ClaimKind.CHECKABLE and claim.archived_at is None
    return {
        "review_form": form,
        "ratings": ratings,
        "own": own,
        "may_assign": is_open and can(user, Permission.ASSIGN_REVIEW),
        "awaited": len(db.session.scalars(reviews.awaited(claim.id)).all()),
        "other_reviews": len(given) - (own is not None),
        "may_review": is_open and can(user, Permission.SUBMIT_REVIEW),
        "may_know": may_know(user, claim),
    }
