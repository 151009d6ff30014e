"""Decisions on a verdict over HTTP: everything they are based on is on the page."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.errors import Conflict, DomainError
from factcheck.i18n import _
from factcheck.permissions import Permission, can, require
from factcheck.reviews.service import visible
from factcheck.verdicts import queries, service
from factcheck.verdicts.correcting import corrected
from factcheck.verdicts.editions import requirements, staleness
from factcheck.verdicts.editions.approval import obstacles_to_approval, obstacles_to_publication, open_issues
from factcheck.verdicts.editions.comparison import Difference, differences
from factcheck.verdicts.editions.correction_class import changed
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.timeline import steps
from factcheck.verdicts.forms import DecisionForm, SendBackForm
from factcheck.verdicts.models import Edition, EditionState, SendBack
from factcheck.verdicts.views import done, edition_for_viewer, outdated
from factcheck.verdicts.workflow import UNFINISHED
from factcheck.verdicts.writing.page import fixes_of
from factcheck.verdicts.writing.reasons import FIELDS
from factcheck.web.forms import Refused, render_form
from factcheck.web.forms import submit as submit_form
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("verdict_decisions", __name__)


@bp.get("/editions/<int:edition_id>")
def show(edition_id: int) -> ResponseReturnValue:
    """What readers will see, what it changes, the requirements, the reviews, and the decision."""
    return _show(edition_for_viewer(edition_id))


@bp.post("/editions/<int:edition_id>/submit")
def submit(edition_id: int) -> ResponseReturnValue:
    """Submit for approval by another editor."""
    edition, form = edition_for_viewer(edition_id), DecisionForm(request.form)
    refused = submit_form(form, lambda: service.submit(current_user(), edition, form.seen_revision()))
    if refused:
        return _show(edition, refused)
    return done(edition, _("Submitted for approval."))


@bp.post("/editions/<int:edition_id>/send-back")
def send_back(edition_id: int) -> ResponseReturnValue:
    """Send back with reasons."""
    edition, form = edition_for_viewer(edition_id), SendBackForm(request.form)
    require(current_user(), Permission.SEND_BACK_VERDICT, edition)
    reason, at, seen = form.reason.data or "", form.at(), form.seen()
    refused = submit_form(
        form, lambda: service.send_back(current_user(), edition, reason, form.seen_revision(), at=at, seen=seen)
    )
    if refused:
        return _show(edition, refused, form)
    return done(edition, _("Sent back to %(name)s.", name=edition.author.name))


@bp.post("/editions/<int:edition_id>/approve")
def approve(edition_id: int) -> ResponseReturnValue:
    """Approve, and publish unless the other button was pressed."""
    edition, form = edition_for_viewer(edition_id), DecisionForm(request.form)
    require(current_user(), Permission.APPROVE_VERDICT, edition)
    later, seen = form.publish.data == "later", form.seen()
    refused = submit_form(
        form, lambda: service.approve(current_user(), edition, form.seen_revision(), publish=not later, seen=seen)
    )
    if refused:
        return _show(edition, refused)
    return done(
        edition, _("Approved. Readers won’t see it until it is published.") if later else _("Approved and published.")
    )


@bp.post("/editions/<int:edition_id>/publish")
def publish(edition_id: int) -> ResponseReturnValue:
    """Publish what was approved."""
    edition, form = edition_for_viewer(edition_id), DecisionForm(request.form)
    require(current_user(), Permission.PUBLISH_VERDICT)
    refused = submit_form(form, lambda: service.release(current_user(), edition, seen=form.seen()))
    return _show(edition, refused) if refused else done(edition, _("Published."))


@bp.post("/editions/<int:edition_id>/discard")
def discard(edition_id: int) -> ResponseReturnValue:
    """Discard a draft."""
    edition = edition_for_viewer(edition_id)
    claim_id = edition.verdict.claim_id
    service.discard(current_user(), edition)
    message = _("Draft discarded. Its text is kept in the history.")
    return commit_and_redirect(url_for("desk.claim", claim_id=claim_id), message, "info")


def _show(edition: Edition, refused: Refused | None = None, form: SendBackForm | None = None) -> ResponseReturnValue:
    """The page of an edition; after a refusal with the input, the requirement that isn't met, or both sides.

    Raises any other refusal: the edition is no longer in a state in which that could be decided.
    """
    unmet = refused.refusal if refused and isinstance(refused.refusal, requirements.RequirementNotMet) else None
    if refused and isinstance(refused.refusal, Conflict) and not (unmet or outdated(refused)):
        raise refused.refusal
    form = form or SendBackForm()
    if gone := edition.verdict.takedown:
        return render_form("verdicts/sealed.html", form, refused, edition=edition, gone=gone)
    now = staleness.current(edition)
    record = EditionSnapshot.from_json(edition.record) if edition.record else now
    issues = requirements.NO_OPEN_ISSUES if edition.record else open_issues(record.claim_id)
    context: dict[str, object] = {"requirements": requirements.judged(record, issues)}
    context["fixes"] = fixes_of(record, issues, _rationale_url(edition))
    context |= {"edition": edition, "record": record}
    context |= {"unmet": unmet, "outdated": outdated(refused)}
    context |= {"digest": staleness.digest_of(edition, now), "shown": now.to_json()}
    return render_form("verdicts/show.html", form, refused, **context, **_beside(edition, record, now))


def _beside(edition: Edition, record: EditionSnapshot, now: EditionSnapshot) -> dict[str, object]:
    """What an editor needs besides the page itself: what it changes, how it was judged before, the reviews."""
    before = corrected(edition.verdict, edition.number)
    published = db.session.scalars(queries.published_editions(edition.verdict_id)).all()
    earlier = [it for it in published if it.number < edition.number]
    is_waiting, is_published = edition.state is EditionState.APPROVED, edition.state is EditionState.PUBLISHED
    return {
        "before": before,
        "change": changed(before, record) if before else None,
        "differences": differences(before, record, is_correction=True) if before else [],
        "since_approval": differences(record, now) if is_waiting else [],
        "steps": steps(published) if is_published else steps(earlier, record),
        "obstacles": _obstacles(edition, now),
        "standing": None if is_published else next((it.withdrawal for it in reversed(earlier)), None),
        "send_backs": [(it, _since(it, record)) for it in edition.send_backs],
        "fields": FIELDS,
        "seen": visible(current_user(), edition.verdict.claim),
    }


def _since(send_back: SendBack, record: EditionSnapshot) -> list[Difference] | None:
    """What changed since an edition was sent back; None if no snapshot was stored then."""
    return differences(EditionSnapshot.from_json(send_back.record), record) if send_back.record else None


def _rationale_url(edition: Edition) -> str:
    """Where this person can edit the rationale; empty if they can't."""
    may_edit = edition.state in UNFINISHED and can(current_user(), Permission.EDIT_VERDICT, edition)
    return f"{url_for('verdicts.edit', edition_id=edition.id)}#rationale" if may_edit else ""


def _obstacles(edition: Edition, now: EditionSnapshot) -> list[DomainError]:
    """What keeps it from its next step: from approval, or from publication."""
    if edition.state is EditionState.SUBMITTED:
        return obstacles_to_approval(edition, now)
    return obstacles_to_publication(edition) if edition.state is EditionState.APPROVED else []
