"""The room `audit`."""

from __future__ import annotations

from flask import Flask

from factcheck.audit import given_out
from factcheck.room import Room


def init_app(_: Flask) -> None:
    """Reserve numbers that were issued."""
    given_out.init()


ROOM = Room(init_app=init_app)
