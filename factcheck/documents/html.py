"""Reading HTML: details and plain blocks; no markup survives (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from factcheck.documents.encodings.candidates import Doubtful
from factcheck.documents.encodings.decoding import declared_charset, decode
from factcheck.documents.extraction.declared_text import or_declared
from factcheck.documents.extraction.restoring import with_restored
from factcheck.documents.extraction.second_reader import SecondReader
from factcheck.documents.extraction.vote import Witness, votes
from factcheck.documents.left_out import LeftOut, LeftOutKind, stored
from factcheck.documents.markup.anonymous_boxes import lay_out
from factcheck.documents.markup.blocks import taken
from factcheck.documents.markup.elements import classify, style_of, tokens
from factcheck.documents.markup.hidden import is_unseen
from factcheck.documents.markup.main_content import ContentChoice, choose, folded
from factcheck.documents.markup.node import Node
from factcheck.documents.markup.notation import write_out
from factcheck.documents.markup.text_density import measured
from factcheck.documents.markup.tree import HtmlPage, parsed
from factcheck.documents.metadata.detail_origins import page_origins
from factcheck.documents.metadata.page import Facts
from factcheck.documents.notes.note import Note
from factcheck.documents.text import Block, BlockKind, Unreadable, canonical, clean, with_lead
from factcheck.i18n import N_, _

NONE: Mapping[str, str] = MappingProxyType({})
HEADLINES = {BlockKind.TITLE, BlockKind.HEADING}
ONLY_A_HEADLINE = N_(
    "This HTML file contains only a headline; the page may load its text with a script. "
    "Copy the text from the browser instead."
)
MAY_BE_UNREAD = frozenset({"del", "dialog", "noscript", "s", "strike"})
WRITABLE = frozenset({"", "text", "email", "search", "password", "tel", "url"})
LONG_HIDDEN = 40  # code points from which an invisible part is reported
STRUCK_CLASSES = frozenset({"line-through", "strikethrough", "strike", "struck", "td-line-through"})


class Extracted(NamedTuple):
    """The details that a page or another document declares, and its blocks.

    `origins` say where details come from (`origins.DetailOrigin`), by their names. `notes` are comments and footnotes
    at their words, `chapters` the parts of a book or the pages of an archive, (name, title), of which this is one.
    """

    title: str
    byline: str
    publisher: str
    published: date | None
    language: str
    url: str
    blocks: list[Block]
    left_out: list[LeftOut]
    pages: tuple[tuple[int, int], ...] = ()  # of a PDF: the number of each page, and where it begins in the text
    origins: Mapping[str, str] = NONE
    notes: Sequence[Note] = ()
    chapters: Sequence[Sequence[str]] = ()


def from_html(text: str, address: str = "", *, is_web_page: bool = True) -> Extracted:
    """Read a page; `address` is where it was found, if known.

    Of a web page, the blocks that aren't its story are left out by a vote; other documents have no such blocks.

    Raises Unreadable if there is no text. Nothing is fetched, no entity is expanded.
    """
    page = parsed(text)
    facts = Facts(page, text, address)
    details = (facts.byline, facts.publisher, facts.published, facts.language, facts.url)  # before anything is removed
    origins = page_origins(facts) if is_web_page else NONE
    second = SecondReader(page) if is_web_page else None
    choice = _chosen(page, facts.titles)
    if second is None:
        found = taken(page.root, choice)
    else:
        found = with_restored(page.root, choice, second)
        found = or_declared(
            found.without(votes(found.blocks, Witness(second.usual, facts.body), found.linked)), facts.body
        )
    if not any(block.kind not in HEADLINES for block in found.blocks):
        raise Unreadable(_(ONLY_A_HEADLINE) if found.blocks else _("This HTML file contains no text."))
    headline = next((block.text for block in found.blocks if block.kind is BlockKind.TITLE), "")
    return Extracted(_title(facts, headline), *details, found.blocks, found.left_out, origins=origins)


def read_page(html: bytes, url: str = "") -> dict[str, Any]:
    """What an article's page says, as values that JSON knows; `url` is where it was fetched from.

    `text` is the canonical text with its headline, and `blocks` are [kind, start, end] in it, in code points;
    `left_out` are parts that aren't in it, as [kind, text, text before it, length]; `published_on` is YYYY-MM-DD or
    empty. An encoding in doubt is the declared one, or the likeliest. Raises Unreadable if there is no text.
    """
    page = from_html(clean(_decoded(html)), url)
    whole = canonical(titled(page.blocks, page.title) if page.title else page.blocks)
    return {
        "text": whole.text,
        "title": page.title,
        "byline": page.byline,
        "publisher": page.publisher,
        "published_on": page.published.isoformat() if page.published else "",
        "language": page.language,
        "canonical_url": page.url or url,
        "blocks": [[kind.value, start, end] for kind, start, end in whole.blocks],
        "left_out": stored(page.left_out),
    }


def _decoded(html: bytes) -> str:
    declared = declared_charset(html)
    try:
        return decode(html, declared, is_markup=True).text
    except Doubtful as doubt:
        return decode(html, declared, chosen=doubt.candidates[0].encoding, is_markup=True).text


def _title(facts: Facts, headline: str) -> str:
    """The headline as it is in the story, if it is that of the page; else that of the page."""
    return headline if headline and folded(headline) == folded(facts.title) else facts.title or headline


def titled(blocks: list[Block], title: str) -> list[Block]:
    """A page with one title: its first, or else `title`; later ones become headings. Its lead is marked."""
    first = next((index for index, block in enumerate(blocks) if block.kind is BlockKind.TITLE), None)
    if first is None:
        return with_lead([Block(BlockKind.TITLE, title), *blocks])
    later = [Block(BlockKind.HEADING, it.text) if it.kind is BlockKind.TITLE else it for it in blocks[first + 1 :]]
    story = [blocks[first], *later]
    has_lead = any(block.kind is BlockKind.LEAD for block in story)
    return [*blocks[:first], *(story if has_lead else with_lead(story))]


def _chosen(page: HtmlPage, titles: list[str]) -> ContentChoice:
    """What is left out of a page, after meaningful markup is replaced by characters."""
    for node in page.nodes:
        if node.tag in {"script", "style", "template", "title"}:
            node.parts = []
    classify(page.nodes)
    unread = _unread(page.root)
    fields = _holding_fields(page.nodes)
    write_out(page.root, list(page.root.walk()))
    nodes = lay_out(page.root)
    whole = measured(nodes, unread)
    if unread and not whole[page.root].prose:
        unread = {node: kind for node, kind in unread.items() if kind is not LeftOutKind.HIDDEN or _asks(node)}
        whole = measured(nodes, unread)
    return choose(whole, unread, fields, titles)


def _unread(root: Node) -> dict[Node, LeftOutKind]:
    """Parts that are always left out. A few invisible words aren't reported."""
    found: dict[Node, LeftOutKind] = {}
    for node in root.walk():
        if node.tag in {"html", "body", "head"} or not (node.attributes or node.tag in MAY_BE_UNREAD):
            continue
        if is_unseen(node) or node.tag == "noscript":
            if node.brief(LONG_HIDDEN) is None or node.tag in {"td", "th"}:
                found[node] = LeftOutKind.HIDDEN
            elif node.tag != "noscript":
                node.parts = []
        elif _is_struck(node):
            found[node] = LeftOutKind.STRUCK
    return found


def _is_struck(node: Node) -> bool:
    """Whether the words of an element are struck out, so no longer part of the text."""
    style = style_of(node)
    is_drawn = "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return node.tag in {"del", "s", "strike"} or is_drawn or not STRUCK_CLASSES.isdisjoint(tokens(node))


def _asks(node: Node) -> bool:
    """Whether text for browsers without scripts only asks to enable them."""
    return node.tag == "noscript" and "javascript" in node.beginning(500)[0].lower()


def _holding_fields(nodes: list[Node]) -> set[Node]:
    """The elements that contain an input field."""
    found: set[Node] = set()
    for node in reversed(nodes):
        is_field = node.tag == "textarea" or (node.tag == "input" and node.get("type").lower() in WRITABLE)
        if (is_field or node in found) and node.parent is not None:
            found.add(node.parent)
    return found
