"""The room `audit`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit import given_out


def init_app(app: Flask) -> None:
    """Keep numbers that were given out."""
    given_out.init()
