"""The address of each export, and the command that writes it."""

from __future__ import annotations

from flask import Flask

HEADLINE = "The harbour opens in September"
SLUG = "the-harbour-opens-in-september"
URLS = {
    "atom": "/feed.atom",
    "averitec": "/exports/averitec.json",
    "claimreview": "/exports/claimreview.jsonld",
    "csv": "/exports/checks.csv",
    "json": "/exports/checks.json",
    "webannotation": "/reports/1/annotations.jsonld",
}


def command(app: Flask, *arguments: str) -> tuple[int, bytes]:
    result = app.test_cli_runner().invoke(args=["factcheck", "export", *arguments])
    return result.exit_code, result.stdout_bytes
