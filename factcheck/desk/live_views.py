"""Automatic requests of open pages: what changed, and who else is there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from factcheck.accounts.session import current_user
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version, numbers
from factcheck.articles.queries import version as of_number
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk import messages, page_regions, presence, queries
from factcheck.desk.changes import acts_on
from factcheck.desk.changes import changes as changed
from factcheck.desk.workbench.drawing import drawn
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.live.service import heartbeat
from factcheck.web.guards.access import background
from factcheck.web.idempotency import commit_unkeyed, unkeyed
from factcheck.web.input.numbers import number

bp = Blueprint("desk_live", __name__)
MOST_SEEN = 100  # as in static/js/live/live-changes.js


@bp.get("/articles/<int:article_id>/changes")
@background
def changes(article_id: int) -> ResponseReturnValue:
    """What changed since event `since`, without the page's own events; 204 if nothing did."""
    newest, latest = db.session.execute(numbers(article_id)).one()
    if newest is None:
        raise NotFound
    acts = db.session.scalars(acts_on(article_id, _number(request.args, "since"))).all()
    if not acts:
        return Response(status=204)
    version = db.first_or_404(of_number(article_id, _number(request.args, "version") or newest))
    _newest, state = queries.newest_act()  # read after the events, so the drawing has what they changed
    found = changed(version, drawn(version, state), acts, _seen() if version.number == newest else ())
    parts = page_regions.changed(version, acts)
    about = {"found": found, "parts": parts, "said": _said(acts, found.standing), "newest_act": acts[-1].id}
    about["is_opened"] = newest > version.number and any(act.action == page_regions.OPENED for act in acts)
    return render_template("desk/_changes.html", **about, **page_regions.around(version, newest, latest, parts))


@bp.post("/articles/<int:article_id>/presence")
@unkeyed
@background
def at_article(article_id: int) -> ResponseReturnValue:
    """Store which paragraph is in view, and return who else is there."""
    db.get_or_404(Article, article_id)
    heartbeat(current_user().id, article_id, _number(request.form, "block"))
    commit_unkeyed()
    blocks = db.session.scalar(current_version(article_id).with_only_columns(Version.blocks)) or []
    people = presence.people(article_id, blocks, current_user().id)
    return render_template("live/_people.html", people=people)


@bp.post("/claims/<int:claim_id>/presence")
@unkeyed
@background
def at_claim(claim_id: int) -> ResponseReturnValue:
    """Store that somebody writes a review or a verdict of a claim, wherever it appears."""
    claim = db.get_or_404(Claim, claim_id)
    doing = request.form.get("doing", "")
    if doing not in messages.WRITES:
        raise Invalid("doing", _("Only writing a review or a verdict can be shown here."))
    for article_id in db.session.scalars(presence.homes(claim)).all():
        heartbeat(current_user().id, article_id, None, f"{doing} {claim_id}")
    commit_unkeyed()
    return Response(status=204)


def _seen() -> set[int]:
    """The ids of the page's own events: at most so many, and only valid numbers."""
    return {act for act in map(number, request.args.getlist("seen")[:MOST_SEEN]) if act}


def _said(acts: Sequence[Event], unarchived: Collection[int]) -> list[str]:
    """What others did, as sentences."""
    others = [act for act in acts if act.actor_id != current_user().id]
    made = [act for act in others if act.action == messages.HIGHLIGHTED and act.subject_id in unarchived]
    sentences = messages.highlighted((act.actor_name, act.subject_id) for act in made)
    return sentences + messages.of_article((act.actor_name, act.action) for act in others)


def _number(fields: MultiDict[str, str], name: str) -> int:
    """A field that our pages fill in; 0 if it is missing or invalid."""
    return number(fields.get(name)) or 0
