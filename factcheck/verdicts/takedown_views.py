"""Taking a published verdict down by law, over HTTP."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.verdicts import takedowns
from factcheck.verdicts.correcting import refuse_taken_down
from factcheck.verdicts.forms import TakedownForm
from factcheck.verdicts.models import Takedown, TakedownReason, Verdict
from factcheck.verdicts.snapshot import EditionSnapshot
from factcheck.verdicts.staleness import Outdated
from factcheck.verdicts.views import bp, revision
from factcheck.verdicts.withdrawals import published
from factcheck.web.forms import add_error
from factcheck.web.htmx import go, wants_json
from factcheck.web.writes import commit


@bp.route("/verdicts/<int:verdict_id>/takedown", methods=["GET", "POST"])
def takedown(verdict_id: int) -> ResponseReturnValue:
    """Ask for a takedown; where it was asked for, what another editor decides on."""
    verdict = db.get_or_404(Verdict, verdict_id)
    require(current_user(), Permission.ASK_TAKEDOWN)
    if request.method == "GET":
        return _page(verdict, TakedownForm())
    form = TakedownForm(request.form)
    try:
        if not form.validate():
            raise Invalid("", "")
        takedowns.ask(current_user(), verdict, TakedownReason(form.reason.data), form.note.data or "")
    except Invalid as refusal:
        db.session.rollback()
        if refusal.message:
            add_error(form, refusal)
        return _page(verdict, form, 422)
    return _done(verdict, _("Takedown requested. Another editor decides; readers see the verdict until then."))


@bp.post("/takedowns/<int:takedown_id>/approve")
def approve_takedown(takedown_id: int) -> ResponseReturnValue:
    """Take the verdict down."""
    asked = db.get_or_404(Takedown, takedown_id)
    try:
        takedowns.approve(current_user(), asked, revision(), request.form.get("digest", ""))
    except Outdated as outdated:
        if wants_json():
            raise
        db.session.rollback()
        return _page(asked.verdict, TakedownForm(), 409, outdated=outdated)
    return _done(
        asked.verdict, _("Taken down. Its page now shows only the legal reason and the date. The text is kept, sealed.")
    )


@bp.post("/takedowns/<int:takedown_id>/decline")
def decline_takedown(takedown_id: int) -> ResponseReturnValue:
    """Leave the verdict as it is."""
    asked = db.get_or_404(Takedown, takedown_id)
    takedowns.decline(current_user(), asked, revision())
    return _done(asked.verdict, _("Request declined. Readers still see the verdict."))


def _page(verdict: Verdict, form: TakedownForm, status: int = 200, **context: object) -> ResponseReturnValue:
    refuse_taken_down(verdict)
    edition = published(verdict)
    if edition is None:
        raise Conflict(_("Only a published verdict can be taken down."))
    record = EditionSnapshot.from_json(edition.record or "")
    context |= {"form": form, "edition": edition, "record": record, "asked": verdict.takedown_asked}
    return render_template("verdicts/takedown.html", **context), status


def _done(verdict: Verdict, words: str) -> ResponseReturnValue:
    where = f"{url_for('desk.claim', claim_id=verdict.claim_id)}#verdict"
    commit(where)
    flash(words, "success")
    return go(where)
