"""Fixtures for tests of exports."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.demo.loader import load_if_empty
from tests.databases import States


@pytest.fixture
def demo(app: Flask, states: States) -> Flask:
    """The app with the demo newsroom."""
    states.begin_from("demo", load_if_empty)
    return app
