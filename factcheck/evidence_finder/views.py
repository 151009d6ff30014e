"""The evidence finder over HTTP: what bears on a claim, and attaching a passage with one key."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.evidence.models import Stance
from factcheck.evidence_finder import service
from factcheck.evidence_finder.finding import passages_on, verdicts_on
from factcheck.evidence_finder.models import CapturedPassage
from factcheck.i18n import _
from factcheck.web.htmx import is_in_card, respond, wants_fragment
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("evidence_finder", __name__)


@bp.get("/claims/<int:claim_id>/evidence/found")
def show(claim_id: int) -> ResponseReturnValue:
    """The passages and past verdicts that bear on a claim."""
    claim = db.get_or_404(Claim, claim_id)
    context: dict[str, Any] = {"claim": claim, "passages": passages_on(claim), "verdicts": verdicts_on(claim)}
    context["in_card"] = wants_fragment()
    return respond("evidence_finder/show.html", "evidence_finder/_found.html", **context)


@bp.post("/claims/<int:claim_id>/evidence/found/<int:passage_id>")
def attach(claim_id: int, passage_id: int) -> ResponseReturnValue:
    """Attach a passage as evidence, with the stance of the button that was pressed."""
    claim, passage = db.get_or_404(Claim, claim_id), db.get_or_404(CapturedPassage, passage_id)
    stance = request.form.get("stance", "")
    if stance not in set(Stance):
        raise Invalid("stance", _("Choose the stance."))
    evidence = service.attach(current_user(), claim, passage, Stance(stance))
    where = after_write(claim.id, "evidence")
    if is_in_card():
        where = url_for("workbench.panel", claim_id=claim.id, adds="finding")
    return commit_and_redirect(where, _("Evidence %(number)s added.", number=evidence.number))
