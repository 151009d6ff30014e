"""The syntax of BibTeX: entries, their fields as they are written, and letters that TeX writes by commands (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factcheck.i18n import N_

START = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
NAME = re.compile(r"\s*([A-Za-z][\w:.+-]*)\s*=\s*")
WORD = re.compile(r"[^\s,{}\"#]+")
ACCENT = re.compile(r"\{?\\([`'^\"~=.uvHcdbkr])\s*(?:\{\s*(\\?[A-Za-z])\s*\}|(\\?[A-Za-z]))\}?")
COMMAND = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j|textendash|textemdash)(?![A-Za-z])\s*(?:\{\})?")
ESCAPED = re.compile(r"\\([&%$#_{}])")
MARKS = dict(
    zip(
        "`'^\"~=.uvHcdbkr",
        "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0323\u0331\u0328\u030a",
        strict=True,
    )
)
LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "textendash": "–", "textemdash": "—",
}  # fmt: skip
OTHER = {"comment", "preamble"}
UNCLOSED = N_("This entry is never closed.")
NO_KEY = N_("This entry has no key.")
NO_FIELD = N_("A field of this entry isn’t written as name = {value}.")


class BibtexEntry(NamedTuple):
    """An entry as it is written: its line, type and key, and its fields by their names; or what is wrong with it."""

    line: int
    kind: str
    key: str
    fields: Mapping[str, str]
    problem: str = ""


def entries(text: str) -> Iterator[BibtexEntry]:
    """The entries of a file with its abbreviations put in. After a broken entry the next that begins a line is read."""
    strings: dict[str, str] = {}
    at = 0
    while found := START.search(text, at):
        kind, line = found[1].lower(), text.count("\n", 0, found.start()) + 1
        end = _end(text, found.end(), "}" if found[2] == "{" else ")")
        if end is None:
            yield BibtexEntry(line, kind, "", {}, UNCLOSED)
            following = re.compile(r"^\s*@", re.MULTILINE).search(text, found.end())
            at = following.start() if following else len(text)
            continue
        body, at = text[found.end() : end], end + 1
        if kind == "string":
            strings |= _fields(body, strings)[0]
        elif kind not in OTHER:
            key, _, rest = body.partition(",")
            fields, is_whole = _fields(rest, strings)
            problem = "" if is_whole and key.strip() else NO_FIELD if key.strip() else NO_KEY
            yield BibtexEntry(line, kind, key.strip(), fields, problem)


def _end(text: str, at: int, closing: str) -> int | None:
    """Where the entry that is open at this place is closed; None if another begins a line first, or the text ends."""
    depth = 0
    for place in range(at, len(text)):
        letter = text[place]
        if letter == "\\" or (place and text[place - 1] == "\\"):
            continue
        if depth == 0 and letter == closing:
            return place
        if letter == "@" and not text[text.rfind("\n", 0, place) + 1 : place].strip() and START.match(text, place):
            return None
        depth += (letter == "{") - (letter == "}")
    return None


def _fields(body: str, strings: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """The fields of an entry, and whether all of it was read."""
    found, at = dict[str, str](), 0
    while match := NAME.match(body, at):
        value, at = _value(body, match.end(), strings)
        if value is None:
            return found, False
        found.setdefault(match[1].lower(), value)
        at = re.compile(r"\s*,?").match(body, at).end()  # type: ignore[union-attr]  # it matches nothing too
    return found, not body[at:].strip()


def _value(body: str, at: int, strings: Mapping[str, str]) -> tuple[str | None, int]:
    """The value that begins here, its parts joined where `#` joins them, and where it ends."""
    parts = []
    while at < len(body):
        if body[at] in '{"':
            end = _end(body, at + 1, "}" if body[at] == "{" else '"')
            if end is None:
                return None, at
            parts.append(body[at + 1 : end])
        elif word := WORD.match(body, at):
            parts.append(strings.get(word[0].lower(), word[0]))
            end = word.end() - 1
        else:
            return None, at
        joint = re.compile(r"\s*#\s*").match(body, end + 1)
        if joint is None:
            return "".join(parts), end + 1
        at = joint.end()
    return None, at


def decoded(value: str) -> str:
    """A value as text: letters for TeX's commands, without braces and line ends."""
    value = ACCENT.sub(lambda it: unicodedata.normalize("NFC", (it[2] or it[3]).lstrip("\\") + MARKS[it[1]]), value)
    value = COMMAND.sub(lambda it: LETTERS[it[1]], value)
    value = re.sub(r"(?<!\\)[{}]", "", value)
    return " ".join(ESCAPED.sub(r"\1", value).replace("~", "\u00a0").split(" ")).replace("\n", " ").strip()


def encoded(text: str) -> str:
    """Text as a value: UTF-8, with what means something to TeX escaped."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text).replace("\u00a0", "~")
