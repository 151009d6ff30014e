"""Kind B: equal or similar paragraphs side by side, one of which is edited or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.drafts import Draft, Paragraph, Sentence
from benchmarks.anchoring.edits import Chance, edited, renumbered, replaced
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.revisions import is_prose, put_inside

APART = 100_000  # between the numbers of a word and of its copy


class Row(NamedTuple):
    """Consecutive copies of one paragraph."""

    draft: Draft
    at: int  # the first of them
    copies: int


def row(source: Source, at: int, copies: int, is_equal: bool, chance: Chance) -> Row:
    """The article with copies of a paragraph; in all but the first a word or number may differ."""
    paragraph = source.draft.paragraphs[at]
    said = [paragraph._replace(after="\n\n")]
    for copy in range(1, copies):
        numbered = [_numbered(it, copy) for it in paragraph.sentences]
        if not is_equal:
            index = chance.random.randrange(len(numbered))
            numbered[index] = (
                renumbered(numbered[index], chance) or replaced(numbered[index], chance) or numbered[index]
            )
        said.append(Paragraph(tuple(numbered), "\n\n"))
    whole = source.draft.paragraphs
    return Row(source.draft._replace(paragraphs=(*whole[:at], *said, *whole[at + 1 :])), at, copies)


def _numbered(said: Sentence, copy: int) -> Sentence:
    return tuple(word._replace(number=word.number + copy * APART) for word in said)


def edited_at(it: Row, copy: int, mark: Mark, chance: Chance) -> Draft:
    """One to three edits in the annotated sentence of one copy, and sometimes one in another of its sentences."""
    sentences = list(it.draft.paragraphs[it.at + copy].sentences)
    sentences[mark.first] = put_inside(edited(sentences[mark.first], chance, chance.random.randrange(1, 4)))
    if chance.random.random() < 0.5:
        other = chance.random.randrange(len(sentences))
        sentences[other] = edited(sentences[other], chance, 1)
    return it.draft.with_paragraph(it.at + copy, sentences)


def elsewhere(source: Source, it: Row, draft: Draft, chance: Chance) -> Draft:
    """In two of three cases insert paragraphs before and after the copies; in one of these edit the next ones."""
    way = chance.random.randrange(3)
    if way == 0:
        return draft
    rim = it.at + len(draft.paragraphs) - len(it.draft.paragraphs) + it.copies  # the paragraph after the copies
    paragraphs = list(draft.paragraphs)
    for at in (it.at - 1, rim) if way == 1 else ():
        if 0 < at < len(paragraphs):
            said = paragraphs[at].sentences
            paragraphs[at] = paragraphs[at]._replace(sentences=(edited(said[0], chance, 2), *said[1:]))
    fresh = [Paragraph((chance.random.choice(source.foreign),), "\n\n") for _ in range(2)]
    rest = [one._replace(after="\n\n") for one in paragraphs[1:]]
    return draft._replace(paragraphs=(paragraphs[0]._replace(after="\n\n"), fresh[0], *rest, fresh[1]))


def cases(source: Source, each: int, kind: str) -> Iterator[Case]:
    """For some annotations: each copy as the annotated one, and each as the edited or deleted one."""
    paragraphs = [at for at, it in enumerate(source.draft.paragraphs) if at and is_prose(it.sentences[-1])]
    for copies, is_equal, is_deleted in product((2, 3), (True, False), (False, True)):
        if is_equal and is_deleted:
            continue  # nobody can say which of them is gone
        variant = f"{'two' if copies == 2 else 'three'} {'equal' if is_equal else 'alike'}"
        variant += ", one deleted" if is_deleted else ", one edited"
        chance = source.chance(f"{kind} {variant}")
        marks = [it for it in source.marks if it.paragraph in paragraphs and it.stop - it.first == 1]
        for mark in chance.random.sample(marks, min(max(1, each // copies), len(marks))):
            it = row(source, mark.paragraph, copies, is_equal, chance)
            for marked, changed in product(range(copies), repeat=2):
                new = (
                    it.draft.with_paragraph(it.at + changed, ()) if is_deleted else edited_at(it, changed, mark, chance)
                )
                words = range(mark.words.start + marked * APART, mark.words.stop + marked * APART)
                yield from _case(source, it, elsewhere(source, it, new, chance), words, (kind, variant))


def _case(source: Source, it: Row, draft: Draft, words: range, names: tuple[str, str]) -> Iterator[Case]:
    old, new = it.draft.render(), draft.render()
    place = old.span(words)
    assert place is not None
    quote, article = old.text[slice(*place)], source.article
    yield Case(*names, article.language, article.name, new.text, quote, new.span(words), old.text, place[0],
               new.outer(words))  # fmt: skip
