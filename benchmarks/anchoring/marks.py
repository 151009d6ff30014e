"""The annotations of an article: whole sentences, parts of them, and two consecutive ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel

from benchmarks.anchoring.drafts import Draft, Rendered, Sentence, draft
from benchmarks.anchoring.edits import Chance
from benchmarks.anchoring.texts import Article

FEWEST_LETTERS = {"zh": 8}  # of an annotation
FEWEST = 24
TWINS = 0.6  # Indel similarity from which two sentences of one article are similar


class Mark(NamedTuple):
    """Words of one sentence or of two consecutive ones; `first` and `stop` are indexes in the paragraph."""

    words: range
    paragraph: int
    first: int
    stop: int
    is_whole: bool  # whether it consists of whole sentences
    is_alone: bool  # whether its words occur once in the article, ignoring case
    has_twin: bool  # whether another sentence of the article is similar


class Source:
    """An article split into words, its annotations, and material of other articles in its language."""

    def __init__(self, article: Article, others: list[Article]) -> None:
        self.article = article
        self.draft: Draft = draft(article.text, article.language)
        self.rendered: Rendered = self.draft.render()
        self._others = [draft(it.text, it.language) for it in others]

    @cached_property
    def foreign(self) -> list[Sentence]:
        """Sentences of the other articles, their words without numbers."""
        found = [sentence for it in self._others for _, _, sentence in it.sentences() if len(sentence) >= 5]
        return [tuple(word._replace(number=-1) for word in sentence) for sentence in found]

    def chance(self, purpose: str) -> Chance:
        """The same choices for the same purpose in every run."""
        words = [word.text.strip("“”«»\"'.,:;!?()•—–，。") for said in self.foreign for word in said]
        seed = f"{self.article.name} {purpose}"
        return Chance(random.Random(seed), [it for it in words if it.isalpha()])  # noqa: S311 - no secret

    @cached_property
    def marks(self) -> list[Mark]:
        """All annotations in text order; parts of sentences by a seeded choice."""
        return list(self._marks())

    def _marks(self) -> Iterator[Mark]:
        chance = self.chance("marks").random
        for at, paragraph in enumerate(self.draft.paragraphs):
            for index, said in enumerate(paragraph.sentences):
                yield from self._made(range(said[0].number, said[-1].number + 1), at, index, index + 1, True)
                if len(said) >= 9:
                    first = chance.randrange(len(said) - 5)
                    stop = chance.randrange(first + 4, len(said))
                    yield from self._made(range(said[first].number, said[stop].number), at, index, index + 1, False)
                if index + 1 < len(paragraph.sentences) and chance.random() < 0.4:
                    after = paragraph.sentences[index + 1][-1].number + 1
                    yield from self._made(range(said[0].number, after), at, index, index + 2, True)

    def _made(self, words: range, paragraph: int, first: int, stop: int, is_whole: bool) -> Iterator[Mark]:
        if len(words) > 1 and not any(it.isalnum() for it in self.exact(words[:1])):
            words = words[1:]  # the bullet of a list item
        exact = self.exact(words)
        if sum(it.isalnum() for it in exact) >= FEWEST_LETTERS.get(self.article.language, FEWEST):
            twin = is_whole and stop - first == 1 and self._has_twin(exact)
            is_alone = self._folded.count(exact.casefold()) == 1
            yield Mark(words, paragraph, first, stop, is_whole, is_alone, twin)

    @cached_property
    def _folded(self) -> str:
        return self.article.text.casefold()

    def exact(self, words: range) -> str:
        """The characters of these words."""
        start, end = self.span(words)
        return self.article.text[start:end]

    def span(self, words: range) -> tuple[int, int]:
        """The place of these words in the article."""
        place = self.rendered.span(words)
        assert place is not None
        return place

    def _has_twin(self, exact: str) -> bool:
        likes = (Indel.normalized_similarity(exact, other) for other in self._said if other != exact)
        return max(likes, default=0.0) >= TWINS

    @cached_property
    def _said(self) -> list[str]:
        found = (range(said[0].number, said[-1].number + 1) for _, _, said in self.draft.sentences())
        return [self.exact(words) for words in found]

    def reworded(self) -> list[tuple[Mark, str]]:
        """Whole sentences with their paraphrases."""
        wording = self.article.reworded
        found = [
            (it, wording.get(self.exact(it.words))) for it in self.marks if it.is_whole and it.stop - it.first == 1
        ]
        return [(mark, text) for mark, text in found if text]


def sources(found: list[Article]) -> list[Source]:
    """Each article with the others of its language."""
    return [Source(it, [other for other in found if other.language == it.language and other != it]) for it in found]
