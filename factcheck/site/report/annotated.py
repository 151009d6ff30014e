"""The text of an article with the numbered marks of published verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from factcheck.annotations.render import ABOUT
from factcheck.articles.models import Version
from factcheck.articles.render import MarkSpan, by_block, render
from factcheck.documents.text import BlockKind
from factcheck.i18n import _
from factcheck.site.prose.context import frozen_version
from factcheck.site.report.verdicts import ReportedVerdict
from factcheck.verdicts.editions.snapshot_rows import AppearanceSnapshot

TAGS = {
    BlockKind.TITLE: "h2",
    BlockKind.HEADING: "h3",
    BlockKind.QUOTE: "blockquote",
    BlockKind.PREFORMATTED: "pre",
}


class AnnotatedBlock(NamedTuple):
    """A block of the text as HTML, and the verdicts whose first mark is in it."""

    kind: str
    html: Markup
    verdicts: Sequence[ReportedVerdict]


def annotated(verdicts: Sequence[ReportedVerdict]) -> tuple[Version | None, list[AnnotatedBlock]]:
    """The newest frozen text that published verdicts rest on, block by block; withdrawn ones have no mark."""
    places = [place for verdict in verdicts for place in verdict.places]
    version = frozen_version(max(places, key=lambda place: place.version))
    if version is None:
        return None, []
    spans = [span for verdict in verdicts if not verdict.item.withdrawn_at for span in _spans(verdict, version.number)]
    touched = by_block([(start, end) for _kind, start, end in version.blocks], spans)
    left = {verdict.number: verdict for verdict in verdicts}
    blocks = []
    for index, (kind, start, end) in enumerate(version.blocks):
        own = touched.get(index, [])
        numbers = sorted({span.claim_id for span in own} & set(left))
        html = _element(kind, render(version.text[start:end], start, own))
        blocks.append(AnnotatedBlock(kind, html, [left.pop(number) for number in numbers]))
    return version, blocks


def _element(kind: BlockKind, words: Markup) -> Markup:
    tag = TAGS.get(kind, "p")
    return Markup("<{0} data-kind='{1}'>{2}</{0}>").format(tag, kind, words)


def _spans(verdict: ReportedVerdict, version: int) -> Iterable[MarkSpan]:
    """The marks of a verdict in a version, by its number in the report."""
    rating = verdict.item.record.rating
    name = _("Verdict %(number)s: %(rating)s", number=verdict.number, rating=rating.name)
    for place in verdict.places:
        if place.version == version:
            yield from _of_place(place, verdict.number, f'data-rating="{escape(rating.key)}"', name)


def _of_place(place: AppearanceSnapshot, number: int, tone: str, name: str) -> Iterable[MarkSpan]:
    about = f". {_(ABOUT[place.scope])}" if place.scope in ABOUT else ""
    hangs = place.scope if place.scope in ABOUT else ""
    for part in place.parts:
        yield MarkSpan(part.start, part.end, number, tone, str(escape(name + about)), hangs)
