"""A source as a CSL-JSON record, and a record as the details of a source; what has no detail stays in the record."""

from __future__ import annotations

from datetime import date

from factcheck.citations.record import Record, issued, name_of, names_of, text_at, text_of
from factcheck.citations.styles import STYLES
from factcheck.documents.languages import is_tag, spelt
from factcheck.sources.models import Source, SourceKind
from factcheck.sources.service import SourceDetails, details_of
from factcheck.urls import as_address, doi_address, key

TYPES = {  # by kind: the CSL type of a source that has none of its own
    SourceKind.PAGE: "webpage",
    SourceKind.DOCUMENT: "document",
    SourceKind.REPORT: "report",
    SourceKind.DATASET: "dataset",
    SourceKind.STUDY: "article-journal",
    SourceKind.PAPER: "paper-conference",
    SourceKind.BOOK: "book",
    SourceKind.LAW: "legislation",
    SourceKind.ARTICLE: "article-newspaper",
    SourceKind.INTERVIEW: "interview",
    SourceKind.SPEECH: "speech",
    SourceKind.POST: "post",
    SourceKind.IMAGE: "graphic",
    SourceKind.RECORDING: "motion_picture",
    SourceKind.OTHER: "document",
}
KINDS = {
    **{name: kind for kind, name in TYPES.items() if kind is not SourceKind.OTHER},
    **dict.fromkeys(("article", "thesis", "review", "chapter"), SourceKind.PAPER),
    **dict.fromkeys(("article-magazine", "entry-encyclopedia"), SourceKind.ARTICLE),
    **dict.fromkeys(("bill", "legal_case", "regulation", "treaty"), SourceKind.LAW),
    **dict.fromkeys(("broadcast", "song"), SourceKind.RECORDING),
    **dict.fromkeys(("figure", "map"), SourceKind.IMAGE),
    "post-weblog": SourceKind.POST,
    "personal_communication": SourceKind.INTERVIEW,
}


def read(record: Record) -> SourceDetails:
    """The details that a record has; nobody has classified it yet. A date is one only if it has a day."""
    parts, language = issued(record), text_at(record, "language")
    return SourceDetails(
        title=text_at(record, "title"),
        publisher=text_at(record, "publisher") or text_at(record, "container-title"),
        authors=tuple(filter(None, map(text_of, names_of(record, "author")))),
        published_on=_day(parts),
        url=doi_address(text_at(record, "DOI")) or as_address(text_at(record, "URL")) or None,
        kind=KINDS.get(str(record.get("type")), SourceKind.OTHER),
        language=spelt(language) if is_tag(language) else "",
    )


def _day(parts: list[int]) -> date | None:
    try:
        return date(*parts) if len(parts) == 3 else None
    except ValueError:  # 31 February
        return None


def record_of(source: Source) -> Record:
    """The record that was imported, with what was edited since; of other sources one made from the details."""
    record, now = {**source.csl}, details_of(source)
    before = read(record)
    record["id"] = record.get("id") or f"source-{source.id}"
    if now.kind is not before.kind or "type" not in record:
        record["type"] = TYPES[now.kind]
    if now.authors != before.authors:
        record["author"] = [name_of(name) for name in now.authors]
    if now.published_on != before.published_on:
        day = now.published_on
        record["issued"] = {"date-parts": [[day.year, day.month, day.day]]} if day else None
    if key(now.url or "") != key(before.url or ""):
        record |= _address(now.url or "")
    for variable in ("title", "publisher", "language"):
        if getattr(now, variable) != getattr(before, variable):
            record[variable] = getattr(now, variable)
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _address(url: str) -> Record:
    doi = doi_address(url)
    return {"DOI": doi.removeprefix("https://doi.org/"), "URL": ""} if doi else {"DOI": "", "URL": url}


def references(source: Source) -> dict[str, str]:
    """The reference to a source in each style, by the name of the style."""
    record = record_of(source)
    return {name: style(record) for name, style in STYLES.items()}
