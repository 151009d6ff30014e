"""A search query (pure): words that must all occur, in any of their spellings, and phrases word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from factcheck.fulltext.folding import fold
from factcheck.fulltext.words import (
    LONGEST,
    Compound,
    Joint,
    compounds,
    other_keys,
    pairs,
    signs,
    standing,
    without,
    without_prefix,
)  # fmt: skip

ONE = frozenset({Joint.APOSTROPHE, Joint.NUMBER})
MOST_TERMS = 60  # words of one query
_QUOTED = regex.compile(r"(?<![\p{L}\p{N}\p{M}])[\"“„”«»「『]([^\"“„”«»「」『』]+)[\"“”«»」』](?![\p{L}\p{N}])")
_VIRAMA = regex.compile(r"(?<=..)\p{ccc=9}$")  # letters at the end of a word that inflection may change


@dataclass(frozen=True, slots=True)
class Word:
    """A word that must occur: whole, or as a prefix."""

    text: str
    is_whole: bool = False


Term = tuple[tuple[Word, ...], ...]  # one of these alternatives must occur with all its words


@dataclass(frozen=True, slots=True)
class Question:
    """All `terms` and all `phrases` (whole words in this order) must occur. `is_cut`: further words were ignored."""

    terms: tuple[Term, ...]
    phrases: tuple[str, ...]
    is_cut: bool = False


def question(text: str) -> Question:
    """The parsed query of these words; words in quotation marks are a phrase."""
    terms: dict[Term, None] = {}
    phrases: list[str] = []
    for quoted in _QUOTED.findall(text):
        if words := _phrase(quoted):
            terms |= dict.fromkeys(((Word(word, True),),) for word in words)
            phrases.append(" ".join(words))
    plain = _QUOTED.sub("\n", text)
    keys = other_keys(plain)
    for compound in compounds(fold(plain)):
        if compound.is_run:
            terms |= dict.fromkeys(_of_run(compound.parts[0]))
            if len(signs(compound.parts[0])) > 2:
                phrases.append(" ".join(pairs(compound.parts[0])))
        else:
            terms |= dict.fromkeys(_of_compound(compound, keys))
    return Question(tuple(terms)[:MOST_TERMS], tuple(phrases), len(terms) > MOST_TERMS)


def _phrase(quoted: str) -> list[str]:
    found = list(compounds(fold(quoted)))
    words = [word[:LONGEST] for compound in found for word in standing(compound)]
    if found and found[-1].is_run and len(signs(found[-1].parts[0])) > 1:
        words.pop()  # the run may continue in the text
    return words


def _of_run(run: str) -> Iterator[Term]:
    found = pairs(run)
    yield from (((Word(pair, True),),) for pair in found) if found else [((Word(run),),)]


def _of_compound(compound: Compound, keys: dict[str, str]) -> Iterator[Term]:
    """A single word; or a compound, as parts or in one word. Parts joined by an apostrophe or number are one word."""
    units = without(ONE, compound)
    if len(units) == 1:
        yield _term(units[0], keys)
    else:
        yield (tuple(map(_word, units)), (_word("".join(units)),))


def _term(word: str, keys: dict[str, str]) -> Term:
    """A word in all its spellings."""
    others = [keys[word]] if word in keys else []
    if "ا" <= word[0] <= "ي" and not word.startswith("و"):
        others += without_prefix(word)
    return tuple((_word(it),) for it in dict.fromkeys([word, *others]))


def _word(text: str) -> Word:
    return Word(_VIRAMA.sub("", text)[:LONGEST])
