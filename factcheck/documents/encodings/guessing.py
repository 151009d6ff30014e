"""Guesses the encoding of a file that doesn't declare it, with a certainty (pure).

Each encoding in which the bytes are valid gets a weight: from chardet, which knows how often letters follow each other
in many languages, and from the number of characters in impossible positions.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from factcheck.documents.encodings.strangeness import is_impossible, strangeness
from factcheck.documents.encodings.whatwg import CODECS, decoded

if TYPE_CHECKING:
    import chardet

COMMON = (  # of those that give the same text, the first is named
    *("windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256"),
    *("windows-1257", "windows-1258", "windows-874", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5"),
    *("iso-8859-6", "iso-8859-7", "iso-8859-8", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15"),
    *("iso-8859-16", "koi8-r", "koi8-u", "gbk", "big5", "shift_jis", "euc-jp", "euc-kr"),
)
RARE = (
    "macintosh",
    "x-mac-cyrillic",
    "x-mac-ce",
    "x-mac-greek",
    "ibm866",
    "ibm850",
    "ibm852",
)  # never used without asking
CHARDET = {"shift_jis": "cp932", "big5": "big5hkscs", "euc-jp": "euc_jis_2004"} | {
    name: CODECS.get(name, name) for name in (*COMMON, *RARE) if name not in {"shift_jis", "big5", "euc-jp"}
}
NAMES = {codecs.lookup(codec).name: name for name, codec in CHARDET.items()}
LOOKED_AT = 64 * 1024  # bytes of lines that aren't all ASCII
LONGEST = 4  # bytes of one character
STRAY = 100  # bytes per permitted control character, which is dropped when the text is cleaned
ODD = 0.6  # factor for each character in an impossible position
NEAR = 0.6  # share of the best guess from which another is equally likely
LEAST = 0.1  # weight from which a guess is used
FEWEST = 3  # characters beyond ASCII that a guess needs
STRANGE = 0.03  # share of them that may be unusual, as in names and typos
UNLIKELY = 0.02  # share of the best guess below which others aren't offered
OFFERED = 6
MARKUP = re.compile(rb"<[^<>]*>|&#?\w{1,30};")
UNREAD = ((b"<script", b"</script"), (b"<style", b"</style"), (b"<!--", b"-->"))  # of a page
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BEYOND = re.compile(rb"[\x80-\xff]")


class Guess(NamedTuple):
    """An encoding, the sample read in it, and its weight from 0 to 1."""

    encoding: str
    text: str
    weight: float


def guesses(raw: bytes, *, is_markup: bool = False) -> list[Guess]:
    """The encodings in which these bytes are valid, one for each text, most likely first; at most OFFERED."""
    raw = _without_stray_controls(raw)
    looked_at = (_telling(_without_markup(raw)) if is_markup else b"") or _telling(raw)
    weights = _weights(looked_at, *CHARDET)
    texts: dict[str, str] = {}
    for name in (*COMMON, *RARE):
        text = _meaning(looked_at, name)
        if text is not None:
            known = texts.setdefault(text, name)
            weights[known] = max(weights.get(known, 0.0), weights.get(name, 0.0))
    for text, name in texts.items():
        if _is_in_capitals(text):
            weights[name] = max(weights.get(name, 0.0), _weights(_small(text, name), name).get(name, 0.0))
    odd = {text: strangeness(text) for text in texts}
    least = min(odd.values(), default=0)
    found = [Guess(name, text, weights[name] * ODD ** (odd[text] - least)) for text, name in texts.items()]
    found.sort(key=lambda guess: -guess.weight)
    best = max((guess.weight for guess in found), default=0.0)
    likely = [guess for guess in found if guess.weight >= UNLIKELY * best]
    return [guess for guess in likely if _is_whole(raw, guess.encoding)][:OFFERED]


def is_sure(found: list[Guess]) -> bool:
    """Whether the first guess is so much better than all others that nobody needs to be asked."""
    if not found or found[0].encoding in RARE:
        return False
    text, weight = found[0].text, found[0].weight
    beyond = sum(1 for character in text if character > "\x7f")
    if weight < LEAST or beyond < FEWEST or strangeness(text) > STRANGE * beyond:
        return False
    return len(found) == 1 or found[1].weight < NEAR * weight


def sample_of(raw: bytes) -> bytes:
    """The line with the most bytes beyond ASCII, shortened for display."""
    lines = [line.strip() for line in _telling(raw).split(b"\n")]
    return max(lines, key=lambda line: len(BEYOND.findall(line[:300])), default=b"")


def _telling(raw: bytes) -> bytes:
    """The lines that aren't all ASCII, up to LOOKED_AT bytes: no encoding has a line feed inside a character."""
    lines, size = [], 0
    for line in raw.splitlines():
        if not line.isascii():
            lines.append(line[: LOOKED_AT - size])
            size += len(lines[-1])
            if size >= LOOKED_AT:
                break
    return b"\n".join(lines)


def _is_in_capitals(text: str) -> bool:
    """Whether most letters beyond ASCII are capitals, which chardet judges badly."""
    letters = [character for character in text if character > "\x7f" and character.isalpha()]
    return sum(map(str.isupper, letters)) * 2 > len(letters)


def _small(text: str, name: str) -> bytes:
    return text.lower().encode(CHARDET[name], "ignore")


def _without_markup(raw: bytes) -> bytes:
    """The part of a page that is mostly words."""
    for start, end in UNREAD:
        first, *others = raw.split(start)
        raw = b" ".join([first, *(other.partition(end)[2] for other in others)])
    return MARKUP.sub(b" ", raw)


def _without_stray_controls(raw: bytes) -> bytes:
    return CONTROL.sub(b"", raw) if len(CONTROL.findall(raw)) * STRAY <= len(raw) else raw


def _weights(raw: bytes, *names: str) -> dict[str, float]:
    """The probability by name of encoding, as estimated by chardet; nothing for no bytes."""
    if not raw:
        return {}
    import chardet  # only files that don't say their encoding need it

    codecs_of = [CHARDET[name] for name in names]
    found = chardet.detect_all(
        raw, ignore_threshold=True, compat_names=False, include_encodings=codecs_of, no_match_encoding=codecs_of[0]
    )
    return {NAMES[name]: weight for name, weight in _named(found) if name in NAMES}


def _named(found: Iterable[chardet.DetectionDict]) -> Iterable[tuple[str, float]]:
    for one in found:
        if one["encoding"]:
            yield codecs.lookup(one["encoding"]).name, one["confidence"]


def _meaning(raw: bytes, name: str) -> str | None:
    """The bytes as text, where the last ones may be part of a character; None if nobody writes such a text."""
    for end in range(len(raw), max(len(raw) - LONGEST, 0), -1):
        try:
            text = decoded(raw[:end], name)
        except UnicodeDecodeError:
            continue
        return None if is_impossible(text) else text
    return None


def _is_whole(raw: bytes, name: str) -> bool:
    try:
        return bool(decoded(raw, name))
    except UnicodeDecodeError:
        return False
