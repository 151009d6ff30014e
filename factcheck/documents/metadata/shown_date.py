"""The day that a page shows beside its headline, where it declares none (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from factcheck.documents.language_guess import language_of
from factcheck.documents.markup.node import Node
from factcheck.documents.metadata.dates import day_of
from factcheck.documents.metadata.regions import is_beside
from factcheck.documents.metadata.written_date import CHANGED, LABEL, dateline, days_told, original_day

LONGEST_LINE = 100  # characters of an element that holds the day, perhaps with a name, a place or a category
SAMPLE = 3_000  # characters by which an undeclared language is detected
MAX_HEADINGS = 20  # that are compared with the declared titles
SHORTEST_TITLE, LONGEST_TITLE = 8, 300  # characters of a heading
BLANKS = 4  # times more code points that a line may have in the markup
LONGEST_PLAIN = 50  # characters of one whose attributes don't say that it holds a day
BEFORE, AFTER = 15, 40  # elements from the headline within which a marked day counts
NEAR = 8  # elements from the headline within which a day counts that isn't marked
OF_DAY = re.compile(
    r"(?:^|[^a-z])(?:article|entry|news|post|pub|publication|published|textbox__box)?[-_]*"
    r"(?:date|datum|dateline|datetime|day|time|timestamp|published|posted|authored|created|datecreated|datepublished)"
    r"(?:$|[^a-z])"
)
OF_DETAILS = re.compile(
    r"(?:^|[^a-z])(?:meta|metadata|info|infos|pageinfo|byline|kicker|subtitle|category)(?:$|[^a-z])"
)
ATTRIBUTES = ("class", "id", "itemprop", "property")
NO_WORDS = frozenset({"aside", "nav", "footer", "meta", "script", "style", "option"})
OF_CHANGE = re.compile(r"(?:^|[^a-z])(?:updated?|modified|datemodified)(?:$|[^a-z])")
LONGEST_LABEL = 40  # characters before a day


def shown_day(nodes: Sequence[Node], titles: Sequence[str], language: str) -> date | None:
    """The day of the first element near the headline that holds little else; None if there is none.

    `titles` are the declared ones. Without a headline, the day of all elements that are marked as one, if they agree.
    """
    guessed = language_of(nodes[0].beginning(SAMPLE)[0])  # some pages declare another one than theirs
    for tag in dict.fromkeys(filter(None, (language, guessed))) or ("",):
        if day := _beside(nodes, titles, tag):
            return day
    return None


def _beside(nodes: Sequence[Node], titles: Sequence[str], language: str) -> date | None:
    places = _headlines(nodes, titles)
    for place in places:
        if day := next(_days_near(nodes, place, language), None):
            return day
    for found in (_labelled(nodes, language), days_told(nodes, language)):
        if day := next(found, None):
            return day
    for place in places:
        if day := dateline(nodes[place : place + AFTER], language):
            return day
    days = {day for node in nodes if _is_marked(node, OF_DAY) and (day := _day(node, LONGEST_LINE, language))}
    return days.pop() if len(days) == 1 else None


def _labelled(nodes: Sequence[Node], language: str) -> Iterator[date]:
    """Days after words that say that something was published then."""
    for node in nodes:
        if not LABEL.match(node.first_words) or node.tag in NO_WORDS:
            continue
        for holder in (node, node.parent):
            if holder is not None and (day := _day(holder, LONGEST_LINE, language)):
                yield day


def _headlines(nodes: Sequence[Node], titles: Sequence[str]) -> list[int]:
    """Where headings are that say a declared title; then where those of the first level are."""
    headings = [index for index, node in enumerate(nodes) if node.tag in {"h1", "h2"}][:MAX_HEADINGS]
    words = " ".join(titles).casefold()
    of_titles = [index for index in headings if _is_in(nodes[index], words)]
    return list(dict.fromkeys([*of_titles, *(index for index in headings if nodes[index].tag == "h1")]))


def _is_in(node: Node, words: str) -> bool:
    found = " ".join((node.brief(LONGEST_TITLE) or "").split()).casefold()
    return len(found) >= SHORTEST_TITLE and found in words


def _days_near(nodes: Sequence[Node], place: int, language: str) -> Iterator[date]:
    """Days beside the headline at this place: those after it before those above it, those marked as days first."""
    after, before = nodes[place : place + AFTER], nodes[max(0, place - BEFORE) : place][::-1]
    for marks in (OF_DAY, OF_DETAILS):
        for node in sorted((*after, *before), key=_is_of_change):
            if _is_marked(node, marks) and (day := _day(node, LONGEST_LINE, language)):
                yield day
    for node in (*after[:NEAR], *before[:NEAR]):
        if _is_apart(node) and (day := _day(node, LONGEST_PLAIN, language)):
            yield day


def _is_apart(node: Node) -> bool:
    """Whether it isn't within a sentence: no words are directly beside it, or few around it."""
    if node.parent is None or _words(node.parent, LONGEST_LINE) is not None:
        return True
    beside = (*_visible(node.preceding)[-1:], *_visible(node.following)[:1])
    return all(not isinstance(part, str) for part in beside)


def _visible(parts: Sequence[str | Node]) -> list[str | Node]:
    return [part for part in parts if not isinstance(part, str) or part.strip()]


def _is_marked(node: Node, marks: re.Pattern[str]) -> bool:
    """Whether its attributes, or its tag, say that it holds a day or details."""
    if node.tag == "time" and marks is OF_DAY:
        return _is_apart(node)
    return any(name in node.attributes and marks.search(node.get(name).lower()) for name in ATTRIBUTES)


def _day(node: Node, most: int, language: str) -> date | None:
    """The one day in the words of an element; else the one that its attributes hold for machines."""
    words = _words(node, most)
    if words is None or node.tag in NO_WORDS or is_beside(node) or CHANGED.search(_label(node)):
        return None
    day = original_day(words, language) if words else None
    return day or (None if CHANGED.search(words) else day_of(node.get("datetime") or node.get("content"), language))


def _label(node: Node) -> str:
    """The few words directly before an element, or before that which holds nothing else before it."""
    for holder in (node, node.parent):
        if holder is None or holder.parent is None:
            return ""
        if before := _visible(holder.preceding):
            words = before[-1] if isinstance(before[-1], str) else before[-1].brief(LONGEST_LABEL) or ""
            return "" if any(map(str.isdigit, words)) else words[-LONGEST_LABEL:]
    return ""


def _is_of_change(node: Node) -> bool:
    """Whether its attributes speak of a change only; hAtom has no other mark for the day of an entry."""
    marks = " ".join(node.get(name) for name in ATTRIBUTES).lower() if node.attributes else ""
    return OF_CHANGE.search(marks) is not None and "publi" not in marks


def _words(node: Node, most: int) -> str | None:
    """All words of an element on one line if they are few, however many blanks are between them."""
    words = node.brief(most * BLANKS)
    line = " ".join(words.split()) if words is not None else None
    return line if line is not None and len(line) <= most else None
