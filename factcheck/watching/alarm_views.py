"""Evidence whose source has changed, over HTTP: both wordings, and the decisions that end the alarm."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.evidence import editing
from factcheck.evidence.models import Evidence
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.watching import queries
from factcheck.watching.alarms import service
from factcheck.watching.alarms.comparison import compared
from factcheck.watching.forms import HoldForm, QuotationForm
from factcheck.web.forms import Form, Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("quote_alarms", __name__, url_prefix="/evidence")


@bp.route("/<int:evidence_id>/alarm", methods=["GET", "POST"])
def show(evidence_id: int) -> ResponseReturnValue:
    """Both wordings; sent, the decision that the evidence still holds."""
    evidence = db.get_or_404(Evidence, evidence_id)
    if request.method == "GET":
        return _page(evidence, None)
    form = HoldForm(request.form)
    refused = submit(form, lambda: _hold(evidence, form))
    if isinstance(refused, Refused):
        return _page(evidence, form, refused)
    return _to_claim(evidence, _("Evidence %(number)s still holds.", number=evidence.number))


def _hold(evidence: Evidence, form: HoldForm) -> None:
    service.hold(current_user(), evidence, text(form.note), form.seen_id(), form.seen_words.data or "")


@bp.post("/<int:evidence_id>/alarm/replace")
def replace_quotation(evidence_id: int) -> ResponseReturnValue:
    """Replace the quotation by other words, as an edit of the evidence does."""
    evidence, form = db.get_or_404(Evidence, evidence_id), QuotationForm(request.form)
    require(current_user(), Permission.EDIT_EVIDENCE, evidence)
    refused = submit(form, lambda: _replace(evidence, form), current=lambda: QuotationForm.of(evidence))
    if isinstance(refused, Refused):
        return _page(evidence, form, refused)
    return _to_claim(evidence, _("The quotation of evidence %(number)s was replaced.", number=evidence.number))


def _replace(evidence: Evidence, form: QuotationForm) -> None:
    details = replace(editing.details_of(evidence), quote=text(form.quote))
    editing.edit(current_user(), evidence, details, form.seen_revision())


def _page(evidence: Evidence, form: Form | None, refused: Refused | None = None) -> ResponseReturnValue:
    """The page with both forms, of which a refused one keeps what was typed; without an alarm, what was decided."""
    alarm = service.alarm_of(evidence.id)
    past = db.session.scalars(queries.of_evidence(evidence.id)).all()
    context: dict[str, Any] = {"evidence": evidence, "alarm": alarm, "past": [it for it in past if it.outcome]}
    context |= {"sides": compared(alarm) if alarm else None}
    hold = form if isinstance(form, HoldForm) else HoldForm.of(alarm) if alarm else HoldForm()
    quotation = form if isinstance(form, QuotationForm) else QuotationForm.of(evidence, alarm.words if alarm else None)
    return render_form("watching/alarm.html", form or hold, refused, hold=hold, quotation=quotation, **context)


def _to_claim(evidence: Evidence, message: str) -> ResponseReturnValue:
    return commit_and_redirect(after_write(evidence.claim_id, "evidence"), message)
