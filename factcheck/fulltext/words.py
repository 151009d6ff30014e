"""The words of a text (pure), folded: as written, and in other possible spellings.

A word is a run of letters and digits. In scripts without spaces, the words are pairs of adjacent characters, and the
last character of each run; anything inside a run is found by its pairs.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import regex

from factcheck.fulltext.folding import ZWNJ, decomposed, fold, spelled_out, without_marks

LONGEST = 64  # code points of a word that are compared
MOST_JOINED = 4  # adjacent parts of a compound that are also found as one word
MOST_BYTES = 1_000_000  # bytes of the different words of one row: a vector of PostgreSQL holds 1 MiB
MOST_IN_UTF8 = 4  # bytes of a code point
END = "|"  # separates the words as written from their alternatives; not a word

_UNSPACED = "".join(
    rf"\p{{{script}}}"
    for script in ("Han", "Hiragana", "Katakana", "Bopomofo", "Thai", "Lao", "Khmer", "Myanmar", "Tai_Tham", "Javanese")
)
_RUN = rf"[[{_UNSPACED}]&&[\p{{L}}〇]]||[ーｰ]"
_PIECE = regex.compile(
    rf"([{_RUN}][{_RUN}\p{{M}}]*)|[[\p{{L}}\p{{N}}]--[{_RUN}]][[\p{{L}}\p{{N}}\p{{M}}]--[{_RUN}]]*", regex.V1
)
_SIGN = regex.compile(r"\P{M}\p{M}*")
_WITH_KEYS = regex.compile(r"[\p{L}\p{M}]+")
_ARABIC_ARTICLE = regex.compile(r"[وف]?(?:[بك]?ال|لل)(?=[\u0620-\u06ff]{2})")
_ARABIC_AND = regex.compile(r"و(?=[\u0620-\u06ff]{3})")
_HEBREW_PREFIX = regex.compile(r"[והבלכמש](?=[\u05d0-\u05ea]{3})")
_HEBREW_PREFIXES = regex.compile(r"(?:ו[בהלמש]|[שמ]ה|כש)(?=[\u05d0-\u05ea]{3})")


class Joint(enum.Enum):
    """The characters between two parts of a compound."""

    APOSTROPHE = enum.auto()
    HYPHEN = enum.auto()
    LINE_END = enum.auto()  # a word that was hyphenated at a line end
    HYPHEN_BLANK = enum.auto()  # the same, copied with a space for the line end, or two words that share a last part
    NUMBER = enum.auto()  # between thousands
    NUMBER_BLANK = enum.auto()


LINE_ENDS = frozenset({Joint.LINE_END})
NUMBERS = frozenset({Joint.NUMBER, Joint.NUMBER_BLANK})


class Compound(NamedTuple):
    """A word, or several that are one if joined; a run of characters of a script without spaces is on its own."""

    parts: list[str]
    joints: list[Joint]
    is_run: bool = False


def compounds(folded: str) -> Iterator[Compound]:
    """The words of a folded text in order, grouped if they may be one."""
    current, end = Compound([], []), 0
    for found in _PIECE.finditer(folded):
        part, start = found[0], found.start()
        joint = None
        if current.parts and not found[1] and not current.is_run:
            joint = _joint(current, folded[end:start], part, folded[found.end() : found.end() + 2])
        if joint is None:
            if current.parts:
                yield current
            current = Compound([part], [], bool(found[1]))
        else:
            current.parts.append(part)
            current.joints.append(joint)
        end = found.end()
    if current.parts:
        yield current


def _joint(before: Compound, gap: str, part: str, after: str) -> Joint | None:
    last = before.parts[-1]
    if gap in " ,.'٬" and len(gap) == 1 and part.isdigit() and last.isdigit():
        return _between_thousands(before, gap, part, after)
    if gap == "'" or (gap == '"' and "א" <= last[-1] <= "ת" and "א" <= part[0] <= "ת"):
        return Joint.APOSTROPHE
    if gap in {"-", ZWNJ}:
        return Joint.HYPHEN
    if gap[:1] == "-" and gap[1:].isspace() and last[-1].isalpha() and part[0].isalpha():
        return Joint.LINE_END if "\n" in gap or "\r" in gap else Joint.HYPHEN_BLANK
    return None


def _between_thousands(before: Compound, gap: str, part: str, after: str) -> Joint | None:
    """Whether a gap separates thousands, or lakhs as in India: 41 000, 41,000, 4’100’000, 1,00,000."""
    joint = Joint.NUMBER_BLANK if gap == " " else Joint.NUMBER
    is_group = len(part) == 3 or (gap == "," and len(part) == 2 and after[:1] == "," and after[1:].isdigit())
    is_first = not before.joints and len(before.parts[-1]) <= 3
    return joint if is_group and (is_first or before.joints[-1:] == [joint]) else None


def signs(run: str) -> list[str]:
    """The characters of a run in a script without spaces, each with its marks."""
    return _SIGN.findall(run)


def pairs(run: str) -> list[str]:
    """Each pair of adjacent characters of a run; none for a single character."""
    found = signs(run)
    return [one + other for one, other in pairwise(found)]


def without(joints: frozenset[Joint], compound: Compound) -> list[str]:
    """The parts of a compound; those written as one word are joined."""
    whole = [compound.parts[0]]
    for joint, part in zip(compound.joints, compound.parts[1:], strict=True):
        if joint in joints:
            whole[-1] += part
        else:
            whole.append(part)
    return whole


def standing(compound: Compound) -> list[str]:
    """The words of a compound in order; a hyphenated word is joined."""
    if compound.is_run:
        return [*pairs(compound.parts[0]), signs(compound.parts[0])[-1]]
    return without(LINE_ENDS, compound)


def others(compound: Compound) -> Iterator[str]:
    """Other words for a compound: its parts as one word, its words without an Arabic article or a Hebrew prefix."""
    if compound.is_run:
        return
    if compound.joints:
        yield from compound.parts
        yield from _neighbours(without(NUMBERS, compound))
    for part in compound.parts:
        if part[0] >= "א":
            yield from without_prefix(part)


def _neighbours(parts: list[str]) -> Iterator[str]:
    """Up to MOST_JOINED adjacent parts as one word, and all of them as one."""
    for length in range(1, min(MOST_JOINED, len(parts)) + 1):
        for start in range(len(parts) - length + 1):
            yield "".join(parts[start : start + length])
    yield "".join(parts)


def without_prefix(word: str) -> Iterator[str]:
    """An Arabic word without its article, or one after "and"; a Hebrew one without the prefixes written with it."""
    for prefix in (_ARABIC_ARTICLE, _ARABIC_AND, _HEBREW_PREFIX, _HEBREW_PREFIXES):
        if found := prefix.match(word):
            yield word[found.end() :]


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded, as written."""
    return [word[:LONGEST] for compound in compounds(fold(text)) for word in standing(compound)]


def other_keys(text: str) -> dict[str, str]:
    """Folded words with ä, ö, ü, ø or å in the spelling of keyboards without these keys, such as strasse, mueller."""
    if text.isascii():
        return {}
    found: dict[str, str] = {}
    for word in set(_WITH_KEYS.findall(decomposed(text))):
        if other := spelled_out(word):
            found[without_marks(word)[:LONGEST]] = other[:LONGEST]
    return found


def indexed(text: str) -> str:
    """The indexed form of a text: its words in order, END, and the alternatives, separated by spaces.

    If there are too many different words, it ends with the last that fits.
    """
    parsed = list(compounds(fold(text)))
    in_order = [word[:LONGEST] for compound in parsed for word in standing(compound)]
    more = dict.fromkeys(word[:LONGEST] for compound in parsed for word in others(compound))
    more |= dict.fromkeys(other_keys(text).values())
    known = set(in_order)
    return " ".join(_fitting([*in_order, END, *(word for word in more if word not in known)]))


def _fitting(words: list[str]) -> list[str]:
    if MOST_IN_UTF8 * sum(map(len, words)) <= MOST_BYTES:
        return words
    seen: set[str] = set()
    left = MOST_BYTES
    for count, word in enumerate(words):
        if word not in seen:
            seen.add(word)
            left -= len(word.encode())
            if left < 0:
                return words[:count]
    return words
