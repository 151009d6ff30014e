"""A text split into numbered words, so that each word of an annotation can be followed through changes.

A word that came from the text has its number; one that was inserted has none. Where the words of a mark stand in a new
version is therefore known by construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

NEW = -1  # number of a word that isn't in the old text
INSIDE = -2  # of one inserted into an annotation; at an end it may belong to it or not
END = re.compile(r"[.!?…؟]+[”»’\")]*\s+|[。！？]+[”’]*\s*")
INITIAL = re.compile(
    r"(?<!\w)[^\W\d_]$|(?<![A-Za-z])[A-Z]$"
)  # a single letter before a full stop that doesn't end a sentence
WORD = re.compile(r"\S+")
CHARACTER = re.compile(r"[A-Za-z0-9.]+|\S")  # without spaces between words, every character is one


class Word(NamedTuple):
    """Characters without spaces, and the spaces after them in their sentence."""

    text: str
    after: str
    number: int = NEW


Sentence = tuple[Word, ...]


class Paragraph(NamedTuple):
    """Sentences of one line, and the line ends after it."""

    sentences: tuple[Sentence, ...]
    after: str


class Draft(NamedTuple):
    """A text as paragraphs; `blank` is the space between sentences."""

    paragraphs: tuple[Paragraph, ...]
    blank: str

    def sentences(self) -> Iterator[tuple[int, int, Sentence]]:
        """Paragraph, place in it, and the sentence."""
        for at, paragraph in enumerate(self.paragraphs):
            for index, sentence in enumerate(paragraph.sentences):
                yield at, index, sentence

    def with_paragraph(self, at: int, sentences: Iterable[Sentence]) -> Draft:
        """The draft with these sentences in one paragraph; without sentences, the paragraph is deleted."""
        changed = Paragraph(tuple(sentences), self.paragraphs[at].after)
        fresh = (changed,) if changed.sentences else ()
        return self._replace(paragraphs=(*self.paragraphs[:at], *fresh, *self.paragraphs[at + 1 :]))

    def render(self) -> Rendered:
        """The text, and the place of each numbered word."""
        pieces: list[str] = []
        places: dict[int, tuple[int, int]] = {}
        inside: list[tuple[int, int]] = []
        size = 0
        for at, index, sentence in self.sentences():
            paragraph = self.paragraphs[at]
            for count, word in enumerate(sentence):
                if word.number == INSIDE:
                    inside.append((size, size + len(word.text)))
                elif word.number != NEW:
                    places[word.number] = (size, size + len(word.text))
                after = word.after if count < len(sentence) - 1 else self.blank
                if count == len(sentence) - 1 and index == len(paragraph.sentences) - 1:
                    after = paragraph.after or "\n\n"
                pieces += (word.text, after)
                size += len(word.text) + len(after)
        return Rendered("".join(pieces).rstrip(), places, inside)


class Rendered(NamedTuple):
    """A text and the places of numbered words, in code points."""

    text: str
    places: dict[int, tuple[int, int]]
    inside: list[tuple[int, int]]  # words inserted into an annotation

    def outer(self, mark: range) -> tuple[int, int] | None:
        """The same with the words inserted at its ends."""
        core = self.span(mark)
        if core is None:
            return None
        start, end = core
        for first, stop in reversed(self.inside):
            start = first if stop <= start and not self.text[stop:start].strip() else start
        for first, stop in self.inside:
            end = stop if first >= end and not self.text[end:first].strip() else end
        return start, end

    def span(self, mark: range) -> tuple[int, int] | None:
        """From the first remaining word of the annotation to the last; None if there are none."""
        found = [self.places[number] for number in mark if number in self.places]
        return (min(start for start, _ in found), max(end for _, end in found)) if found else None


def draft(text: str, language: str) -> Draft:
    """The text with all its words numbered from 0."""
    pattern = CHARACTER if language == "zh" else WORD
    paragraphs = []
    number = 0
    for match in re.finditer(r"([^\n]+)(\n*)", text):
        sentences = []
        for said in sentences_of(match[1]):
            words = words_of(said, pattern, number)
            number += len(words)
            sentences.append(words)
        paragraphs.append(Paragraph(tuple(sentences), match[2]))
    whole = Draft(tuple(paragraphs), "" if language == "zh" else " ")
    assert whole.render().text == text, "A text must come back as it was."
    return whole


def sentences_of(line: str) -> list[str]:
    """The sentences of a line, trimmed; none begins with a lower-case letter or ends with an initial."""
    found, begin = [], 0
    for match in END.finditer(line):
        if match.end() < len(line) and not line[match.end()].islower() and not INITIAL.search(line[: match.start()]):
            found.append(line[begin : match.end()].strip())
            begin = match.end()
    return [*found, line[begin:].strip()]


def words_of(said: str, pattern: re.Pattern[str], first: int = NEW) -> Sentence:
    """The words of a sentence, numbered from `first`, or unnumbered."""
    matches = list(pattern.finditer(said))
    ends = [match.start() for match in matches[1:]] + [len(said)]
    numbers = range(first, first + len(matches)) if first != NEW else [NEW] * len(matches)
    return tuple(
        Word(match[0], said[match.end() : end], number)
        for match, end, number in zip(matches, ends, numbers, strict=True)
    )
