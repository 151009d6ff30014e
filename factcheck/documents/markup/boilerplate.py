"""Parts of a page that are probably not its story: by their name, and only if they have little of it (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from factcheck.documents.left_out import LeftOutKind
from factcheck.documents.markup.elements import tokens
from factcheck.documents.markup.hidden import may_be_unseen
from factcheck.documents.markup.node import Node, names
from factcheck.documents.markup.text_density import Measure

LEADS = frozenset({"deck", "dek", "ingress", "intro", "lead", "lede", "preamble", "standfirst", "subtitle", "teaser"})
WHOLE = frozenset({"html", "head", "body", "main"})
COMMENTS = re.compile(
    r"(?<![a-z])(comments?|kommentare?)(?![a-z])|comment-?(list|links|box|form|area|thread)|disqus|livefyre"
)
BESIDE = re.compile(
    r"related|sidebar|side-bar|footer|masthead|breadcrumb|shar(e|ing)\b|social|newsletter|subscri|promo|recommend|recirc"
    r"|outbrain|taboola|cookie|consent|gdpr|banner|advert|\bads?\b|sponsor|(?<![a-z-])widget|paginat|pager|\btags?\b"
    r"|taglist|popup|modal|overlay|login|sign-?up|paywall|most-?read|popular|trending|more-?(news|stories|from)"
    r"|read-?(next|also)|toolbar|navi|\bnav\b|navbar|\bmenu|author-?(bio|box)|skip-?link|print-?only|further-?read"
    r"|mehr-zum|weitere"
)
ROLES = names("navigation search contentinfo menu menubar toolbar dialog alertdialog banner tablist")
WORDS = names("p li dd blockquote pre figure figcaption td th tr")  # never left out only because of links
TEASER = 600  # code points without spaces; the teaser of another story isn't longer
COMMENTS_DOUBT, CALLED_DOUBT, DOUBT = 20, 3, 2  # times more text that the rest of the page must have


def kind_beside(node: Node, measure: Measure, fields: Collection[Node], *, is_within: bool) -> LeftOutKind | None:
    """Why an element probably isn't the story; `is_within`: it is inside an <article> or <main>."""
    if node.tag in WHOLE:
        return None
    is_in_line = node.is_inline and not measure.has_blocks
    if "mw-editsection" in node.get("class"):  # MediaWiki's links to edit a section, within its heading
        return LeftOutKind.LINKS
    if node.attributes and may_be_unseen(node) and _is_hidden_part(node, measure, is_in_line=is_in_line):
        return LeftOutKind.HIDDEN
    if is_in_line:
        return None
    if node.tag in {"nav", "menu"} or node.get("role").strip().lower() in ROLES:
        return LeftOutKind.LINKS if measure.is_linked else LeftOutKind.OUTSIDE
    if node.tag == "form" and node in fields:
        return LeftOutKind.FORM
    if node.tag in {"footer", "aside"}:
        is_part = (
            is_within and (node.tag == "aside" or measure.weight > 0) and not measure.is_linked and node not in fields
        )
        if not is_part:
            return LeftOutKind.OUTSIDE
    return LeftOutKind.OUTSIDE if _is_called_so(node, measure) else _by_links(node, measure)


def doubt(node: Node) -> int:
    """How many times more paragraphs than the rest of the page a part needs to be the story nevertheless."""
    return _doubt_of(_names(node))


@lru_cache(maxsize=4096)
def _doubt_of(called: str) -> int:
    return COMMENTS_DOUBT if COMMENTS.search(called) else CALLED_DOUBT if BESIDE.search(called) else DOUBT


def _is_called_so(node: Node, measure: Measure) -> bool:
    called = _names(node)
    if not called or not LEADS.isdisjoint(tokens(node)):
        return False
    return (measure.links > 0 and "teaser" in called) or _doubt_of(called) > DOUBT


def _by_links(node: Node, measure: Measure) -> LeftOutKind | None:
    """Lists of links, and linked headings with at most two paragraphs."""
    if node.tag in WORDS or node.level:
        return None
    if measure.is_linked and measure.links > 2 and measure.weight == 0:
        return LeftOutKind.LINKS
    is_teaser = measure.has_linked_heading and measure.paragraphs <= 2 and measure.weight < TEASER
    return LeftOutKind.OUTSIDE if is_teaser else None


def _is_hidden_part(node: Node, measure: Measure, *, is_in_line: bool) -> bool:
    """Inline signs that are hidden only from screen readers are visible, and are kept if they are words."""
    if is_in_line:
        return not any(map(str.isalnum, node.beginning(40)[0]))
    return not measure.has_heading or measure.weight == 0


def _names(node: Node) -> str:
    attributes = node.attributes
    return f"{attributes.get('class', '')[:300]} {attributes.get('id', '')[:100]}".lower() if attributes else ""
