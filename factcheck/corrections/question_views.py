"""Changes to the basis of an approved verdict, over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.corrections.forms import QuestionForm
from factcheck.db import db
from factcheck.i18n import _
from factcheck.i18n.labels import label
from factcheck.textdiff.runs import Run, runs
from factcheck.verdicts.basis_questions import queries, service
from factcheck.verdicts.basis_questions.models import BasisQuestion
from factcheck.verdicts.editions.basis import CODED, NAMES, BasisChange
from factcheck.verdicts.models import EditionState
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("questions", __name__)


class BasisComparison(NamedTuple):
    """A change as it is shown: its name, the article or source, both sides, and both as one sequence of runs."""

    name: str
    of: str
    before: str
    after: str | None
    runs: list[Run]


@bp.route("/claims/<int:claim_id>/basis", methods=["GET", "POST"])
def basis(claim_id: int) -> ResponseReturnValue:
    """The changes since the verdict was approved, and the editors' decisions on them."""
    claim = db.get_or_404(Claim, claim_id)
    if request.method == "GET":
        return _page(claim, QuestionForm())
    form, question = QuestionForm(request.form), queries.open_question(claim_id)
    refused = submit(form, lambda: service.answer(current_user(), question, form.note.data or "", form.seen_revision()))
    return _page(claim, form, refused) if refused else _done(claim_id, _("Recorded: the verdict stands."))


@bp.post("/basis-questions/<int:question_id>/take-back")
def take_back_question(question_id: int) -> ResponseReturnValue:
    """Undo a decision, so that editors decide again."""
    question = db.get_or_404(BasisQuestion, question_id)
    service.take_back(current_user(), question)
    return _done(question.claim_id, _("Decision undone. The change is waiting for an editor again."))


def sides(changes: Iterable[Iterable[Any]]) -> list[BasisComparison]:
    """Stored changes, with both sides as one sequence of runs."""
    return [_sides(BasisChange(*it)) for it in changes]


def _sides(change: BasisChange) -> BasisComparison:
    before, after = (label(side) if side and change.name in CODED else side for side in (change.before, change.after))
    return BasisComparison(_(NAMES[change.name]), change.of, before or "", after, runs(before or "", after or ""))


def _page(claim: Claim, form: QuestionForm, refused: Refused | None = None) -> ResponseReturnValue:
    question = queries.open_question(claim.id)
    form.revision.data = str(question.revision) if question else ""
    edition = db.session.scalars(queries.in_force(claim.id)).first()
    people = select(User.name).where(User.id.in_(question.changed_by if question else ())).order_by(User.name)
    context = {
        "question": question,
        "rows": sides(question.changes) if question else (),
        "people": db.session.scalars(people).all(),
        "edition": edition,
        "is_published": edition is not None and edition.state is EditionState.PUBLISHED,
        "answered": db.session.scalars(queries.answered(claim.id)).all(),
        "sides": sides,
    }
    return render_form("corrections/basis.html", form, refused, claim=claim, **context)


def _done(claim_id: int, message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("questions.basis", claim_id=claim_id), message)
