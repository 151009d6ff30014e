"""The room `reanchoring`."""

from __future__ import annotations

from factcheck.reanchoring import job, resize_views, views
from factcheck.reanchoring.undo import UNDO
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, resize_views.bp], menu="articles", jobs=job.JOBS, undo=UNDO)
