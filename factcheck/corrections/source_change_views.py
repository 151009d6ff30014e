"""Words that the publisher changed after their verdict, over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.corrections import source_changes
from factcheck.corrections.forms import OUTCOMES, ChangeForm
from factcheck.corrections.models import ChangeAnswer, Outcome
from factcheck.db import db
from factcheck.i18n import _
from factcheck.reanchoring.comparison import sides
from factcheck.verdicts import queries
from factcheck.verdicts.workflow import UNAPPROVED
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("source_changes", __name__)


@bp.route("/claims/<int:claim_id>/changes", methods=["GET", "POST"])
def changes(claim_id: int) -> ResponseReturnValue:
    """The publisher's changes to words that were checked, and the editors' decisions on them."""
    claim = db.get_or_404(Claim, claim_id)
    if request.method == "GET":
        return _page(claim, ChangeForm())
    form = ChangeForm(request.form)
    refused = submit(form, lambda: source_changes.answer(current_user(), claim, *form.answer(), form.places()))
    return _page(claim, form, refused) if refused else _done(claim_id, _("Recorded."))


@bp.post("/change-answers/<int:answer_id>/take-back")
def take_back(answer_id: int) -> ResponseReturnValue:
    """Undo a decision, so that editors decide again."""
    given = db.get_or_404(ChangeAnswer, answer_id)
    source_changes.take_back(current_user(), given)
    return _done(given.claim_id, _("Decision undone. The change is waiting for an editor again."))


def _page(claim: Claim, form: ChangeForm, refused: Refused | None = None) -> ResponseReturnValue:
    places = db.session.scalars(source_changes.unanswered(claim.id)).unique().all()
    form.seen.data = " ".join(f"{it.id}-{it.revision}" for it in places)
    verdict = db.session.scalars(queries.of_claim(claim.id)).unique().first()
    edition = next((it for it in reversed(verdict.editions) if it.state not in UNAPPROVED), None) if verdict else None
    given = db.session.scalars(source_changes.answers(claim.id)).all()
    context = {"rows": sides(places), "edition": edition, "answers": given, "outcomes": OUTCOMES, "news": _news}
    return render_form("corrections/changes.html", form, refused, claim=claim, **context)


def _news(given: ChangeAnswer) -> str:
    """A suggestion for the note of a new edition: what readers learn about a change."""
    is_stealth = given.outcome is Outcome.STEALTH_EDIT
    if given.exact and is_stealth:
        return _(
            "After we published our verdict, the article was changed without notice. The passage we quoted now "
            "reads: “%(words)s”",
            words=given.exact,
        )
    if given.exact:
        return _(
            "After we published our verdict, the article was changed. The passage we quoted now reads: “%(words)s”",
            words=given.exact,
        )
    if is_stealth:
        return _(
            "After we published our verdict, the article was changed without notice. It no longer contains the "
            "passage we quoted."
        )
    return _("After we published our verdict, the article was changed. It no longer contains the passage we quoted.")


def _done(claim_id: int, message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("source_changes.changes", claim_id=claim_id), message)
