"""The room `intake`."""

from __future__ import annotations

from factcheck.articles.cli import articles
from factcheck.intake import add_views, preview_views, update_views
from factcheck.intake.cli import add
from factcheck.intake.files import reading_job
from factcheck.room import Room

ROOM = Room(blueprints=[add_views.bp, preview_views.bp, update_views.bp], menu="articles", jobs=reading_job.JOBS)
articles.add_command(add)
