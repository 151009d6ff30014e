"""What the page of a claim shows: the panels of every room, and the words where they were said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from factcheck.accounts.session import current_user
from factcheck.annotations.models import Annotation, Scope
from factcheck.articles.models import Version
from factcheck.claims.models import Claim
from factcheck.corrections.source_changes import answers, unanswered
from factcheck.db import db
from factcheck.evidence import views as evidence
from factcheck.reanchoring.history import steps
from factcheck.reanchoring.queries import course
from factcheck.reviews import views as reviews
from factcheck.reviews.forms import AssignmentForm
from factcheck.reviews.rechecks import of as recheck_of
from factcheck.reviews.service import visible
from factcheck.site.prose.context import QuotationPart, in_context
from factcheck.threads import views as threads
from factcheck.threads.forms import ThreadForm
from factcheck.verdicts import views as verdicts
from factcheck.verdicts.basis_questions.queries import open_question
from factcheck.verdicts.editions.snapshot_rows import PartSnapshot

LONGEST_CONTEXT = 20  # appearances that are shown with the sentences around them; more have their words alone


def page_of(claim: Claim) -> dict[str, Any]:
    """Everything on the page of a claim but its history; notes what it shows of others' reviews and drafts."""
    user, assignment = current_user(), AssignmentForm()
    return {
        "recheck": recheck_of(user, claim.id),
        "course": steps(db.session.scalars(course(claim.id)).unique()),
        "has_source_changes": db.session.scalars(unanswered(claim.id).limit(1)).first() is not None,
        "is_asked": open_question(claim.id) is not None,
        "answers": db.session.scalars(answers(claim.id)).all(),
        "quotations": quotations(claim.annotations),
        "evidence": evidence.panel_of(claim),
        "reviews": {"form": assignment, **reviews.panel_of(claim, visible(user, claim), assignment)},
        "verdict": verdicts.panel_of(claim),
        "threads": {"form": ThreadForm(), **threads.panel_of(claim)},
    }


def quotations(annotations: Sequence[Annotation]) -> dict[int, list[QuotationPart]]:
    """By annotation: its words in the order of the text, with the sentence before and after them."""
    quoted = [it for it in annotations if it.scope is not Scope.ARTICLE and it.targets][:LONGEST_CONTEXT]
    query = select(Version).where(Version.id.in_({it.version_id for it in quoted}))
    texts = {it.id: it for it in db.session.scalars(query.options(undefer(Version.text), undefer(Version.blocks)))}
    return {it.id: _in_context(it, texts[it.version_id]) for it in quoted}


def _in_context(annotation: Annotation, version: Version) -> list[QuotationPart]:
    parts = [PartSnapshot(it.exact, it.prefix, it.suffix, it.start, it.end) for it in annotation.targets]
    return in_context(version.text, version.blocks, annotation.article.language, parts)
