"""Helpers of the rules that change one sentence of a draft."""

from __future__ import annotations

from benchmarks.anchoring.drafts import NEW, Draft, Sentence, Word
from benchmarks.anchoring.edits import Chance
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import Spot, found, is_prose

SIGNS = "“”«»\"'.,:;!?()•—–，。：；！？（）؟،"


class Unsuited(Exception):
    """A change that can't be made at this annotation."""


def sentence_of(draft: Draft, mark: Mark) -> tuple[Spot, Sentence, range]:
    """The place of an annotation's one sentence, the sentence, and which of its words are annotated."""
    spot = found(draft, mark)
    said = draft.paragraphs[spot.paragraph].sentences[spot.first]
    inside = [at for at, word in enumerate(said) if word.number in mark.words and word.number != NEW]
    return spot, said, range(inside[0], inside[-1] + 1)


def with_sentences(draft: Draft, spot: Spot, fresh: list[Sentence]) -> Draft:
    """The draft with other sentences there."""
    kept = draft.paragraphs[spot.paragraph].sentences
    return draft.with_paragraph(spot.paragraph, (*kept[: spot.first], *fresh, *kept[spot.stop :]))


def lent(source: Source, chance: Chance, count: int) -> list[Word]:
    """Consecutive words of other articles, without a full stop at the end."""
    words: list[Word] = []
    while len(words) < count:
        said = chance.random.choice([it for it in source.foreign if is_prose(it)])
        words += [word._replace(after=word.after or source.draft.blank) for word in said]
    words = words[:count]
    words[-1] = words[-1]._replace(text=words[-1].text.rstrip(SIGNS) or words[-1].text)
    return words


def capital(said: Sentence) -> Sentence:
    """The same with a capital first letter."""
    return (said[0]._replace(text=said[0].text[:1].upper() + said[0].text[1:]), *said[1:])


def core(word: Word) -> str:
    """A word without punctuation, in lower case."""
    return word.text.strip(SIGNS).casefold()
