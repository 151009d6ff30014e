"""What a page declares: headline, byline, publisher, date, language and address (pure).

Sources: Open Graph, schema.org as JSON-LD and microdata, HTML's own <meta>, <link>, <time> and `lang`, and the comment
that browsers write into saved pages. An address isn't accepted as a name, nor a home page as an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin, urlsplit

from factcheck.documents.languages import is_tag
from factcheck.documents.markup.tree import HtmlPage
from factcheck.documents.metadata import json_ld
from factcheck.documents.metadata.authors.byline import byline
from factcheck.documents.metadata.authors.shown_byline import linked_authors, marked_bylines, shown_bylines
from factcheck.documents.metadata.dates import day_in_address
from factcheck.documents.metadata.headline import entry_headings, headings_of, headline, lower_headings
from factcheck.documents.metadata.publication import Moments, day_of_publication
from factcheck.documents.metadata.regions import is_beside
from factcheck.documents.metadata.shown_date import shown_day
from factcheck.urls import is_home_page, is_web_address

SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+?)\s*-->", re.IGNORECASE)
LOOKED_AT = 5_000  # characters within which a browser states the address of a saved page
MOST_WALKED = 100  # elements of a marked byline that are read
LONGEST_NAME = 200  # characters of a byline or a publisher
ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|^@|\.(?:com|org|net)/", re.IGNORECASE)
WRITTEN_BY = re.compile(
    r"written by|verfasst von|écrit par|escrito por|scritto da|geschreven door|автор", re.IGNORECASE
)
AUTHORS = (
    *("author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "byl", "parsely-author"),
    *("sailthru.author", "article:author_name", "cxenseparse:author", "vr:author", "og:article:author"),
)
CREATORS = ("creator", "contributor")
SITES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_journal_title", "publisher", "application-name")
HEADLINES = ("og:title", "twitter:title", "dc.title", "citation_title", "title")


class Facts:
    """The details of a page, read before anything is removed from it."""

    def __init__(self, page: HtmlPage, text: str, address: str) -> None:
        self._nodes = page.nodes
        self._address = address
        self._saved = SAVED_FROM.search(text, 0, LOOKED_AT)
        scripts = [it.text for it in page.nodes if it.tag == "script" and "ld+json" in it.get("type").lower()]
        self._itemprops = [it for it in page.nodes if "itemprop" in it.attributes]
        self.metas: dict[str, list[str]] = {}
        for node in page.nodes:
            if node.tag == "meta" and (content := node.get("content").strip()):
                for name in {node.get(it).strip().lower() for it in ("property", "name", "http-equiv", "itemprop")}:
                    self.metas.setdefault(name, []).append(content)

        self.things = json_ld.articles(scripts, f"{self._meta('og:title')} {self.page_title}")

    @cached_property
    def titles(self) -> list[str]:
        """The declared titles, most likely first."""
        found = [*self._of_things("headline"), *(self._meta(name) for name in HEADLINES), self.page_title]
        return [it for it in found if it]

    @cached_property
    def title(self) -> str:
        """The headline: as the page shows it, if that agrees with a declared title."""
        visible = (headings_of(self._nodes), lower_headings(self._nodes))
        return headline([*self.titles], *visible, self._sites, entry_headings(self._nodes))

    @property
    def body(self) -> str:
        """The text of the article as JSON-LD has it, with its line ends."""
        return next(filter(None, (json_ld.passages(thing.get("articleBody")) for thing in self.things)), "")

    @cached_property
    def byline(self) -> str:
        """The authors, several names separated by commas, without "By"."""
        authors = next((thing["author"] for thing in self.things if thing.get("author")), "")
        declared = json_ld.texts(authors)
        further = [name for thing in self.things for key in CREATORS for name in json_ld.texts(thing.get(key))]
        written = [it for name in AUTHORS for it in self.metas.get(name, ())]
        labelled = [self._meta("twitter:data1")] if WRITTEN_BY.match(self._meta("twitter:label1")) else []
        linked, marked = list(linked_authors(self._nodes)), list(marked_bylines(self._nodes))
        visible = (self.marked("author"), linked, marked, shown_bylines(self._nodes, [self.title]))
        people, bodies = [*json_ld.typed(authors, "person"), *linked], json_ld.typed(authors, "organization")
        return byline((declared, further, written, labelled, *visible), self._sites, people, bodies)

    @cached_property
    def _sites(self) -> list[str]:
        """The names by which the site may call itself."""
        host = (urlsplit(self.url or self._address).hostname or "").removeprefix("www.")
        named = [self._meta(name) for name in SITES]
        return [self.publisher, host, host.rpartition(".")[0], *host.split(".")[:-1], *named]

    @cached_property
    def publisher(self) -> str:
        """The outlet that published the page."""
        declared = (json_ld.text(thing, "publisher", "sourceOrganization") for thing in self.things)
        named = (self._meta(name) for name in SITES)
        found = (self._meta("og:site_name"), *declared, *named, *self.marked("publisher"))
        return next((it for it in found if it and not ADDRESS.search(it) and len(it) <= LONGEST_NAME), "")

    @cached_property
    def published(self) -> date | None:
        """The publication date, in the time zone that the page uses."""
        moments = Moments(self.metas, self.things, list(self.marked("datepublished")), self._nodes, self.language)
        return day_of_publication(moments, day_in_address(self.url or self._address), self._shown_day)

    def _shown_day(self) -> date | None:
        return shown_day(self._nodes, self.titles, self.language)

    @cached_property
    def language(self) -> str:
        """The declared language tag; empty if there is none."""
        declared = (json_ld.text(thing, "inLanguage") for thing in self.things)
        places = (it for it in self._nodes if it.tag in {"html", "body", "article", "main"})
        tags = [it.get(name) for it in places for name in ("lang", "xml:lang")]
        metas = (self._meta(name) for name in ("content-language", "language", "dc.language", "og:locale"))
        found = (it.split(",")[0].strip().replace("_", "-").split(".")[0] for it in (*tags, *metas, *declared))
        return next((it for it in found if is_tag(it)), "")

    @cached_property
    def url(self) -> str:
        """The address of the page: its canonical link, else og:url, else another declaration; never a home page."""
        links = [
            it.get("href") for it in self._nodes if it.tag == "link" and "canonical" in it.get("rel").lower().split()
        ]
        declared = [json_ld.text(thing, "url", "mainEntityOfPage", "@id") for thing in self.things]
        saved = self._saved[1] if self._saved else ""
        bases = (self._base, self._meta("og:url"), saved, self._address, *declared)
        base = next((it for it in bases if is_web_address(it)), "")
        for value in (*links, self._meta("og:url"), saved, self._address, *declared):
            url = _joined(base, value.strip())
            if is_web_address(url) and not is_home_page(url):
                return url
        return ""

    @cached_property
    def _base(self) -> str:
        return next((it.get("href").strip() for it in self._nodes if it.tag == "base" and it.has("href")), "")

    @cached_property
    def page_title(self) -> str:
        """The title of the page, often with the name of the site."""
        return " ".join(next((it.text for it in self._nodes if it.tag == "title"), "").split())

    def _meta(self, name: str) -> str:
        return next(iter(self.metas.get(name, ())), "")

    def _of_things(self, key: str) -> Iterator[str]:
        return (it for thing in self.things for it in json_ld.texts(thing.get(key)) if it)

    def marked(self, name: str) -> Iterator[str]:
        """The values that are marked by microdata: the name within, the machine-readable value, or the words."""
        for node in self._itemprops:
            if name in node.get("itemprop").lower().split() and not is_beside(node):
                inner = next((it for it in islice(node.walk(), MOST_WALKED) if it.get("itemprop") == "name"), node)
                value = inner.get("content") or node.get("content") or inner.get("datetime")
                yield value or " ".join((inner.brief(LONGEST_NAME) or "").split())


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value) if value else ""
    except ValueError:  # a bracket that is never closed
        return ""
