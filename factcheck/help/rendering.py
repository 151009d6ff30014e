"""A page of the documentation as HTML: no raw HTML, headings with anchors, links inside the app (pure)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it.token import Token

DROPPED = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A rendered page: title, first sentence, sections (anchor and title), and the content below the title."""

    name: str
    title: str
    lead: str
    sections: tuple[tuple[str, str], ...]
    content: Markup


def render(name: str, source: str, address: Callable[[str], str | None]) -> HelpPage:
    """Render a page; `name` is its path in the documentation without its suffix.

    `address` gives the address of a file of the documentation by its path; a link to a file for which it gives None
    stays as plain words.
    """
    from markdown_it import MarkdownIt  # 1 MiB, for those who read the help

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = parser.parse(source)
    _keep_inside(tokens, posixpath.dirname(name), address)
    sections = tuple(_anchored(tokens))
    title, content = _without_title(tokens)
    html = Markup(parser.renderer.render(content, parser.options, {}))  # noqa: S704 - CommonMark, no raw HTML
    return HelpPage(name, title, _first_sentence(content), sections, html)


def anchor(title: str) -> str:
    """The anchor of a heading, as code hosts make it: `How it works` is at `#how-it-works`."""
    return DROPPED.sub("", title.strip().lower()).replace(" ", "-")


def _anchored(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Give every heading its anchor; the sections are the headings of the second level."""
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        title = _words(inline)
        opening.attrSet("id", anchor(title))
        if opening.tag == "h2":
            yield anchor(title), title


def _without_title(tokens: list[Token]) -> tuple[str, list[Token]]:
    """The words of the first heading, and everything below it."""
    at = next((place for place, token in enumerate(tokens) if token.type == "heading_open"), None)
    return ("", tokens) if at is None else (_words(tokens[at + 1]), tokens[at + 3 :])


def _first_sentence(tokens: Sequence[Token]) -> str:
    text = next((_words(token) for token in tokens if token.type == "inline"), "")
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def _words(inline: Token) -> str:
    return "".join(" " if it.type == "softbreak" else it.content for it in inline.children or ()).strip()


def _keep_inside(tokens: Sequence[Token], folder: str, address: Callable[[str], str | None]) -> None:
    """Rewrite links and pictures, and drop inline styles, which the content policy refuses."""
    for token in tokens:
        token.attrs.pop("style", None)
        if token.type == "image":
            token.attrs["src"] = address(_path(folder, str(token.attrs["src"]))) or ""
            token.attrs["loading"] = "lazy"
        if token.children:
            _keep_inside(token.children, folder, address)
            _rewrite(token.children, folder, address)


def _rewrite(children: Sequence[Token], folder: str, address: Callable[[str], str | None]) -> None:
    for place, token in enumerate(children):
        if token.type != "link_open":
            continue
        target = str(token.attrs["href"])
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            token.attrs["rel"] = "noreferrer"
        elif parts.path:
            where = address(_path(folder, parts.path))
            token.attrs["href"] = f"{where}#{parts.fragment}" if where and parts.fragment else where or ""
            if where is None:
                _unlink(children, place)


def _unlink(children: Sequence[Token], place: int) -> None:
    """Make a link plain words."""
    closing = next(token for token in children[place:] if token.type == "link_close")
    for token in (children[place], closing):
        token.tag, token.attrs = "span", {}


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, target))
