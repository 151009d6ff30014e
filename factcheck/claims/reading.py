"""An article as HTML with its marks: what a browser reads back from it is the stored text to the character (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from factcheck.articles.marks import Span, by_block, render
from factcheck.articles.text import SEPARATOR, BlockKind
from factcheck.claims.queries import Place

TAGS = {
    BlockKind.TITLE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.QUOTE: "blockquote",
    BlockKind.PREFORMATTED: "pre",
    BlockKind.LIST_ITEM: "li",
}


def span(place: Place) -> Span:
    """The mark of a place: its tone is the approved rating, or else the state of the work."""
    tone = place.rating_key or place.state.value
    words = f"rated {place.rating_key.replace('-', ' ')}" if place.rating_key else place.state.value.replace("-", " ")
    return Span(place.start, place.end, place.claim_id, tone, words)


def article(text: str, blocks: Sequence[Sequence[Any]], places: Iterable[Place]) -> Markup:
    """All blocks, with nothing between them but the separators of the stored text."""
    touched = by_block([(start, end) for _, start, end in blocks], map(span, places))
    out: list[str] = []
    previous = None
    for index, (kind, start, end) in enumerate(blocks):
        if previous == "list-item" and kind != "list-item":
            out.append("</ul>")
        out.append(SEPARATOR if index else "")
        if kind == "list-item" and previous != "list-item":
            out.append("<ul>")
        out.append(block(index, kind, start, text[start:end], touched.get(index, ())))
        previous = kind
    out.append("</ul>" if previous == "list-item" else "")
    return Markup("".join(out))  # noqa: S704 - made of escaped blocks and fixed tags


def block(index: int, kind: str, start: int, text: str, spans: Iterable[Span]) -> Markup:
    """One block: `data-o` is where it begins in the text, in code points."""
    tag = TAGS.get(BlockKind(kind), "p")
    lead = "\n" if tag == "pre" and text.startswith("\n") else ""  # HTML drops the first line end of a pre
    return Markup('<{tag} id="block-{index}" class="block" data-kind="{kind}" data-o="{start}" dir="auto">').format(
        tag=tag, index=index, kind=kind, start=start
    ) + Markup("{}{}</{}>").format(lead, render(text, start, spans), tag)
