"""Quotes as a person gives them: from memory, retyped, shortened, and without context."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.drafts import NEW, Sentence, Word
from benchmarks.anchoring.edits import Chance, dropped, in_other_signs, is_plain, put_in, replaced
from benchmarks.anchoring.marks import Mark, Source

KINDS = (
    "typography", "capitals and blanks", "typo", "word dropped", "word added", "word replaced", "reordered", "elided",
    "absent",
)  # fmt: skip
SOFT_HYPHEN = "\u00ad"
Quoting = Callable[[Sentence, Chance], str]


def said(words: Sentence) -> str:
    """The characters of these words."""
    return "".join(word.text + word.after for word in words).strip()


def typography(words: Sentence, chance: Chance) -> str:
    """Other quotes and dashes; where there are none, decomposed letters or a soft hyphen."""
    text = said(words)
    changed = in_other_signs(text, chance.random.choice((None, "NFD")))
    middle = len(text) // 2
    return changed if changed != text else text[:middle] + SOFT_HYPHEN + text[middle:]


def capitals_and_blanks(words: Sentence, chance: Chance) -> str:
    """All in capitals, or in small letters; doubled blanks and line breaks, or blanks where none were."""
    shape = chance.random.choice((str.upper, str.lower))
    blanks = [chance.random.choice((word.after, "  ", "\n")) for word in words]
    return "".join(shape(word.text) + blank for word, blank in zip(words, blanks, strict=True)).strip()


def typo(words: Sentence, chance: Chance) -> str:
    """One or two slips in its letters: one exchanged with the next, left out, or doubled."""
    text = said(words)
    for _ in range(chance.random.choice((1, 2))):
        places = [at for at in range(1, len(text) - 2) if text[at].isalpha() and text[at + 1].isalpha()]
        at = chance.random.choice(places)
        fresh = chance.random.choice((text[at + 1] + text[at], text[at + 1], text[at] + text[at : at + 2]))
        text = text[:at] + fresh + text[at + 2 :]
    return text


def _inside(rule: Callable[[Sentence, Chance], Sentence | None]) -> Quoting:
    """Once or twice by this rule, never at the first or last word."""

    def quote(words: Sentence, chance: Chance) -> str:
        middle = words[1:-1]
        for _ in range(chance.random.choice((1, 2))):
            middle = rule(middle, chance) or middle
        return said((words[0], *middle, words[-1]))

    return quote


def reordered(words: Sentence, chance: Chance) -> str:
    """Two neighbouring words exchanged, or one word two places further."""
    places = [at for at in range(len(words) - 2) if is_plain(words[at])]
    at = chance.random.choice(places or [0])
    step = chance.random.choice((1, 2))
    later = words[at + 1 : at + 1 + step]
    order = (*words[:at], *later, words[at], *words[at + 1 + step :])
    blanks = [word.after for word in words]
    return said(tuple(word._replace(after=blank) for word, blank in zip(order, blanks, strict=True)))


def elided(words: Sentence, chance: Chance) -> str:
    """A third of it left out in the middle, and an ellipsis there."""
    third = len(words) // 3
    sign = chance.random.choice(("…", "...", "[…]"))
    blank = words[0].after
    return said((*words[:third], Word(sign, blank), *words[2 * third :]))


QUOTING: dict[str, Quoting] = {
    "typography": typography,
    "capitals and blanks": capitals_and_blanks,
    "typo": typo,
    "word dropped": _inside(dropped),
    "word added": _inside(put_in),
    "word replaced": _inside(replaced),
    "reordered": reordered,
    "elided": elided,
}


def cases(source: Source, each: int) -> Iterator[Case]:
    """At most `each` marks of an article in every kind."""
    article, alone = source.article, [mark for mark in source.marks if mark.is_alone and len(mark.words) >= 8]
    for kind, quoting in QUOTING.items():
        chosen = source.chance(f"quote {kind}").random.sample(alone, min(each, len(alone)))
        for mark in sorted(chosen, key=lambda it: it.words.start):
            quote = quoting(_words(source, mark), source.chance(f"quote {kind} {mark.words}"))
            if quote != source.exact(mark.words):
                yield _case(source, kind, quote, source.span(mark.words))
    chosen_foreign = source.chance("absent").random.sample(source.foreign, min(each, len(source.foreign)))
    for sentence in chosen_foreign:
        if said(sentence) not in article.text:
            yield _case(source, "absent", said(sentence), None)


def _case(source: Source, kind: str, quote: str, truth: tuple[int, int] | None) -> Case:
    article = source.article
    return Case(kind, "", article.language, article.name, article.text, quote, truth)


def _words(source: Source, mark: Mark) -> Sentence:
    """The words of a mark; a blank between its sentences."""
    found: list[Word] = []
    for _, _, sentence in source.draft.sentences():
        chosen = [word for word in sentence if word.number in mark.words and word.number != NEW]
        if chosen:
            found += (*chosen[:-1], chosen[-1]._replace(after=chosen[-1].after or source.draft.blank))
    return tuple(found)
