"""Checks by other newsrooms over HTTP: their list, and importing, archiving and restoring lists."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.db import db, read_only
from factcheck.fulltext.questions import question as as_question
from factcheck.i18n import _, ngettext
from factcheck.permissions import Permission, require
from factcheck.prior_checks import queries, service
from factcheck.prior_checks.forms import ListForm
from factcheck.prior_checks.models import CheckImport, PriorCheck
from factcheck.prior_checks.reading.reader import MAX_ROWS
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect, commit_unkeyed
from factcheck.web.input.numbers import number
from factcheck.web.long_searches import asked, count_of, question, shared
from factcheck.web.paging import page

bp = Blueprint("prior_checks", __name__, url_prefix="/prior-checks")
MAX_SHOWN_ROWS, MAX_SHOWN_ERRORS = 10, 200
ACCEPTED = ".csv,.tsv,.txt,.json,.jsonld"


@bp.route("", methods=["GET", "POST"])
@question
def index() -> ResponseReturnValue:
    """The checks of all lists, by keywords, or those of one list."""
    return shared("prior_checks.index") or respond("prior_checks/index.html", "prior_checks/_checks.html", **_listed())


def _listed() -> dict[str, Any]:
    values = {name: asked().get(name, "") for name in ("q", "list")}
    rows = queries.shown(values["q"], number(values["list"]))
    return {
        "page": page(rows, PriorCheck.id),
        "asked": values,
        "total": count_of(queries.shown(), PriorCheck.id),
        "found": count_of(rows, PriorCheck.id) if any(values.values()) else None,
        "is_cut": as_question(values["q"]).is_cut,
    }


@bp.get("/lists")
def lists() -> ResponseReturnValue:
    """The imported lists."""
    listed = page(queries.imports(), CheckImport.id)
    counts = db.session.execute(queries.counts([it.id for it in listed.items])).all()
    shown = {row[0]: row[1] for row in counts}
    return render_template("prior_checks/lists.html", page=listed, counts=shown)


@bp.route("/import", methods=["GET", "POST"])
@takes_uploads
def create() -> ResponseReturnValue:
    """Choose a list, see what importing it would do, and import it."""
    require(current_user(), Permission.IMPORT_CHECKS)
    if request.method == "GET":
        return _page(ListForm())
    form, actor = ListForm(request.form), current_user()
    is_import = request.form.get("choice") == "import"
    done = submit(form, lambda: form.add(actor) if is_import else None, ahead=lambda: form.read(actor))
    if isinstance(done, CheckImport):
        return _to_lists(_imported(done))
    form.keep(actor)
    commit_unkeyed()
    return _page(form, done)


def _page(form: ListForm, refused: Refused | None = None) -> ResponseReturnValue:
    """The form, and under it what importing the list would do."""
    form.offer_encodings(refused)
    found, context = form.found, {"accepted": ACCEPTED, "max_rows": MAX_ROWS, "compared": None}
    if found is not None:
        with read_only():
            compared = service.compare(found)
        errors = found.errors[:MAX_SHOWN_ERRORS]
        context |= {"compared": compared, "checks": found, "row_errors": errors, "max_shown": MAX_SHOWN_ROWS}
    return render_form("prior_checks/import.html", form, refused, **context)


def _imported(imported: CheckImport) -> str:
    count = imported.added_count + imported.changed_count
    return ngettext("%(num)s check imported.", "%(num)s checks imported.", count)


@bp.post("/lists/<int:check_import_id>/archive")
def archive(check_import_id: int) -> ResponseReturnValue:
    """Archive a list; the notice offers to undo it."""
    service.archive(current_user(), db.get_or_404(CheckImport, check_import_id))
    return _to_lists(_("Archived. Its checks are no longer shown beside claims."))


@bp.post("/lists/<int:check_import_id>/restore")
def restore(check_import_id: int) -> ResponseReturnValue:
    """Restore an archived list."""
    service.restore(current_user(), db.get_or_404(CheckImport, check_import_id))
    return _to_lists(_("Restored. Its checks are shown again."))


def _to_lists(message: str) -> ResponseReturnValue:
    return commit_and_redirect(url_for("prior_checks.lists"), message)
