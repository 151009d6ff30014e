"""HTML as a tree of bounded depth, size and time, with only the attributes that are needed (pure).

libxml2 reports what it reads, event by event, and is stopped at a limit. Its own tree builder takes quadratic time for
many attributes and drops deeply nested content silently (benchmarks/parsing).
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from factcheck.documents.markup.node import Node, names
from factcheck.documents.text import Unreadable, UnreadableFile
from factcheck.i18n import N_, _, count

MAX_DEPTH = 1_000  # nested elements; browsers stop at about 512
MAX_NODES = 200_000  # elements of one page
MAX_SECONDS = 10.0  # of this thread's own work
LOOKS = 1_000  # elements between two checks of the clock
TOO_MANY = N_("This HTML file has more than %(most)s elements. Paste its text instead.")
TOO_SLOW = N_("Reading this HTML file takes more than %(most)s seconds. Paste its text instead.")
TOO_DEEP = N_("The elements of this HTML file are nested more than %(most)s deep. Paste its text instead.")


KEPT = names(
    "alt aria-hidden aria-level class colspan content datetime height hidden href http-equiv id itemprop "
    "lang name open property pubdate rel reversed role rowspan src start style type value xml:lang"
)


SOFT_HYPHEN = "\u00ad"  # where a word may be broken (HTML, "wbr" does the same): no part of it
EMPTY = names("bgsound keygen source track wbr")  # elements without content (HTML, "Void elements") unknown to libxml2


class HtmlPage(NamedTuple):
    """A page: its outermost element, and all elements in document order."""

    root: Node
    nodes: list[Node]


def parsed(text: str) -> HtmlPage:
    """A page as a tree; raises Unreadable with the limit that was exceeded, or if it is empty."""
    from lxml import etree  # a worker that reads no page doesn't need it

    tree = _Tree()
    options: dict[str, Any] = {"encoding": "utf-8", "target": tree, "no_network": True, "huge_tree": True}
    parser = etree.HTMLParser(**options)
    try:
        parser.feed(text.encode())
        parser.close()
    except (etree.ParserError, etree.XMLSyntaxError):
        pass  # there was nothing to read
    if not tree.nodes:
        raise Unreadable(_("This HTML file contains no text."))
    return HtmlPage(tree.nodes[0], tree.nodes)


class _Tree:
    """The parser target of lxml: `start`, `data` and `end`; comments and instructions are ignored."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._open: list[Node] = []
        self._holding: list[Node] = []  # those that can have content
        self._has_ended = False
        self._words: list[str] = []
        self._until = time.thread_time() + MAX_SECONDS

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._put_words()
        self._count()
        parent = self._inside() if self.nodes else None
        node = Node(tag, {it: value.replace(SOFT_HYPHEN, "") for it, value in attributes.items() if it in KEPT}, parent)
        if parent is not None:
            parent.parts.append(node)
        self.nodes.append(node)
        self._open.append(node)
        if tag not in EMPTY:
            self._holding.append(node)
        if len(self._holding) > MAX_DEPTH:
            raise UnreadableFile(TOO_DEEP, most=count(MAX_DEPTH))

    def end(self, tag: str) -> None:
        """The element that opened last closes."""
        self._put_words()
        node = self._open.pop()
        if node.tag not in EMPTY:
            self._holding.pop()
        self._has_ended = node is self.nodes[0]

    def data(self, words: str) -> None:
        """A run of words; one text may be split into several."""
        self._words.append(words)

    def close(self) -> None:
        """The page ends."""
        self._put_words()

    def _put_words(self) -> None:
        words = "".join(self._words).replace(SOFT_HYPHEN, "")
        self._words.clear()
        if words and self.nodes and not self._has_ended:
            self._inside().parts.append(words)

    def _inside(self) -> Node:
        """The parent of the next node: the innermost open element that can have content."""
        return self._holding[-1] if self._holding else self.nodes[0]

    def _count(self) -> None:
        if len(self.nodes) >= MAX_NODES:
            raise UnreadableFile(TOO_MANY, most=count(MAX_NODES))
        if len(self.nodes) % LOOKS == LOOKS - 1 and time.thread_time() > self._until:
            raise UnreadableFile(TOO_SLOW, most=count(int(MAX_SECONDS)))
