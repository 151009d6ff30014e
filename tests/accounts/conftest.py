"""Apps with other sign-in settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests.mailing import mailing_app


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
    with mailing_app(app, tmp_path / "mail") as other:
        yield other
