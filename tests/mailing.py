"""An app that sends its mail into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from factcheck import create_app
from factcheck.db import db
from tests.conftest import Client


@contextmanager
def mailing_app(app: Flask, folder: Path) -> Iterator[Flask]:
    """The same app with a mail folder as its mail server."""
    settings = app.extensions["settings"]
    other = create_app(replace(settings, mail_url=f"file://{folder}", base_url="http://checks.example"))
    other.test_client_class = Client
    other.config["WTF_CSRF_ENABLED"] = False
    yield other
    with other.app_context():
        db.engine.dispose()
