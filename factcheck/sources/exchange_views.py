"""Sources in and out over HTTP: importing a text or file, and downloading the filtered library."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.session import current_user
from factcheck.citations.formats import FORMATS
from factcheck.db import db
from factcheck.i18n import ngettext
from factcheck.permissions import Permission, require
from factcheck.sources import bibliography, importing
from factcheck.sources.forms import ImportForm
from factcheck.sources.listing import found
from factcheck.sources.models import Source
from factcheck.sources.queries import current_id
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.guards.body_limits import takes_uploads
from factcheck.web.idempotency import commit_and_redirect
from factcheck.web.input.numbers import number

bp = Blueprint("source_exchange", __name__)
MOST_EXPORTED = 5_000  # sources of one file


@bp.route("/sources/import", methods=["GET", "POST"])
@takes_uploads
def create() -> ResponseReturnValue:
    """Paste or choose sources, see what importing them would do, and import them."""
    require(current_user(), Permission.ADD_SOURCE)
    if request.method == "GET":
        return _page(ImportForm())
    form, actor = ImportForm(request.form), current_user()
    is_import = request.form.get("choice") == "import"
    added = submit(form, lambda: importing.add_all(actor, form.rows) if is_import else None, ahead=form.read)
    if isinstance(added, list):
        words = ngettext("%(num)s source imported.", "%(num)s sources imported.", len(added))
        return commit_and_redirect(url_for("sources.index", rank="unclassified"), words)
    return _page(form, added)


def _page(form: ImportForm, refused: Refused | None = None) -> ResponseReturnValue:
    counts = Counter(row.outcome for row in form.rows)
    context: dict[str, Any] = {"rows": form.rows, "counts": counts, "most": importing.MOST}
    return render_form("sources/import.html", form, refused, **context)


@bp.get("/sources/export")
def download() -> ResponseReturnValue:
    """The sources of the filtered library, or one by its `id`, in the format `as`."""
    form = FORMATS.get(request.args.get("as", ""))
    if form is None:
        abort(404)
    one = number(request.args.get("id", ""))
    rows = found(request.args) if one is None else select(Source).where(Source.id == current_id(one))
    records = [bibliography.record_of(source) for source in db.session.scalars(rows.limit(MOST_EXPORTED))]
    name = f"sources.{form.ending}" if one is None else f"source-{one}.{form.ending}"
    headers = {"Content-Disposition": f"attachment; filename={name}", "X-Content-Type-Options": "nosniff"}
    return Response(form.write(records), mimetype=form.media_type, headers=headers)
