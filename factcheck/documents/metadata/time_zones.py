"""The day of a moment that a page declares in UTC, as its readers count it (pure).

Content systems often declare UTC (`2024-03-05T23:30:00Z`), and show the day of their own time zone. Zones: IANA time
zone database, of the country where most readers of a language live; none for languages of several continents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LONGEST = 40  # characters of a moment
IN_UTC = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)")
AN_HOUR_OFF = re.compile(r"([+-]\d\d)(\d\d)\Z")  # an offset without a colon
WEST, EAST = timedelta(hours=-10), timedelta(hours=13)  # offsets of nearly all readers
MIDNIGHT = time(0)
ZONES = {
    **dict.fromkeys(("de", "lb"), "Europe/Berlin"),
    **{"it": "Europe/Rome", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw", "cs": "Europe/Prague"},
    **{"sk": "Europe/Bratislava", "hu": "Europe/Budapest", "sl": "Europe/Ljubljana", "hr": "Europe/Zagreb"},
    **{"sv": "Europe/Stockholm", "da": "Europe/Copenhagen", "fi": "Europe/Helsinki", "et": "Europe/Tallinn"},
    **dict.fromkeys(("no", "nb", "nn"), "Europe/Oslo"),
    **{"lv": "Europe/Riga", "lt": "Europe/Vilnius", "el": "Europe/Athens", "bg": "Europe/Sofia"},
    **{"ro": "Europe/Bucharest", "uk": "Europe/Kyiv", "ru": "Europe/Moscow", "tr": "Europe/Istanbul"},
    **{"he": "Asia/Jerusalem", "fa": "Asia/Tehran", "hi": "Asia/Kolkata", "th": "Asia/Bangkok"},
    **{
        "vi": "Asia/Ho_Chi_Minh",
        "zh": "Asia/Shanghai",
        "ja": "Asia/Tokyo",
        "ko": "Asia/Seoul",
        "is": "Atlantic/Reykjavik",
    },
}


def local_day(value: str, day: date, language: str, others: Iterable[str], beside: Callable[[], date | None]) -> date:
    """The day of a declared `value`, whose day as written is `day`.

    A moment in UTC is that of one of `others` with an offset, if that is the same moment; else the day `beside` the
    headline, if it is that day somewhere; else its day in the zone of the language.
    """
    moment = _moment(value) if IN_UTC.fullmatch(value.strip()[:LONGEST]) else None
    if moment is None:
        return day
    for other in others:
        if (spelled := _moment(other)) == moment and not IN_UTC.fullmatch(other.strip()[:LONGEST]) and spelled:
            return spelled.date()
    zone = _zone(language)
    local = moment.astimezone(zone) if zone else moment
    if zone and local.time() == MIDNIGHT:  # a day without a time
        return local.date()
    if (visible := beside()) and visible in {day, *((moment + offset).date() for offset in (WEST, EAST))}:
        return visible
    return local.date() if zone else day


def _zone(language: str) -> ZoneInfo | None:
    name = ZONES.get(language.replace("_", "-").split("-")[0].lower())
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:  # on a system without the database
        return None


def _moment(value: str) -> datetime | None:
    """A moment with an offset; None for anything else."""
    try:
        found = datetime.fromisoformat(AN_HOUR_OFF.sub(r"\1:\2", value.strip()[:LONGEST]))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
