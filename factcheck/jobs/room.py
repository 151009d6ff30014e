"""The room `jobs`."""

from __future__ import annotations

from factcheck.jobs.cli import jobs
from factcheck.jobs.handlers import title
from factcheck.jobs.views import bp
from factcheck.room import Room

ROOM = Room(blueprints=[bp], commands=[jobs], template_globals={"job_title": title})
