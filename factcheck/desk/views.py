"""The screens on which the work is done."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from flask import Blueprint, Response, g, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.articles.queries import current_version, numbers
from factcheck.articles.queries import version as of_number
from factcheck.audit.queries import history_of
from factcheck.claims import reading
from factcheck.claims.course import steps
from factcheck.claims.models import Placement
from factcheck.claims.queries import course, places, whole
from factcheck.db import db, utcnow
from factcheck.desk import queries, words
from factcheck.desk.around import around
from factcheck.desk.attaching import attached
from factcheck.drafts.service import by as drafts_by
from factcheck.language import current_language
from factcheck.permissions import Permission, can
from factcheck.reviews.queries import assigned_to, overdue, to_look_again
from factcheck.threads.queries import unseen
from factcheck.verdicts.overtaken import answers, overtaken
from factcheck.verdicts.queries import of_claim, takedowns_asked
from factcheck.verdicts.questions import open_question
from factcheck.verdicts.questions import waiting as changed_here
from factcheck.verdicts.visibility import is_told, sees_drafts
from factcheck.web.static import import_map_digest, static

bp = Blueprint("desk", __name__)
SHOWN = 20  # rows of each list on the desk


@bp.get("/")
def home() -> ResponseReturnValue:
    """What should I do next."""
    user = current_user()
    lists = {
        "asked": unseen(user.id),
        "assigned": assigned_to(user.id),
        "unfinished": queries.unfinished_by(user.id),
        "open": queries.open_claims(),
        "drafts": drafts_by(user.id),
        "again": to_look_again(user.id),
    }
    if can(user, Permission.ANSWER_CHANGE):
        lists |= {"questions": changed_here()}
    if can(user, Permission.PUBLISH_VERDICT):
        lists |= {"takedowns": takedowns_asked(user.id)}
        lists |= {"waiting": queries.waiting_for(user.id), "approved": queries.approved_unpublished()}
    if can(user, Permission.ASSIGN_REVIEW):
        lists |= {"divided": queries.divided(user.id), "overdue": overdue(user.id, utcnow().date())}
    rows = {name: db.session.scalars(query.limit(SHOWN)).unique().all() for name, query in lists.items()}
    return render_template("desk/home.html", **rows, changed=_changed(user))


@bp.get("/articles/<int:article_id>")
def workbench(article_id: int) -> ResponseReturnValue:
    """An article with its marks and cards; 304 while nothing in the house has changed."""
    return _bench(article_id)


@bp.get("/articles/<int:article_id>/versions/<int:number>")
def version(article_id: int, number: int) -> ResponseReturnValue:
    """A version as it stood, with the marks in it, to be read only; the newest is the workbench itself."""
    return _bench(article_id, number)


@bp.get("/claims/<int:claim_id>")
def claim(claim_id: int) -> ResponseReturnValue:
    """A claim with all that the rooms know of it; each room's panel comes from its own address."""
    it = db.first_or_404(whole(claim_id))
    user, acts = current_user(), db.session.scalars(history_of(("claim", claim_id))).all()
    verdict = db.session.scalars(of_claim(claim_id)).unique().first()
    sees = sees_drafts(user, claim_id)
    history = [(act, is_told(user, act, sees_drafts=sees)) for act in acts]
    known = {
        "is_sealed": verdict is not None and verdict.takedown is not None,
        "course": steps(db.session.scalars(course(claim_id)).unique()),
        "is_overtaken": db.session.scalars(overtaken(claim_id).limit(1)).first() is not None,
        "is_asked": open_question(claim_id) is not None,
        "answers": db.session.scalars(answers(claim_id)).all(),
    }
    return render_template("desk/claim.html", claim=it, history=history, words=words, **known)


def _bench(article_id: int, number: int | None = None) -> ResponseReturnValue:
    """The page of a version, or of the newest; `newest` and `latest` are numbers, the latest may wait to be opened."""
    tag = _tag(article_id, number)
    if tag in request.if_none_match and "_flashes" not in session:
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    newest, latest = db.session.execute(numbers(article_id)).one()
    is_old = number not in {None, newest}
    version = db.first_or_404(of_number(article_id, number or 0) if is_old else current_version(article_id))
    rows = places(version.id)
    page = render_template(
        "desk/workbench.html",
        **around(version, newest, latest),
        attached=None if is_old else attached(version),
        text=reading.article(version.text, version.blocks, rows),
        cards=reading.batches(rows, f"{url_for('claims.index')}/"),
        rail=reading.rail(rows, version.length),
        progress=reading.progress(rows),
    )
    response = make_response(page)
    response.set_etag(tag)
    return response


def _changed(user: User) -> Collection[Placement]:
    """For an editor, a place of each claim whose words the publisher changed after its verdict."""
    if not can(user, Permission.ANSWER_CHANGE):
        return ()
    places = db.session.scalars(overtaken().limit(SHOWN)).unique()
    return {it.part.annotation.claim_id: it for it in places}.values()


def _tag(article_id: int, number: int | None) -> str:
    """The state of everything the workbench shows to this person."""
    user = current_user()
    generate_csrf()  # stands in the page, so it must be in the session before that is compared
    newest = g.newest_act = db.session.scalar(queries.NEWEST_ACT)  # read first: what comes later, a page asks for
    asked = (request.args.get("attach"), request.args.get("resize"))
    page = (current_language().tag, static("css/app.css"), import_map_digest())
    parts = (article_id, number, asked, newest, user.id, user.role, session.get("csrf_token"), page)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]
