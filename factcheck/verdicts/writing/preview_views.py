"""The page that readers would get, drawn while a verdict is being written."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.permissions import Permission, require
from factcheck.reviews.queries import default_scale
from factcheck.verdicts import queries
from factcheck.verdicts.writing.page import page_of, preview_of
from factcheck.verdicts.writing.unsaved import Writing
from factcheck.web.forms import render_form
from factcheck.web.htmx import wants_fragment
from factcheck.web.long_searches import asked, question

bp = Blueprint("verdict_preview", __name__)


@bp.route("/claims/<int:claim_id>/verdict/preview", methods=["GET", "POST"])
@question
def preview(claim_id: int) -> ResponseReturnValue:
    """The public page and the requirements as they follow from a form that isn't sent yet; nothing is stored."""
    claim, writer = db.get_or_404(Claim, claim_id), current_user()
    require(writer, Permission.PROPOSE_VERDICT)
    verdict = db.session.scalars(queries.of_claim(claim_id)).unique().first()
    ratings = db.session.scalars(default_scale()).one().ratings
    writing = Writing.of(writer, claim, verdict)
    form = writing.form(asked())
    form.offer(ratings)
    context = (preview_of if wants_fragment() else page_of)(writing, form, ratings)
    return render_form("verdicts/form.html", form, None, "verdicts/_live.html", **context)
