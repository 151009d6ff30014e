"""Which words of one text correspond to which words of another: a longest common subsequence (pure).

First whole paragraphs are paired (Myers 1986 defines the problem, LCS; Hyyrö 2004 the bit-parallel algorithm of
rapidfuzz), then words in the sections between them. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from factcheck.textdiff.gaps import Side, drop_chance, settle
from factcheck.textdiff.text_cache import cached_by_length
from factcheck.textdiff.unique_runs import unique_runs

# A word is a run of letters, marks and digits, and of joiners between them (Unicode Annex 29: daily_digest);
# in scripts without spaces, every character is one.
LETTER = r"[\p{L}\p{M}\p{N}\p{Cf}--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"
TOKEN = regex.compile(
    r"(\p{Han}|[\p{Hiragana}\p{Katakana}]|[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
    rf"|{LETTER}[{LETTER}\p{{Pc}}]*|\S)",
    regex.VERSION1,
)
# The same for lines without joiners and unspaced scripts, with the standard library: three times as fast.
MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
PLAIN_LINE = re.compile(
    rf"[{MARKS}\t\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u0531-\u0556\u0561-\u0587\u05d0-\u05ea"
    r"\u060c\u061b\u061f-\u063f\u0641-\u064a\u0660-\u066f\u0671-\u06d3\u1e00-\u1fff\u2010-\u2027\u2030-\u203e"
    r"\u2041-\u2053\u2055-\u205e\u20a0-\u20bf]*"
)
PLAIN_TOKEN = re.compile(rf"((?:[^\W_]|[{MARKS}])[\w{MARKS}]*|\S)")
PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`ʼ＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        "…": "...",
        "ـ": None,  # a tatweel only stretches an Arabic word
    }
)
STRIPPED = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "COMBINING")  # scripts whose marks may be omitted
LARGEST = 500_000_000  # cells of one comparison: a larger one (two different texts of a million characters) isn't made
LARGE = 25_000_000  # cells from which unique runs of words are paired first


class Tokens(NamedTuple):
    """The words and punctuation marks of a text in order: the position of each and its comparison key."""

    starts: list[int]
    ends: list[int]
    keys: list[str]
    paragraphs: list[int]  # index of the first token of each line with tokens, and the number of tokens at the end


@lru_cache(maxsize=32_768)  # some 8 MB
def key(word: str) -> str:
    """The word in plain typography and lower case, without optional marks; empty if it is invisible."""
    if not word.isalnum():
        return _folded(word)
    return word.lower() if word.isascii() else word.translate(FOLDED)  # without marks, one letter at a time


def _folded(word: str) -> str:
    word = word.translate(PLAIN)
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKD", word.casefold()).casefold()
    return "".join([it for it in folded if not _is_optional(it)])


class _Folded(dict[int, str]):
    """The folded form of each letter, computed when it first occurs."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _folded(chr(code)))


FOLDED = _Folded()


@lru_cache(maxsize=4_096)
def _is_optional(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return True
    return category == "Mn" and unicodedata.name(character, "").startswith(STRIPPED)


def tokens(text: str) -> Tokens:
    """The tokens of a text, without invisible ones."""
    whole = Tokens([], [], [], [0])
    base = 0
    for line in text.split("\n"):
        starts, ends, keys = _line(line)
        if starts:
            whole.starts.extend(map(base.__add__, starts))
            whole.ends.extend(map(base.__add__, ends))
            whole.keys.extend(keys)
            whole.paragraphs.append(len(whole.keys))
        base += len(line) + 1
    return whole


@cached_by_length(300_000)  # some 8 MB; most lines of a text are in its other versions, too
def _line(line: str) -> tuple[list[int], list[int], list[str]]:
    """Where the words of a line start and end, and their keys."""
    parts = (PLAIN_TOKEN if PLAIN_LINE.fullmatch(line) else TOKEN).split(line)  # spaces, word, spaces, … spaces
    rims = list(accumulate(map(len, parts)))
    starts, ends, keys = rims[:-1:2], rims[1::2], list(map(key, parts[1::2]))
    if all(keys):
        return starts, ends, keys
    seen = [at for at, it in enumerate(keys) if it]
    return [starts[at] for at in seen], [ends[at] for at in seen], [keys[at] for at in seen]


def align(old: Tokens, new: Tokens) -> list[int]:
    """For each token of `old` the index of its partner in `new`, or -1. Partners are in the same order."""
    partner = [-1] * len(old.keys)
    left, right = (_paragraphs(it, range(len(it.paragraphs) - 1)) for it in (old, new))
    one = other = 0
    for start, begin, size in [*_runs(*_without_repeats(left, right)), (len(left), len(right), 0)]:
        _pair_paragraphs(old, new, range(one, start), range(other, begin), partner)
        _set(partner, old.paragraphs[start], new.paragraphs[begin], old.paragraphs[start + size])
        one, other = start + size, begin + size
    settle(Side(old.keys, frozenset(old.paragraphs)), Side(new.keys, frozenset(new.paragraphs)), partner)
    drop_chance(old.keys, partner)
    return partner


def _without_repeats(left: Sequence[Hashable], right: Sequence[Hashable]) -> tuple[list[Hashable], list[Hashable]]:
    """The paragraphs of both texts. A paragraph that is repeated becomes a number that equals no other.

    Which of several equal paragraphs correspond depends on the edited ones next to them, so their words are compared.
    """
    here, there = Counter(left), Counter(right)
    return (
        [it if here[it] == 1 and there[it] < 2 else at for at, it in enumerate(left)],
        [it if there[it] == 1 and here[it] < 2 else -1 - at for at, it in enumerate(right)],
    )


def _pair_paragraphs(old: Tokens, new: Tokens, left: range, right: range, partner: list[int]) -> None:
    """Pair the words of some paragraphs; if there are very many, equal paragraphs are paired first."""
    is_large = len(_words(old, left)) * len(_words(new, right)) > LARGE
    runs = _runs(_paragraphs(old, left), _paragraphs(new, right)) if is_large else []
    one, other = left.start, right.start
    for place, found, size in [*runs, (len(left), len(right), 0)]:
        start, begin = left.start + place, right.start + found
        _pair(old.keys, new.keys, _words(old, range(one, start)), _words(new, range(other, begin)), partner)
        _set(partner, old.paragraphs[start], new.paragraphs[begin], old.paragraphs[start + size])
        one, other = start + size, begin + size


def _paragraphs(text: Tokens, some: range) -> list[Hashable]:
    """The keys of some paragraphs, one string each."""
    return [tuple(text.keys[a:b]) for a, b in pairwise(text.paragraphs[some.start : some.stop + 1])]


def _words(text: Tokens, paragraphs: range) -> range:
    """The tokens of some paragraphs."""
    return range(text.paragraphs[paragraphs.start], text.paragraphs[paragraphs.stop])


def _pair(old: list[str], new: list[str], left: range, right: range, partner: list[int]) -> None:
    """Pair the words of two sections; in long ones, starting with runs that each has only once."""
    if not left or not right:
        return
    anchors = unique_runs(old, new, left, right) if len(left) * len(right) > LARGE else []
    one, other = left.start, right.start
    for start, begin in [*anchors, (left.stop, right.stop)]:
        if (start - one) * (begin - other) <= LARGEST:
            for place, found, size in _runs(old[one:start], new[other:begin]):
                _set(partner, one + place, other + found, one + place + size)
        one, other = start, begin


def _set(partner: list[int], start: int, begin: int, stop: int) -> None:
    partner[start:stop] = range(begin, begin + stop - start)


def _runs(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    """The runs of a longest common subsequence: the start in each text, and the length."""
    if left == right:
        return [(0, 0, len(left))] if left else []
    numbers: dict[Hashable, int] = {}
    coded = [[numbers.setdefault(it, len(numbers)) for it in side] for side in (left, right)]
    blocks = LCSseq.editops(*coded).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
