"""The inbox over HTTP: its list, and dismissing what won't be checked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _, ngettext
from factcheck.inbox import queries, service
from factcheck.inbox.models import FeedCandidate, FollowedFeed
from factcheck.inbox.queries import CandidateState
from factcheck.urls import path_of_site
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.numbers import number
from factcheck.web.long_searches import asked, count_of, question, shared
from factcheck.web.paging import SIZE, page

bp = Blueprint("inbox", __name__, url_prefix="/inbox")
FILTERS = ("q", "feed", "state")


@bp.route("", methods=["GET", "POST"])
@question
def index() -> ResponseReturnValue:
    """Candidates that wait, or were added or dismissed, by keywords and feed."""
    return shared("inbox.index") or respond("inbox/index.html", "inbox/_candidates.html", **_listed())


def _listed() -> dict[str, Any]:
    """A page of candidates, and the articles that some of them have become."""
    values = {name: asked().get(name, "") for name in FILTERS}
    state = CandidateState(values["state"] or CandidateState.WAITING) if _is_state(values["state"]) else None
    rows = queries.candidates(state or CandidateState.WAITING, values["q"], number(values["feed"]))
    listed = page(rows, FeedCandidate.id)
    articles = db.session.execute(queries.articles([candidate.url_key for candidate in listed.items])).all()
    return {
        "page": listed,
        "articles": {row[0]: (row[1], row[2]) for row in articles},
        "asked": values,
        "state": state or CandidateState.WAITING,
        "found": count_of(rows, FeedCandidate.id) if any(values.values()) else None,
        "total": waiting_count(),
        "is_cut": as_question(values["q"]).is_cut,
        "feeds": db.session.execute(select(FollowedFeed.id, FollowedFeed.title).order_by(FollowedFeed.title)).all(),
        "states": (CandidateState.ADDED, CandidateState.DISMISSED),
        "is_off": current_app.extensions["settings"].fetch_networks is None,
    }


def _is_state(value: str) -> bool:
    return value in set(CandidateState)


def waiting_count() -> int:
    """How many candidates wait, at most MOST_COUNTED + 1."""
    return count_of(queries.candidates(), FeedCandidate.id)


@bp.post("/<int:feed_candidate_id>/dismiss")
def dismiss(feed_candidate_id: int) -> ResponseReturnValue:
    """Dismiss a candidate; the notice offers to undo it."""
    service.dismiss(current_user(), db.get_or_404(FeedCandidate, feed_candidate_id))
    return _back(_("Dismissed. It can be found under “Dismissed”."))


@bp.post("/<int:feed_candidate_id>/restore")
def restore(feed_candidate_id: int) -> ResponseReturnValue:
    """Put a dismissed candidate back."""
    service.bring_back(current_user(), db.get_or_404(FeedCandidate, feed_candidate_id))
    return _back(_("Restored to the inbox."))


@bp.post("/dismiss")
def dismiss_shown() -> ResponseReturnValue:
    """Dismiss the candidates that the page showed, as one step of undo."""
    ids = [number(value) for value in request.form.getlist("id")]
    if not ids or None in ids or len(ids) > SIZE:
        raise Invalid("id", _("Send the numbers of at least one and at most %(most)s candidates.", most=SIZE))
    found = db.session.scalars(select(FeedCandidate).where(FeedCandidate.id.in_(ids)).order_by(FeedCandidate.id)).all()
    count = service.dismiss_all(current_user(), found)
    return _back(ngettext("%(num)s candidate dismissed.", "%(num)s candidates dismissed.", count))


def _back(message: str) -> ResponseReturnValue:
    """To the list as it was asked for."""
    return commit_and_redirect(path_of_site(request.form.get("back")) or url_for("inbox.index"), message)
