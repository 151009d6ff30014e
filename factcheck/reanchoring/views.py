"""What became of an article's marks in one of its versions, and what a person says of each."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select
from sqlalchemy.orm import undefer

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import resolve
from factcheck.annotations.candidates import passages
from factcheck.annotations.models import Carried, Placement
from factcheck.articles.models import Version
from factcheck.articles.queries import version as of_number
from factcheck.db import db
from factcheck.i18n import _
from factcheck.reanchoring import queries, service
from factcheck.reanchoring.comparison import sides
from factcheck.reanchoring.forms import MoveForm
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import wants_fragment
from factcheck.web.idempotency import commit, commit_and_redirect
from factcheck.web.paging import page

bp = Blueprint("reanchoring", __name__)
SHOWN = ("settle", "look", "lost", "sure", "all")
SIZE = 50


@bp.get("/articles/<int:article_id>/versions/<int:number>/marks")
def carried(article_id: int, number: int) -> ResponseReturnValue:
    """So many sure, to be looked at, and lost, which add up to all; first those that a person must settle."""
    version: Version = db.first_or_404(of_number(article_id, number))
    counts = _counts(version)
    show = request.args.get("show") or ("settle" if counts["settle"] else "all")
    if show not in SHOWN:
        abort(404)
    shown = page(_rows(version, show), Placement.id, size=SIZE, descending=False)
    rows = sides(shown.items)
    is_newest = version.article.newest.id == version.id
    context = {"version": version, "counts": counts, "page": shown, "rows": rows, "show": show, "tabs": SHOWN}
    return render_template("reanchoring/carried.html", article=version.article, is_newest=is_newest, **context)


@bp.get("/marks/<int:placement_id>")
def mark(placement_id: int) -> ResponseReturnValue:
    """Where else in the newest version a mark may stand."""
    placement = _placement(placement_id)
    return _choice(placement, MoveForm(revision=str(placement.revision)))


@bp.post("/marks/<int:placement_id>/confirm")
def confirm(placement_id: int) -> ResponseReturnValue:
    """These are the words."""
    return _said(placement_id, service.confirm, _("Confirmed."))


@bp.post("/marks/<int:placement_id>/give-up")
def give_up(placement_id: int) -> ResponseReturnValue:
    """The words are not in this version."""
    return _said(
        placement_id, service.give_up, _("Marked as removed in this version; earlier versions keep the highlight.")
    )


@bp.post("/marks/<int:placement_id>/undo")
def undo(placement_id: int) -> ResponseReturnValue:
    """As it was before."""
    return _said(placement_id, service.undo, _("Undone."))


@bp.post("/marks/<int:placement_id>/move")
def move(placement_id: int) -> ResponseReturnValue:
    """It stands here."""
    placement, form = _placement(placement_id), MoveForm(request.form)
    refused = submit(
        form, lambda: service.move(current_user(), placement, _words(form, placement), form.seen_revision())
    )
    if refused:
        return _choice(placement, form, refused)
    return _answer(placement, _("Highlight moved."))


def _rows(version: Version, show: str) -> Select[Placement]:
    if show == "settle":
        return queries.unsettled(version.id)
    return queries.carried(version.id, *() if show == "all" else (Carried(show),))


def _counts(version: Version) -> dict[str, int]:
    """How many marks each tab shows."""
    tally = queries.tally(version.id)
    counts = {state.value: tally[state] for state in Carried}
    return {**counts, "all": sum(counts.values()), "settle": queries.count_unsettled(version.id)}


def _placement(placement_id: int) -> Placement:
    placement: Placement = db.first_or_404(queries.mark(placement_id))
    return placement


def _words(form: MoveForm, placement: Placement) -> Quote:
    if place := form.chosen():
        return resolve.chosen(placement.version, *place)
    return form.quote()


def _choice(placement: Placement, form: MoveForm, refused: Refused | None = None) -> ResponseReturnValue:
    text = db.session.get_one(Version, placement.version_id, options=[undefer(Version.text)]).text
    offered = resolve.choices_of(refused) or passages(text, *_quote(placement))
    here = (placement.start, placement.end)
    context = {"row": sides([placement])[0], "choices": [it for it in offered if (it.start, it.end) != here]}
    article = placement.version.article
    return render_form("reanchoring/mark.html", form, refused, "reanchoring/_move.html", article=article, **context)


def _quote(placement: Placement) -> Quote:
    part = placement.part
    return Quote(part.exact, part.prefix, part.suffix, placement.start)


def _said(placement_id: int, act: Callable[[User, Placement, int], None], words: str) -> ResponseReturnValue:
    placement = _placement(placement_id)
    act(current_user(), placement, MoveForm(request.form).seen_revision())
    return _answer(placement, words)


def _answer(placement: Placement, words: str) -> ResponseReturnValue:
    """The row again and the counts, or the page it stands on; who came from the text goes back there."""
    version = placement.version
    if request.form.get("from") == "text":
        where = f"{url_for('desk.workbench', article_id=version.article_id)}#claim-{placement.part.annotation.claim_id}"
    else:
        where = url_for("reanchoring.carried", article_id=version.article_id, number=version.number, show="all")
        where = f"{where}#mark-{placement.id}"
    if wants_fragment():
        commit(where)
        context = {"row": sides([placement])[0], "counts": _counts(version), "tabs": SHOWN, "words": words}
        return render_template("reanchoring/_settled.html", article=version.article, version=version, **context)
    return commit_and_redirect(where, words)
