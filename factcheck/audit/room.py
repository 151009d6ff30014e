"""The room `audit`."""

from __future__ import annotations

from flask import Flask

from factcheck.accounts import journal
from factcheck.audit import given_out
from factcheck.audit.queries import newest_id, news
from factcheck.audit.service import record
from factcheck.live.news import install


def init_app(app: Flask) -> None:
    """Hand the record to the rooms below, which can't import it: one writes to it, one tells what is new in it."""
    journal.install(record)
    given_out.init()
    install(news, newest_id())
