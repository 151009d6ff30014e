"""Drafts over HTTP: a form keeps itself while it is typed into, and gets back what was typed."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from factcheck.accounts.session import current_user
from factcheck.db import db
from factcheck.drafts import service
from factcheck.web.htmx import go, is_htmx
from factcheck.web.writes import commit, unkeyed

bp = Blueprint("drafts", __name__, url_prefix="/drafts")
OURS = ("csrf_token", "upload", "kept_file", "leave_out", "choice", "take_details")  # files are kept by `files`


@bp.get("")
def of() -> ResponseReturnValue:
    """What was typed into a form and not sent, as its page asks for when it opens; 204 when there is nothing."""
    draft = service.of(current_user(), request.args.get("form", ""))
    return render_template("drafts/_back.html", draft=draft) if draft else Response(status=204)


@bp.post("")
@unkeyed
def keep() -> ResponseReturnValue:
    """Keep a form as it reads now."""
    fields = fields_of(request.form)
    where = urlsplit(request.headers.get("HX-Current-URL", ""))
    page = f"{where.path}?{where.query}" if where.query else where.path
    title = request.args.get("title", "")
    draft = service.keep(current_user(), request.args.get("form", ""), page or "/", title, fields)
    db.session.commit()
    return render_template("drafts/_kept.html", draft=draft)


def fields_of(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """The fields of a form that somebody typed, as a draft keeps them."""
    return {name: values for name, values in form.lists() if not name.startswith("_") and name not in OURS}


@bp.post("/discard")
def discard() -> ResponseReturnValue:
    """Throw a draft away."""
    service.discard(current_user().id, request.args.get("form", ""))
    commit(url_for("desk.home"))
    return render_template("drafts/_discarded.html") if is_htmx() else go(url_for("desk.home"))
