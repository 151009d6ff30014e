"""The room `site`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.site import check_views, report_views, views
from factcheck.site.cli import report
from factcheck.site.spoken import spoken

ROOM = Room(
    blueprints=[views.bp, check_views.bp, report_views.bp],
    commands=[report],
    template_filters={"spoken": spoken},
)
