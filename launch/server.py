"""Serve until told to stop. This decides which part of it the process is, and loads no more than that needs."""

from __future__ import annotations

import os

from launch.processes.handover import Handover
from launch.processes.supervisor import Supervisor


def serve() -> int:
    """Serve until SIGINT or SIGTERM; 2 if a setting is wrong, 1 if the port or the database is unavailable."""
    handover = Handover.taken(os.environ)
    if handover and handover.workers:
        return Supervisor.of(handover).run()
    from launch import newsroom  # with Flask, SQLAlchemy and all rooms, which a supervisor doesn't need

    return newsroom.serve(handover)
