"""Sentences of a rationale that cite nothing, which readers have to take as judgement (pure)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from markupsafe import Markup

from factcheck.documents.sentences import sentences
from factcheck.reviews.citations import CITED, cited
from factcheck.site.prose.citations import with_citations

USUAL_LANGUAGE = "en"  # whose rules end sentences where a text has no language yet
AT_START = re.compile(rf"\s*(?:{CITED.pattern}[\s.,;:!?…。]*)+")  # citations after the full stop belong before it
BRACKETED = re.compile(r"\s*\[[^\[\]]*\]\s*")  # what stands for a text that isn't written yet
MARK = Markup('<span class="judgement">{}</span>')


class RationaleSentence(NamedTuple):
    """A sentence with the space around it, and whether it cites something."""

    text: str
    is_cited: bool


def passages(text: str, labels: Collection[str], language: str) -> Iterator[RationaleSentence]:
    """The sentences of a paragraph, by the rules of a language (BCP 47); only citations of `labels` count."""
    ends = [end for _start, end, _block in sentences(text, [("paragraph", 0, len(text))], language or USUAL_LANGUAGE)]
    start = 0
    for index, end in enumerate(ends):
        citations = AT_START.match(text, end)
        stop = len(text) if index == len(ends) - 1 else max(end, citations.end() if citations else end)
        if stop > start:
            piece = text[start:stop]
            yield RationaleSentence(piece, bool(cited(piece) & set(labels)) or BRACKETED.fullmatch(piece) is not None)
            start = stop


def with_judgement(text: str, labels: Collection[str], language: str) -> Markup:
    """The paragraph with links to what it cites, and each sentence that cites nothing marked as judgement."""
    return Markup("").join(_marked(it, labels) for it in passages(text, labels, language))


def _marked(sentence: RationaleSentence, labels: Collection[str]) -> Markup:
    words = sentence.text.strip()
    before, after = sentence.text.split(words, 1) if words else (sentence.text, "")
    linked = with_citations(words, labels)
    return Markup("{}{}{}").format(before, linked if sentence.is_cited or not words else MARK.format(linked), after)


def judgements(text: str, labels: Collection[str], language: str) -> int:
    """The number of sentences that cite nothing."""
    found = (it for line in text.splitlines() if line.strip() for it in passages(line, labels, language))
    return sum(not it.is_cited for it in found)
