"""Unicode in other forms than plain UTF-8: UTF-16 and UTF-32 without byte order marks, and 7-bit forms (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from factcheck.documents.encodings.strangeness import is_impossible

WIDE = ("utf-32le", "utf-32be", "utf-16le", "utf-16be")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
CONTROLS = 8  # bytes per control character above which a text is wide: no text has one in eight
LETTERS_SEEN = 5_000
OWN = 0.95  # share of the letters of a text that are of its script or Latin
TOGETHER = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC", "BOPOMOFO"}
UTF_7 = re.compile(rb"\+[A-Za-z0-9+/]{3,}-?")
HZ = re.compile(rb"~\{(?:[\x21-\x7d][\x21-\x7e])+~\}")
ISO_2022 = re.compile(rb"\x1b(?:\$[@BA)(]|\([BIJ]|\$\)C)")


def is_wide(raw: bytes) -> bool:
    """Whether there are so many control characters that each letter must have several bytes."""
    return len(CONTROL.findall(raw)) * CONTROLS >= len(raw) > 0


def wide(raw: bytes) -> list[tuple[str, str]]:
    """The forms of UTF-16 and UTF-32 in which these bytes are a text, with that text."""
    found = []
    for name in WIDE:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if not is_impossible(text) and not _is_swapped(raw, name) and _is_of_one_script(text):
            found.append((name, text))
    return found


def _is_swapped(raw: bytes, name: str) -> bool:
    """Whether the bytes that give the script vary more than those that give the letter: they are swapped."""
    if not name.startswith("utf-16"):
        return False
    first, second = len(set(raw[0::2])), len(set(raw[1::2]))
    script, letter = (second, first) if name.endswith("le") else (first, second)
    return script >= 3 * letter


def seven_bit(raw: bytes) -> str | None:
    """The name of the 7-bit encoding in which these bytes are another text, or None."""
    if not raw.isascii() or b"\0" in raw:
        return None
    if ISO_2022.search(raw):
        return "ISO-2022"
    if len(HZ.findall(raw)) > 0 and _decodes(raw, "hz"):
        return "HZ"
    return "UTF-7" if _is_utf_7(raw) else None


def _is_utf_7(raw: bytes) -> bool:
    runs = UTF_7.findall(raw)
    if not runs or not _decodes(raw, "utf-7"):
        return False
    text = raw.decode("utf-7")
    return any(character > "\x7f" for character in text) and not is_impossible(text) and _is_of_one_script(text)


def _decodes(raw: bytes, codec: str) -> bool:
    try:
        return bool(raw.decode(codec))
    except UnicodeDecodeError:
        return False


def _is_of_one_script(text: str) -> bool:
    """Whether nearly all letters are Latin or of one other script, and most characters are letters or spaces."""
    seen = text[:LETTERS_SEEN]
    scripts = Counter(_script(character) for character in seen if character.isalpha())
    letters = scripts.total()
    latin = scripts.pop("LATIN", 0)
    own = latin + max(scripts.values(), default=0)
    return (
        letters > 0 and own >= OWN * letters and letters * 3 >= sum(1 for character in seen if not character.isspace())
    )


def _script(character: str) -> str:
    """The script: the first word of the Unicode name. Scripts that are used together count as one."""
    name = unicodedata.name(character, "").partition(" ")[0]
    return "CJK" if name in TOGETHER else name
