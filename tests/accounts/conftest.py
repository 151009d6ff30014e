"""Apps with other sign-in settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from factcheck import create_app
from factcheck.db import db
from tests.conftest import Client


@pytest.fixture
def strict(app: Flask) -> Iterator[Flask]:
    """An app that requires a second factor of editors."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, second_factor_for=frozenset({"editor"}))
    yield app
    app.extensions["settings"] = settings


@pytest.fixture
def mailing(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same app with a mail folder as its mail server."""
    settings = app.extensions["settings"]
    other = create_app(replace(settings, mail_url=f"file://{tmp_path}/mail", base_url="http://checks.example"))
    other.test_client_class = Client
    other.config["WTF_CSRF_ENABLED"] = False
    yield other
    with other.app_context():
        db.engine.dispose()
