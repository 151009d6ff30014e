"""A record as a reference in three styles (pure): APA 7, Chicago 17 (bibliography) and MLA 9, in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from factcheck.citations.record import Record, issued, names_of, text_at

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
ENDS = (".", "?", "!", "…", ".”", "?”", "!”")
MOST_APA, MOST_CHICAGO, MOST_MLA = 20, 10, 2  # authors that a reference names, by each style's own rule


def apa(record: Record) -> str:
    """Family, G. (2026, June 6). Title. Container, 12(3), 4–5. Publisher. Address."""
    names = [_initials(it) for it in names_of(record, "author")]
    if len(names) > MOST_APA:
        names = [*names[: MOST_APA - 1], f"… {names[-1]}"]
    authors = _joined(names, ", & ", ", ").replace(", & … ", ", … ")
    parts = issued(record)
    day = f"({parts[0]}{', ' if parts[1:] else ''}{_month_day(parts)})" if parts else "(n.d.)"
    volume, issue = text_at(record, "volume"), text_at(record, "issue")
    number = f"{volume}({issue})" if volume and issue else volume or issue
    container = ", ".join(filter(None, (text_at(record, "container-title"), number, text_at(record, "page"))))
    head = [f"{authors} {day}", text_at(record, "title")] if authors else [text_at(record, "title"), day]
    return _sentences(*head, container, _publisher(record, authors), address=_address(record))


def chicago(record: Record) -> str:
    """Family, Given, and Given Family. “Title.” Container 12, no. 3 (June 6, 2026): 4–5. Publisher. Address."""
    authors = _people(record, MOST_CHICAGO)
    volume, issue, page = (text_at(record, it) for it in ("volume", "issue", "page"))
    day = _american(issued(record))
    container = text_at(record, "container-title")
    if container:
        number = " ".join(filter(None, (container, volume))) + (f", no. {issue}" if issue else "")
        container = number + (f" ({day})" if day else "") + (f": {page}" if page else "")
    publisher = ", ".join(filter(None, (_publisher(record, authors), "" if container else day)))
    return _sentences(authors, _title(record), container, publisher, address=_address(record))


def mla(record: Record) -> str:
    """Family, Given, and Given Family. “Title.” Container, vol. 12, no. 3, Publisher, 6 June 2026, pp. 4–5, address."""
    authors = _people(record, MOST_MLA)
    labelled = (("vol.", "volume"), ("no.", "issue"))
    numbers = [f"{words} {text_at(record, it)}" for words, it in labelled if text_at(record, it)]
    page = f"pp. {text_at(record, 'page')}" if text_at(record, "page") else ""
    parts = issued(record)
    day = " ".join(filter(None, (str(parts[2]) if parts[2:] else "", MONTHS[parts[1] - 1] if parts[1:] else "")))
    day = f"{day} {parts[0]}".strip() if parts else ""
    address = _address(record).removeprefix("https://").removeprefix("http://")
    rest = [text_at(record, "container-title"), *numbers, _publisher(record, authors), day, page, address]
    return _sentences(authors, _title(record), ", ".join(filter(None, rest)))


STYLES: Mapping[str, Callable[[Record], str]] = {"APA": apa, "Chicago": chicago, "MLA": mla}


def _initials(name: Mapping[str, Any]) -> str:
    given = " ".join(
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in str(name.get("given", "")).split()
    )
    return ", ".join(filter(None, (_family(name), given, str(name.get("suffix", "")))))


def _family(name: Mapping[str, Any]) -> str:
    return str(name.get("literal") or f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip())


def _people(record: Record, most: int) -> str:
    """The first author by the family name, the others by the given name; of too many the first alone."""
    names = names_of(record, "author")
    if not names:
        return ""
    first = ", ".join(filter(None, (_family(names[0]), str(names[0].get("given", "")))))
    if len(names) > most:
        return f"{first}, et al."
    return _joined([first, *(f"{it.get('given', '')} {_family(it)}".strip() for it in names[1:])], ", and ", ", ")


def _joined(names: Sequence[str], last: str, between: str) -> str:
    return last.join(filter(None, (between.join(names[:-1]), names[-1]))) if names else ""


def _title(record: Record) -> str:
    title = text_at(record, "title")
    return f"“{title}{'' if title.endswith(ENDS) else '.'}”" if title else ""


def _publisher(record: Record, authors: str) -> str:
    """The publisher, unless it is the author."""
    publisher = text_at(record, "publisher")
    return "" if publisher == authors else publisher


def _month_day(parts: Sequence[int]) -> str:
    return " ".join([MONTHS[parts[1] - 1], *map(str, parts[2:])]) if parts[1:] else ""


def _american(parts: Sequence[int]) -> str:
    if not parts:
        return ""
    return f"{_month_day(parts)}, {parts[0]}" if parts[2:] else f"{_month_day(parts)} {parts[0]}".strip()


def _address(record: Record) -> str:
    return f"https://doi.org/{text_at(record, 'DOI')}" if text_at(record, "DOI") else text_at(record, "URL")


def _sentences(*parts: str, address: str = "") -> str:
    """The parts that there are, each ended by a full stop; an address has none, so that it can be followed."""
    ended = [part if part.endswith(ENDS) else f"{part}." for part in parts if part]
    return " ".join([*ended, address] if address else ended)
