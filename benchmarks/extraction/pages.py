"""The pages: invented stories (benchmarks/anchoring/texts) in the markup of twelve kinds of site, in six languages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.anchoring.texts import Article, articles

HERE = Path(__file__).parent
STORIES = 2  # of each language, in every shape
SHORTEST = {"zh": 1_000}  # code points of a story
SHORTEST_OF_OTHERS = 2_500
HEADING = 60  # code points of a line without a full stop that is a heading
ENDS = (".", "!", "?", "。", "”", "»", "…", "؟")
LATE = datetime(2024, 3, 5, 23, 30, tzinfo=timezone(timedelta(hours=-3)))  # already the next day in UTC
EARLY = datetime(2023, 11, 12, 7, 5, tzinfo=timezone(timedelta(hours=2)))
NAMELESS = frozenset({"wiki", "government"})
FIRST_ONLY = frozenset({"wordpress-classic", "wordpress-blocks", "drupal", "nextjs", "table-layout"})
SECOND_ONLY = frozenset({"app-shell", "amp"})
UNDATED = frozenset({"wiki"})

Part = tuple[str, Any]


class Page(NamedTuple):
    """A page and what a reader should find; an empty name or day is not asked."""

    name: str
    shape: str
    language: str
    url: str
    html: str
    story: list[str]
    neutral: list[str]  # may be in the text or not: headline and captions
    headline: str
    day: str
    names: list[str]


def pages() -> Iterator[Page]:
    """All pages, by shape and language."""
    loader = FileSystemLoader(HERE / "shapes")
    shapes = Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
    phrases = tomllib.loads((HERE / "phrases.toml").read_text())
    for shape in sorted(path.stem for path in (HERE / "shapes").glob("*.html")):
        for language, site in phrases.items():
            for number, article in enumerate(_stories(language)):
                yield _page(shapes, shape, site, article, LATE if number else EARLY)


def _stories(language: str) -> list[Article]:
    most = SHORTEST.get(language, SHORTEST_OF_OTHERS)
    of_language = [it for it in articles() if it.language == language]
    return sorted(of_language, key=lambda it: len(it.text) < most)[:STORIES]


def _page(shapes: Environment, shape: str, site: dict[str, Any], article: Article, moment: datetime) -> Page:
    headline, lead, *paragraphs = (" ".join(it.split()) for it in article.text.split("\n\n") if it.strip())
    is_plain = shape == "app-shell"  # whose text is in JSON-LD alone
    body = [_of_line(it) for it in paragraphs] if is_plain else list(_body(paragraphs, site))
    story = [lead, *(text for part in body for text in _texts(part))]
    facts = {"url": f"https://news.example/{article.language}/{article.name}", "headline": headline, "lead": lead}
    more = {"body": body, "plain": "\n\n".join(story), "authors": site["authors"], "language": article.language}
    more["direction"] = "rtl" if article.language == "ar" else "ltr"
    html = shapes.get_template(f"{shape}.html").render(s=site, **facts, **more, **_days(moment, article.language))
    return Page(
        f"{shape}-{article.name}", shape, article.language, facts["url"], html, story,
        [headline, site["caption"], site["credit"]], headline,
        "" if shape in UNDATED else moment.date().isoformat(), _names(shape, site["authors"]),
    )  # fmt: skip


def _body(paragraphs: Sequence[str], site: dict[str, Any]) -> Iterator[Part]:
    """The story with a quotation, a list and a table among its paragraphs."""
    extra = {2: [("quote", site["quote"])], 4: [("heading", site["facts"]), ("list", site["items"])]}
    extra[6] = [("heading", site["table"]), ("table", site["rows"])]
    for number, paragraph in enumerate(paragraphs):
        yield _of_line(paragraph)
        yield from extra.pop(number, ())
    for rest in extra.values():
        yield from rest


def _of_line(paragraph: str) -> Part:
    is_heading = len(paragraph) <= HEADING and not paragraph.endswith(ENDS)
    return ("heading" if is_heading else "paragraph", " ".join(paragraph.split()))


def _texts(part: Part) -> list[str]:
    kind, value = part
    if kind == "table":
        return [" ".join(row) for row in value]
    return list(value) if kind == "list" else [value]


def _days(moment: datetime, language: str) -> dict[str, str]:
    """The day as sites write it: with an offset, in UTC, and in words; and a later day on which the page changed."""
    later = moment + timedelta(days=40)
    return {
        "moment": moment.isoformat(),
        "moment_utc": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "day": format_date(moment.date(), "long", language),
        "later": later.isoformat(),
        "later_day": format_date(later.date(), "long", language),
    }


def _names(shape: str, authors: list[str]) -> list[str]:
    if shape in NAMELESS:
        return []
    return authors[:1] if shape in FIRST_ONLY else authors[1:] if shape in SECOND_ONLY else authors
