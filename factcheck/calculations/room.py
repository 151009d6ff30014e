"""The room `calculations`."""

from __future__ import annotations

from factcheck.calculations import views
from factcheck.calculations.results import removed_tables, tables_of
from factcheck.calculations.undo import UNDO
from factcheck.formulas.language.errors import EXPLAINED
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp],
    menu="claims",
    undo=UNDO,
    template_globals={"tables_of": tables_of, "removed_tables": removed_tables, "EXPLAINED_ERRORS": EXPLAINED},
)
