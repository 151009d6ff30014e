"""The room `origins`."""

from __future__ import annotations

from factcheck.origins import compare_job, views
from factcheck.origins.cli import origins as commands
from factcheck.origins.counting import evidence_balance, first_of_origin, origins_of
from factcheck.origins.listing import origin_name, origin_proposals, sources_of_origin
from factcheck.origins.undo import UNDO
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    commands=[commands],
    jobs=compare_job.JOBS,
    undo=UNDO,
    template_globals={
        "evidence_balance": evidence_balance,
        "first_of_origin": first_of_origin,
        "origins_of": origins_of,
        "origin_name": origin_name,
        "origin_proposals": origin_proposals,
        "sources_of_origin": sources_of_origin,
    },
)
