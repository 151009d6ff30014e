"""The screens of the newsroom's daily work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from factcheck.accounts.preferences import preferences_of
from factcheck.accounts.session import current_user
from factcheck.annotations import render
from factcheck.annotations.queries import claimants_in, places, whole
from factcheck.articles.queries import current_version, numbers
from factcheck.articles.queries import version as of_number
from factcheck.audit.queries import history_of
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk import history_labels, queries
from factcheck.desk.claim.page import page_of
from factcheck.desk.home import groups
from factcheck.desk.home.rows import claims_of, contexts_of, rows_of
from factcheck.desk.page_regions import around
from factcheck.desk.queries import attached
from factcheck.evidence.models import Source
from factcheck.hashing import sha256_hex
from factcheck.help.tour import tour_of
from factcheck.i18n import current_language
from factcheck.reviews.exposures import note
from factcheck.reviews.models import Rating, ShownBy
from factcheck.reviews.queries import ratings_of
from factcheck.site.report.page import has_report
from factcheck.verdicts.models import Edition
from factcheck.verdicts.queries import of_claim
from factcheck.verdicts.visibility import is_told, sees_drafts
from factcheck.web.assets.fingerprints import import_map_digest, static
from factcheck.web.conditional import kept, stamped
from factcheck.web.htmx import respond
from factcheck.web.local_time import today
from factcheck.web.paging import page

bp = Blueprint("desk", __name__)
OFFERED_CLAIMANTS = 6  # beside the field of the claimant


@bp.get("/")
def home() -> ResponseReturnValue:
    """What should I do next: what is urgent, then each group with its count and its beginning."""
    found = list(groups.of(current_user()))
    g.urgent_count = sum(it.total for it in found if it.group.is_urgent)
    rows = _rows((it.group.name, it.rows) for it in found)
    return render_template("desk/home.html", groups=found, tour=tour_of(current_user()), **rows)


@bp.get("/desk/<name>")
def group(name: str) -> ResponseReturnValue:
    """All rows of a group of one's desk, page by page."""
    user = current_user()
    desk_group = groups.named(user, name)
    if desk_group is None:
        abort(404)
    rows_of_page = page(desk_group.rows(user), *desk_group.keys, descending=desk_group.is_newest_first)
    rows = _rows([(name, rows_of_page.items)])
    return render_template("desk/group.html", group=desk_group, page=rows_of_page, total=desk_group.total(user), **rows)


@bp.get("/articles/<int:article_id>")
def workbench(article_id: int) -> ResponseReturnValue:
    """An article with its marks and cards; 304 if nothing has changed."""
    return _bench(article_id)


@bp.get("/articles/<int:article_id>/versions/<int:number>")
def version(article_id: int, number: int) -> ResponseReturnValue:
    """An older version with its marks, read-only; the newest is the workbench itself."""
    return _bench(article_id, number)


@bp.get("/claims/<int:claim_id>")
def claim(claim_id: int) -> ResponseReturnValue:
    """A claim with everything about it; the panel of each room also has an address of its own."""
    found = db.first_or_404(whole(claim_id))
    return render_template("desk/claim.html", claim=found, **page_of(found), **_history(claim_id))


@bp.get("/claims/<int:claim_id>/history")
def history(claim_id: int) -> ResponseReturnValue:
    """What was done with a claim, as a page or as a part of one."""
    it, where = db.get_or_404(Claim, claim_id), url_for("desk.claim", claim_id=claim_id)
    return respond("desk/history.html", "desk/_history.html", about=it.statement, where=where, **_history(claim_id))


@bp.get("/sources/<int:source_id>/history")
def source_history(source_id: int) -> ResponseReturnValue:
    """What was done with a source, as a page or as a part of one."""
    source, where = db.get_or_404(Source, source_id), url_for("sources.show", source_id=source_id)
    acts = db.session.scalars(history_of(("source", source_id))).all()
    context: dict[str, Any] = {"history": [(act, True) for act in acts], "is_sealed": False, "words": history_labels}
    return respond("desk/history.html", "desk/_history.html", about=source.title, where=where, **context)


def _history(claim_id: int) -> dict[str, Any]:
    """The acts on a claim, each with whether this person may read what it changed."""
    user, acts = current_user(), db.session.scalars(history_of(("claim", claim_id))).all()
    verdict = db.session.scalars(of_claim(claim_id)).unique().first()
    sees = sees_drafts(user, claim_id)
    return {
        "history": [(act, is_told(user, act, sees_drafts=sees)) for act in acts],
        "is_sealed": verdict is not None and verdict.takedown is not None,
        "words": history_labels,
    }


def _bench(article_id: int, number: int | None = None) -> ResponseReturnValue:
    """The page of a version, or of the newest; `newest` and `latest` are numbers; `latest` may be in preparation."""
    tag = _tag(article_id, number)
    if "_flashes" not in session and (held := kept(tag)):
        return held
    newest, latest = db.session.execute(numbers(article_id)).one()
    is_old = number not in {None, newest}
    version = db.first_or_404(of_number(article_id, number or 0) if is_old else current_version(article_id))
    rows = places(version.id)
    page = render_template(
        "desk/workbench.html",
        **around(version, newest, latest),
        attached=None if is_old else attached(version),
        claimants=() if is_old else db.session.scalars(claimants_in(article_id).limit(OFFERED_CLAIMANTS)).all(),
        text=render.article(version.text, version.blocks, rows),
        cards=render.batches(rows, f"{url_for('claims.index')}/"),
        rail=render.rail(rows, version.length),
        progress=render.progress(rows),
        has_report=has_report(article_id),
    )
    return stamped(make_response(page), tag)


def _rows(found: Iterable[tuple[str, Sequence[Any]]]) -> dict[str, Any]:
    """The rows of groups, given by their names, and how reviewers rate their claims: two queries."""
    named = dict(found)
    items = [item for items in named.values() for item in items]
    contexts = contexts_of(claims_of(items))
    return {"rows": {name: rows_of(name, named[name], contexts) for name in named}, "ratings": _ratings(items)}


def _ratings(rows: Iterable[object]) -> dict[int, list[Rating]]:
    """The reviewers' ratings of the claims in these rows; records that they, or a verdict, were shown."""
    user, listed = current_user(), list(rows)
    rated = ratings_of([row.id for row in listed if isinstance(row, Claim)])
    drafts = [row for row in listed if isinstance(row, Edition) and row.author_id != user.id]
    note(user, [*rated, *(row.verdict.claim_id for row in drafts)], ShownBy.DESK)
    return rated


def _tag(article_id: int, number: int | None) -> str:
    """A digest of the state that the workbench shows to this person."""
    user = current_user()
    generate_csrf()  # part of the page, so it must be in the session before that is compared
    newest = g.newest_act = db.session.scalar(queries.NEWEST_ACT)  # read first: later events are requested by the page
    selection = (request.args.get("attach"), request.args.get("resize"))
    page = (current_language().tag, static("css/app.css"), import_map_digest())
    parts = (
        article_id,
        number,
        selection,
        newest,
        user.id,
        user.role,
        session.get("csrf_token"),
        page,
        preferences_of(user),
        today(user),
    )
    return sha256_hex(repr(parts))[:24]
