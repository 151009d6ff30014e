"""Text that was once read in a wrong encoding and saved: what it would be if that were undone (pure)."""

from __future__ import annotations

import re
from functools import cache

from factcheck.documents.encodings.guessing import guesses, is_sure
from factcheck.documents.encodings.strangeness import is_impossible
from factcheck.documents.encodings.whatwg import CODECS

READ_AS = ("windows-1252", "iso-8859-1", "windows-1251", "windows-1250", "macintosh", "ibm850")
MIN_UNDONE_SHARE = 0.6  # share of the characters beyond ASCII that must be undone
FEWEST = 2  # places that must be undone, unless there are no others
LATIN_1 = re.compile("[\xa0-\xff]")
BEYOND = re.compile(r"[^\x00-\x7f]")
WORDS = 64 * 1024  # characters that are examined
FULL_OF_IT = 0.6  # share of the letters of a text: no language in Latin script has so many diacritics


def undone(text: str) -> list[tuple[str, str]]:
    """The encoding in which a text was misread and its real one, if both are certain; usually none.

    At most one pair of names.
    """
    looked_at = text[:WORDS]
    beyond = len(BEYOND.findall(looked_at))
    if not beyond:
        return []
    sizes = {read_as: _places(looked_at, read_as) for read_as in READ_AS}
    read_as = max(READ_AS, key=lambda name: sizes[name][1])
    places, characters = sizes[read_as]
    if characters >= MIN_UNDONE_SHARE * beyond and (places >= FEWEST or characters == beyond):
        return [(read_as, "utf-8")]
    return _of_other_script(looked_at)


def undo(text: str, read_as: str, really: str) -> str:
    """The text as it was before it was read as `read_as`."""
    if really != "utf-8":
        return _back(text, read_as).decode(CODECS.get(really, really), "replace")
    return _misread(read_as).sub(lambda found: _once(found[0], read_as), text)


def _once(run: str, read_as: str) -> str:
    try:
        return _back(run, read_as).decode()
    except UnicodeDecodeError:
        return run


def _places(text: str, read_as: str) -> tuple[int, int]:
    """The number of runs of a text that are UTF-8 misread in this way, and of characters in them."""
    runs = [run for run in _misread(read_as).findall(text) if _once(run, read_as) != run]
    runs = [run for run in runs if not is_impossible(_once(run, read_as))]
    return len(runs), sum(map(len, runs))


def _of_other_script(text: str) -> list[tuple[str, str]]:
    """Letters of another script that were misread as Latin: nearly all have diacritics then."""
    letters = [character for character in text if character.isalpha()]
    if len(LATIN_1.findall("".join(letters))) < FULL_OF_IT * len(letters):
        return []
    try:
        raw = _back(text, "windows-1252")
    except UnicodeEncodeError:
        return []
    found = guesses(raw)
    return [("windows-1252", found[0].encoding)] if is_sure(found) and found[0].encoding != "windows-1252" else []


@cache
def _bytes_of(read_as: str) -> dict[int, int]:
    """The byte of each character; a byte without a character in this encoding became a control character."""
    codec = CODECS.get(read_as, read_as)
    known = {code: bytes([code]).decode(codec, "ignore") or chr(code) for code in range(0x80, 0x100)}
    return {ord(character): code for code, character in known.items()} | {code: code for code in range(0x80)}


def _back(text: str, read_as: str) -> bytes:
    """The original bytes of a text; raises UnicodeEncodeError if it has characters of another encoding."""
    codes = _bytes_of(read_as)
    try:
        return bytes(codes[ord(character)] for character in text)
    except KeyError:
        raise UnicodeEncodeError(read_as, text, 0, len(text), "a character of another encoding") from None


@cache
def _misread(read_as: str) -> re.Pattern[str]:
    """Runs of characters that are the bytes of one UTF-8 character."""
    characters = {code: re.escape(chr(character)) for character, code in _bytes_of(read_as).items()}

    def signs(first: int, last: int) -> str:
        return "".join(characters[code] for code in range(first, last + 1) if code in characters)

    more = f"[{signs(0x80, 0xBF)}]"
    return re.compile(f"[{signs(0xC2, 0xDF)}]{more}|[{signs(0xE0, 0xEF)}]{more}{{2}}|[{signs(0xF0, 0xF4)}]{more}{{3}}")
