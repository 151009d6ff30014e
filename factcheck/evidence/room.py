"""The room `evidence`."""

from __future__ import annotations

from factcheck.evidence import queries, views
from factcheck.evidence.models import Evidence
from factcheck.evidence.undo import UNDO
from factcheck.room import Room
from factcheck.web.input.days import is_past
from factcheck.web.paging import Page, page


def uses_of_source(source_id: int) -> Page[Evidence]:
    """A page of what a source is evidence for, with the claims."""
    return page(queries.of_source(source_id), Evidence.id)


def needs_another_look(evidence: Evidence) -> bool:
    """Whether the day by which somebody should look at it again is past."""
    return is_past(evidence.review_by)


ROOM = Room(
    blueprints=[views.bp],
    menu="claims",
    undo=UNDO,
    template_globals={"needs_another_look": needs_another_look, "uses_of_source": uses_of_source},
)
