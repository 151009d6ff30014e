"""HTML from elsewhere as a tree of bounded depth, size and time, with only the attributes that are asked for (pure).

libxml2 tells what it reads, event by event, and is stopped at a limit. Left to build a tree itself, it takes time in
the square of a page's attributes and drops what is nested too deeply without a word (benchmarks/parsing).
"""

from __future__ import annotations

import time
from typing import Any

from lxml import etree, html

from factcheck.articles.text import Unreadable
from factcheck.language import _
from factcheck.web.markup import count

MAX_DEPTH = 1_000  # elements within elements; browsers stop at about 512
MAX_NODES = 200_000  # elements of one page
MAX_SECONDS = 10.0  # of this thread's own work
LOOKS = 1_000  # elements between two looks at the clock
KEPT = frozenset({"class", "content", "hidden", "href", "lang", "name", "property", "rel"})


def parsed(text: str) -> html.HtmlElement:
    """The root of a page; raises Unreadable naming the limit that a page is over, or when there is nothing in it."""
    tree = _Tree()
    options: dict[str, Any] = {"encoding": "utf-8", "target": tree, "no_network": True, "huge_tree": True}
    parser = etree.HTMLParser(**options)
    try:
        parser.feed(text.encode())
        parser.close()
    except (etree.ParserError, etree.XMLSyntaxError):
        pass  # there was nothing to read
    if tree.root is None:
        raise Unreadable(_("There is no text in this HTML file."))
    return tree.root


class _Tree:
    """What lxml tells of a page: `start`, `data` and `end`; comments and instructions it isn't asked for."""

    def __init__(self) -> None:
        self.root: html.HtmlElement | None = None
        self._open: list[html.HtmlElement] = []
        self._closed: html.HtmlElement | None = None  # the last one, whose tail the next words are
        self._words: list[str] = []
        self._nodes = 0
        self._until = time.thread_time() + MAX_SECONDS

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._put_words()
        self._count()
        kept = {name: attributes[name] for name in KEPT & attributes.keys()}
        if self.root is None:
            self.root = element = html.html_parser.makeelement(tag, kept)
        else:
            element = etree.SubElement(self._open[-1] if self._open else self.root, tag, kept)
        self._open.append(element)
        self._closed = None
        if len(self._open) > MAX_DEPTH:
            raise Unreadable(_nested_too_deeply())

    def end(self, tag: str) -> None:
        """The element that opened last closes."""
        self._put_words()
        self._closed = self._open.pop()

    def data(self, words: str) -> None:
        """A run of words; one text may come in several."""
        self._words.append(words)

    def close(self) -> None:
        """The page ends."""
        self._put_words()

    def _put_words(self) -> None:
        words = "".join(self._words)
        self._words.clear()
        if words and self._closed is not None and self._closed is not self.root:
            self._closed.tail = words
        elif words and self._open and self._closed is None:
            self._open[-1].text = words

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            limit = count(MAX_NODES)
            told = _("This HTML file has more than %(most)s elements. Paste its text instead.", most=limit)
            raise Unreadable(told)
        if self._nodes % LOOKS == 0 and time.thread_time() > self._until:
            seconds = count(int(MAX_SECONDS))
            told = _("This HTML file takes more than %(most)s seconds to read. Paste its text instead.", most=seconds)
            raise Unreadable(told)


def _nested_too_deeply() -> str:
    most = count(MAX_DEPTH)
    return _("This HTML file is nested too deeply, over %(most)s elements. Paste its text instead.", most=most)
