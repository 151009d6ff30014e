"""How the lines of a plain text form paragraphs: by blank lines, by sentences, or by line width (pure)."""

from __future__ import annotations

import enum
import re
import unicodedata
from itertools import pairwise

SENTENCE = re.compile(r"[.!?…؟。！？।][\"'’”»“«)\]]*\Z")
GOES_ON = re.compile(r"[,;:،、，；–—-]\Z")
INDENT = re.compile(r"[ \t\u00a0\u3000]+")
BULLET = re.compile(r"\s*(?:[•*‣▪◦·–-]\s+|\(?[0-9]{1,3}[.)]\s+)")
BYLINE = re.compile(  # only at the start of a text
    r"(?i:by|von|par|por|di|av|af|door|text|foto|autor|автор|текст)[: ]\s*[^\W\d_][^.!?\n]{1,80}", re.UNICODE
)
HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,60})[-\u00ad\u2010]\Z")
LETTERS = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FIRST_WORD = re.compile(r"\S+")
BLANK = re.compile(r"\n[^\S\n]*\n\s*")  # as `text.BLANK_LINES`
WIDTHS = range(30, 131)  # line widths of mail programs, typewriters and pdftotext
FEWEST_BREAKS = 3
MOST_FULL = 0.7  # share of full lines before a break in hard-wrapped text
SENTENCES = 0.6  # share of lines that end as sentences if each line is a paragraph
MANY_HYPHENS = 0.05  # share of lines that end in a hyphen if words were hyphenated
TOGETHER = 0.5  # share of breaks within a sentence, if lines belong together as in verse


class Paragraphs(enum.StrEnum):
    """What separates the paragraphs of a plain text."""

    AUTO = ""
    LINES = "lines"  # each line is a paragraph
    BLANKS = "blanks"  # blank lines separate them; line breaks within them are kept
    JOINED = "joined"  # blank lines, indents and short lines separate them; hard-wrapped lines are joined


def way_of(text: str) -> Paragraphs:
    """What separates the paragraphs of a cleaned text: LINES, BLANKS or JOINED.

    Without blank lines, each line is a paragraph, unless lines are hard-wrapped or mostly end within a sentence.
    """
    parts = [part.strip("\n").split("\n") for part in BLANK.split(text.strip("\n"))]
    pairs = [pair for part in parts for pair in pairwise(part) if not BULLET.match(pair[1])]
    if not pairs:
        return Paragraphs.BLANKS
    if _is_broken_by_width(parts, pairs):
        return Paragraphs.JOINED
    within = sum(1 for line, following in pairs if _is_within_a_sentence(line, following))
    if within >= TOGETHER * len(pairs):
        return Paragraphs.BLANKS
    if len(parts) == 1:
        return Paragraphs.LINES
    ends = [bool(SENTENCE.search(line.rstrip())) for part in parts if len(part) > 1 for line in part]
    return Paragraphs.LINES if sum(ends) >= SENTENCES * len(ends) else Paragraphs.BLANKS


def paragraphs_of(text: str, way: Paragraphs) -> list[str]:
    """The paragraphs of a cleaned text, trimmed; AUTO uses `way_of`."""
    way = way_of(text) if way is Paragraphs.AUTO else way
    parts = text.split("\n") if way is Paragraphs.LINES else BLANK.split(text)
    if way is Paragraphs.JOINED:
        parts = _all_joined(text, parts)
    return [part.strip() for part in parts if part.strip()]


def without_headline(text: str, headline: str) -> str:
    """The text without its first line, if that equals the headline except for spacing, case or punctuation."""
    stripped = text.lstrip()
    first, _end, rest = stripped.partition("\n")
    return rest if plain(first) == plain(headline) else text


def plain(line: str) -> str:
    """A line for comparison of headlines: only letters and digits, in lower case."""
    folded = unicodedata.normalize("NFKC", line).casefold()
    words = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in folded)
    return " ".join(words.split()) or " ".join(folded.split())


def _is_broken_by_width(parts: list[list[str]], pairs: list[tuple[str, str]]) -> bool:
    """Whether lines end where the next word wouldn't have fitted, mostly in the middle of a sentence."""
    width = max(len(line.strip()) for part in parts for line in part)
    if width not in WIDTHS or len(pairs) < FEWEST_BREAKS:
        return False
    full = [pair for pair in pairs if _is_full(*pair, width)]
    ended = sum(1 for line, _following in full if SENTENCE.search(line.rstrip()))
    return len(full) >= MOST_FULL * len(pairs) and ended * 2 < len(full)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line wouldn't have fitted on this one."""
    word = FIRST_WORD.search(following)
    size = 1 if word and _is_wide(word[0][0]) else len(word[0]) + 1 if word else 0
    return len(line.strip()) + size > width


def _is_within_a_sentence(line: str, following: str) -> bool:
    line, following = line.rstrip(), following.lstrip()
    if SENTENCE.search(line):
        return False
    return bool(GOES_ON.search(line)) or following[:1].islower()


def _all_joined(text: str, parts: list[str]) -> list[str]:
    """The paragraphs of all parts, whose lines were wrapped at the width of the longest."""
    lines = [line.strip() for line in text.split("\n")]
    broken = sum(1 for line in lines if HYPHEN.search(line))
    is_hyphenated = broken > 1 and broken >= MANY_HYPHENS * len(lines)
    words = frozenset(WORD.findall(text)) if is_hyphenated else None
    width = max(map(len, lines), default=0)
    return [whole for part in parts for whole in _joined(part.strip("\n").split("\n"), width, words)]


def _joined(lines: list[str], width: int, words: frozenset[str] | None) -> list[str]:
    """The paragraphs of hard-wrapped lines.

    `words` are those of the whole text, or None if words weren't hyphenated.
    """
    found: list[list[str]] = []
    for place, line in enumerate(lines):
        if place and not _begins(lines[place - 1], line, width, place):
            found[-1][-1:] = _with(found[-1][-1], line.strip(), words)
        else:
            found.append([line.strip()])
    return ["".join(pieces) for pieces in found]


def _begins(before: str, line: str, width: int, place: int) -> bool:
    """Whether a paragraph starts with this line, which follows another."""
    if BULLET.match(line) or (place < 3 and BYLINE.fullmatch(before.strip())):
        return True
    if INDENT.match(line) and not INDENT.match(before):
        return True
    return not _is_full(before, line, width) and bool(SENTENCE.search(before.rstrip()))


def _with(before: str, line: str, words: frozenset[str] | None) -> list[str]:
    """The last piece of a paragraph and the line that continues it; a hyphenated word is joined.

    The hyphen is kept if words aren't hyphenated, and in a word that the text has only with a hyphen.
    """
    broken, word = HYPHEN.search(before), LETTERS.match(line)
    if broken and word and line[0].islower():
        is_own = words is None or (f"{broken[1]}-{word[0]}" in words and broken[1] + word[0] not in words)
        return [before if is_own else before[:-1], line]
    if before and line and _is_wide(before[-1]) and _is_wide(line[0]):
        return [before, line]
    return [before, " ", line]


def _is_wide(character: str) -> bool:
    """Whether this character is of a script that is written without spaces."""
    return unicodedata.east_asian_width(character) in "WF" and not 0xAC00 <= ord(character) <= 0xD7A3
