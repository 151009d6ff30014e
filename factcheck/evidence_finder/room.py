"""The room `evidence_finder`."""

from __future__ import annotations

from factcheck.evidence_finder import index_job, views
from factcheck.evidence_finder.cli import passages
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp], menu="claims", commands=[passages], jobs=index_job.JOBS)
