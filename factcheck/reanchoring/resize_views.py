"""Adjusting the ends of a mark, over HTTP."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from factcheck.accounts.session import current_user
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import queries as annotation_queries
from factcheck.annotations import resolve
from factcheck.annotations import service as annotation_service
from factcheck.annotations.forms import EndsForm
from factcheck.annotations.models import Annotation, Target
from factcheck.annotations.views import touched
from factcheck.articles.models import Version
from factcheck.articles.queries import version as of_number
from factcheck.audit.queries import newest_id
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.reanchoring import queries as reanchoring_queries
from factcheck.reanchoring import service
from factcheck.reanchoring.forms import MoveForm
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit, commit_and_redirect

bp = Blueprint("resizing", __name__)

WHOLE = (
    joinedload(Target.version),
    joinedload(Target.annotation).joinedload(Annotation.claim),
    joinedload(Target.annotation).joinedload(Annotation.article),
)


@bp.route("/targets/<int:target_id>/move", methods=["GET", "POST"])
def resize(target_id: int) -> ResponseReturnValue:
    """Other words for a mark, selected in the text or pasted here."""
    target = db.get_or_404(Target, target_id, options=WHOLE)
    if request.method == "GET":
        return _page(target, MoveForm(exact=target.exact, revision=str(target.revision)))
    form = MoveForm(request.form)
    refused = submit(form, lambda: _resize(target, form))
    if refused:
        return _page(target, form, refused)
    annotation = target.annotation
    where = f"{url_for('desk.workbench', article_id=annotation.article_id)}#claim-{annotation.claim_id}"
    return commit_and_redirect(where, _("Quote adjusted. Its reviewers were asked to re-check the claim."))


def _resize(target: Target, form: MoveForm) -> None:
    place = form.chosen()
    words = resolve.chosen(target.version, *place) if place else form.quote()
    annotation_service.resize(current_user(), target, words, form.seen_revision())


@bp.post("/articles/<int:article_id>/ends")
def ends(article_id: int) -> ResponseReturnValue:
    """Move the ends of a mark in the text itself; one that has moved meanwhile is left alone."""
    form = EndsForm(request.form)
    if not form.validate():
        raise Invalid("exact", _("This form is incomplete. Reload the page and try again."))
    shown_version: Version = db.first_or_404(of_number(article_id, form.version.data or 0))
    claim_id, was = form.claim_id.data or 0, form.place()
    _move(shown_version, claim_id, was, *form.quotes())
    claim, act = db.session.get_one(Claim, claim_id), db.session.scalar(newest_id())
    commit(f"{url_for('desk.workbench', article_id=article_id)}#claim-{claim.id}")
    about = {"claim": claim, "act": act, "version": shown_version}
    places = [was, *((it.start, it.end) for it in annotation_queries.places_of(claim.id, shown_version.id))]
    return render_template("reanchoring/_moved.html", **about, **touched(shown_version, claim.id, places))


def _move(version: Version, claim_id: int, was: tuple[int, int], quote: Quote) -> None:
    """Adjust words that were marked in this version; for a carried-over mark, this is a decision on it."""
    mark = db.session.scalars(annotation_queries.made_at(claim_id, version.id, *was)).first()
    placed = db.session.scalars(reanchoring_queries.carried_to(claim_id, version.id, *was)).first()
    if mark is not None:
        annotation_service.resize(current_user(), mark, quote, mark.revision)
    elif placed is not None:
        service.move(current_user(), placed, quote, placed.revision)
    else:
        raise Conflict(_("The highlight is no longer there. Nothing was changed. Check it again."))


def _page(target: Target, form: MoveForm, refused: Refused | None = None) -> ResponseReturnValue:
    context = {"target": target, "article": target.annotation.article, "choices": resolve.choices_of(refused)}
    return render_form("reanchoring/resize.html", form, refused, **context)
