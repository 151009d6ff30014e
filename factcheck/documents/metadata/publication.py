"""The publication date, from the moments that a page declares and shows (pure).

What is declared as the moment of publication comes first, then the day in the address, then what the page shows, and
last the day of an edition, a file or a change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from factcheck.documents.markup.node import Node
from factcheck.documents.metadata import json_ld
from factcheck.documents.metadata.dates import day_of
from factcheck.documents.metadata.regions import is_beside
from factcheck.documents.metadata.time_zones import local_day

PUBLISHED = (
    *("article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished"),
    *("publishdate", "publish-date", "publish_date", "published", "pubdate", "publication_date", "publicationdate"),
    *("cxenseparse:recs:publishtime", "parsely-pub-date", "sailthru.date", "citation_publication_date"),
    *("citation_date", "article.published", "dcterms.issued", "dc.date.issued", "vr:published_time"),
)
DATED = (  # of an edition, a file or a change
    *("dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "date", "last-modified-original"),
    *("displaydate", "timestamp"),
)
DAYS = (*PUBLISHED, *DATED)
MADE = ("dateCreated", "uploadDate")  # in JSON-LD
ABOUT_A_DAY = timedelta(days=2)  # between the day in an address and the declared one, by time zones
ABOUT_A_WEEK = timedelta(days=7)  # between the day of an edition or a file and the one shown
LONGEST_LINE = 100  # characters of a line with only name and date
LONGEST_TIME = 200  # characters of a <time>


class Moments(NamedTuple):
    """What a page says of its days: `marked` are the values of `itemprop=datePublished`."""

    metas: Mapping[str, Sequence[str]]
    things: Sequence[dict[str, Any]]
    marked: Sequence[str]
    nodes: Sequence[Node]
    language: str

    @property
    def formal(self) -> Iterator[str]:
        """The declared moments of publication."""
        yield from (it for name in PUBLISHED for it in self.metas.get(name, ()))
        yield from (it for thing in self.things for it in json_ld.texts(thing.get("datePublished")))

    @property
    def lesser(self) -> Iterator[str]:
        """Others, most formal first: what the page shows counts more than these."""
        yield from self.marked
        yield from times_of_publication(self.nodes, self.language)
        yield from (it for thing in self.things for name in MADE for it in json_ld.texts(thing.get(name)))
        yield from (it for name in DATED for it in self.metas.get(name, ()))

    @property
    def times(self) -> list[str]:
        """All moments of <time> elements."""
        return [moment_of(it) for it in self.nodes if it.tag == "time"]


def day_of_publication(
    moments: Moments, in_address: date | None, visible_day: Callable[[], date | None]
) -> date | None:
    """The publication date, in the time zone that the page uses; `visible_day` finds that beside the headline."""
    language = moments.language
    for value in moments.formal:
        if day := day_of(value, language):
            is_far = in_address and abs(in_address - day) > ABOUT_A_DAY
            return in_address if is_far else local_day(value, day, language, moments.times, visible_day)
    if in_address:
        return in_address
    visible = visible_day()
    for value in moments.lesser:
        if day := day_of(value, language):
            is_near = visible and abs(visible - day) <= ABOUT_A_WEEK
            return visible if is_near else local_day(value, day, language, moments.times, lambda: visible)
    return visible


def moment_of(node: Node) -> str:
    """What a <time> says to machines, else to people."""
    return node.get("datetime") or node.brief(LONGEST_TIME) or ""


def times_of_publication(nodes: Sequence[Node], language: str) -> Iterator[str]:
    """The moments marked as publication, else all but those of a change; none if several days are named.

    One within a sentence doesn't count, nor one beside the story.
    """
    times = [it for it in nodes if it.tag == "time" and not is_beside(it)]
    marked = [it for it in times if _is_of_publication(it)]
    others = [it for it in times if it not in marked and "updated" not in it.get("class").lower() and _is_alone(it)]
    for group in (marked, others):
        moments = [moment_of(it) for it in group]
        if len({day for it in moments if (day := day_of(it, language))}) == 1:
            yield from moments


def _is_alone(node: Node) -> bool:
    return node.parent is not None and node.parent.brief(LONGEST_LINE) is not None


def _is_of_publication(node: Node) -> bool:
    return node.has("pubdate") or "publish" in node.get("class").lower()
