"""The room `audit`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit import given_out
from factcheck.audit.queries import newest_id, news
from factcheck.live.news import install


def init_app(app: Flask) -> None:
    """Keep numbers that were given out, and hand the question for new acts to `live`, which can't import it."""
    given_out.init()
    install(news, newest_id())
