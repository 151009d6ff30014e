"""The headline of a page: what it shows as one, where that agrees with what it declares (pure).

Declared titles often have the name of the site, or are written for search engines; visible ones often have a kicker.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import unescape

from factcheck.documents.extraction.coverage import folded
from factcheck.documents.markup.node import Node

LONGEST = 500  # code points of a headline
FEWEST_MARKED = 2  # words of a heading that is marked as the headline of an entry
FEWEST_WORDS = 3  # of a heading that counts although no declared title is like it
MOST_HEADINGS = 20  # that are compared
ABRIDGED = re.compile(r"(?:…|\.\.\.)\s*\Z")
LONGEST_DECLARED = 100  # code points from which a declared title may be cut; search engines ask for at most 110
ALIKE = 0.6  # share of words that two spellings of one headline have in common
PART = 0.5  # share of a title that a heading must be, to be that title without an addition
PARTING = re.compile(r"\s+[|│–—·•»›~:-]+\s+|\s*[|│»›•]\s*|\s+:\s+|:\s+(?=\d{1,2}\.\d{1,2}\.\d{4})")
SITE_PARTING = re.compile(r"\s+[|│–—·•»›-]\s+|\s*[|│»›•]\s*")
EDGES = ":-–—| "  # what parts a headline from a kicker that is hidden or left out
WORD = re.compile(r"\w+")
KICKER = re.compile(
    r"kicker|overline|dachzeile|top-?line|roof-?line|eyebrow|rubrik|pre-?title|catchline|spitzmarke", re.I
)
TITLES = re.compile(r"(?:^|[\s_-])(?:head-?line|(?:entry|post|article|page)-?_?title|title)(?:$|[\s_-])", re.IGNORECASE)
OF_ENTRY = re.compile(r"(?:^|[\s_-])(?:title-)?(?:entry|post|article|page)-?_?title(?:$|[\s_-])", re.IGNORECASE)
OF_SITE = re.compile(r"site-?_?(?:title|name|logo)|(?:^|[\s_-])(?:logo|brand)(?:$|[\s_-])", re.IGNORECASE)


def headline(
    declared: Sequence[str],
    headings: Iterable[str],
    lower: Collection[str],
    sites: Collection[str],
    marked: Iterable[str] = (),
) -> str:
    """The headline, from `declared` titles (best first) and visible `headings`.

    Those of `lower` levels count only if they are equal to a title; those that are `marked` as the headline of an entry
    count although no title is like them, as some titles are written for search engines; `sites` are names of the site.
    """
    names = {folded(site) for site in sites} - {""}
    visible = [it for it in headings if folded(it) not in names]
    whole = {folded(it) for it in visible}  # the page shows these as they are, whatever its site is called
    spelled = (" ".join(unescape(it).split())[:LONGEST] for it in declared)
    cut = (it if folded(it) in whole else without_site(it, names) for it in spelled)
    titles = list(dict.fromkeys(filter(None, cut)))
    entries = [it for it in marked if folded(it) not in names and len(WORD.findall(it)) >= FEWEST_MARKED]
    if found := next(_matching(titles, visible, lower, entries), ""):
        return found
    if titles and len(WORD.findall(titles[0])) < FEWEST_WORDS:
        longer = (heading for heading in visible if folded(heading).startswith(folded(titles[0])))
        titles[0] = next(longer, titles[0])
    if not titles or folded(titles[0]) in names:
        return next((it for it in visible if len(WORD.findall(it)) >= FEWEST_WORDS), titles[0] if titles else "")
    return titles[0]


def _matching(
    titles: Sequence[str], visible: Sequence[str], lower: Collection[str], entries: Sequence[str]
) -> Iterator[str]:
    """The headings that match a declared title, best first, and those marked as the headline of an entry."""
    yield from filter(None, (_agreed(title, heading) for title in titles for heading in visible))
    yield from (it for it in entries for title in titles if folded(title).startswith(folded(it)))
    for title in titles:
        firsts = {folded(SITE_PARTING.split(title)[0]), folded(PARTING.split(title)[0])}
        yield from (it for it in lower if folded(it) in firsts)
    yield from (it for title in titles for it in visible if _are_alike(title, it))
    yield from entries


def headings_of(nodes: Sequence[Node]) -> list[str]:
    """The words of what a page shows as its headline: headings of the first level, then marked elements."""
    first = [it for it in nodes if it.tag == "h1" and not OF_SITE.search(it.get("class"))]
    marked = [it for it in nodes if it.tag in {"h1", "h2"} and it not in first and TITLES.search(it.get("class"))]
    named = [it for it in nodes if "headline" in it.get("itemprop").lower().split()]
    words = (" ".join(_spaced(it).split()).strip(EDGES) for it in [*first, *named, *marked][:MOST_HEADINGS])
    return list(dict.fromkeys(it for it in words if 2 < len(it) <= LONGEST))


def entry_headings(nodes: Sequence[Node]) -> list[str]:
    """The words of headings of the first level that are marked as the headline of an entry, or are the only one."""
    first = [it for it in nodes if it.tag == "h1" and not OF_SITE.search(it.get("class"))]
    words = {it: " ".join(_spaced(it).split()) for it in first[:MOST_HEADINGS]}
    visible = [it for it in first[:MOST_HEADINGS] if 2 < len(words[it]) <= LONGEST]
    return [words[it] for it in visible if OF_ENTRY.search(it.get("class")) or len(visible) == 1]


def lower_headings(nodes: Sequence[Node]) -> list[str]:
    """The words of the first headings of lower levels."""
    found = [it for it in nodes if it.tag in {"h2", "h3"}][:MOST_HEADINGS]
    return [" ".join((it.brief(LONGEST) or "").split()) for it in found]


def without_site(title: str, names: Collection[str]) -> str:
    """A title, its blanks in order, without the name of the site at either end."""
    while found := list(PARTING.finditer(title)):
        first, last = found[0], found[-1]
        if _is_site(title[last.end() :], names):
            title = title[: last.start()]
        elif _is_site(title[: first.start()], names):
            title = title[first.end() :]
        else:
            break
    return title.strip()


def _is_site(part: str, names: Collection[str]) -> bool:
    words = folded(part)
    spellings = {words, _without_accents(words)}
    return not spellings.isdisjoint(names) or any(
        len(it) > 3 and (word.startswith(it) or word.endswith(it)) for it in names for word in spellings
    )


def _without_accents(words: str) -> str:
    """The letters as they are in names of hosts."""
    return "".join(it for it in unicodedata.normalize("NFD", words) if not unicodedata.combining(it))


def _agreed(title: str, heading: str) -> str:
    """The headline, if one of both is the other with an addition: a site's name, a kicker or a subtitle."""
    declared, visible = folded(title), folded(heading)
    if not declared or not visible:
        return ""
    if declared == visible or (visible.startswith(declared) and _is_cut(title)):
        return heading
    if declared.startswith(visible) and (len(visible) >= PART * len(declared) or _is_parted(title, heading)):
        return heading
    if (visible.endswith(declared) or visible.startswith(declared)) and len(declared) >= PART * len(visible):
        return title
    if declared.endswith(visible) and len(visible) >= PART * len(declared) and not _is_last(title, visible):
        return heading
    return ""


def _is_cut(title: str) -> bool:
    return ABRIDGED.search(title) is not None or len(title) >= LONGEST_DECLARED


def _is_last(title: str, visible: str) -> bool:
    """Whether it is what follows the sign that parts a headline from the name of its site."""
    parts = SITE_PARTING.split(title)
    return len(parts) > 1 and folded(parts[-1]) == visible


def _is_parted(title: str, heading: str) -> bool:
    """Whether a sign that parts names follows the heading in the title, and the heading has several words."""
    parts = PARTING.split(title)
    return len(WORD.findall(heading)) >= FEWEST_WORDS and folded(parts[0]) == folded(heading)


def _are_alike(title: str, heading: str) -> bool:
    one, other = set(WORD.findall(title.casefold())), set(WORD.findall(heading.casefold()))
    if len(other) < FEWEST_WORDS or len(one) < FEWEST_WORDS:
        return False
    return len(one & other) >= ALIKE * min(len(one), len(other))


def _spaced(node: Node) -> str:
    """The words of an element, with spaces between the words of its elements that aren't letters in a row."""
    found: list[str] = []
    stack: list[str | Node] = [node]
    while stack and len(found) < LONGEST:
        part = stack.pop()
        if isinstance(part, str):
            found.append(part)
        elif part.tag not in {"script", "style", "template"} and (part is node or not KICKER.search(part.get("class"))):
            edge = [] if part.tag in {"a", "b", "em", "i", "strong", "sub", "sup", "wbr"} else [" "]
            stack += [*edge, *reversed(part.parts), *edge]
    return "".join(found)
