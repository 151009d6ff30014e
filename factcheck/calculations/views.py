"""Tables of a claim over HTTP: write, order, remove, restore, download."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.calculations import results, service
from factcheck.calculations.forms import CalculationForm, refused_cells
from factcheck.calculations.models import Calculation
from factcheck.claims.models import Claim
from factcheck.claims.views import after_write
from factcheck.db import db
from factcheck.drafts import service as drafts
from factcheck.errors import NotFound
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.formulas.files import TYPES, as_download, in_format
from factcheck.formulas.records import TableRecord
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.htmx import respond
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("calculations", __name__)
PREPARES = frozenset({"row", "column", "paste"})  # what changes the form and saves nothing


@bp.get("/claims/<int:claim_id>/tables")
def panel(claim_id: int) -> ResponseReturnValue:
    """The tables of a claim, with results and steps."""
    claim = db.get_or_404(Claim, claim_id)
    return respond("calculations/panel.html", "calculations/_of_claim.html", claim=claim)


@bp.route("/claims/<int:claim_id>/tables/new", methods=["GET", "POST"])
def create(claim_id: int) -> ResponseReturnValue:
    """Add a table."""
    claim, form = db.get_or_404(Claim, claim_id), CalculationForm(request.form)
    require(current_user(), Permission.EDIT_CALCULATION)
    if request.method == "GET" or _prepares(form):
        return _page(claim, form)
    answer = submit(form, lambda: _preview(form) or service.add(current_user(), claim, form.details()))
    if isinstance(answer, Refused | TableRecord):
        return _page(claim, form, answer)
    return _to_claim(answer, _("Table T%(number)s added.", number=answer.number))


@bp.route("/calculations/<int:calculation_id>/edit", methods=["GET", "POST"])
def edit(calculation_id: int) -> ResponseReturnValue:
    """Edit a table; its number stays."""
    row = db.get_or_404(Calculation, calculation_id)
    require(current_user(), Permission.EDIT_CALCULATION)
    if request.method == "GET":
        return _page(row.claim, CalculationForm.of(row), row=row)
    form = CalculationForm(request.form)
    if _prepares(form):
        return _page(row.claim, form, row=row)
    answer = submit(form, lambda: _preview(form) or _edit(row, form), current=lambda: CalculationForm.of(row))
    if isinstance(answer, Refused | TableRecord):
        return _page(row.claim, form, answer, row)
    return _to_claim(row, _("Table T%(number)s saved.", number=row.number))


@bp.post("/calculations/<int:calculation_id>/up")
def move_up(calculation_id: int) -> ResponseReturnValue:
    """Before the table above it."""
    row = db.get_or_404(Calculation, calculation_id)
    service.move_up(current_user(), row)
    return _to_claim(row, _("Table T%(number)s moved.", number=row.number))


@bp.post("/calculations/<int:calculation_id>/remove")
def remove(calculation_id: int) -> ResponseReturnValue:
    """Off the claim, restorably."""
    row = db.get_or_404(Calculation, calculation_id)
    service.remove(current_user(), row)
    return _to_claim(row, _("Table T%(number)s removed. You can undo it.", number=row.number))


@bp.post("/calculations/<int:calculation_id>/restore")
def restore(calculation_id: int) -> ResponseReturnValue:
    """Back onto the claim."""
    row = db.get_or_404(Calculation, calculation_id)
    service.restore(current_user(), row)
    return _to_claim(row, _("Table T%(number)s restored.", number=row.number))


@bp.get("/calculations/<int:calculation_id>/file.<name>")
def download(calculation_id: int, name: str) -> ResponseReturnValue:
    """A table as a file: `xlsx` or `csv`."""
    row = db.get_or_404(Calculation, calculation_id)
    if name not in TYPES:
        raise NotFound(_("There is no such file."))
    data = in_format(name, results.table_of(row), results.sources_of(row.claim_id))
    disposition = as_download(f"claim-{row.claim_id}-T{row.number}.{name}")
    return Response(data, content_type=TYPES[name], headers={"Content-Disposition": disposition})


def _edit(row: Calculation, form: CalculationForm) -> Calculation:
    service.edit(current_user(), row, form.details(), form.seen_revision())
    return row


def _prepares(form: CalculationForm) -> bool:
    """Whether a button that saves nothing was pressed; does what it says."""
    choice = request.form.get("choice", "")
    if choice in PREPARES:
        form.change(choice)
    return choice in PREPARES


def _preview(form: CalculationForm) -> TableRecord | None:
    """The table with its results, if that is what was asked for."""
    if request.form.get("choice") != "calculate":
        return None
    return results.record_with_results(0, form.details())


def _page(
    claim: Claim, form: CalculationForm, answer: Refused | TableRecord | None = None, row: Calculation | None = None
) -> ResponseReturnValue:
    """The page of the form, with the results under it where they were asked for."""
    if request.method == "GET" and (draft := drafts.of(current_user(), request.path)):
        form.cells.fit_to_inputs(draft.fields.get("cells", []))
    refused = answer if isinstance(answer, Refused) else None
    context: dict[str, Any] = {"claim": claim, "row": row, "cell_errors": refused_cells(refused)}
    context["evidence"] = db.session.scalars(evidence_of(claim.id)).all()
    context["preview"] = answer if isinstance(answer, TableRecord) else None
    return render_form("calculations/form.html", form, refused, **context)


def _to_claim(row: Calculation, message: str) -> ResponseReturnValue:
    return commit_and_redirect(after_write(row.claim_id, "tables"), message)
