"""Which part of a page is the story: chosen by its paragraphs, never by the name of an element (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from factcheck.documents.left_out import LeftOutKind
from factcheck.documents.markup.boilerplate import WHOLE, WORDS, doubt, kind_beside
from factcheck.documents.markup.node import Node
from factcheck.documents.markup.text_density import Measure, measured

SHARE = 0.6  # share of the paragraphs around it that one part needs to be the whole story
JOINED = 0.2  # share of the story's paragraphs that an adjacent part needs to belong to it
NEVER_ALONE = WORDS | {"ul", "ol", "dl", "table", "tbody", "h1", "h2", "h3", "h4", "h5", "h6"}
LONGEST_TITLE = 500  # code points of a headline
HOME = re.compile(r"(https?://[^/]+)?/?(index\.\w+)?(#.*)?", re.IGNORECASE)
PARTING = re.compile(r"\s+[|–—·-]\s+|\s*[|»]\s*")  # between a headline and the name of its site
LeftOutNodes = dict[Node, LeftOutKind]


class ContentChoice(NamedTuple):
    """The outermost elements that are left out of a page, the heading that is the headline, and all measures."""

    left_out: LeftOutNodes
    headline: Node | None
    whole: dict[Node, Measure]


def choose(
    whole: dict[Node, Measure], unread: LeftOutNodes, fields: Collection[Node], titles: list[str]
) -> ContentChoice:
    """Choose the story among the elements of a page, by their measures without what is `unread`.

    `unread` are elements that are always left out, `fields` those that contain an input field; `titles` are the titles
    that the page declares.
    """
    nodes = list(reversed(whole))  # in document order: they were measured from the end
    body = nodes[0]  # <html>: its <head> may contain elements that libxml2 doesn't know
    named = _named(nodes, whole, titles)
    beside = _beside(nodes, whole, body, fields, named)
    skipped = {**unread, **beside}
    story = measured(nodes, skipped)
    root = _root(body, story)
    headline = _headline(named, root, story) or _first_heading(nodes, root, story)
    outside = _Outside(root, body, headline, story, whole).found()
    return ContentChoice({**outside, **skipped}, headline, whole)


def folded(words: str) -> str:
    """A title for comparison: letters and digits only, in one case."""
    return "".join(filter(str.isalnum, words.casefold()))


def _named(nodes: list[Node], whole: dict[Node, Measure], titles: list[str]) -> list[Node]:
    """The headings that equal a declared title."""
    wanted = {folded(part) for title in titles for part in (title, *PARTING.split(title[:LONGEST_TITLE]))} - {""}
    headings = [node for node in nodes if node.level in {1, 2, 3} and whole[node].words]
    return [node for node in headings if folded(node.brief(LONGEST_TITLE) or "") in wanted]


def _beside(
    nodes: list[Node], whole: dict[Node, Measure], body: Node, fields: Collection[Node], named: list[Node]
) -> LeftOutNodes:
    """What isn't the story: by its kind and content, and doubtful parts that have less text than the rest."""
    protected = {up for node in named[:20] for up in (node, *node.ancestors)}
    within: set[Node] = set()
    found: LeftOutNodes = {}
    for node in nodes:
        if node.tag in {"article", "main"} or node.parent in within or node.attributes.get("itemprop") == "articleBody":
            within.add(node)
        if node not in protected and whole[node].words:
            is_name = bool(node.level) and _is_logo(node, whole)
            kind = LeftOutKind.LINKS if is_name else kind_beside(node, whole[node], fields, is_within=node in within)
            found |= {node: kind} if kind else {}
    while held := _story_after_all(found, whole, body):
        alike = [node for node in found if _make(node) == _make(held)] if held.get("class") else []
        for node in (held, *(it for it in alike if it is not held)):
            del found[node]
    return found


def _make(node: Node) -> tuple[Node | None, str, str]:
    """The lowest common element of several parts of one story."""
    return node.parent, node.tag, node.get("class")


def _story_after_all(found: LeftOutNodes, whole: dict[Node, Measure], body: Node) -> Node | None:
    """A part with so many more paragraphs than the rest of the page that it must be the story: the outermost."""
    outermost: list[Node] = []
    end = -1
    for node in found:  # in document order
        if whole[node].at > end:
            outermost.append(node)
            end = whole[node].end
    rest = whole[body].weight - sum(whole[node].weight for node in outermost)
    held = (node for node in outermost if whole[node].weight > rest * doubt(node) and whole[node].weight)
    return max(held, key=lambda node: whole[node].weight, default=None)


def _root(body: Node, story: dict[Node, Measure]) -> Node:
    """The smallest part that has most paragraphs of the page, or, without paragraphs, most words."""
    root = body
    while True:
        has_paragraphs = story[body].weight > 0
        parts = [part for part in root.parts if not isinstance(part, str) and story[part].has_blocks]
        best = max(parts, key=lambda it: story[it].weight if has_paragraphs else story[it].words, default=None)
        if best is None or best.tag in NEVER_ALONE:
            return root
        inner, around = story[best], story[root]
        if inner.weight < SHARE * around.weight if has_paragraphs else inner.words * 2 <= around.words:
            return root
        root = best


def _headline(named: list[Node], root: Node, story: dict[Node, Measure]) -> Node | None:
    """Of the headings that equal the title, the highest in the story, else the last before it."""
    if inside := [node for node in named if story[root].holds(story[node])]:
        return min(inside, key=lambda node: node.level)
    return max((node for node in named if story[node].at < story[root].at), key=lambda it: story[it].at, default=None)


def _first_heading(nodes: list[Node], root: Node, story: dict[Node, Measure]) -> Node | None:
    """The first h1 in the story, else the last before it; the site name at the top of a page doesn't count."""
    last = None
    for node in nodes:
        if node.level == 1 and story[node].words and not _is_logo(node, story):
            if story[root].holds(story[node]):
                return node
            last = node if story[node].at < story[root].at else last
    return last


def _is_logo(node: Node, story: dict[Node, Measure]) -> bool:
    """Whether a heading links to the home page of the site."""
    if not story[node].is_linked and not (node.parent is not None and node.parent.tag == "a"):
        return False
    links = [it for it in (node.parent, *node.elements) if it is not None and it.tag == "a"]
    return any(HOME.fullmatch(it.get("href").strip()) for it in links)


class _Outside:
    """The elements outside the chosen part, level by level, except those that belong to it."""

    def __init__(
        self,
        root: Node,
        body: Node,
        headline: Node | None,
        story: dict[Node, Measure],
        whole: dict[Node, Measure],
    ) -> None:
        self._root, self._body, self._story, self._whole = root, body, story, whole
        self._headline = story[headline] if headline else None

    def found(self) -> LeftOutNodes:
        """The outermost elements that are left out."""
        found: LeftOutNodes = {}
        inner = self._root
        has_headline = self._headline is None or self._story[inner].holds(self._headline)
        while inner is not self._body and (parent := inner.parent) is not None:
            for part in parent.elements:
                if part is not inner and self._whole[part].words and not self._belongs(part, inner, has_headline):
                    found[part] = LeftOutKind.LINKS if self._whole[part].is_linked else LeftOutKind.OUTSIDE
            has_headline = has_headline or self._holds_headline(parent)
            inner = parent
        return found

    def _holds_headline(self, node: Node) -> bool:
        return self._headline is not None and self._story[node].holds(self._headline)

    def _is_entry(self, measure: Measure, part: Node, inner: Node) -> bool:
        """Whether this is a short entry next to a long one, under a headline for all of them."""
        around = self._story[inner]
        is_alike = part.tag == inner.tag and part.get("class") == inner.get("class")
        is_headed = measure.has_heading and around.has_heading and self._headline is not None
        return is_alike and is_headed and measure.prose > measure.linked and not self._holds_headline(inner)

    def _belongs(self, part: Node, inner: Node, has_headline: bool) -> bool:
        """Whether a part next to `inner` has the headline, follows it, or is as much a part of the story as `inner`."""
        measure = self._story[part]
        if not has_headline and self._headline is not None:
            is_between = self._headline.at < measure.at < self._story[inner].at
            if measure.holds(self._headline) or (is_between and not measure.is_linked):
                return True
        if self._is_entry(measure, part, inner):
            return True
        if not measure.weight or measure.is_linked:
            return False
        if part.tag == inner.tag and part.get("class") and part.get("class") == inner.get("class"):
            return True
        is_paragraph = part.tag in WORDS and part.parent is not None and part.parent.tag not in WHOLE
        return inner is self._root and (is_paragraph or measure.weight >= JOINED * self._story[inner].weight)
