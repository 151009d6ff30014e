"""Where the details of a web page come from: what the page declares, or only what it shows (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.documents.extraction.coverage import folded
from factcheck.documents.metadata import json_ld
from factcheck.documents.metadata.dates import day_in_address, day_of
from factcheck.documents.metadata.page import AUTHORS, CREATORS, HEADLINES, SITES, Facts
from factcheck.documents.metadata.publication import DAYS
from factcheck.documents.origins import DetailOrigin

IN_JSON_LD = {
    "title": ("headline", "name"),
    "byline": ("author", *CREATORS),
    "publisher": ("publisher", "sourceOrganization"),
    "published_on": ("datePublished",),
}
IN_META = {"title": HEADLINES, "byline": AUTHORS, "publisher": SITES, "published_on": DAYS}
IN_MARKUP = {"title": "headline", "byline": "author", "publisher": "publisher", "published_on": "datepublished"}


def page_origins(facts: Facts) -> dict[str, str]:
    """The origins of the details that a page has, by their names: the most formal place that says the same.

    A headline that is declared nowhere is that of the story, as it is shown.
    """
    day = facts.published.isoformat() if facts.published else ""
    values = {"title": facts.title, "byline": facts.byline, "publisher": facts.publisher, "published_on": day}
    found = {name: _origin(facts, name, value).value for name, value in values.items() if value}
    return {"title": DetailOrigin.SHOWN.value} | found


def _origin(facts: Facts, name: str, value: str) -> DetailOrigin:
    declared = (it for thing in facts.things for key in IN_JSON_LD[name] for it in json_ld.texts(thing.get(key)))
    written = (it for meta in IN_META[name] for it in facts.metas.get(meta, ()))
    if _has(name, value, declared, facts.language):
        return DetailOrigin.JSON_LD
    if _has(name, value, written, facts.language):
        return DetailOrigin.META
    if _has(name, value, facts.marked(IN_MARKUP[name]), facts.language):
        return DetailOrigin.MARKUP
    if name == "published_on" and (found := day_in_address(facts.url)) and found.isoformat() == value:
        return DetailOrigin.ADDRESS
    return DetailOrigin.SHOWN


def _has(name: str, value: str, candidates: Iterable[str], language: str) -> bool:
    """Whether one of these says the same; names may be apart, and a day may differ by the time zone."""
    if name == "published_on":
        days = filter(None, (day_of(it, language) for it in candidates))
        return any(abs((it - day).days) <= 1 for it in days if (day := day_of(value)))
    texts = [folded(it) for it in candidates]
    return all(
        any(folded(part) in text for text in texts) for part in (value.split(", ") if name == "byline" else [value])
    )
