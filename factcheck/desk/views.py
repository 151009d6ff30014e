"""The screens of the newsroom's daily work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.annotations.queries import whole
from factcheck.audit.queries import history_of
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.desk import history_labels
from factcheck.desk.claim.page import page_of
from factcheck.desk.home import groups
from factcheck.desk.home.rows import claims_of, contexts_of, rows_of
from factcheck.desk.lists import act_sentences
from factcheck.desk.workbench.page import bench
from factcheck.help.tour import tour_of
from factcheck.merging.queries import merges_into
from factcheck.publishers.models import Publisher
from factcheck.publishers.queries import publishers
from factcheck.reviews.exposures import note
from factcheck.reviews.models import Rating, ShownBy
from factcheck.reviews.queries import ratings_of
from factcheck.sources.models import Source
from factcheck.verdicts.models import Edition
from factcheck.verdicts.queries import of_claim
from factcheck.verdicts.visibility import is_told, sees_drafts
from factcheck.web.htmx import respond
from factcheck.web.paging import page

WORDING = {"words": history_labels, "sentences": act_sentences}  # of a history
bp = Blueprint("desk", __name__)


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
    return bench(article_id)


@bp.get("/articles/<int:article_id>/versions/<int:number>")
def version(article_id: int, number: int) -> ResponseReturnValue:
    """An older version with its marks, read-only; the newest is the workbench itself."""
    return bench(article_id, number)


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
    merged = [("source", row.merged_id) for row in db.session.scalars(merges_into(source_id))]
    acts = db.session.scalars(history_of(("source", source_id), *merged)).all()
    context: dict[str, Any] = {"history": [(act, True) for act in acts], "is_sealed": False, **WORDING}
    return respond("desk/history.html", "desk/_history.html", about=source.title, where=where, **context)


@bp.get("/publishers/<int:publisher_id>/history")
def publisher_history(publisher_id: int) -> ResponseReturnValue:
    """What was done with a publisher, as a page or as a part of one."""
    publisher = db.first_or_404(publishers().where(Publisher.id == publisher_id))
    where = url_for("publishers.show", publisher_id=publisher_id)
    acts = db.session.scalars(history_of(("publisher", publisher_id))).all()
    context: dict[str, Any] = {"history": [(act, True) for act in acts], "is_sealed": False, **WORDING}
    return respond("desk/history.html", "desk/_history.html", about=publisher.name, where=where, **context)


def _history(claim_id: int) -> dict[str, Any]:
    """The acts on a claim, each with whether this person may read what it changed."""
    user, acts = current_user(), db.session.scalars(history_of(("claim", claim_id))).all()
    verdict = db.session.scalars(of_claim(claim_id)).unique().first()
    sees = sees_drafts(user, claim_id)
    return {
        "history": [(act, is_told(user, act, sees_drafts=sees)) for act in acts],
        "is_sealed": verdict is not None and verdict.takedown is not None,
        **WORDING,
    }


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
