"""Moments are shown relative to now with the absolute time in the tooltip, and absolute alone when long ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from factcheck.web import filters
from factcheck.web.filters import soon, when

pytestmark = pytest.mark.on_sqlite  # a moment is shown the same from both databases

NOW = datetime(2026, 6, 6, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=2), "2 min ago"),
        (timedelta(hours=3), "3 h ago"),
        (timedelta(days=29), "29 d ago"),
    ],
)
def test_a_recent_moment_is_relative(app: Flask, monkeypatch: pytest.MonkeyPatch, ago: timedelta, shown: str) -> None:
    monkeypatch.setattr(filters, "utcnow", lambda: NOW)
    with app.test_request_context():
        text = when(NOW - ago)
    assert f">{shown}</time>" in text
    assert 'UTC">' in text


@pytest.mark.parametrize("ago", [timedelta(days=30), -timedelta(minutes=1)])
def test_an_old_or_future_moment_is_absolute(app: Flask, monkeypatch: pytest.MonkeyPatch, ago: timedelta) -> None:
    monkeypatch.setattr(filters, "utcnow", lambda: NOW)
    with app.test_request_context():
        text = when(NOW - ago)
    assert "UTC</time>" in text
    assert "title=" not in text


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=5), "in 1 min"),
        (timedelta(minutes=59), "in 59 min"),
        (timedelta(hours=3), "in 3 h"),
        (timedelta(days=29), "in 29 d"),
    ],
)
def test_a_coming_moment_is_relative(app: Flask, monkeypatch: pytest.MonkeyPatch, ahead: timedelta, words: str) -> None:
    monkeypatch.setattr(filters, "utcnow", lambda: NOW)
    with app.test_request_context():
        assert f">{words}</time>" in soon(NOW + ahead)
        assert "UTC</time>" in soon(NOW + timedelta(days=30))


def test_no_moment_is_nothing(app: Flask) -> None:
    assert when(None) == ""
