"""A workbench as HTML, and what a browser makes of it with an answer of the changes view."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import html

PARTIAL = re.compile(r'<hx-partial hx-target="([^"]+)" hx-swap="([^"]+)">(.*?)</hx-partial>', re.DOTALL)


class Seen(NamedTuple):
    """What of a page others' acts can change, each part as it is written."""

    blocks: list[str]
    cards: list[str]  # in their order
    progress: str
    rail: str


class Page:
    """A page that stands open."""

    def __init__(self, text: str) -> None:
        self.tree = html.fromstring(text)
        self.news: list[str] = []

    @property
    def since(self) -> str:
        """The act up to which the page says that it is right."""
        return self.one("#live-since").get("value") or ""

    def one(self, selector: str) -> html.HtmlElement:
        (found,) = self.find(selector)
        return found

    def find(self, selector: str) -> list[html.HtmlElement]:
        """What one of the selectors that answers use finds."""
        paths = {
            ".page-head .progress": "//*[contains(@class, 'page-head')]//ul[@class='progress']",
            ".rail > svg": "//*[@class='rail']/svg",
        }
        return list(self.tree.xpath(paths.get(selector, f"//*[@id='{selector.removeprefix('#')}']")))

    def seen(self) -> Seen:
        blocks = self.tree.xpath("//*[@id='text']//*[contains(@class, 'block')]")
        cards = self.tree.xpath("//*[@id='cards']/*")
        return Seen(
            [written(it) for it in blocks],
            [written(it) for it in cards],
            " ".join(self.one(".page-head .progress").text_content().split()),
            written(self.one(".rail > svg")),
        )

    def take(self, answer: str) -> None:
        """Do what an answer says, as static/js/live-swap.js and htmx do."""
        for selector, swap, content in PARTIAL.findall(answer):
            style, _, after = swap.partition(" after:")
            fresh = html.fragments_fromstring(content.strip())
            if style == "delete":
                for gone in self.find(selector):
                    gone.getparent().remove(gone)
            elif selector == "#cards":
                self.put(fresh[0], after)
            elif style == "innerHTML":
                self.one(selector)[:] = fresh
            elif style == "outerHTML":
                (fresh[0].tail, old) = (None, self.one(selector))
                fresh[0].tail = old.tail
                old.getparent().replace(old, fresh[0])
            elif selector == "#live-news":
                self.news += [it.text_content() for it in fresh if not isinstance(it, str)]

    def put(self, card: html.HtmlElement, after: str) -> None:
        for old in self.find(f"#{card.get('id')}"):
            old.getparent().remove(old)
        cards = self.one("#cards")
        cards.insert(cards.index(self.one(f"#{after}")) + 1 if after else 0, card)


def written(element: html.HtmlElement) -> str:
    """An element without what stands behind it."""
    return html.tostring(element, encoding="unicode", with_tail=False)
