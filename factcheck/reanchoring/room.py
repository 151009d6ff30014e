"""The room `reanchoring`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.service import react
from factcheck.reanchoring import job, resize_views, views
from factcheck.reanchoring.undo import UNDO
from factcheck.room import Room


def init_app(app: Flask) -> None:
    """Let every new version ask for the job."""
    react(app, job.enqueue_opening)


ROOM = Room(blueprints=[views.bp, resize_views.bp], jobs=job.JOBS, undo=UNDO, init_app=init_app)
