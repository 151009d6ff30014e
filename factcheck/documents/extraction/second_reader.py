"""What an independent reader, trafilatura, takes for the story of a page (pure).

It works on our tree: bounded in depth, size and attributes, without scripts. Its own fallbacks (readability, jusText)
are part of its answer.
"""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from factcheck.documents.markup.node import Node
from factcheck.documents.markup.tree import HtmlPage

if TYPE_CHECKING:
    from lxml import etree
    from lxml.html import HtmlElement

MAX_ELEMENTS = 25_000  # of a page that is judged; larger ones are read by our own reader alone
MAX_BLOCKS = 10_000  # elements that aren’t within a line, for which jusText takes quadratic time
MAX_CHARACTERS = 1_500_000
MAX_DEPTH = 100  # nested elements; that reader takes quadratic time for them
SKIPPED = frozenset({"script", "style", "template"})
SPANS = frozenset({"colspan", "rowspan"})  # of which that reader makes as many cells as they say
NAME = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)
ATTRIBUTE = re.compile(r"[a-z_][a-z0-9_-]*", re.ASCII)
log = logging.getLogger(__name__)


class SecondReader:
    """Both its readings of a page as plain text; empty where it finds nothing, fails, or the page is too large."""

    def __init__(self, page: HtmlPage) -> None:
        is_large = len(page.nodes) > MAX_ELEMENTS or sum(not node.is_inline for node in page.nodes) > MAX_BLOCKS
        root = None if is_large else _copied(page.root)
        self._root = None if root is None or sum(map(len, root.itertext())) > MAX_CHARACTERS else root

    @cached_property
    def usual(self) -> str:
        """Its usual reading."""
        return self._read(favor_precision=False)

    @cached_property
    def strict(self) -> str:
        """Its reading in precision mode: less, but more surely of the story."""
        return self._read(favor_precision=True)

    def _read(self, *, favor_precision: bool) -> str:
        if self._root is None:
            return ""
        import trafilatura  # takes a second

        root = deepcopy(self._root)
        try:
            return trafilatura.extract(root, include_comments=False, favor_precision=favor_precision) or ""
        except Exception:  # of any kind, as it is a witness only
            log.warning("A page could not be read a second time", exc_info=True)
            return ""


def _copied(root: Node) -> HtmlElement | None:
    """The same page as a tree of lxml; None if it is nested too deeply."""
    from lxml import etree
    from lxml import html as lxml_html

    copy = lxml_html.Element("html")
    waiting: list[tuple[Node, etree._Element, int]] = [(root, copy, 1)]
    while waiting:
        node, element, depth = waiting.pop()
        if depth > MAX_DEPTH:
            return None
        last: etree._Element | None = None
        for part in node.parts:
            if isinstance(part, str):
                _append(element, last, part)
            elif part.tag not in SKIPPED:
                last = etree.SubElement(element, part.tag if NAME.fullmatch(part.tag) else "div", _plain(part))
                waiting.append((part, last, depth + 1))
    return copy


def _append(element: etree._Element, last: etree._Element | None, words: str) -> None:
    if last is None:
        element.text = (element.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def _plain(node: Node) -> dict[str, str]:
    return {name: value for name, value in node.attributes.items() if name not in SPANS and ATTRIBUTE.fullmatch(name)}
