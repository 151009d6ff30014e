"""The room `watching`."""

from __future__ import annotations

from collections.abc import Collection

from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.room import Room
from factcheck.watching import alarm_views, queries, service, views
from factcheck.watching.alarms import compare_job
from factcheck.watching.looks import look_job, schedule
from factcheck.watching.models import QuoteAlarm
from factcheck.watching.undo import UNDO


def quote_alarms(rows: Collection[Evidence]) -> dict[int, QuoteAlarm]:
    """The open alarms about these pieces of evidence, by their ids."""
    found = db.session.scalars(queries.alarms([row.id for row in rows])) if rows else ()
    return {alarm.evidence_id: alarm for alarm in found}


ROOM = Room(
    blueprints=[views.bp, alarm_views.bp],
    menu="sources",
    jobs={**schedule.JOBS, **look_job.JOBS, **compare_job.JOBS},
    undo=UNDO,
    template_globals={
        "watched_page": service.page_of,
        "watched_address": service.address_of,
        "is_looked_at": schedule.is_under_way,
        "quote_alarms": quote_alarms,
    },
)
