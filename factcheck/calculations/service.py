"""Actions on the tables of a claim: add, edit, put in order, remove, restore."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict

from sqlalchemy import func, select

from factcheck.accounts.models import User
from factcheck.audit.service import changes, record
from factcheck.calculations import queries
from factcheck.calculations.models import Calculation
from factcheck.calculations.results import (
    TableDetails,
    details_of,
    record_with_results,
    refuse_unknown_evidence,
    table_of,
)
from factcheck.claims.models import Claim
from factcheck.db import check_revision, db, utcnow
from factcheck.db.numbering import floor
from factcheck.errors import Conflict, EditConflict, Invalid, Refusals
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.evidence.service import refuse_archived
from factcheck.formulas.language.references import COLUMNS, CellPlace
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require

MAX_TABLES = 20  # of a claim
UNIT = "unit_"  # before the letter of a column, in events
STALE = N_("Somebody else changed this table while you were writing. Your changes were not saved.")
REMOVED = N_("This table was removed. Restore it first.")
TOO_MANY = N_("This claim has %(most)s tables already. Remove one first.")


def add(actor: User, claim: Claim, details: TableDetails) -> Calculation:
    """Add a table to a claim, under a number that the claim never reuses."""
    require(actor, Permission.EDIT_CALCULATION)
    refuse_archived(claim)
    if len(db.session.scalars(queries.of_claim(claim.id)).all()) >= MAX_TABLES:
        raise Invalid("", _(TOO_MANY, most=MAX_TABLES))
    of_claim = select(func.max(Calculation.number), func.max(Calculation.position))
    highest, last = db.session.execute(of_claim.where(Calculation.claim_id == claim.id)).one()
    number = 1 + max(highest or 0, floor("calculations.number", claim.id))
    details = _checked(claim, number, details)
    place = {"number": number, "position": 1 + (last or 0)}
    calculation = Calculation(claim=claim, author=actor, **place, **asdict(details))
    db.session.add(calculation)
    db.session.flush()
    record(actor, "calculation:add", ("claim", claim.id), None, {"number": number, "title": details.title})
    return calculation


def edit(actor: User, calculation: Calculation, details: TableDetails, seen_revision: int) -> None:
    """Edit a table; refused if somebody else edited it since it was shown. No change records nothing."""
    require(actor, Permission.EDIT_CALCULATION)
    refuse_archived(calculation.claim)
    if not check_revision(calculation, seen_revision):
        raise EditConflict(_(STALE))
    if calculation.archived_at is not None:
        raise Conflict(_(REMOVED))
    cited = table_of(calculation).cites()  # also evidence that this person doesn't see
    details = _checked(calculation.claim, calculation.number, details, cited)
    before, after = as_fields(details_of(calculation)), as_fields(details)
    blank = dict.fromkeys([*before, *after], "")
    old, new = changes(blank | before, blank | after)
    if not new:
        return
    calculation.title, calculation.cells, calculation.units = details.title, list(details.cells), list(details.units)
    db.session.flush()
    number = {"number": calculation.number}
    record(actor, "calculation:edit", ("claim", calculation.claim_id), number | old, number | new)


def move_up(actor: User, calculation: Calculation) -> None:
    """Put a table before the one that is above it; the first stays where it is."""
    order = [it.number for it in db.session.scalars(queries.of_claim(calculation.claim_id))]
    place = order.index(calculation.number) if calculation.number in order else 0
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
        arrange(actor, calculation.claim, order)


def arrange(actor: User, claim: Claim, order: Sequence[int]) -> None:
    """Put the tables with these numbers in this order; any other of the claim follows."""
    require(actor, Permission.EDIT_CALCULATION)
    refuse_archived(claim)
    rows = db.session.scalars(queries.of_claim(claim.id)).all()
    before = [it.number for it in rows]
    after = [*(it for it in order if it in before), *(it for it in before if it not in order)]
    if before == after:
        return
    for row in rows:
        row.position = 1 + after.index(row.number)
    db.session.flush()
    record(actor, "calculation:order", ("claim", claim.id), {"order": before}, {"order": after})


def remove(actor: User, row: Calculation) -> None:
    """Remove a table from a claim; it can be restored, and its number stays taken."""
    require(actor, Permission.EDIT_CALCULATION)
    refuse_archived(row.claim)
    if row.archived_at is not None:
        raise Conflict(_("This table was already removed."))
    row.archived_at = utcnow()
    _record(actor, "calculation:remove", row)


def restore(actor: User, row: Calculation) -> None:
    """Restore a removed table."""
    require(actor, Permission.EDIT_CALCULATION)
    refuse_archived(row.claim)
    if row.archived_at is None:
        raise Conflict(_("This table wasn’t removed."))
    row.archived_at = None
    _record(actor, "calculation:restore", row)


def as_fields(details: TableDetails) -> dict[str, str]:
    """A table as events name what changed: its title, each cell by its name, and the units of columns."""
    rows = enumerate(details.cells)
    cells = {CellPlace(row, column).name: text for row, texts in rows for column, text in enumerate(texts) if text}
    units = {f"{UNIT}{COLUMNS[column]}": unit for column, unit in enumerate(details.units) if unit}
    return {"title": details.title, **units, **cells}


def _checked(claim: Claim, number: int, details: TableDetails, cited: Collection[int] = ()) -> TableDetails:
    """A table as it is stored; it may cite evidence of the claim, and what was `cited` before.

    Raises Invalid for its title, InvalidCell for its cells, all at once.
    """
    refusals = Refusals()
    with refusals.gather():
        if not details.title.strip():
            raise Invalid("title", _("Enter a title."))
    with refusals.gather():
        table = record_with_results(number, details)
        there = [it.number for it in db.session.scalars(evidence_of(claim.id))]
        refuse_unknown_evidence(table, [*there, *cited])
    refusals.tell()
    return trimmed(details)


def trimmed(details: TableDetails) -> TableDetails:
    """A table without spaces around its texts, and without empty rows and columns at its end."""
    cells = [[text.strip() for text in row] for row in details.cells]
    while cells and not any(cells[-1]):
        cells.pop()
    width = max((column + 1 for row in cells for column, text in enumerate(row) if text), default=0)
    blank = [""] * width
    units = [*(unit.strip() for unit in details.units), *blank][:width]
    return TableDetails(details.title.strip(), [[*row, *blank][:width] for row in cells], units)


def _record(actor: User, action: str, row: Calculation) -> None:
    db.session.flush()
    facts = {"number": row.number, "title": row.title}
    record(actor, action, ("claim", row.claim_id), None, facts)
