"""Withdrawing a published verdict, over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.corrections import withdrawals
from factcheck.corrections.forms import WithdrawalForm
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.verdicts.correcting import refuse_taken_down
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.views import outdated
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("withdrawals", __name__)


@bp.route("/verdicts/<int:verdict_id>/withdraw", methods=["GET", "POST"])
def withdraw(verdict_id: int) -> ResponseReturnValue:
    """Withdraw a published verdict, with the reason that readers see."""
    verdict = db.get_or_404(Verdict, verdict_id)
    require(current_user(), Permission.WITHDRAW_VERDICT)
    if request.method == "GET":
        return _page(verdict, WithdrawalForm())
    form = WithdrawalForm(request.form)
    refused = submit(
        form, lambda: withdrawals.withdraw(current_user(), verdict, form.reason.data or "", form.digest.data or "")
    )
    if isinstance(refused, Refused):
        return _page(verdict, form, refused)
    where = f"{url_for('desk.claim', claim_id=verdict.claim_id)}#verdict"
    message = _("Verdict withdrawn. Readers now see the reason instead of the rating. The claim is in review again.")
    return commit_and_redirect(where, message)


def _page(verdict: Verdict, form: WithdrawalForm, refused: Refused | None = None) -> ResponseReturnValue:
    refuse_taken_down(verdict)
    edition = withdrawals.published(verdict)
    if edition is None or edition.withdrawal is not None:
        raise Conflict(_("Only a published verdict can be withdrawn, and only once."))
    form.digest.data = edition.record_sha256
    record = EditionSnapshot.from_json(edition.record or "")
    context = {"edition": edition, "record": record, "outdated": outdated(refused)}
    return render_form("corrections/withdraw.html", form, refused, **context)
