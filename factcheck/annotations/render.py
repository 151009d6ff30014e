"""An article as HTML with its marks: its text content is exactly the stored text (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

from markupsafe import Markup

from factcheck.annotations.models import Scope
from factcheck.annotations.queries import PlacedMark
from factcheck.articles.render import MarkSpan, render
from factcheck.documents.text import SEPARATOR, BlockKind
from factcheck.i18n import N_, _, current_language
from factcheck.i18n.labels import label, label_inside

TAGS = {
    BlockKind.TITLE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.QUOTE: "blockquote",
    BlockKind.PREFORMATTED: "pre",
    BlockKind.LIST_ITEM: "li",
}


DOUBTS = {  # notes on words that differ from those that were marked, or may be elsewhere
    ("uncertain", "unchanged"): N_("Uncertain: this quote appears more than once"),
    ("uncertain", "moved"): N_("Uncertain: moved"),
    ("uncertain", "typography"): N_("Uncertain: typography changed"),
    ("uncertain", "reworded"): N_("Uncertain: reworded"),
    ("confident", "reworded"): N_("Reworded in this version"),
    ("confident", "typography"): N_("Typography changed in this version"),
    ("confident", "moved"): N_("Moved in this version"),
}


ABOUT = {  # notes on a claim without words
    Scope.OMISSION.value: N_("Something is missing here"),
    Scope.ARTICLE.value: N_("The article as a whole"),
}
BATCH = 50  # cards, on average
NUMBER = "{}"  # placeholder of a claim's number in labels that are made once


def spans(places: Iterable[PlacedMark]) -> list[MarkSpan]:
    """The marks of places: the tone is that of the approved rating, or else of the state of the work."""
    tag = current_language().tag
    found = []
    for place in places:
        tone, name = _named(place.rating_key, place.state, place.carried, place.change, place.scope, tag)
        hangs = "" if place.scope == Scope.WORDS else place.scope
        name = name.replace(NUMBER, str(place.claim_id))
        is_doubtful = (place.carried, place.change) in DOUBTS
        found.append(MarkSpan(place.start, place.end, place.claim_id, tone, name, hangs, is_doubtful))
    return found


@lru_cache(maxsize=512)
def _named(rating_key: str | None, state: str, carried: str, change: str, scope: str, _tag: str) -> tuple[str, str]:
    """The attribute with a claim's rating or state, and the label of its link: HTML, in the language of the page."""
    if rating_key:
        name = _("Claim %(number)s, rated %(rating)s", number=NUMBER, rating=label_inside(rating_key))
    else:
        name = _("Claim %(number)s, %(state)s", number=NUMBER, state=label_inside(state))
    doubt = DOUBTS.get((carried, change), "")
    full_name = ". ".join([name, *(_(words) for words in (ABOUT.get(scope), doubt) if words)])
    tone = f'data-rating="{escape(rating_key)}"' if rating_key else f'data-state="{escape(state)}"'
    return tone, escape(full_name)


def progress(places: Iterable[PlacedMark]) -> Counter[str]:
    """The number of claims in each state."""
    return Counter({place.claim_id: place.state for place in places}.values())


def cards(places: Iterable[PlacedMark], address: str) -> Markup:
    """A margin card for each claim, at its first words, in reading order; `address` is the prefix of claim pages.

    Rendered here and not by a template, because a long article has thousands.
    """
    tag = current_language().tag
    drawn = [_card(own, address, tag) for own in _by_claim(places).values()]
    return Markup("\n".join(drawn))  # noqa: S704 - escaped in _card()


def batches(places: Iterable[PlacedMark], address: str) -> Markup:
    """The cards of a page or of a part of it, in batches: when cards below a new one move, a browser moves batches."""
    parted = (f'<div class="card-batch">{cards(part, address)}</div>' for part in parts(places, BATCH))
    return Markup("".join(parted))  # noqa: S704 - escaped in _card()


def parts(places: Iterable[PlacedMark], size: int) -> list[list[PlacedMark]]:
    """The places of about `size` claims each, in order.

    A part begins at a claim whose number says so, or when it is twice as long, so that a new claim changes few parts.
    """
    found: list[list[PlacedMark]] = []
    length = size * 2
    for claim_id, own in _by_claim(places).items():
        if claim_id % size == 0 or length == size * 2:
            found.append([])
            length = 0
        found[-1] += own
        length += 1
    return found


def _by_claim(places: Iterable[PlacedMark]) -> dict[int, list[PlacedMark]]:
    by_claim: dict[int, list[PlacedMark]] = {}
    for place in places:
        by_claim.setdefault(place.claim_id, []).append(place)
    return by_claim


def _card(places: Sequence[PlacedMark], address: str, tag: str) -> str:
    """`data-at` has the places of the claim's words, in code points, end exclusive: `start-end`, separated by spaces.

    A claim without words is at the end of the words it is attached to, and takes no space there.
    """
    place = places[0]
    number = place.claim_id
    at = " ".join(dict.fromkeys([f"{it.start if it.scope == Scope.WORDS else it.end}-{it.end}" for it in places]))
    rated = f' data-rating="{escape(place.rating_key)}"' if place.rating_key else ""
    chip, notes, unknown = _worded(place.rating_key, place.state, place.carried, place.change, place.scope, tag)
    who = f"<bdi>{escape(place.claimant)}</bdi>" if place.claimant else unknown
    return (
        f'<article class="card" id="claim-{number}" data-claim="{number}" data-at="{at}" '
        f'data-author="{place.author_id}"{rated} tabindex="-1">'
        f'<a class="card-title" href="{address}{number}" dir="auto"><span class="card-number">{number}</span> '
        f'{escape(place.statement)}</a><p class="meta">{who} · {chip}</p>{notes}</article>'
    )


@lru_cache(maxsize=512)
def _worded(
    rating_key: str | None, state: str, carried: str, change: str, scope: str, _tag: str
) -> tuple[str, str, str]:
    """The texts of a card, as HTML in the page's language: its chip, its notes, and an unknown claimant."""
    tag, kind, value = ("strong", "rating", rating_key) if rating_key else ("span", "state", state)
    chip = f'<{tag} class="{kind}" data-{kind}="{escape(value)}">{escape(label(value))}</{tag}>'
    about, doubt = ABOUT.get(scope), DOUBTS.get((carried, change))
    notes = f'<p class="meta">{escape(_(about))}</p>' if about else ""
    notes += f'<p class="meta doubt">{escape(_(doubt))}</p>' if doubt else ""
    return chip, notes, escape(_("claimant unknown"))


class RailMarks(NamedTuple):
    """The marks of one rating or state on the rail beside the text: an SVG path, 8 wide and 1,000 high."""

    tone: str
    path: str


def rail(places: Iterable[PlacedMark], length: int) -> list[RailMarks]:
    """The marks on the rail of a text of `length` code points: at most one per four thousandths."""
    drawn: dict[int, tuple[int, str]] = {}
    for place in places:
        top = 4 * (250 * place.start // length)
        height = max(3, min(1000 - top, 1000 * (place.end - place.start) // length))
        if top not in drawn or drawn[top][0] < height:
            drawn[top] = height, place.rating_key or place.state
    paths: dict[str, list[str]] = {}
    for top, (height, tone) in drawn.items():
        paths.setdefault(tone, []).append(f"M1 {top}h8v{height}h-8z")
    return [RailMarks(tone, "".join(parts)) for tone, parts in paths.items()]


def blocks(text: str, blocks: Sequence[Sequence[Any]], run: range, marks: Mapping[int, Sequence[PlacedMark]]) -> Markup:
    """A run of the blocks, by their index, with nothing between them but the separators of the stored text."""
    out: list[str] = []
    previous = blocks[run.start - 1][0] if run.start else None
    for index in run:
        kind, start, end = blocks[index]
        if previous == "list-item" and kind != "list-item":
            out.append("</ul>")
        out.append(SEPARATOR if index else "")
        if kind == "list-item" and previous != "list-item":
            out.append("<ul>")
        out.append(block(index, kind, start, text[start:end], spans(marks.get(index, ()))))
        previous = kind
    out.append("</ul>" if previous == "list-item" and run.stop == len(blocks) else "")
    return Markup("".join(out))  # noqa: S704 - made of escaped blocks and fixed tags


def block(index: int, kind: str, start: int, text: str, spans: Iterable[MarkSpan]) -> Markup:
    """One block: `data-offset` is its start in the text, in code points."""
    tag = TAGS.get(BlockKind(kind), "p")
    lead = "\n" if tag == "pre" and text.startswith("\n") else ""  # HTML drops the first line end of a pre
    inner = render(text, start, spans)
    return Markup(  # noqa: S704 - a fixed tag, numbers and a BlockKind around what render() escaped
        f'<{tag} id="block-{index}" class="block" data-kind="{kind}" data-offset="{start}" dir="auto">'
        f"{lead}{inner}</{tag}>"
    )
