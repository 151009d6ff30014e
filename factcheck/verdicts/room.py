"""The room `verdicts`."""

from __future__ import annotations

from collections.abc import Collection

from factcheck.db import db
from factcheck.room import Room
from factcheck.verdicts import decision_views, queries, views
from factcheck.verdicts.cli import verdicts
from factcheck.verdicts.writing import preview_views


def editions_of_claims(claim_ids: Collection[int]) -> dict[int, tuple[str, int]]:
    """The slug and the number of the newest published edition, by claim; claims without one are left out."""
    rows = db.session.execute(queries.newest_numbers(claim_ids)).all()
    return {claim_id: (slug, number) for claim_id, slug, number in rows if slug}


ROOM = Room(
    template_globals={"editions_of_claims": editions_of_claims},
    blueprints=[views.bp, decision_views.bp, preview_views.bp],
    menu="claims",
    commands=[verdicts],
)
