"""What the page needs on which a verdict is written: the form, and beside it what readers would get from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request, url_for

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.documents.languages import language_choices
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.i18n import _
from factcheck.questions.queries import of_claim as questions_of
from factcheck.reviews.models import Rating
from factcheck.reviews.service import visible
from factcheck.verdicts.correcting import refuse_taken_down
from factcheck.verdicts.editions import requirements
from factcheck.verdicts.editions.approval import open_issues
from factcheck.verdicts.editions.requirements import OpenIssues, Requirement
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.timeline import steps
from factcheck.verdicts.forms import VerdictForm
from factcheck.verdicts.queries import published_editions
from factcheck.verdicts.writing.unsaved import Writing, unsaved
from factcheck.web.input.numbers import number

Fixes = dict[Requirement, list[tuple[str, str]]]  # links to where a requirement can be met: addresses with their texts


def page_of(writing: Writing, form: VerdictForm, ratings: Sequence[Rating]) -> dict[str, Any]:
    """Everything that the page of the form shows."""
    return {
        **preview_of(writing, form, ratings),
        "action": writing.url,
        "article": request.args.get("article"),
        "back": article_url(writing.claim) or url_for("desk.claim", claim_id=writing.claim.id),
        "returned": writing.edition.send_backs[-1] if writing.edition and writing.edition.send_backs else None,
        "ratings": ratings,
        **language_choices(),
        "published": writing.before,
        "evidence": db.session.scalars(evidence_of(writing.claim.id)).all(),
        "questions": db.session.scalars(questions_of(writing.claim.id)).all(),
        "seen": visible(current_user(), writing.claim),
    }


def preview_of(writing: Writing, form: VerdictForm, ratings: Sequence[Rating]) -> dict[str, Any]:
    """What follows from the present state of the form: the public page, and how far it meets the requirements."""
    verdict, claim = writing.verdict, writing.claim
    if verdict is not None:
        refuse_taken_down(verdict)
    record, issues = unsaved(current_user(), writing, form, ratings), open_issues(claim.id)
    earlier = db.session.scalars(published_editions(verdict.id)).all() if verdict else []
    return {
        "claim": claim,
        "record": record,
        "steps": steps(earlier, record),
        "requirements": requirements.judged(record, issues),
        "fixes": fixes_of(record, issues, "#rationale"),
    }


def article_url(claim: Claim) -> str | None:
    """The claim's card in the article (`article`) from whose page the form was opened; None if there is none."""
    found = number(request.args.get("article"))
    if not any(it.article_id == found for it in claim.annotations):
        return None
    return f"{url_for('desk.workbench', article_id=found)}#claim-{claim.id}"


def fixes_of(record: EditionSnapshot, issues: OpenIssues, rationale_url: str = "") -> Fixes:
    """Where requirements that are missing can be met; `rationale_url` leads to the rationale, if it can be edited."""
    evidence = [(url_for("evidence.create", claim_id=record.claim_id), _("Add evidence"))]
    cite = [(rationale_url, _("Cite it in the rationale"))] if rationale_url else []
    threads = [
        (url_for("threads.show", thread_id=it), _("Go to conversation %(number)s", number=it)) for it in issues.blocking
    ]
    ask = [(url_for("replies.create", claim_id=record.claim_id), _("Ask for a reply"))]
    claim = url_for("desk.claim", claim_id=record.claim_id)
    return {
        requirements.HAS_EVIDENCE: cite if record.evidence else evidence,
        requirements.CITES: [(rationale_url, _("Correct the rationale"))] if rationale_url else [],
        requirements.NO_BLOCKING_CONVERSATION: threads,
        requirements.REPLY: ask,
        requirements.REQUIRED_REPLY: ask,
        requirements.QUESTIONS: [(f"{claim}#questions", _("Answer the questions"))],
        requirements.PARTS: [(f"{claim}#relations", _("Go to the parts"))],
        requirements.PRIMARY: evidence,
        requirements.TWO_ORIGINS: evidence,
        requirements.REVIEWED: [(f"{claim}#reviews", _("Review it or assign a reviewer"))],
    }
