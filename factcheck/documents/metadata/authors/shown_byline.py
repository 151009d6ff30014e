"""Bylines that a page shows: links to authors, elements that are marked as one, and words after "By" (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from factcheck.documents.extraction.coverage import folded
from factcheck.documents.markup.node import Node
from factcheck.documents.markup.node import names as words_of
from factcheck.documents.metadata.authors.by_words import (
    ALONE,
    BEFORE_BY,
    LABEL,
    LABEL_ALONE,
    LABELLED,
    LABELLED_DENSE,
    SHOWN,
    WITHIN,
)
from factcheck.documents.metadata.authors.names import (
    JOB,
    LONGEST,
    NOBODY,
    is_name,
    leading_name,
    name_of,
    without_date,
)
from factcheck.documents.metadata.dates import day_of
from factcheck.documents.metadata.regions import is_beside

LONGEST_LINE = 90  # characters of a line with a byline
MOST_WITHIN = 40  # elements of a long byline in which a name is looked for
MOST_AROUND = 3  # words beside a link to an author
MOST_BETWEEN = 4  # parts between a label and the name
BEFORE = 10  # elements before the headline
NEAR = 60  # elements from the headline within which a byline is looked for that isn't marked
BOLD = frozenset({"b", "strong", "em", "i", "span"})
MARKED = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|in|es)?|auteur|writer|redakteur|verfasser|written-?by|author_?name"
    r"|contributor|reporter|journalist|columnist)"
    r"(?:[\s_-]*(?:names?|zeile|line|link|info|text|s|title|fn|url|item|list|label|content|link))*(?:$|\s)",
    re.IGNORECASE,
)
NOT_OF_IT = re.compile(
    r"comment|related|teaser|bio\b|(?<!v)card|avatar|image|photo|widget|footer|sidebar|copyright", re.I
)
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
HASH = re.compile(r"(?:_{1,2}|--?)(?=[a-zA-Z]*\d)\w{4,12}(?=\s|$)")  # that programs append to names of classes
OF_DETAILS = re.compile(
    r"(?:^|[\s_-])(?:meta|metadata|info|details?|posted|submitted|dateline|published)(?:$|[\s_-])", re.IGNORECASE
)
OF_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|in)?|auteurs?|contributors?|journalists?|reporters?|redakteure?|writers?|columnists?"
    r"|profiles?|people|staff|by)/[^/?#]+/?(?:[?#].*)?\Z",
    re.IGNORECASE,
)
BREAKING = words_of("address br dd div dt figcaption footer h2 h3 h4 h5 h6 header li ol p section td th tr ul")
SPACES = re.compile(r"\s+")


def linked_authors(nodes: Iterable[Node]) -> Iterator[str]:
    """The words of links to authors."""
    for node in nodes:
        if node.tag in {"a", "link"} and "author" in node.get("rel").lower().split() and not is_beside(node):
            yield node.brief(LONGEST) or ""


def marked_bylines(nodes: Iterable[Node]) -> Iterator[str]:
    """The first words that have the class of a byline, without a date after them."""
    for node in nodes:
        called = _called(node)
        if not MARKED.search(called) or NOT_OF_IT.search(called) or is_beside(node):
            continue
        if name := _first_name(node):
            yield name
            if not NOBODY.fullmatch(name_of(name)):
                return


def shown_bylines(nodes: Sequence[Node], titles: Collection[str]) -> Iterator[str]:
    """The first of what a page shows as a byline without marking it as one.

    Near the headline: a line that begins with "By" in one of several languages and goes on with a name, a link to the
    page of an author, "by" and a name beside a date. Elsewhere: a name after a label.
    """
    wanted = {folded(title) for title in titles}
    headlines = (at for at, it in enumerate(nodes) if it.tag in {"h1", "h2"} and folded(it.brief(500) or "-") in wanted)
    start = next(headlines, 0)
    near = [it for it in nodes[max(0, start - BEFORE) : start + NEAR] if not is_beside(it)]
    labelled = [it for it in nodes if LABEL.match(it.first_words) and not is_beside(it)]
    begun = (_begun(SHOWN, _rows(it)) for it in near)
    after_labels = (_begun(LABELLED, _labelled_rows(it)) for it in labelled)
    sources = (begun, _links_to_authors(near), map(_within, near), after_labels, map(_beside_label, near))
    yield from islice((name for source in sources for name in source if name), 1)


def _begun(pattern: re.Pattern[str], rows: Iterable[str]) -> str:
    lines = list(rows)
    for row in (*lines, " ".join(lines)):
        found = pattern.match(row) or LABELLED_DENSE.match(row) or ALONE.fullmatch(row)
        if found and leading_name(found[1]):
            return without_date(row) if is_name(name_of(without_date(row)).split(",")[0]) else leading_name(found[1])
    return ""


def _links_to_authors(nodes: Iterable[Node]) -> Iterator[str]:
    """The words of the first links to pages of authors that stand apart from sentences."""
    for node in nodes:
        if node.tag == "a" and OF_AUTHOR.search(node.get("href")) and is_name(_line(node)) and _is_apart(node):
            siblings = node.parent.elements if node.parent else [node]
            yield ", ".join(_line(it) for it in siblings if OF_AUTHOR.search(it.get("href")) and is_name(_line(it)))


def _within(node: Node) -> str:
    """The name after "by" in a line with a date, or in one that is marked as the details of the page."""
    for row in _rows(node):
        if OF_DETAILS.search(_called(node)) or day_of(row):
            found = (it for it in WITHIN.finditer(row) if not it[1] or BEFORE_BY.fullmatch(it[1]))
            return next(filter(None, (leading_name(it[2]) for it in found)), "")
    return ""


def _beside_label(node: Node) -> str:
    """The name in the element after one that says "Author" and no more."""
    if node.parent is None or node.elements or not LABEL_ALONE.fullmatch(node.first_words) or is_beside(node):
        return ""
    after = [it for it in node.following if isinstance(it, Node)][:1]
    return next((name for it in after if is_name(name := _line(it))), "")


def _called(node: Node) -> str:
    """The names that the attributes of an element give it, in words."""
    called = f"{node.get('class')} {node.get('id')}"[:300] if node.attributes else ""
    return HUMPS.sub("-", HASH.sub("", called))


def _first_name(node: Node) -> str:
    """The first line of an element that is a name; of a long one, the first of its elements that is one and no more."""
    if rows := [without_date(_without_job(row)) for row in _rows(node)]:
        if node.tag in {"ol", "ul"} and all(map(is_name, rows)):
            return ", ".join(rows)
        return next((it for it in rows if name_of(it) and not LABEL_ALONE.fullmatch(it)), "")
    inner = islice((it for it in node.walk() if it is not node), MOST_WITHIN)
    return next((name for it in inner if is_name(name := name_of(_line(it)))), "")


def _without_job(row: str) -> str:
    """A line without the elements that hold a job after a name."""
    first, *others = row.split("  ")
    return "  ".join([first, *(it for it in others if not JOB.fullmatch(it.strip()))])


def _labelled_rows(node: Node) -> Iterator[str]:
    """The lines of an element that begins with a label; for a label alone in bold, those around it and what follows."""
    if node.tag not in BOLD or node.parent is None:
        yield from _rows(node)
        return
    yield from _rows(node.parent)
    for part in node.following[:MOST_BETWEEN]:
        words = part if isinstance(part, str) else part.brief(LONGEST_LINE) or ""
        if words.strip():
            yield f"{node.first_words} {' '.join(words.split())}"
            return


def _rows(node: Node) -> list[str]:
    """The lines of a short element, with two spaces where another element begins or ends."""
    if node.brief(LONGEST_LINE) is None:
        return []
    return [row for it in _spread(node).split("\n") if (row := it.strip())]


def _spread(node: Node) -> str:
    words, is_after_link = "", False
    for part in node.parts:
        if isinstance(part, str):
            words += SPACES.sub(" ", part)
            is_after_link = is_after_link and not part.strip()
        else:
            edge = "\n" if part.tag in BREAKING else "  "
            words += (", " if part.tag == "a" and is_after_link else "") + edge + _spread(part) + edge
            is_after_link = part.tag == "a"
    return words


def _line(node: Node) -> str:
    return " ".join((node.brief(LONGEST_LINE) or "").split())


def _is_apart(node: Node) -> bool:
    """Whether few words are directly beside an element."""
    around = node.parent
    if around is None or around.brief(LONGEST_LINE) is None:
        return False
    return sum(len(part.split()) for part in around.parts if isinstance(part, str)) <= MOST_AROUND
