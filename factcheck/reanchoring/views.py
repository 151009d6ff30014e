"""The marks of an article in one of its versions, and the decisions on them."""

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
from factcheck.annotations.models import Anchor, AnchorState
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
SHOWN = ("unresolved", "uncertain", "orphaned", "confident", "all")
SIZE = 50


@bp.get("/articles/<int:article_id>/versions/<int:number>/marks")
def carried(article_id: int, number: int) -> ResponseReturnValue:
    """The numbers of confident, uncertain and orphaned marks, which add up to all; unresolved ones first."""
    version: Version = db.first_or_404(of_number(article_id, number))
    counts = _counts(version)
    show = request.args.get("show") or ("unresolved" if counts["unresolved"] else "all")
    if show not in SHOWN:
        abort(404)
    tab = page(_rows(version, show), Anchor.id, size=SIZE, descending=False)
    rows = sides(tab.items)
    is_newest = version.article.newest.id == version.id
    context = {"version": version, "counts": counts, "page": tab, "rows": rows, "show": show, "tabs": SHOWN}
    return render_template("reanchoring/carried.html", article=version.article, is_newest=is_newest, **context)


@bp.get("/marks/<int:anchor_id>")
def mark(anchor_id: int) -> ResponseReturnValue:
    """Other places for a mark in the newest version."""
    anchor = _anchor(anchor_id)
    return _choice(anchor, MoveForm(revision=str(anchor.revision)))


@bp.post("/marks/<int:anchor_id>/confirm")
def confirm(anchor_id: int) -> ResponseReturnValue:
    """Confirm the words."""
    return _said(anchor_id, service.confirm, _("Confirmed."))


@bp.post("/marks/<int:anchor_id>/give-up")
def give_up(anchor_id: int) -> ResponseReturnValue:
    """Mark as removed."""
    return _said(
        anchor_id, service.give_up, _("Marked as removed in this version; earlier versions keep the highlight.")
    )


@bp.post("/marks/<int:anchor_id>/undo")
def undo(anchor_id: int) -> ResponseReturnValue:
    """Undo the last decision."""
    return _said(anchor_id, service.undo, _("Undone."))


@bp.post("/marks/<int:anchor_id>/move")
def move(anchor_id: int) -> ResponseReturnValue:
    """Choose another place."""
    anchor, form = _anchor(anchor_id), MoveForm(request.form)
    refused = submit(form, lambda: service.move(current_user(), anchor, _words(form, anchor), form.seen_revision()))
    if refused:
        return _choice(anchor, form, refused)
    return _answer(anchor, _("Highlight moved."))


def _rows(version: Version, show: str) -> Select[Anchor]:
    if show == "unresolved":
        return queries.unresolved(version.id)
    return queries.carried(version.id, *() if show == "all" else (AnchorState(show),))


def _counts(version: Version) -> dict[str, int]:
    """The number of marks on each tab."""
    tally = queries.tally(version.id)
    counts = {state.value: tally[state] for state in AnchorState}
    return {**counts, "all": sum(counts.values()), "unresolved": queries.count_unresolved(version.id)}


def _anchor(anchor_id: int) -> Anchor:
    anchor: Anchor = db.first_or_404(queries.mark(anchor_id))
    return anchor


def _words(form: MoveForm, anchor: Anchor) -> Quote:
    if place := form.chosen():
        return resolve.chosen(anchor.version, *place)
    return form.quote()


def _choice(anchor: Anchor, form: MoveForm, refused: Refused | None = None) -> ResponseReturnValue:
    text = db.session.get_one(Version, anchor.version_id, options=[undefer(Version.text)]).text
    offered = resolve.choices_of(refused) or passages(text, *_quote(anchor))
    here = (anchor.start, anchor.end)
    context = {"row": sides([anchor])[0], "choices": [it for it in offered if (it.start, it.end) != here]}
    article = anchor.version.article
    return render_form("reanchoring/mark.html", form, refused, "reanchoring/_move.html", article=article, **context)


def _quote(anchor: Anchor) -> Quote:
    target = anchor.target
    return Quote(target.exact, target.prefix, target.suffix, anchor.start)


def _said(anchor_id: int, act: Callable[[User, Anchor, int], None], words: str) -> ResponseReturnValue:
    anchor = _anchor(anchor_id)
    act(current_user(), anchor, MoveForm(request.form).seen_revision())
    return _answer(anchor, words)


def _answer(anchor: Anchor, words: str) -> ResponseReturnValue:
    """The row again and the counts, or a redirect to its page; people who came from the text return there."""
    version = anchor.version
    if request.form.get("from") == "text":
        where = f"{url_for('desk.workbench', article_id=version.article_id)}#claim-{anchor.target.annotation.claim_id}"
    else:
        where = url_for("reanchoring.carried", article_id=version.article_id, number=version.number, show="all")
        where = f"{where}#mark-{anchor.id}"
    if wants_fragment():
        commit(where)
        context = {"row": sides([anchor])[0], "counts": _counts(version), "tabs": SHOWN, "words": words}
        return render_template("reanchoring/_decided.html", article=version.article, version=version, **context)
    return commit_and_redirect(where, words)
