"""Superscripts and subscripts as plain characters, so that no figure changes its value (pure)."""

from __future__ import annotations

import re
import unicodedata

from factcheck.documents.markup.node import names

RAISED = dict(zip("0123456789+-\u2212=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+-\u2212=()aeoxhklmnpstijruv", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ", strict=True)) | {
    ".": ".",
    ",": ",",
}
FRACTIONS = {
    unicodedata.normalize("NFKC", sign): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}  # with U+2044 between the two numbers
SIGNS = {"TM": "™", "tm": "™", "SM": "℠", "o": "º", "a": "ª"}
ORDINALS = names(
    "st nd rd th d e er ers re ère ères es ème eme ième nde os as ste de te ti ter to mo vo no me da"
)  # 1st, 2e, 1er, 3os
SHORT = 12  # code points up to which it is a sign and not a run of words
NOTE = re.compile(r"\[?(\d{1,3}|[a-z]{1,2}|[*†‡§¶]{1,3})[\])]?\.?", re.IGNORECASE)


def raised(words: str, before: str) -> str:
    """Superscript (<sup>) after `before`, in plain characters: 10⁶, m², 2^x; ordinals unchanged: 1st, Mme."""
    words = " ".join(words.split())
    if not words or words in {"®", "©", "°"}:
        return words
    if len(words) > SHORT or " " in words:
        return _apart(words, before)
    follows_figure, follows_letter = before[-1:].isdecimal(), before[-1:].isalpha()
    if words in SIGNS and (follows_figure or follows_letter) and (len(words) == 2 or follows_figure):
        return SIGNS[words]
    if words.rstrip(".").isalpha() and not _is_exponent(words, before):
        return words
    if all(sign in RAISED for sign in words):
        return "".join(RAISED[sign] for sign in words)
    return _marked("^", words) if any(map(str.isalnum, words)) else words


def lowered(words: str, before: str) -> str:
    """Subscript (<sub>) after `before`, in plain characters: CO₂, x_max."""
    words = " ".join(words.split())
    if len(words) > SHORT or " " in words:
        return _apart(words, before)
    if not words or not (before[-1:].isalnum() or before[-1:] in {")", "]"}):
        return words
    if all(sign in LOWERED for sign in words):
        return "".join(LOWERED[sign] for sign in words)
    return _marked("_", words) if any(map(str.isalnum, words)) else words


def fraction(above: str, below: str, before: str) -> str:
    """Two figures, one above the other: ½; after a figure with a space: 5 3/16."""
    above, below = above.strip(), below.strip()
    sign = FRACTIONS.get(f"{above}\u2044{below}")
    blank = " " if before[-1:].isdecimal() and not sign else ""
    return blank + (sign or f"{above}/{below}")


def note(words: str, before: str) -> str:
    """The number of a note, separated from the word before it."""
    bare = " ".join(words.split()).strip("[]().")
    return _apart(f"[{bare}]", before) if bare else ""


def is_note(words: str) -> bool:
    """Whether a link or a raised sign can be the number of a note: [1], 12, a, *."""
    return NOTE.fullmatch(words.strip()) is not None


def numeral(number: int, kind: str) -> str:
    """The number of a list item in the `type` of its <ol>: 1, a, A, i or I (HTML, "The ol element")."""
    if kind in {"a", "A"} and number > 0:
        letters = ""
        while number > 0:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord(kind) + rest) + letters
        return letters
    if kind in {"i", "I"} and 0 < number < 4000:
        return _roman(number) if kind == "I" else _roman(number).lower()
    return str(number)


def _roman(number: int) -> str:
    signs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    )
    found = ""
    for value, sign in signs:
        times, number = divmod(number, value)
        found += sign * times
    return found


def _is_exponent(words: str, before: str) -> bool:
    """Whether superscript letters are a power: after a figure unless they form an ordinal, after a variable always."""
    if before[-1:].isdecimal():
        return words.rstrip(".").lower() not in ORDINALS
    is_variable = before[-1:].isalpha() and not before[-2:-1].isalpha() and before[-1:].islower()
    return is_variable and words in {"n", "i", "k", "m", "x", "y", "t", "T"}


def _marked(mark: str, words: str) -> str:
    return mark + words if re.fullmatch(r"[+\-\u2212]?[\w.,]+", words) else f"{mark}({words})"


def _apart(words: str, before: str) -> str:
    return words if not before or before[-1:].isspace() else f" {words}"
