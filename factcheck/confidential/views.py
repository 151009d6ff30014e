"""Confidential sources over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.models import User
from factcheck.accounts.session import current_user
from factcheck.confidential import service
from factcheck.confidential.forms import AccessForm, UnmarkForm
from factcheck.confidential.models import SourceAccess
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("confidential", __name__)


@bp.post("/sources/<int:source_id>/confidential")
def mark(source_id: int) -> ResponseReturnValue:
    """Make a source confidential."""
    source = db.get_or_404(Source, source_id)
    service.mark(current_user(), source)
    return _to_source(source.id, _("This source is confidential now. Check below who sees it."))


@bp.route("/sources/<int:source_id>/open", methods=["GET", "POST"])
def unmark(source_id: int) -> ResponseReturnValue:
    """Let the whole newsroom see a source, for a reason."""
    source = db.get_or_404(Source, source_id)
    require(current_user(), Permission.MARK_CONFIDENTIAL, source)
    form = UnmarkForm(request.form)
    if request.method == "GET":
        return render_form("confidential/unmark.html", UnmarkForm(), source=source)
    refused = submit(form, lambda: service.unmark(current_user(), source, text(form.reason)))
    if isinstance(refused, Refused):
        return render_form("confidential/unmark.html", form, refused, source=source)
    return _to_source(source.id, _("Everybody in the newsroom sees this source now."))


@bp.post("/sources/<int:source_id>/access")
def give_access(source_id: int) -> ResponseReturnValue:
    """Let a person see a source."""
    source, form = db.get_or_404(Source, source_id), AccessForm(request.form)
    person = db.session.get(User, form.user_id.data) if form.validate() else None
    if person is None:
        raise Invalid("user_id", _("Choose a person."))
    service.give_access(current_user(), source, person)
    return _to_source(source.id, _("%(name)s sees this source now.", name=person.name))


@bp.post("/sources/access/<int:source_access_id>/end")
def end_access(source_access_id: int) -> ResponseReturnValue:
    """End a person's access."""
    access = db.get_or_404(SourceAccess, source_access_id)
    service.end_access(current_user(), access)
    return _to_source(access.source_id, _("Access ended for %(name)s.", name=access.user.name))


def _to_source(source_id: int, message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("sources.show", source_id=source_id, _anchor="confidential"), message)
