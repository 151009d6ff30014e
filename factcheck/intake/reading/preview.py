"""A text line by line before it is frozen, with what is guessed of its details (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from factcheck.articles.details import ArticleDetails, filled
from factcheck.db.slow import ahead
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.html import NONE, Extracted, titled
from factcheck.documents.language_guess import language_of
from factcheck.documents.left_out import LeftOut
from factcheck.documents.text import Block, BlockKind, Canonical, canonical
from factcheck.intake.reading.guesses import address_alone, guess_details, guessed, named_by_text
from factcheck.intake.reading.headline import HEAD_LINES, plain_lines, repeated_headline, sections_above
from factcheck.intake.reading.line_edits import Line, LineEdits, digest_of, edited_lines, lines_of
from factcheck.intake.reading.notes import NoteCount, counted, frozen_notes
from factcheck.intake.reading.parsing import PAGES, How, Manner, read_page, read_plain, refusing_unreadable

MAX_LINES = 2_000  # lines that can be edited; those after them stay as they are


class PreviewLine(NamedTuple):
    """A line as it will be frozen: `kind` is its own or the one chosen, `read_kind` the one it was read as."""

    key: str
    text: str
    kind: BlockKind
    read_kind: BlockKind
    is_removed: bool


class Preview(NamedTuple):
    """All lines of a text, the digest of what is shown of them, and the details as they are known or guessed."""

    details: ArticleDetails
    lines: Sequence[PreviewLine]
    shown: str
    length: int  # code points that will be frozen
    how: How
    left_out: Sequence[LeftOut]
    origins: Mapping[str, str] = NONE
    notes: NoteCount = NoteCount(0, 0, 0)
    chapters: Sequence[Sequence[str]] = ()

    @property
    def repeated(self) -> list[str]:
        """The names of lines that only say the headline again."""
        blocks = [Block(line.read_kind, line.text) for line in self.lines]
        headline = self.details.title if self.details.is_titled else ""
        return [self.lines[index].key for index in repeated_headline(blocks, headline)]

    @property
    def has_title(self) -> bool:
        """Whether the text has a headline already."""
        return any(line.kind is BlockKind.TITLE for line in self.lines)


@ahead("reading a text for its preview")
def preview(
    raw: bytes, media_type: str, details: ArticleDetails, manner: Manner, edits: LineEdits | None = None
) -> Preview:
    """The lines of a text with a person's `edits`; None before the first preview, when details are guessed too.

    Raises Invalid naming `text` when the bytes give none; AmbiguousText naming `charset` when a person must choose.
    """
    with refusing_unreadable(raw, media_type):
        read = _of_file if media_type in PAGES else _of_plain_text
        found = read(raw, media_type, details, manner, edits)
        details, blocks, lines = found.details, found.blocks, lines_of(found.blocks)
        if edits is None:
            details = named_by_text(details, blocks)
            edits = _suggested(lines, details.title if details.is_titled else "")
        whole = canonical(edited_lines(lines, edits)[0])
        seen = _shown(lines, edits), digest_of(lines), len(whole.text)
        left_out, origins = found.page.left_out if found.page else (), _still_true(found.origins, found.own, details)
        result = Preview(details, *seen, found.how, left_out, origins)
        return _with_document(result, found.page, blocks, edits, whole) if found.page else result


class _Read(NamedTuple):
    """A text before it is edited: `details` are the given ones and its own, `own` and their `origins` only its own."""

    details: ArticleDetails
    blocks: list[Block]
    how: How
    own: ArticleDetails
    origins: Mapping[str, str]
    page: Extracted | None = None


def _of_file(raw: bytes, media_type: str, details: ArticleDetails, manner: Manner, edits: LineEdits | None) -> _Read:
    page, how = read_page(raw, media_type, manner)
    if edits is None:
        details = _of_page(filled(details, page, is_undated=False), page.blocks)
    blocks = titled(page.blocks, details.title) if details.is_titled else page.blocks
    return _Read(details, blocks, how, filled(ArticleDetails(""), page, is_undated=False), page.origins, page)


def _of_plain_text(
    raw: bytes, _media_type: str, details: ArticleDetails, manner: Manner, edits: LineEdits | None
) -> _Read:
    text = decode(raw, chosen=manner.charset)
    unnamed = read_plain(text, "", manner)[0]
    own = guess_details(text.text, ArticleDetails(""), unnamed)
    if edits is None:
        details = guess_details(text.text, details, unnamed)
    headline = details.title if details.is_titled else ""
    blocks, how = plain_lines(text, headline, manner, edits or LineEdits())
    return _Read(details, blocks, how, own, guessed(own))


def _with_document(
    found: Preview, page: Extracted, blocks: Sequence[Block], edits: LineEdits, whole: Canonical
) -> Preview:
    """The same with what only documents have: notes and chapters."""
    notes = counted(frozen_notes(page.notes, len(page.blocks), blocks, edits, whole))
    return found._replace(notes=notes, chapters=page.chapters)


def _still_true(origins: Mapping[str, str], own: ArticleDetails, details: ArticleDetails) -> dict[str, str]:
    """The origins of those details that a person has left as the file itself, `own`, has them."""
    return {name: it for name, it in origins.items() if getattr(own, name) in {None, "", getattr(details, name)}}


def _of_page(details: ArticleDetails, blocks: Sequence[Block]) -> ArticleDetails:
    """The details, with the language of the words where a page says none."""
    if details.language:
        return details
    return replace(details, language=language_of("\n".join(block.text for block in blocks)))


def _suggested(lines: Sequence[Line], headline: str) -> LineEdits:
    """Lines that are hardly meant to stay: the headline again, sections above it, the article's address alone."""
    blocks = [line.block for line in lines]
    of_headline = (*repeated_headline(blocks, headline), *sections_above(blocks, headline)) if headline else ()
    removed = {lines[index].key for index in of_headline}
    removed |= {line.key for line in lines[:HEAD_LINES] if address_alone(line.block.text)}
    others = [line for line in lines if not line.is_title and line.key not in removed]
    return LineEdits(frozenset(removed)) if others else LineEdits()


def _shown(lines: Sequence[Line], edits: LineEdits) -> list[PreviewLine]:
    kinds = dict(edits.kinds)
    found = []
    for key, block in lines:
        if not block.text.strip():
            continue
        kind = block.kind if block.kind is BlockKind.TITLE else kinds.get(key, block.kind)
        is_removed = block.kind is not BlockKind.TITLE and key in edits.removed
        found.append(PreviewLine(key, block.text.strip("\n"), kind, block.kind, is_removed))
    return found
