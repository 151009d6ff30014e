"""What keeps an edition from being approved or published now: the service refuses it, the page says it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import current_app

from factcheck.db import db
from factcheck.errors import DomainError
from factcheck.reviews.service import check_claim
from factcheck.threads.queries import blocking as blocking_threads
from factcheck.verdicts import correcting
from factcheck.verdicts.basis_questions import service as questions
from factcheck.verdicts.editions.requirements import OpenIssues, RequirementNotMet, blocking
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition


def open_issues(claim_id: int) -> OpenIssues:
    """What is open for a claim's verdict now, as far as requirements are concerned."""
    is_reply_required = current_app.extensions["settings"].is_reply_required
    return OpenIssues(tuple(db.session.scalars(blocking_threads(claim_id))), is_reply_required)


def obstacles_to_approval(edition: Edition, record: EditionSnapshot) -> list[DomainError]:
    """Why an edition with this snapshot can't be approved now, as the refusals to raise; empty if it can."""
    unmet = blocking(record, open_issues(record.claim_id))
    return [*_obstacles(edition), *(RequirementNotMet(it) for it in unmet)]


def obstacles_to_publication(edition: Edition) -> list[DomainError]:
    """Why an approved edition can't be published now, likewise."""
    return [*_obstacles(edition), *_raised(lambda: questions.refuse_open(edition.verdict.claim_id))]


def _obstacles(edition: Edition) -> Iterator[DomainError]:
    yield from _raised(lambda: correcting.check(edition))
    yield from _raised(lambda: check_claim(edition.verdict.claim, edition.rating))


def _raised(check: Callable[[], None]) -> Iterator[DomainError]:
    try:
        check()
    except DomainError as refusal:
        yield refusal
