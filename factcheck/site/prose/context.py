"""A quotation in its context: the sentence before and after it, from the frozen text that an edition names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import undefer

from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.documents.sentences import sentences
from factcheck.documents.text import BlockKind
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import AppearanceSnapshot, PartSnapshot

MAX_SIDE = 400  # code points of context on each side
MAX_GAP = 300  # code points between two parts that are shown whole
LEFT_OUT = " […] "
WHOLE = "article"  # the scope of a claim about a whole article, by its headline
RUNNING_TEXT = {BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.QUOTE, BlockKind.LIST_ITEM}


class QuotationPart(NamedTuple):
    """Words of a text, either quoted or around a quotation."""

    text: str
    is_quoted: bool


def frozen_version(place: AppearanceSnapshot) -> Version | None:
    """The version that an appearance names, with its text; None where its digest or a quotation differs."""
    query = select(Version).where(Version.article_id == place.article_id, Version.number == place.version)
    query = query.where(Version.text_sha256 == place.text_sha256)
    version = db.session.scalars(query.options(undefer(Version.text), undefer(Version.blocks))).one_or_none()
    if version is None or any(version.text[part.start : part.end] != part.exact for part in place.parts):
        return None
    return version


def quoted_in_context(record: EditionSnapshot) -> list[QuotationPart]:
    """The quotation of an edition with what is around it; where no appearance has these words, the words alone."""
    for place in record.appearances:
        is_quoted = place.scope != WHOLE and LEFT_OUT.join(part.exact for part in place.parts) == record.quoted
        if is_quoted and (version := frozen_version(place)):
            return in_context(version.text, version.blocks, place.language, place.parts)
    return [QuotationPart(record.quoted, is_quoted=True)]


def in_context(
    text: str, blocks: Sequence[Sequence[Any]], language: str, parts: Sequence[PartSnapshot]
) -> list[QuotationPart]:
    """The parts in the order of the text, with a sentence before and after, and short gaps between them (pure).

    `blocks` are [kind, start, end] in code points. The context ends with the block, and is from running text, never
    from a headline or table.
    """
    parts = sorted(parts, key=lambda part: part.start)
    first, last = _sides(text, blocks, language, parts[0].start, max(part.end for part in parts))
    return list(_passages(text, first, last, parts))


def _passages(text: str, first: int, last: int, parts: Sequence[PartSnapshot]) -> Iterator[QuotationPart]:
    """The words from `first` to `last` in turns: around, quoted, between, quoted, around."""
    if before := text[first : parts[0].start]:
        yield QuotationPart(_beginning_cut(before), is_quoted=False)
    end = parts[0].start
    for part in parts:
        if gap := text[end : part.start]:
            yield QuotationPart(gap if len(gap) <= MAX_GAP else LEFT_OUT, is_quoted=False)
        if part.end > end:
            yield QuotationPart(text[max(end, part.start) : part.end], is_quoted=True)
            end = part.end
    if after := text[end:last]:
        yield QuotationPart(_end_cut(after), is_quoted=False)


def _sides(text: str, blocks: Sequence[Sequence[Any]], language: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence before the words from `start` to `end` begins, and where the one after them ends."""
    inside = [index for index, (_, left, right) in enumerate(blocks) if left < end and start < right]
    if not inside:
        return start, end
    spans = [(it.start, it.end) for it in sentences(text, [blocks[index] for index in inside], language)]
    before = [left for left, _ in spans if left <= start][-2:]
    after = [right for _, right in spans if right >= end][:2]
    if blocks[inside[0]][0] not in RUNNING_TEXT:
        return start, end
    return min([*before, start]), max([*after, end])


def _beginning_cut(text: str) -> str:
    """The end of a context, whole words, marked where it was cut."""
    return text if len(text) <= MAX_SIDE else "…" + text[-MAX_SIDE:].partition(" ")[2]


def _end_cut(text: str) -> str:
    """The beginning of a context, whole words, marked where it was cut."""
    return text if len(text) <= MAX_SIDE else text[:MAX_SIDE].rpartition(" ")[0] + "…"
