"""HTML from elsewhere, taken apart once: particulars and plain blocks; no markup survives (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lxml import etree, html

from factcheck.articles.html_tree import parsed
from factcheck.articles.left_out import LeftOut
from factcheck.articles.text import BLANK_LINES, Block, BlockKind, Unreadable, with_lead
from factcheck.language import _

DROPPED = {
    "script",
    "style",
    "nav",
    "aside",
    "footer",
    "form",
    "noscript",
    "template",
    "button",
    "svg",
    "iframe",
    "head",
}
KINDS = {
    "h1": BlockKind.TITLE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "blockquote": BlockKind.QUOTE,
    "li": BlockKind.LIST_ITEM,
    "tr": BlockKind.TABLE_ROW,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "pre": BlockKind.PREFORMATTED,
}
BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "table",
    "tbody",
    "thead",
    "figure",
    "body",
    "header",
    *KINDS,
}
LEADS = frozenset({"deck", "dek", "ingress", "intro", "lead", "lede", "preamble", "standfirst", "subtitle", "teaser"})
CANDIDATES = 50  # articles of one page that are compared
BLANKS = re.compile(r"[ \t\n\r\f]+")  # HTML's white space; a no-break space is none


class Extracted(NamedTuple):
    """What an HTML page says of itself, and its blocks."""

    title: str
    byline: str
    publisher: str
    published: date | None
    language: str
    url: str
    blocks: list[Block]
    left_out: list[LeftOut]


def from_html(text: str, address: str = "") -> Extracted:
    """Take a page apart; `address` is where it was found, where that is known.

    Raises Unreadable when no text is left. Nothing is fetched, no entity is expanded.
    """
    root = parsed(text)
    blocks = list(_blocks(_story(root)))
    if not blocks:
        raise Unreadable(_("There is no text in this HTML file."))
    headline = next((block.text for block in blocks if block.kind is BlockKind.TITLE), "")
    title = _meta(root, "og:title") or headline or _title(root)
    return Extracted(
        title=title,
        byline=_meta(root, "author") or _meta(root, "article:author"),
        publisher=_meta(root, "og:site_name"),
        published=_day(_meta(root, "article:published_time") or _meta(root, "date")),
        language=(root.get("lang") or "").strip(),
        url=next(iter(root.xpath("//link[@rel='canonical']/@href")), "") or _meta(root, "og:url"),
        blocks=blocks,
        left_out=[],
    )


def titled(blocks: list[Block], title: str) -> list[Block]:
    """A page with one title: its first, or else `title`; later ones become headings. Its lead is told."""
    first = next((index for index, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    if first is None:
        return with_lead([Block(BlockKind.TITLE, title), *blocks])
    later = [Block(BlockKind.HEADING, it.text) if it.kind is BlockKind.TITLE else it for it in blocks[first + 1 :]]
    story = [blocks[first], *later]
    has_lead = any(block.kind is BlockKind.LEAD for block in story)
    return [*blocks[:first], *(story if has_lead else with_lead(story))]


def _story(root: html.HtmlElement) -> html.HtmlElement:
    """Where the story stands: the longest <article>, else the longest <main>, else the whole page."""
    for tag in ("article", "main"):
        found: list[html.HtmlElement] = root.xpath(f"(//{tag})[position() <= {CANDIDATES}]")
        if found:
            return max(found, key=lambda element: len(element.text_content()))
    return root


def _blocks(root: html.HtmlElement) -> Iterator[Block]:
    """Walk the tree once, without recursion; `kinds` are those of the elements that are open, outermost first."""
    kind, words = BlockKind.PARAGRAPH, [""]
    kinds = [_kind_around(root)]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            kinds.append(_own_kind(element) or kinds[-1])
            if tag in DROPPED or element.get("hidden") is not None:
                element.clear(keep_tail=True)
        else:
            kinds.pop()
        if tag in BLOCKS:
            yield from _block(kind, words)
            kind, words = kinds[-1], [""]
        elif event == "end" and tag in {"td", "th"}:
            words.append("\t")
        elif event == "end" and tag == "br":
            words.append("\n")
        text = element.text if event == "start" else element.tail
        if text and not (event == "end" and element is root):
            words.append(text if kind is BlockKind.PREFORMATTED else BLANKS.sub(" ", text))
    yield from _block(kind, words)


def _own_kind(element: html.HtmlElement) -> BlockKind | None:
    """The kind of the words in an element, where it has one of its own."""
    if element.tag in KINDS:
        return KINDS[element.tag]
    return BlockKind.LEAD if LEADS.intersection(element.get("class", "").lower().split()) else None


def _kind_around(root: html.HtmlElement) -> BlockKind:
    """The kind of words that stand in the parent of an element: of the nearest that has one."""
    return next(filter(None, map(_own_kind, root.iterancestors())), BlockKind.PARAGRAPH)


def _block(kind: BlockKind, words: list[str]) -> Iterator[Block]:
    """The words as blocks: empty lines, made by <br><br>, part them."""
    text = "".join(words)
    if kind is BlockKind.PREFORMATTED:
        parts = [text.strip("\n")]
    else:
        parts = BLANK_LINES.split(re.sub(r" *([\n\t]) *", r"\1", re.sub(r" {2,}", " ", text)))
    for part in parts:
        if part.strip():
            yield Block(kind, part.strip())


def _meta(root: html.HtmlElement, name: str) -> str:
    found = root.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return str(found[0]).strip() if found else ""


def _title(root: html.HtmlElement) -> str:
    return " ".join("".join(root.xpath("//title//text()")).split())


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
