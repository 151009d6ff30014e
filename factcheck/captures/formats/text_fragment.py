"""Text directives, which lead a browser to words on a page (pure).

Source: URL Fragment Text Directives, https://wicg.github.io/scroll-to-text-fragment/. A browser shows the first passage
that fits, compares without regard to case, and matches whole words. So a directive is made only if exactly one passage
of the captured text fits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

MAX_WHOLE = 200  # code points of a quotation that is named as a whole; of a longer one, its first and last words
EDGE_WORDS = range(3, 11)  # words named at each end of a long quotation
CONTEXT_WORDS = range(1, 9)  # words named before or after a quotation that isn't unique
WORD = re.compile(r"\S+")
SPACE = re.compile(r"\s+")


def directive(text: str, blocks: Sequence[Sequence[Any]], start: int, end: int) -> str:
    """The directive for `text[start:end]`, such as `text=in%20September`; empty if none is unique.

    `blocks` are [kind, start, end] in the text; offsets are code points, end exclusive.
    """
    start, end = _whole_words(text, start, end)
    if start == end:
        return ""
    folded = _folded(text)
    for first, last in _around(text, blocks, start, end):
        if len(_matches(folded, text[first:last])) == 1:
            prefix = f"{_encoded(text[first:start])}-," if first < start else ""
            suffix = f",-{_encoded(text[end:last])}" if end < last else ""
            return f"text={prefix}{_encoded(text[start:end])}{suffix}"
    return _range(text, blocks, start, end)


def with_directive(url: str, words: str) -> str:
    """An address that leads to the words of a directive; the same address if that is empty."""
    if not words:
        return url
    return f"{url}{'' if '#' in url else '#'}:~:{words}"


def _around(text: str, blocks: Sequence[Sequence[Any]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passage alone; then with more and more words of its block before, after, and on both sides.

    None if it has too many words to be named as a whole, or is in several blocks, which browsers don't look past.
    """
    block = next(((first, last) for _, first, last in blocks if first <= start and end <= last), None)
    if block is None or end - start > MAX_WHOLE:
        return
    yield start, end
    before = [start - found.end() for found in WORD.finditer(text[block[0] : start][::-1])]
    after = [end + found.end() for found in WORD.finditer(text[end : block[1]])]
    for size in CONTEXT_WORDS:
        first = before[:size][-1] if before else start
        last = after[:size][-1] if after else end
        yield from ((first, end), (start, last), (first, last))


def _range(text: str, blocks: Sequence[Sequence[Any]], start: int, end: int) -> str:
    """From the first words of a long passage to its last: both in one block, and the first ones unique."""
    passage = _folded(text[start:end])
    for size in EDGE_WORDS:
        first = _edge(text, blocks, start, end, size)
        last = _edge(text, blocks, start, end, -size)
        if not first or not last or len(_matches(_folded(text), first)) != 1:
            continue
        rest = passage[len(_folded(first)) :]
        found = _matches(rest, last)
        if found and found[0] + len(_folded(last)) == len(rest):
            return f"text={_encoded(first)},{_encoded(last)}"
    return ""


def _edge(text: str, blocks: Sequence[Sequence[Any]], start: int, end: int, size: int) -> str:
    """The first words of a passage that are in one block, or for a negative `size` the last ones."""
    parts = [text[max(start, first) : min(end, last)] for _, first, last in blocks if first < end and last > start]
    if not parts:
        return ""
    words = WORD.findall(parts[0] if size > 0 else parts[-1])
    return " ".join(words[:size] if size > 0 else words[size:])


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage without spaces at its ends, widened to whole words."""
    end = start + len(text[start:end].rstrip())
    start = end - len(text[start:end].lstrip())
    while start > 0 and _is_inside(text, start):
        start -= 1
    while end < len(text) and _is_inside(text, end):
        end += 1
    return start, end


def _is_inside(text: str, at: int) -> bool:
    return text[at - 1].isalnum() and text[at].isalnum()


def _matches(folded: str, words: str) -> list[int]:
    """Where these words are in a folded text, as whole words; also where passages overlap."""
    pattern = rf"(?<!\w)(?={re.escape(_folded(words))}(?!\w))"
    return [found.start() for found in re.finditer(pattern, folded)]


def _folded(text: str) -> str:
    return SPACE.sub(" ", text).strip().casefold()


def _encoded(words: str) -> str:
    """Percent-encoded, also the signs that separate the parts of a directive."""
    return quote(SPACE.sub(" ", words).strip(), safe="").replace("-", "%2D")
