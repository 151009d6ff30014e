"""Days that people type: what has happened lies in the past, what is due does not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from factcheck.db import utcnow
from factcheck.errors import Invalid
from factcheck.i18n import N_, _

FURTHEST_EAST = timedelta(hours=14)  # the offset from UTC of the time zone where a day begins first
FURTHEST_WEST = timedelta(hours=12)
IN_FUTURE = N_("This date is in the future. Enter a date no later than today.")
IN_PAST = N_("This date has passed. Enter today’s date or a later one.")


def last_day(moment: datetime) -> date:
    """The latest day that it is anywhere on Earth at this moment."""
    return (moment + FURTHEST_EAST).date()


def is_future(day: date | None) -> bool:
    """Whether this day has not begun in any time zone; None has no day."""
    return day is not None and day > last_day(utcnow())


def is_past(day: date | None) -> bool:
    """Whether this day is over in every time zone; None has no day."""
    return day is not None and day < (utcnow() - FURTHEST_WEST).date()


def refuse_future(field: str, day: date | None) -> None:
    """Raise Invalid naming the field when nothing can have happened on this day yet."""
    if is_future(day):
        raise Invalid(field, _(IN_FUTURE))
