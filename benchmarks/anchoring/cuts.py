"""Kind D: half of an annotation is cut or reworded between its old neighbours."""

from __future__ import annotations

from benchmarks.anchoring.drafts import Draft, Word
from benchmarks.anchoring.edits import Chance
from benchmarks.anchoring.marks import Mark, Source
from benchmarks.anchoring.sentences import SIGNS, capital, lent, sentence_of, with_sentences


def _kept(draft: Draft, mark: Mark, kept: range, fresh: list[Word] | None = None) -> Draft:
    """Keep only these of the annotation's words; the sentence keeps its full stop and its capital."""
    spot, said, inside = sentence_of(draft, mark)
    words = list(said[inside.start : inside.stop])
    left = [*words[kept.start : kept.stop], *(fresh or [])]
    is_end = inside.stop == len(said)
    stop = words[-1].text[len(words[-1].text.rstrip(SIGNS)) :] if is_end else ""
    if stop and not left[-1].text.endswith(stop):
        left[-1] = left[-1]._replace(text=left[-1].text.rstrip(SIGNS) + stop)
    sentence = (*said[: inside.start], *left, *said[inside.stop :])
    return with_sentences(draft, spot, [capital(sentence) if inside.start == 0 else sentence])


def first_half(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Cut its last half."""
    return _kept(draft, mark, range(len(sentence_of(draft, mark)[2]) // 2 + 1))


def last_half(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Cut its first half."""
    size = len(sentence_of(draft, mark)[2])
    return _kept(draft, mark, range(size // 2, size))


def two_in_five(_: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Keep only some consecutive words, at its beginning or at its end."""
    size = len(sentence_of(draft, mark)[2])
    few = max(3, size * 2 // 5)
    return _kept(draft, mark, chance.random.choice((range(few), range(size - few, size))))


def middle(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Cut a quarter at each end."""
    size = len(sentence_of(draft, mark)[2])
    return _kept(draft, mark, range(size // 4, size - size // 4))


def both_ends(_: Source, draft: Draft, mark: Mark, __: Chance) -> Draft:
    """Cut half of it in the middle."""
    spot, said, inside = sentence_of(draft, mark)
    quarter = max(2, len(inside) // 4)
    sentence = (*said[: inside.start + quarter], *said[inside.stop - quarter :])
    return with_sentences(draft, spot, [sentence])


def half_replaced(source: Source, draft: Draft, mark: Mark, chance: Chance) -> Draft:
    """Reword its last half; the new words belong to it."""
    _, said, inside = sentence_of(draft, mark)
    words = lent(source, chance, len(inside) // 2)
    words[-1] = words[-1]._replace(number=said[inside.stop - 1].number, after=said[inside.stop - 1].after)
    return _kept(draft, mark, range(len(inside) - len(words)), words)
