"""Jinja filters: dates, numbers, excerpts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, wraps
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from flask import Flask
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from factcheck.db import utcnow
from factcheck.i18n import _, count, current_language, ngettext
from factcheck.i18n.labels import label, label_inside
from factcheck.urls import as_link, as_path
from factcheck.web import local_time
from factcheck.web.linkify import linked
from factcheck.web.long_searches import MOST_COUNTED

MINUTE, HOUR, DAY = 60, 3600, 86400  # in seconds
KEPT = 4_096  # days, and moments, in words; about 1 MiB of each


def day(value: date | str | None) -> Markup:
    """A day in words, for example 6 June 2026, also from an ISO 8601 string; “date unknown” for None.

    A moment has the day that it has in the newsroom, as on public pages.
    """
    if value is None:
        return Markup('<span class="unknown-date">{}</span>').format(_("date unknown"))
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if not isinstance(value, datetime):
        return _day(value, current_language().tag)
    return _time(value.isoformat(timespec="seconds"), "", day_in_words(local_time.newsroom_day(value)))


@lru_cache(maxsize=KEPT)
def _day(value: date, language: str) -> Markup:
    """The day in the language of this page, whose tag that is."""
    return _time(value.isoformat(), "", day_in_words(value))


def when(value: datetime | None) -> Markup:
    """A time relative to now, with the absolute one in its tooltip; only absolute after a month."""
    if value is None:
        return Markup("")
    absolute, ago = moment_in_words(value), since(value)
    return _time(value.isoformat(timespec="seconds"), absolute if ago else "", ago or absolute)


def soon(value: datetime) -> Markup:
    """A coming time relative to now, with the absolute one in its tooltip; only absolute beyond a month."""
    absolute, near = moment_in_words(value), until(value)
    return _time(value.isoformat(timespec="seconds"), absolute if near else "", near or absolute)


def moment_in_words(value: datetime, zone: ZoneInfo | None = None) -> str:
    """Day, time and time zone: 6 June 2026, 16:05 CEST. By default where the person is whose page this is."""
    here = zone or local_time.zone_of(local_time.reader())
    return _moment(value.replace(second=0, microsecond=0), here, current_language().tag)


@lru_cache(maxsize=KEPT)
def _moment(value: datetime, zone: ZoneInfo, language: str) -> str:
    """A moment there, in the language of this page, whose tag that is."""
    here = value.astimezone(zone)
    return _(
        "%(day)s, %(time)s %(zone)s",
        day=day_in_words(here),
        time=format_time(here.time(), "short", locale=current_language().locale),
        zone=local_time.zone_name(here),
    )


def since(value: datetime) -> str:
    """How long ago, if that says more than the date; empty for older or future times."""
    seconds = int((utcnow() - value).total_seconds() // 1)
    if not 0 <= seconds < 30 * DAY:
        return ""
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return ngettext("%(num)s min ago", "%(num)s min ago", seconds // MINUTE)
    if seconds < DAY:
        return ngettext("%(num)s h ago", "%(num)s h ago", seconds // HOUR)
    return ngettext("%(num)s d ago", "%(num)s d ago", seconds // DAY)


def until(value: datetime) -> str:
    """How soon, if that says more than the date; empty for later or past times."""
    seconds = int((value - utcnow()).total_seconds())
    if not 0 <= seconds < 30 * DAY:
        return ""
    if seconds < HOUR:
        return ngettext("in %(num)s min", "in %(num)s min", max(1, seconds // MINUTE))
    if seconds < DAY:
        return ngettext("in %(num)s h", "in %(num)s h", seconds // HOUR)
    return ngettext("in %(num)s d", "in %(num)s d", seconds // DAY)


def due(value: date) -> Markup:
    """A deadline as it is seen today, with the date in its tooltip: marked as late or today, which have a colour."""
    days = (value - local_time.today(local_time.reader())).days
    mark = "late" if days < 0 else "" if days else "today"
    if days < 0:
        words = ngettext("%(num)s d late", "%(num)s d late", -days)
    elif days <= 1:
        words = _("tomorrow") if days else _("today")
    else:
        words = str(format_skeleton("MMMd", value, locale=current_language().locale))
    return _time(value.isoformat(), _("due %(day)s", day=day_in_words(value)), words, mark)


def excerpt(value: str, length: int = 120) -> str:
    """The start of a text, cut at a word and marked as cut; `length` in code points."""
    if len(value) <= length:
        return value
    return value[:length].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def bounded_count(value: int) -> str:
    """A number of rows that was counted up to MOST_COUNTED: 37, or 1,000+ for all above."""
    return f"{count(MOST_COUNTED)}+" if value > MOST_COUNTED else count(value)


def translated(message: object) -> str:
    """A message marked by `N_`, translated; anything else is unchanged and escaped as usual."""
    return _(str(message)) if message else ""


def day_in_words(value: date) -> str:
    """A day in words, without markup."""
    return str(format_date(value, "long", locale=current_language().locale))


def _time(exact: str, tooltip: str, words: str, mark: str = "") -> Markup:
    title = Markup(' title="{}"').format(tooltip) if tooltip else ""
    marked = Markup(' data-due="{}"').format(mark) if mark else ""
    return Markup('<time datetime="{}"{}{}>{}</time>').format(exact, title, marked, words)


def init_app(app: Flask) -> None:
    """Register the filters."""
    for function in (
        *(
            day,
            when,
            soon,
            since,
            due,
            count,
            bounded_count,
            excerpt,
            label,
            label_inside,
            translated,
            as_link,
            as_path,
        ),
        *(linked, moment_in_words, local_time.local),
    ):
        app.jinja_env.filters[function.__name__] = _of_request(function)


def _of_request(function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, never called as a template is compiled, as Jinja does with constants: its language is a request's."""

    @pass_context
    @wraps(function)
    def filtered(_context: Context, /, *values: Any, **named: Any) -> Any:
        return function(*values, **named)

    return filtered
