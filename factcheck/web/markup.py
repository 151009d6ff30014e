"""Jinja filters: dates, numbers, excerpts."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from factcheck.db import utcnow
from factcheck.labels import label, label_inside

UNITS = ((60, "min", 60), (3600, "h", 24), (86400, "d", 30))  # seconds a unit, its name, how many until the next


def day(value: date | None) -> Markup:
    """A day in words, for example 6 June 2026; an unknown one says so."""
    if value is None:
        return Markup('<span class="unknown">date unknown</span>')
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), _words(value))


def when(value: datetime | None) -> Markup:
    """A moment, absolute (UTC) with the relative one beside it."""
    if value is None:
        return Markup("")
    shown = f"{_words(value)}, {value:%H:%M} UTC"
    ago = since(value)
    return Markup('<time datetime="{}">{}{}</time>').format(
        value.isoformat(timespec="seconds"), shown, f" · {ago}" if ago else ""
    )


def since(value: datetime) -> str:
    """How long ago, as long as that says more than the date; empty for older or future moments."""
    seconds = (utcnow() - value).total_seconds()
    if 0 <= seconds < 60:
        return "just now"
    for unit, name, most in UNITS:
        if unit <= seconds < unit * most:
            return f"{int(seconds // unit)} {name} ago"
    return ""


def count(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}"


def excerpt(value: str, length: int = 120) -> str:
    """The beginning of a text, cut at a word and marked as cut; `length` in code points."""
    if len(value) <= length:
        return value
    return value[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _words(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def init_app(app: Flask) -> None:
    """Register the filters."""
    for function in (day, when, since, count, excerpt, label, label_inside):
        app.jinja_env.filters[function.__name__] = function
