"""Undo and redo of actions on tables, through the same services."""

from __future__ import annotations

from collections.abc import Callable

from factcheck.accounts.models import User
from factcheck.audit.models import Event
from factcheck.calculations import queries, service
from factcheck.calculations.models import Calculation
from factcheck.calculations.results import TableDetails, details_of
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.formulas.language.references import COLUMNS, MAX_COLUMNS, MAX_ROWS, CellPlace
from factcheck.i18n import N_
from factcheck.undo.registry import Undoable


def _calculation(event: Event) -> Calculation:
    number = (event.after or event.before or {})["number"]
    return db.session.scalars(queries.of_number(event.subject_id, number)).one()


def _on_table(act: Callable[[User, Calculation], None]) -> Callable[[User, Event], None]:
    return lambda actor, event: act(actor, _calculation(event))


def _edited(side: str) -> Callable[[User, Event], None]:
    """The cells that an edit changed, as they were before or after it."""

    def act(actor: User, event: Event) -> None:
        calculation = _calculation(event)
        details = with_fields(details_of(calculation), getattr(event, side))
        service.edit(actor, calculation, details, calculation.revision)

    return act


def _ordered(side: str) -> Callable[[User, Event], None]:
    return lambda actor, event: service.arrange(
        actor, db.session.get_one(Claim, event.subject_id), getattr(event, side)["order"]
    )


def with_fields(details: TableDetails, fields: dict[str, str]) -> TableDetails:
    """A table with other values of some fields, by the names that `service.as_fields` gives them."""
    now = service.as_fields(details) | fields
    cells = [[now.get(CellPlace(row, column).name, "") for column in range(MAX_COLUMNS)] for row in range(MAX_ROWS)]
    return TableDetails(now["title"], cells, [now.get(f"{service.UNIT}{it}", "") for it in COLUMNS])


remove, restore = _on_table(service.remove), _on_table(service.restore)
UNDO = {
    "calculation:add": Undoable(remove, restore, N_("new table")),
    "calculation:edit": Undoable(_edited("before"), _edited("after"), N_("edited table")),
    "calculation:order": Undoable(_ordered("before"), _ordered("after"), N_("order of the tables")),
    "calculation:remove": Undoable(restore, remove, N_("removed table")),
    "calculation:restore": Undoable(remove, restore, N_("restored table")),
}
