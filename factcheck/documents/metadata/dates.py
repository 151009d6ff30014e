"""Dates as web pages write them; ambiguous ones are ignored (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

LONGEST = 100  # characters of a possible date
YEARS = range(1600, 2200)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})(?![\d.])")  # 31.10.23
CHINESE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
WITH_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|º|er)?(?:\s+(?:de|of))?\s+([^\W\d_]{3,})\.?,?(?:\s+del?)?\s+(\d{4})(?!\d)"
)
MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds
NUMERIC_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2})(?!\d)")
IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=/|$)")
LANGUAGES = ("en",)  # languages of months, in addition to the page's own: meta elements are often in English


def day_of(value: str, language: str = "") -> date | None:
    """The day of a date or time, in its own time zone; None if there is none, or if it is ambiguous.

    ISO 8601 in its usual spellings, RFC 5322, seconds since 1970, numbers whose order is certain (5.3.2024, not
    5/3/2024), and dates with the name of the month, in English or the page's `language`.
    """
    value = value.strip()[:LONGEST]
    if EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).date()
    if found := YEAR_FIRST.search(value) or CHINESE.search(value) or COMPACT.fullmatch(value):
        return _day(*found.groups()[:3])
    if found := YEAR_LAST.search(value):
        return _in_order(found[1], found[3], found[4], is_certain=found[2] == ".")
    if found := SHORT_YEAR.search(value):
        return _day(f"20{found[3]}", found[2], found[1])
    if found := WITH_MONTH.search(value):
        return _named(found[3], found[2], found[1], language)
    if found := MONTH_FIRST.search(value):
        return _named(found[3], found[1], found[2], language)
    return None


def day_in_address(url: str) -> date | None:
    """The day in the path of an address, as newspapers write it: /2024/03/05/."""
    found = IN_ADDRESS.search(url[:2000])
    return _day(*found.groups()) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _in_order(first: str, second: str, year: str, *, is_certain: bool) -> date | None:
    """Days come before months, except in American English, where a number above 12 or two equal ones must decide."""
    if is_certain or int(first) > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None


def _named(year: str, name: str, day: str, language: str) -> date | None:
    month = _months(language.replace("_", "-").split("-")[0].lower()).get(name.casefold())
    return _day(year, str(month), day) if month else None


@lru_cache(maxsize=200)
def _months(language: str) -> dict[str, int]:
    """The numbers of the months by their names, full and abbreviated."""
    found: dict[str, int] = {}
    for tag in (language, *LANGUAGES):
        try:
            months = Locale.parse(tag).months if tag else {}
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= _numbers(months.get(context, {}).get(width, {}).items(), found)
    return found


def _numbers(names: Iterable[tuple[int, str]], months: dict[str, int]) -> dict[str, int]:
    return {name.casefold().rstrip("."): number for number, name in names if name.casefold().rstrip(".") not in months}
