"""Kind C: annotations of few words in paragraphs that move."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.anchoring.drafts import Draft
from benchmarks.anchoring.edits import Chance, edited
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import found
from benchmarks.anchoring.sentences import Unsuited, sentence_of, with_sentences

FEW = {"zh": 6}  # words of a short annotation, characters in Chinese; 3 in other languages
FEWEST_LETTERS = {"zh": 6}  # of a short annotation


def few_words(source: Source) -> Iterator[Mark]:
    """Annotations of three words within sentences of paragraphs that can move."""
    chance = source.chance("few words").random
    language = source.article.language
    size = FEW.get(language, 3)
    for at, index, said in source.draft.sentences():
        if at and len(said) >= size + 4:
            first = chance.randrange(2, len(said) - size - 1)
            words = range(said[first].number, said[first + size].number)
            if sum(it.isalnum() for it in source.exact(words)) >= FEWEST_LETTERS.get(language, 9):
                yield Mark(words, at, index, index + 1, False, True, False)


def block_moved(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Move its paragraph with the next one or two."""
    at = found(draft, mark).paragraph
    size = chance.random.randrange(1, 4)
    block = draft.paragraphs[at : at + size]
    rest = (*draft.paragraphs[:at], *draft.paragraphs[at + size :])
    places = [it for it in range(1, len(rest) + 1) if abs(it - at) > 1]
    if not places:
        raise Unsuited
    to = chance.random.choice(places)
    ended = [it._replace(after="\n\n") for it in (*rest[:to], *block, *rest[to:])]
    return draft._replace(paragraphs=tuple(ended))


def sentence_edited(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """One or two edits in its sentence, outside the annotation and the words next to it."""
    spot, said, inside = sentence_of(draft, mark)
    before, after = said[: inside.start - 1], said[inside.stop + 1 :]
    near = said[len(before) : len(said) - len(after)]
    if len(before) > len(after):
        before = edited(before, chance, 2)
    else:
        after = edited(after, chance, 2)
    return with_sentences(draft, spot, [(*before, *near, *after)])


def next_edited(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Replace the word before it or after it."""
    spot, said, inside = sentence_of(draft, mark)
    at = chance.random.choice((inside.start - 1, inside.stop))
    other = said[at]._replace(text=chance.word(said[at].text))
    return with_sentences(draft, spot, [(*said[:at], other, *said[at + 1 :])])
