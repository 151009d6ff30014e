"""A workbench as HTML, and the result of applying an answer of the changes view."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import html

PARTIAL = re.compile(r'<hx-partial\s+hx-target="([^"]+)"\s+hx-swap="([^"]+)">(.*?)</hx-partial>', re.DOTALL)


class Seen(NamedTuple):
    """The parts of a page that others' changes can affect, as HTML."""

    blocks: list[str]
    cards: list[str]  # in order
    progress: str
    rail: str
    around: list[str]  # notices, heading, orphaned claims


class Page:
    """An open page."""

    def __init__(self, text: str) -> None:
        self.tree = html.fromstring(text)
        for batch in self.find("#cards > .card-batch"):
            batch.drop_tag()  # cards are in batches for performance; only their order counts
        self.news: list[str] = []

    @property
    def since(self) -> str:
        """The number of the event up to which the page is current."""
        return self.one("#live-since").get("value") or ""

    @property
    def asks(self) -> str:
        """The fields of its form for changes."""
        names = [f"&seen={it.get('value')}" for it in self.tree.xpath("//*[@id='live-seen']/*")]
        return f"since={self.since}{''.join(names)}"

    def one(self, selector: str) -> html.HtmlElement:
        (found,) = self.find(selector)
        return found

    def find(self, selector: str) -> list[html.HtmlElement]:
        """The elements of a CSS selector."""
        return list(self.tree.cssselect(selector))

    def seen(self) -> Seen:
        blocks = self.tree.xpath("//*[@id='text']//*[contains(@class, 'block')]")
        cards = self.tree.xpath("//*[@id='cards']/*")
        return Seen(
            [written(it) for it in blocks],
            [written(it) for it in cards],
            " ".join(self.one(".workbench-bar .progress").text_content().split()),
            written(self.one(".rail > svg")),
            [written(self.one(selector)) for selector in ("#article-notices", "#heading", "#about-article", "#lost")],
        )

    def take(self, answer: str) -> None:
        """Apply an answer, as static/js/live/live-apply.js and htmx do."""
        for selector, swap, content in PARTIAL.findall(answer):
            style, _, after = swap.partition(" after:")
            fresh = html.fragments_fromstring(content.strip())
            if "[data-version" in selector and not self.find(selector):
                continue
            if style in {"delete", "live-remove"}:
                for gone in self.find(selector):
                    gone.getparent().remove(gone)
            elif selector == "#cards":
                self.put(fresh[0], style, after)
            elif style == "innerMorph":
                self.one(selector)[:] = fresh
            elif style == "text-part":
                put_part(self.one(selector), fresh[0])
            elif style in {"outerHTML", "text-block", "live-block", "live-region"}:
                (fresh[0].tail, old) = (None, self.one(selector))
                fresh[0].tail = old.tail
                old.getparent().replace(old, fresh[0])
            elif selector == "#live-news":
                self.news += [it.text_content() for it in fresh if not isinstance(it, str)]
            else:
                self.one(selector).extend(fresh)

    def put(self, card: html.HtmlElement, style: str, after: str) -> None:
        """An empty card keeps the present one; that of a write is sorted in, as margin-cards.js does."""
        for old in self.find(f"#{card.get('id')}"):
            card = card if len(card) else old
            old.getparent().remove(old)
        cards = self.one("#cards")
        place = cards.index(self.one(f"#{after}")) + 1 if after else 0
        if style == "beforeend" and not after:
            place = max((at for at, it in enumerate(cards, 1) if begin(it) <= begin(card)), default=0)
        cards.insert(place, card)


def begin(card: html.HtmlElement) -> int:
    """The offset of a card's words."""
    return int(card.get("data-at").partition("-")[0])


def written(element: html.HtmlElement) -> str:
    """An element without its tail."""
    return html.tostring(element, encoding="unicode", with_tail=False)


def put_part(block: html.HtmlElement, part: html.HtmlElement) -> None:
    """Draw a part of a block anew, as static/js/text/block-swap.js does."""
    start, end = (int(part.get(name)) - int(block.get("data-offset")) for name in ("data-from", "data-to"))
    before, rest = cut(nodes_of(block), start)
    _own, after = cut(rest, end - start)
    block[:], block.text = [], ""
    for node in (*before, *nodes_of(part), *after):
        if isinstance(node, html.HtmlElement):
            block.append(node)
        elif len(block):
            block[-1].tail = (block[-1].tail or "") + node
        else:
            block.text += node


def nodes_of(element: html.HtmlElement) -> list[str | html.HtmlElement]:
    """Texts, and elements without the text after them."""
    found: list[str | html.HtmlElement] = [element.text or ""]
    for child in list(element):
        found += [child, child.tail or ""]
        child.tail = None
    return [node for node in found if node != ""]


def cut(nodes: list[str | html.HtmlElement], place: int) -> tuple[list[str | html.HtmlElement], ...]:
    """The nodes before and after a place, in code points; links at that place are before it."""
    before: list[str | html.HtmlElement] = []
    for index, node in enumerate(nodes):
        text = node if isinstance(node, str) else node.text or ""
        if place < len(text):
            halves = [text[:place], text[place:]]
            if not isinstance(node, str):
                halves = [copy_with(node, half) for half in halves]
            return [*before, *halves[: 1 if place else 0]], [*halves[1:], *nodes[index + 1 :]]
        place -= len(text)
        before.append(node)
    return before, []


def copy_with(node: html.HtmlElement, text: str) -> html.HtmlElement:
    """A mark with another text."""
    made = html.Element(node.tag, node.attrib)
    made.text = text
    return made
