"""The room `audit`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import journal
from factcheck.audit.service import record


def init_app(app: Flask) -> None:
    """Hand the record to the room below, which can't import it."""
    journal.install(record)
