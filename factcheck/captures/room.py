"""The room `captures`."""

from __future__ import annotations

from factcheck.captures import article_job, fetch_job, queries, quote_job, service, views
from factcheck.captures.following import is_automatic
from factcheck.captures.formats.text_fragment import with_directive
from factcheck.captures.listing import capture_progress, captures_of, captures_of_versions
from factcheck.captures.quotes import quote_statuses
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp],
    menu="sources",
    jobs={**fetch_job.JOBS, **article_job.JOBS, **quote_job.JOBS},
    template_filters={"with_directive": with_directive},
    template_globals={
        "capture_progress": capture_progress,
        "captures_of": captures_of,
        "captures_of_versions": captures_of_versions,
        "capture_states": queries.newest_states,
        "quote_statuses": quote_statuses,
        "can_fetch": service.can_fetch,
        "captures_new_sources": is_automatic,
    },
)
