"""Deciding on a verdict over HTTP: with all that the decision needs in sight, and of nothing that was not."""

from __future__ import annotations

import re

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.errors import DomainError, Invalid
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.reviews.service import visible
from factcheck.verdicts import queries, requirements, service, staleness
from factcheck.verdicts.comparison import Difference, differences
from factcheck.verdicts.correcting import corrected
from factcheck.verdicts.corrections import changed
from factcheck.verdicts.models import Edition, EditionState, SendBack
from factcheck.verdicts.snapshot import EditionSnapshot
from factcheck.verdicts.staleness import Outdated, Shown
from factcheck.verdicts.timeline import steps
from factcheck.verdicts.views import bp, done, edition_for_viewer, revision
from factcheck.web.htmx import go, wants_json
from factcheck.web.writes import commit

DIGEST = re.compile(r"[0-9a-f]{64}")


@bp.get("/editions/<int:edition_id>")
def show(edition_id: int) -> ResponseReturnValue:
    """What readers will see, what it changes, the requirements, the reviews, and the decision."""
    return _show(edition_for_viewer(edition_id))


@bp.post("/editions/<int:edition_id>/submit")
def submit(edition_id: int) -> ResponseReturnValue:
    """Put it before another editor."""
    edition = edition_for_viewer(edition_id)
    try:
        service.submit(current_user(), edition, revision())
    except Outdated as outdated:
        return _show(edition, outdated=outdated)
    return done(edition, _("Submitted. Awaiting approval by another editor."))


@bp.post("/editions/<int:edition_id>/send-back")
def send_back(edition_id: int) -> ResponseReturnValue:
    """Give it back with reasons."""
    edition = edition_for_viewer(edition_id)
    require(current_user(), Permission.SEND_BACK_VERDICT, edition)
    reason = request.form.get("reason", "")
    try:
        service.send_back(current_user(), edition, reason, revision(), shown=_shown())
    except Invalid as refusal:
        return _show(edition, refusal=refusal, reason=reason)
    except Outdated as outdated:
        return _show(edition, reason=reason, outdated=outdated)
    return done(edition, _("Sent back to %(name)s.", name=edition.author.name))


@bp.post("/editions/<int:edition_id>/approve")
def approve(edition_id: int) -> ResponseReturnValue:
    """Approve, and publish unless the other button was pressed."""
    edition = edition_for_viewer(edition_id)
    require(current_user(), Permission.APPROVE_VERDICT, edition)
    later = request.form.get("publish") == "later"
    try:
        service.approve(current_user(), edition, revision(), publish=not later, shown=_shown())
    except requirements.RequirementNotMet as unmet:
        return _show(edition, unmet=unmet)
    except Outdated as outdated:
        return _show(edition, outdated=outdated)
    return done(
        edition, _("Approved. Readers won't see it until it is published.") if later else _("Approved and published.")
    )


@bp.post("/editions/<int:edition_id>/publish")
def publish(edition_id: int) -> ResponseReturnValue:
    """Publish what was approved."""
    edition = edition_for_viewer(edition_id)
    require(current_user(), Permission.PUBLISH_VERDICT)
    try:
        service.release(current_user(), edition, shown=_shown())
    except Outdated as outdated:
        return _show(edition, outdated=outdated)
    return done(edition, _("Published."))


@bp.post("/editions/<int:edition_id>/discard")
def discard(edition_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    edition = edition_for_viewer(edition_id)
    claim_id = edition.verdict.claim_id
    service.discard(current_user(), edition)
    where = url_for("desk.claim", claim_id=claim_id)
    commit(where)
    flash(_("Draft discarded. Its text is kept in the history."), "info")
    return go(where)


def _show(
    edition: Edition,
    refusal: Invalid | None = None,
    reason: str = "",
    unmet: requirements.RequirementNotMet | None = None,
    outdated: Outdated | None = None,
) -> ResponseReturnValue:
    """The page of an edition; after a refusal with what was typed, the requirement not met, or both sides."""
    if refused := refusal or unmet or outdated:
        if wants_json():
            raise refused
        db.session.rollback()
    if gone := edition.verdict.takedown:
        return render_template("verdicts/sealed.html", edition=edition, gone=gone), refused.status if refused else 200
    now = staleness.current(edition)
    record = EditionSnapshot.from_json(edition.record) if edition.record else now
    issues = requirements.NO_OPEN_ISSUES if edition.record else service.open_issues(record.claim_id)
    context: dict[str, object] = {"requirements": requirements.met(record, issues), "fixes": _fixes(issues)}
    context |= {"edition": edition, "record": record}
    context |= {"unmet": unmet, "outdated": outdated, "refusal": refusal, "reason": reason}
    context |= {"digest": staleness.digest_of(edition, now), "shown": now.to_json()}
    page = render_template("verdicts/show.html", **context, **_beside(edition, record, now))
    return page, refused.status if refused else 200


def _beside(edition: Edition, record: EditionSnapshot, now: EditionSnapshot) -> dict[str, object]:
    """What an editor judges by besides the page itself: what it changes, how it was judged before, the reviews."""
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
        "standing": None if is_published else next((it.withdrawal for it in reversed(earlier)), None),
        "send_backs": [(it, _since(it, record)) for it in edition.send_backs],
        "seen": visible(current_user(), edition.verdict.claim),
    }


def _since(it: SendBack, record: EditionSnapshot) -> list[Difference] | None:
    """What changed since an edition was sent back; None where what was judged then was not kept."""
    return differences(EditionSnapshot.from_json(it.record), record) if it.record else None


def _fixes(issues: requirements.OpenIssues) -> dict[requirements.Requirement, list[tuple[str, str]]]:
    """What leads to meeting a requirement: addresses with their texts."""
    blocking = [
        (url_for("threads.show", thread_id=it), _("Go to conversation %(number)s", number=it)) for it in issues.blocking
    ]
    return {requirements.NO_BLOCKING_CONVERSATION: blocking}


def _shown() -> Shown:
    """What the form says was on its page; 400 without its digest."""
    digest = request.form.get("digest", "")
    if not DIGEST.fullmatch(digest):
        raise DomainError(_("This form has expired. Reload the page and try again."))
    return Shown(digest, request.form.get("shown", ""))
