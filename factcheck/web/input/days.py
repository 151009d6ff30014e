"""Dates that people type: events are in the past, due dates are not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from factcheck.db import utcnow
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.web import local_time

FURTHEST_EAST = timedelta(hours=14)  # the offset from UTC of the time zone where a day starts first
IN_FUTURE = N_("This date is in the future. Enter a date no later than today.")
IN_PAST = N_("This date has passed. Enter today’s date or a later one.")


def last_day(moment: datetime) -> date:
    """The latest date anywhere on Earth at this moment."""
    return (moment + FURTHEST_EAST).date()


def is_future(day: date | None) -> bool:
    """Whether this day hasn't started in any time zone; False for None."""
    return day is not None and day > last_day(utcnow())


def is_past(day: date | None) -> bool:
    """Whether this day is over for the person whose page this is; False for None."""
    return day is not None and day < local_time.today(local_time.reader())


def refuse_future(field: str, day: date | None) -> None:
    """Raise Invalid for the field if this day hasn't started anywhere."""
    if is_future(day):
        raise Invalid(field, _(IN_FUTURE))
