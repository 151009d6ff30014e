"""An article as HTML with its marks: what a browser reads back from it is the stored text to the character (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

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


DOUBTS = {  # what must be said of words that are not those that were marked, or may not be the same place
    ("look", "unchanged"): "needs a look: these words stand here more than once",
    ("look", "moved"): "needs a look: moved",
    ("look", "typography"): "needs a look: other signs",
    ("look", "reworded"): "needs a look: reworded",
    ("sure", "reworded"): "reworded in this version",
    ("sure", "typography"): "other signs in this version",
    ("sure", "moved"): "moved in this version",
}


def span(place: Place) -> Span:
    """The mark of a place: its tone is the approved rating, or else the state of the work."""
    tone, label = _tone(place.rating_key, place.state)
    if doubt := DOUBTS.get((place.carried, place.change)):
        return Span(place.start, place.end, place.claim_id, f"{tone} doubt", f"{label}, {doubt}")
    return Span(place.start, place.end, place.claim_id, tone, label)


@lru_cache(maxsize=256)
def _tone(rating_key: str | None, state: str) -> tuple[str, str]:
    """A tone and its words, both fit for HTML."""
    if rating_key:
        return escape(rating_key), escape(f"rated {rating_key.replace('-', ' ')}")
    return state, state.replace("-", " ")


def progress(places: Iterable[Place]) -> Counter[str]:
    """How many claims are in each state."""
    return Counter({place.claim_id: place.state for place in places}.values())


def cards(places: Iterable[Place], address: str) -> Markup:
    """A margin card for each claim, at its first words, in reading order; `address` is what claims' pages begin with.

    Drawn here and not by a template: a long article has thousands.
    """
    first: dict[int, Place] = {}
    for place in places:
        first.setdefault(place.claim_id, place)
    return Markup("\n".join([_card(place, address) for place in first.values()]))  # noqa: S704 - escaped in _card()


def _card(place: Place, address: str) -> str:
    number, (tone, _) = place.claim_id, _tone(place.rating_key, place.state)
    words = DOUBTS.get((place.carried, place.change))
    doubt = f'<p class="meta doubt">{words.capitalize()}</p>' if words else ""
    tag, kind = ("strong", "rating") if place.rating_key else ("span", "state")
    rated = f' data-rating="{tone}"' if place.rating_key else ""
    return (
        f'<article class="card" id="claim-{number}" data-claim="{number}" data-start="{place.start}" '
        f'data-author="{place.author_id}"{rated} '
        f'tabindex="-1">'
        f'<a class="card-title" href="{address}{number}" dir="auto"><span class="card-number">{number}</span> '
        f'{escape(place.statement)}</a><p class="meta">{escape(place.claimant or "claimant unknown")} · '
        f'<{tag} class="{kind}" data-{kind}="{tone}">{tone.replace("-", " ").capitalize()}</{tag}></p>{doubt}</article>'
    )


class Stretch(NamedTuple):
    """A piece of the rail beside the text, in thousandths of the text's length."""

    top: int
    height: int
    tone: str


def rail(places: Iterable[Place], length: int) -> list[Stretch]:
    """Where in a text of `length` code points the marks are: at most one stretch in every four thousandths."""
    drawn: dict[int, Stretch] = {}
    for place in places:
        top = 4 * (250 * place.start // length)
        height = max(3, min(1000 - top, 1000 * (place.end - place.start) // length))
        if top not in drawn or drawn[top].height < height:
            drawn[top] = Stretch(top, height, _tone(place.rating_key, place.state)[0])
    return list(drawn.values())


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
    inner = render(text, start, spans)
    return Markup(  # noqa: S704 - a fixed tag, numbers and a BlockKind around what render() escaped
        f'<{tag} id="block-{index}" class="block" data-kind="{kind}" data-o="{start}" dir="auto">{lead}{inner}</{tag}>'
    )
