"""Re-checking a claim that others changed, over HTTP."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import DomainError
from factcheck.i18n import _
from factcheck.reviews import rechecks
from factcheck.web.forms import Form
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.form_recovery import page_of_form

bp = Blueprint("rechecks", __name__)
LONGEST = 18  # digits of the id of an event


class SeenForm(Form):
    """The last event that somebody has seen of a claim."""

    newest = HiddenField()

    def number(self) -> int:
        """The id of that event."""
        digits = self.newest.data or ""
        if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST):
            raise DomainError(_("This form has expired. Reload the page and try again."))
        return int(digits)


@bp.get("/claims/<int:claim_id>/seen")
def show(claim_id: int) -> ResponseReturnValue:
    """What others changed since this person last saw the claim."""
    claim = db.get_or_404(Claim, claim_id)
    return render_template("reviews/recheck.html", claim=claim, recheck=rechecks.of(current_user(), claim_id))


@bp.post("/claims/<int:claim_id>/seen")
def see(claim_id: int) -> ResponseReturnValue:
    """Mark the changes as seen, on the desk or at the claim, and stay there."""
    claim = db.get_or_404(Claim, claim_id)
    rechecks.see(current_user(), claim.id, SeenForm(request.form).number())
    return commit_and_redirect(
        page_of_form(), _("Marked as seen. It will be listed again when somebody changes it."), "info"
    )
