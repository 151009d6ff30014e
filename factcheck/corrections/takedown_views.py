"""Legal takedowns over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.corrections import takedowns
from factcheck.corrections.forms import TakedownForm
from factcheck.corrections.withdrawals import published
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.verdicts.correcting import refuse_taken_down
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.forms import DecisionForm
from factcheck.verdicts.models import Takedown, Verdict
from factcheck.verdicts.views import outdated, revision
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("takedowns", __name__)


@bp.route("/verdicts/<int:verdict_id>/takedown", methods=["GET", "POST"])
def takedown(verdict_id: int) -> ResponseReturnValue:
    """Request a takedown; once requested, show what another editor decides on."""
    verdict = db.get_or_404(Verdict, verdict_id)
    require(current_user(), Permission.ASK_TAKEDOWN)
    if request.method == "GET":
        return _page(verdict, TakedownForm())
    form = TakedownForm(request.form)
    refused = submit(form, lambda: takedowns.ask(current_user(), verdict, *form.request()))
    if isinstance(refused, Refused):
        return _page(verdict, form, refused)
    return _done(verdict, _("Takedown requested. Another editor decides; readers see the verdict until then."))


@bp.post("/takedowns/<int:takedown_id>/approve")
def approve_takedown(takedown_id: int) -> ResponseReturnValue:
    """Take the verdict down."""
    requested, form = db.get_or_404(Takedown, takedown_id), DecisionForm(request.form)
    refused = submit(
        form, lambda: takedowns.approve(current_user(), requested, form.seen_revision(), form.digest.data or "")
    )
    if refused:
        return _page(requested.verdict, TakedownForm(), refused)
    return _done(
        requested.verdict,
        _("Taken down. Its page now shows only the legal reason and the date. The text is kept, sealed."),
    )


@bp.post("/takedowns/<int:takedown_id>/decline")
def decline_takedown(takedown_id: int) -> ResponseReturnValue:
    """Decline the request; the verdict is unchanged."""
    requested = db.get_or_404(Takedown, takedown_id)
    takedowns.decline(current_user(), requested, revision())
    return _done(requested.verdict, _("Request declined. Readers still see the verdict."))


def _page(verdict: Verdict, form: TakedownForm, refused: Refused | None = None) -> ResponseReturnValue:
    refuse_taken_down(verdict)
    edition = published(verdict)
    if edition is None:
        raise Conflict(_("Only a published verdict can be taken down."))
    record = EditionSnapshot.from_json(edition.record or "")
    context = {"edition": edition, "record": record, "asked": verdict.takedown_asked, "outdated": outdated(refused)}
    return render_form("corrections/takedown.html", form, refused, **context)


def _done(verdict: Verdict, message: str) -> ResponseReturnValue:
    return commit_and_redirect(f"{url_for('desk.claim', claim_id=verdict.claim_id)}#verdict", message)
