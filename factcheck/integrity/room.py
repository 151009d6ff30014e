"""The room `integrity`."""

from __future__ import annotations

from factcheck.i18n import N_
from factcheck.integrity.cli import check
from factcheck.integrity.db_cli import database
from factcheck.integrity.nightly import JOB, check_all
from factcheck.jobs.handlers import CARE, JobHandler
from factcheck.room import Room

ROOM = Room(
    commands=[check, database],
    jobs={JOB: JobHandler(check_all, N_("Nightly integrity check"), lane=CARE)},
)
