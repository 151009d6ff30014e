"""Copies of a source at archive services over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.archives import service
from factcheck.archives.forms import CopyAddressForm
from factcheck.archives.models import IndependentCopy
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.sources.models import Source
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.fields import text

bp = Blueprint("archives", __name__)


@bp.route("/sources/<int:source_id>/copies/new", methods=["GET", "POST"])
def create(source_id: int) -> ResponseReturnValue:
    """Enter the address of a copy."""
    source, form = db.get_or_404(Source, source_id), CopyAddressForm(request.form)
    if request.method == "GET":
        require(current_user(), Permission.ADD_CAPTURE)
        return render_form("archives/new.html", form, source=source)
    answer = submit(form, lambda: service.enter(current_user(), source, text(form.url)))
    if isinstance(answer, Refused):
        return render_form("archives/new.html", form, answer, source=source)
    return _to_source(source_id, _("Address of the copy added."))


@bp.post("/sources/<int:source_id>/copies/ask")
def ask(source_id: int) -> ResponseReturnValue:
    """Ask the archive service that is set for a copy."""
    service.ask(current_user(), db.get_or_404(Source, source_id))
    return _to_source(source_id, _("The archive service is being asked. Reload to see the result."), "info")


@bp.post("/copies/<int:independent_copy_id>/remove")
def remove(independent_copy_id: int) -> ResponseReturnValue:
    """Remove a copy from the list."""
    copy = db.get_or_404(IndependentCopy, independent_copy_id)
    service.remove(current_user(), copy)
    return _to_source(copy.source_id, _("Removed. You can undo it."))


def _to_source(source_id: int, message: str, category: str = "success") -> ResponseReturnValue:
    where = url_for("sources.show", source_id=source_id)
    return commit_and_redirect(f"{where}#archives", message, category)
