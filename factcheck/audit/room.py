"""The room `audit`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit import given_out


def init_app(app: Flask) -> None:
    """Reserve numbers that were issued."""
    given_out.init()
