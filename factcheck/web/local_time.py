"""Time zones: whose calendar day it is. A person's own inside the newsroom, the newsroom's on public pages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask import current_app, g, has_app_context

from factcheck.config import Settings
from factcheck.db import utcnow


@cache
def zone(name: str) -> ZoneInfo:
    """The time zone of a name of the database, read from its file once."""
    return ZoneInfo(name)


def newsroom_zone() -> ZoneInfo:
    """The time zone of the newsroom."""
    settings: Settings = current_app.extensions["settings"]
    return zone(settings.time_zone)


def zone_of(person: Any) -> ZoneInfo:
    """The time zone of a person: their own, or the newsroom's where they chose none, or the person is None."""
    name = person.time_zone if person is not None else None
    return zone(name) if name and name in known_zones() else newsroom_zone()


def today(person: Any) -> date:
    """The calendar day that it is for a person now, by which something is due or late; for None, the newsroom's."""
    return utcnow().astimezone(zone_of(person)).date()


def local(moment: datetime) -> datetime:
    """A moment in the time zone of the person whose page this is."""
    return moment.astimezone(zone_of(reader()))


def newsroom_day(moment: datetime) -> date:
    """The calendar day of a moment where the newsroom is: the day that public pages and exports give."""
    return moment.astimezone(newsroom_zone()).date()


def zone_name(moment: datetime) -> str:
    """The short name of the zone of a local moment: CET; the offset where it has none."""
    name = moment.tzname() or "+"
    return offset_name(moment) if name[0] in "+-" else name


def offset_name(moment: datetime) -> str:
    """The difference of a local moment from UTC: UTC+5:30."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"


def reader() -> Any:
    """The person whose page this is; None for an anonymous reader, and outside a request."""
    return g.get("user") if has_app_context() else None


@cache
def known_zones() -> frozenset[str]:
    """The names of all time zones that this machine knows."""
    return frozenset(available_timezones())
