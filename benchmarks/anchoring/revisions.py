"""Rules that change an annotation and its surroundings from one version to the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.anchoring.drafts import CHARACTER, INSIDE, NEW, WORD, Draft, Paragraph, Sentence, words_of
from benchmarks.anchoring.edits import Chance, edited
from benchmarks.anchoring.marks import Mark, Source


class Spot(NamedTuple):
    """The sentences of an annotation in a draft that changed around them."""

    paragraph: int
    first: int
    stop: int


Change = Callable[[Source, Draft, Mark, Chance], Draft]


def found(draft: Draft, mark: Mark) -> Spot:
    """The present place of the sentences of an annotation."""
    spots = [
        (at, index)
        for at, index, said in draft.sentences()
        if any(word.number in mark.words for word in said if word.number != NEW)
    ]
    return Spot(spots[0][0], spots[0][1], spots[-1][1] + 1)


def around(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Changes elsewhere in every revision: a paragraph inserted; sentences inserted, cut and edited."""
    fresh_one = Paragraph((chance.random.choice(source.foreign),), "\n\n")
    draft = draft._replace(paragraphs=(draft.paragraphs[0], fresh_one, *draft.paragraphs[1:]))
    for _ in range(chance.random.randrange(2, 5)):
        spot = found(draft, mark)
        at, index, said = chance.random.choice(list(draft.sentences()))
        if at == spot.paragraph and index in range(spot.first, spot.stop):
            continue
        joined = [said, chance.random.choice(source.foreign)] if is_prose(said) else [said]
        fresh = chance.random.choice(([], [edited(said, chance, 2)], joined))
        if at == spot.paragraph and spot.stop - spot.first == 2 and index + 1 == spot.first:
            fresh = [said]
        kept = draft.paragraphs[at].sentences
        draft = draft.with_paragraph(at, (*kept[:index], *fresh, *kept[index + 1 :]))
    return draft


def is_prose(said: Sentence) -> bool:
    """Whether a sentence ends as one; nothing is appended to a heading."""
    return not said[-1].text[-1].isalnum()


def _in_place(draft: Draft, spot: Spot, fresh: Sequence[Sentence]) -> Draft:
    kept = draft.paragraphs[spot.paragraph].sentences
    return draft.with_paragraph(spot.paragraph, (*kept[: spot.first], *fresh, *kept[spot.stop :]))


def _elsewhere(draft: Draft, spot: Spot, said: Sequence[Sentence], chance: Chance) -> Draft:
    """The draft with these sentences in another paragraph."""
    ends = [paragraph.sentences[-1] for paragraph in draft.paragraphs]
    far = [at for at in range(1, len(ends)) if abs(at - spot.paragraph) > 1 and is_prose(ends[at])]
    at = chance.random.choice(far)
    kept = draft.paragraphs[at].sentences
    place = chance.random.randrange(len(kept) + 1)
    return draft.with_paragraph(at, (*kept[:place], *said, *kept[place:]))


def _said(draft: Draft, spot: Spot) -> tuple[Sentence, ...]:
    return draft.paragraphs[spot.paragraph].sentences[spot.first : spot.stop]


def moved_alone(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Move its sentences to another paragraph."""
    spot = found(draft, mark)
    said = _said(draft, spot)
    if len(draft.paragraphs[spot.paragraph].sentences) == len(said):
        return moved_along(source, draft, mark, chance)
    return _in_place(_elsewhere(draft, spot, said, chance), spot, ())


def moved_along(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Move its whole paragraph."""
    spot = found(draft, mark)
    paragraph = draft.paragraphs[spot.paragraph]
    rest = [it for at, it in enumerate(draft.paragraphs) if at != spot.paragraph]
    places = [at for at in range(1, len(rest) + 1) if abs(at - spot.paragraph) > 1]
    at = chance.random.choice(places)
    return draft._replace(paragraphs=(*rest[:at], paragraph._replace(after="\n\n"), *rest[at:]))


def duplicated(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Copy its sentences into another paragraph."""
    spot = found(draft, mark)
    copy = [tuple(word._replace(number=NEW) for word in said) for said in _said(draft, spot)]
    return _elsewhere(draft, spot, copy, chance)


def edited_once(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Make one edit in it."""
    return _edited(draft, mark, chance, 1)


def edited_lightly(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Edit one word in six, at least one."""
    return _edited(draft, mark, chance, max(1, _words(source, mark) // 6))


def edited_heavily(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Edit one word in three, at least two."""
    return _edited(draft, mark, chance, max(2, _words(source, mark) // 3))


def _words(source: Source, mark: Mark) -> int:
    """Its number of words; a Chinese word has about two characters."""
    return len(mark.words) // (2 if source.article.language == "zh" else 1)


def _edited(draft: Draft, mark: Mark, chance: Chance, times: int) -> Draft:
    spot = found(draft, mark)
    fresh = []
    for said in _said(draft, spot):
        inside = [at for at, word in enumerate(said) if word.number in mark.words]
        first, stop = inside[0], inside[-1] + 1
        fresh.append((*said[:first], *put_inside(edited(said[first:stop], chance, times)), *said[stop:]))
    return _in_place(draft, spot, fresh)


def put_inside(words: Sentence) -> Sentence:
    """The same words, new ones marked as inside the annotation."""
    return tuple(word._replace(number=INSIDE) if word.number == NEW else word for word in words)


def cut(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Delete its words, whole sentences included."""
    spot = found(draft, mark)
    kept = [tuple(word for word in said if word.number not in mark.words) for said in _said(draft, spot)]
    return _in_place(draft, spot, [said for said in kept if said])


def supplanted(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Replace it by another sentence."""
    return _in_place(draft, found(draft, mark), [chance.random.choice(source.foreign)])


def reworded(wording: str) -> Change:
    """Reword its sentence; the new words count as the annotation, from first to last."""

    def change(source: Source, draft: Draft, mark: Mark, _: Chance) -> Draft:
        words = list(words_of(wording, _pattern(source)))
        words[0] = words[0]._replace(number=mark.words[0])
        words[-1] = words[-1]._replace(number=mark.words[-1])
        return _in_place(draft, found(draft, mark), [tuple(words)])

    return change


def _pattern(source: Source) -> re.Pattern[str]:
    return CHARACTER if source.article.language == "zh" else WORD


def beside(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Also edit the neighbouring sentences of its paragraph."""
    spot = found(draft, mark)
    sentences = list(draft.paragraphs[spot.paragraph].sentences)
    for at in {spot.first - 1, spot.stop} & set(range(len(sentences))):
        sentences[at] = edited(sentences[at], chance, 2)
    return draft.with_paragraph(spot.paragraph, sentences)
