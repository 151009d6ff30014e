"""Drafts over HTTP: save the input of a form automatically, and restore it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.drafts import held, service
from factcheck.drafts.service import fields_of as fields_of  # where the views of rooms look for it
from factcheck.web.drafts import known_drafts
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.htmx import is_htmx, redirect_after_write
from factcheck.web.idempotency import commit, commit_unkeyed, unkeyed
from factcheck.web.input.form_recovery import own_page, page_of_form

bp = Blueprint("drafts", __name__, url_prefix="/drafts")


@bp.get("")
def of() -> ResponseReturnValue:
    """The unsent input of a form, requested by its page when it opens; 204 if there is none."""
    draft = service.of(current_user(), request.args.get("form", ""))
    return render_template("drafts/_back.html", draft=draft) if draft else Response(status=204)


@bp.post("")
@takes_uploads
@unkeyed
def keep() -> ResponseReturnValue:
    """Save the current input of a form; 409 with the existing draft if its page doesn't know that one."""
    form, title, fields = request.args.get("form", ""), request.args.get("title", ""), fields_of(request.form)
    try:
        draft = service.keep(current_user(), form, page_of_form(), title, fields, known_drafts(request.form))
    except service.NewerDraft:
        return render_template("drafts/_newer.html", draft=service.of(current_user(), form)), 409
    commit_unkeyed()
    return render_template("drafts/_kept.html", draft=draft)


@bp.post("/reopen")
@unkeyed
def reopen() -> ResponseReturnValue:
    """From the page of a refusal back to the form, with the input restored."""
    form, where = request.args.get("form", ""), own_page(request.args.get("page", "")) or "/"
    draft = service.keep(current_user(), form, where, held.title_of(form, request.form), fields_of(request.form))
    commit_unkeyed()
    return redirect_after_write(held.address(draft) if draft else where)


@bp.post("/discard")
def discard() -> ResponseReturnValue:
    """Discard a draft."""
    service.discard(current_user().id, request.args.get("form", ""))
    commit(url_for("desk.home"))
    return render_template("drafts/_discarded.html") if is_htmx() else redirect_after_write(url_for("desk.home"))
