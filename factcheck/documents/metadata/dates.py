"""Dates as web pages write them; ambiguous ones are ignored (pure)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError

WORD = re.compile(r"[^\W\d_]{2,}")
LONGEST = 100  # characters of a possible date
YEARS = range(1600, 2200)
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}(?:Z|[+-]\d{4})?)?")
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
SHORT_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})(?![\d.])")  # 31.10.23
CHINESE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
NAME = r"([^\W\d_]{3,})"  # of a month
WITH_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\.|st|nd|rd|th|º|er)?[\s-]*(?:(?:de|of)\s+)?{NAME}[.,]*[\s-]+(?:del?\s+)?(\d{{4}})(?!\d)"
)
MONTH_FIRST = re.compile(
    rf"{NAME}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:\d\d?:\d\d:\d\d\s+(?:[A-Z]{{2,5}}\s+)?)?(\d{{4}})(?!\d)"
)
NAME_BETWEEN = re.compile(rf"(?<!\d)(\d{{4}})\.?(?:\s+m\.)?[\s-]+{NAME}\.?[\s-]+(\d{{1,2}})(?!\d)")  # 2024. március 5.
WITH_SHORT_YEAR = re.compile(rf"(?<!\d)(\d{{1,2}})\.?[\s-]+{NAME}\.?[\s-]+['’]?(\d{{2}})\s*(?=\Z|[)|,])")  # 5-Mar-24
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds
NUMERIC_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[./]\s?\d{1,2}[./]\s?(?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2})(?!\d)")
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)(?:/(0?[1-9]|1[0-2]|[a-z]{3})/(0?[1-9]|[12]\d|3[01])(?=/|$)|(-?)(\d\d)\4(\d\d)(?=[/-]|$))"
)
DAY_FIRST = frozenset({"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"})  # English that writes the day first
MONTH_OR_DAY_FIRST = frozenset({"", "en", "fil", "tl"})
SPELLINGS = {"sept": 9, "mrz": 3, "jänner": 1, "feber": 2, "setiembre": 9}  # of months that the locale data don't have
LANGUAGES = ("en",)  # languages of months, in addition to the page's own: meta elements are often in English


def day_of(value: str, language: str = "", *, is_prose: bool = False) -> date | None:
    """The day of a date or time, in its own time zone; None if there is none, or if it is ambiguous.

    ISO 8601 in its usual spellings, RFC 5322, seconds since 1970, numbers whose order is certain (5.3.2024, not
    5/3/2024, unless the weekday decides, or in words for people, `is_prose`, the `language`), and dates with the name
    of the month, in English or the page's `language`.
    """
    value = value.strip()[:LONGEST]
    if EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).date()
    if found := YEAR_FIRST.search(value) or CHINESE.search(value) or COMPACT.fullmatch(value):
        return _day(*found.groups()[:3])
    if found := YEAR_LAST.search(value):
        is_certain = found[2] == "." or (is_prose and _writes_days_first(language))
        return _in_order(found[1], found[3], found[4], _weekday(value, language), is_certain=is_certain)
    if found := SHORT_YEAR.search(value):
        return _day(f"20{found[3]}", found[2], found[1])
    return _with_month(value, language)


def day_in_address(url: str) -> date | None:
    """The day in the path of an address, as newspapers write it: /2024/03/05/, /2024/mar/05/, /20240305-."""
    found = IN_ADDRESS.search(url[:2000])
    if not found:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[2] else (found[1], found[5], found[6])
    return _day(year, month, day) if month.isdigit() else _named(year, month, day, "en")


def _with_month(value: str, language: str) -> date | None:
    """The first day whose month is named."""
    for pattern, (year, month, day), century in (
        (WITH_MONTH, (3, 2, 1), ""),
        (MONTH_FIRST, (3, 1, 2), ""),
        (NAME_BETWEEN, (1, 2, 3), ""),
        (WITH_SHORT_YEAR, (3, 2, 1), "20"),
    ):
        for found in pattern.finditer(value):
            if named := _named(century + found[year], found[month], found[day], language):
                return named
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _writes_days_first(language: str) -> bool:
    tag = language.replace("_", "-").lower()
    return tag in DAY_FIRST or tag.split("-")[0] not in MONTH_OR_DAY_FIRST


def _in_order(first: str, second: str, year: str, weekday: int | None, *, is_certain: bool) -> date | None:
    """Days come before months, except in American English, where a number above 12 or two equal ones must decide.

    A weekday beside them decides too.
    """
    days_first, months_first = _day(year, second, first), _day(year, first, second)
    if weekday is not None:
        on_it = {it for it in (days_first, months_first) if it is not None and it.weekday() == weekday}
        return on_it.pop() if len(on_it) == 1 else None
    if is_certain or not (days_first and months_first) or days_first == months_first:
        return days_first or (months_first if not is_certain else None)
    return None


def _weekday(value: str, language: str) -> int | None:
    """The number of the first weekday that a value names, in English or the page's language; Monday is 0."""
    weekdays = _weekdays(language.replace("_", "-").split("-")[0].lower())
    return next((weekdays[it] for it in map(str.casefold, WORD.findall(value)) if it in weekdays), None)


def _named(year: str, name: str, day: str, language: str) -> date | None:
    month = _months(language.replace("_", "-").split("-")[0].lower()).get(name.casefold())
    return _day(year, str(month), day) if month else None


@lru_cache(maxsize=200)
def _months(language: str) -> dict[str, int]:
    """The numbers of the months by their names, full and abbreviated."""
    return _numbers(language, "months") | SPELLINGS


@lru_cache(maxsize=200)
def _weekdays(language: str) -> dict[str, int]:
    return _numbers(language, "days")


def _numbers(language: str, kind: str) -> dict[str, int]:
    """The numbers of months or days by their names in a language and in English."""
    found: dict[str, int] = {}
    for tag in (language, *LANGUAGES):
        try:
            names = getattr(Locale.parse(tag), kind) if tag else {}
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in names.get(context, {}).get(width, {}).items():
                    found.setdefault(name.casefold().rstrip("."), number)
    return found
