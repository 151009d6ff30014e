"""The list of rooms, and nothing clever."""

from __future__ import annotations

from importlib import import_module

from flask import Flask

TABLES = (
    "accounts",
    "audit",
    "refusals",
    "undo",
    "captures",
    "jobs",
    "articles",
    "claims",
    "annotations",
    "threads",
    "evidence",
    "reviews",
    "verdicts",
    "live",
    "exports",
)
ROOMS = (
    "health",
    "jobs",
    "accounts",
    "audit",
    "drafts",
    "refusals",
    "people",
    "undo",
    "articles",
    "intake",
    "claims",
    "annotations",
    "reanchoring",
    "similarity",
    "threads",
    "evidence",
    "reviews",
    "verdicts",
    "corrections",
    "exports",
    "site",
    "live",
    "desk",
    "integrity",
    "demo",
)

COMMANDS = ("backup.cli",)  # modules that only add commands


def register(app: Flask) -> None:
    """Let every room declare its tables and add its views and commands."""
    for room in TABLES:
        import_module(f"factcheck.{room}.models")
    for room in ROOMS:
        import_module(f"factcheck.{room}.room").init_app(app)
    for module in COMMANDS:
        import_module(f"factcheck.{module}")
