"""Importing lists of claims over HTTP: a dry run first, and the template of a list."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.claim_lists.forms import ClaimListForm
from factcheck.claim_lists.reader import MAX_ROWS
from factcheck.claim_lists.rows import TEMPLATE
from factcheck.i18n import ngettext
from factcheck.permissions import Permission, require
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.idempotency import commit_and_redirect, commit_unkeyed

bp = Blueprint("claim_lists", __name__, url_prefix="/claims/import")
MAX_SHOWN_ROWS, MAX_SHOWN_ERRORS = 10, 200
ACCEPTED = ".csv,.tsv,.txt"


@bp.route("", methods=["GET", "POST"])
@takes_uploads
def create() -> ResponseReturnValue:
    """Choose a list, see what importing it would do, and import it."""
    require(current_user(), Permission.HIGHLIGHT_CLAIM)
    if request.method == "GET":
        return _page(ClaimListForm())
    form, actor = ClaimListForm(request.form), current_user()
    is_import = request.form.get("choice") == "import"
    done = submit(form, lambda: form.add(actor) if is_import else None, ahead=lambda: form.read(actor))
    if done and not isinstance(done, Refused):
        message = ngettext("%(num)s claim imported.", "%(num)s claims imported.", len(done))
        return commit_and_redirect(url_for("claims.index"), message)
    form.keep(actor)
    commit_unkeyed()
    return _page(form, done if isinstance(done, Refused) else None)


@bp.get("/template")
def template() -> ResponseReturnValue:
    """A CSV file with the names of all columns, to be filled in."""
    headers = {"Content-Disposition": 'attachment; filename="claims.csv"'}
    return Response(f"\ufeff{TEMPLATE}\r\n", mimetype="text/csv", headers=headers)


def _page(form: ClaimListForm, refused: Refused | None = None) -> ResponseReturnValue:
    """The form, and under it what importing the list would do."""
    form.offer_encodings(refused)
    context: dict[str, Any] = {"accepted": ACCEPTED, "max_rows": MAX_ROWS, "planned": form.planned}
    if form.found is not None and form.planned is not None:
        errors = form.planned.errors[:MAX_SHOWN_ERRORS]
        context |= {"list": form.found, "row_errors": errors, "max_shown": MAX_SHOWN_ROWS}
    return render_form("claim_lists/import.html", form, refused, **context)
