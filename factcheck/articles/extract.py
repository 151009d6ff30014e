"""HTML from elsewhere, taken apart once: particulars and plain blocks; no markup survives (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lxml import etree, html

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


def from_html(text: str) -> Extracted:
    """Take a page apart; raises Unreadable when no text is left. Nothing is fetched, no entity is expanded."""
    root = _parsed(text)
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


def _parsed(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError):
        raise Unreadable(_("There is no text in this HTML file.")) from None
    if any("depth" in entry.message for entry in parser.error_log):  # libxml2 drops what stands deeper
        raise Unreadable(_("This HTML file is nested too deeply to be read. Paste its text instead."))
    return root


def _story(root: html.HtmlElement) -> html.HtmlElement:
    """Where the story stands: the longest <article>, else the longest <main>, else the whole page."""
    for tag in ("article", "main"):
        found: list[html.HtmlElement] = root.xpath(f"(//{tag})[position() <= {CANDIDATES}]")
        if found:
            return max(found, key=lambda element: len(element.text_content()))
    return root


def _blocks(root: html.HtmlElement) -> Iterator[Block]:
    """Walk the tree without recursion: a page may be nested deeper than Python's stack."""
    kind, words = BlockKind.PARAGRAPH, [""]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (tag in DROPPED or element.get("hidden") is not None):
            element.clear(keep_tail=True)
        if tag in BLOCKS:
            yield from _block(kind, words)
            kind, words = _kind_at(element, event), [""]
        elif event == "end" and tag in {"td", "th"}:
            words.append("\t")
        elif event == "end" and tag == "br":
            words.append("\n")
        text = element.text if event == "start" else element.tail
        if text and not (event == "end" and element is root):
            words.append(text if kind is BlockKind.PREFORMATTED else BLANKS.sub(" ", text))
    yield from _block(kind, words)


def _kind_at(element: html.HtmlElement, event: str) -> BlockKind:
    """The kind of the words that follow: of the nearest ancestor that has one."""
    walker = element if event == "start" else element.getparent()
    while walker is not None:
        if walker.tag in KINDS:
            return KINDS[walker.tag]
        if LEADS.intersection(walker.get("class", "").lower().split()):
            return BlockKind.LEAD
        walker = walker.getparent()
    return BlockKind.PARAGRAPH


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
