"""The room `inbox`."""

from __future__ import annotations

from factcheck.inbox import feed_views, views
from factcheck.inbox.fetch_job import JOBS
from factcheck.inbox.undo import UNDO
from factcheck.room import Room

ROOM = Room(blueprints=[views.bp, feed_views.bp], menu="articles", jobs=JOBS, undo=UNDO)
