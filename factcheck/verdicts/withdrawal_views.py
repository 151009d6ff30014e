"""Withdrawing a published verdict, over HTTP."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.verdicts import withdrawals
from factcheck.verdicts.correcting import refuse_taken_down
from factcheck.verdicts.forms import WithdrawalForm
from factcheck.verdicts.models import Verdict
from factcheck.verdicts.snapshot import EditionSnapshot
from factcheck.verdicts.staleness import Outdated
from factcheck.verdicts.views import bp
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, wants_json
from factcheck.web.writes import commit


@bp.route("/verdicts/<int:verdict_id>/withdraw", methods=["GET", "POST"])
def withdraw(verdict_id: int) -> ResponseReturnValue:
    """Take a published verdict's rating back, with the reason that readers see."""
    verdict = db.get_or_404(Verdict, verdict_id)
    require(current_user(), Permission.WITHDRAW_VERDICT)
    if request.method == "GET":
        return _page(verdict, WithdrawalForm())
    form = WithdrawalForm(request.form)
    try:
        if not form.validate():
            raise Invalid("", "")
        withdrawals.withdraw(current_user(), verdict, form.reason.data or "", form.digest.data or "")
    except Invalid as refusal:
        return _refused(verdict, form, refusal)
    except Outdated as outdated:
        return _outdated(verdict, form, outdated)
    return _done(verdict)


def _page(verdict: Verdict, form: WithdrawalForm, status: int = 200, **context: object) -> ResponseReturnValue:
    refuse_taken_down(verdict)
    edition = withdrawals.published(verdict)
    if edition is None or edition.withdrawal is not None:
        raise Conflict(_("Only a published verdict can be withdrawn, and only once."))
    form.digest.data = edition.record_sha256
    record = EditionSnapshot.from_json(edition.record or "")
    page = render_template("verdicts/withdraw.html", form=form, edition=edition, record=record, **context)
    return page, status


def _refused(verdict: Verdict, form: WithdrawalForm, refusal: Invalid) -> ResponseReturnValue:
    db.session.rollback()
    if refusal.message:
        add_error(form, refusal)
    return _page(verdict, form, 422)


def _outdated(verdict: Verdict, form: WithdrawalForm, outdated: Outdated) -> ResponseReturnValue:
    if wants_json():
        raise outdated
    db.session.rollback()
    return _page(verdict, form, 409, outdated=outdated)


def _done(verdict: Verdict) -> ResponseReturnValue:
    where = f"{url_for('desk.claim', claim_id=verdict.claim_id)}#verdict"
    commit(where)
    flash(
        _("Verdict withdrawn. Readers now see the reason instead of the rating. The claim is in review again."),
        "success",
    )
    return go(where)
