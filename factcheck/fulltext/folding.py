"""Letters as they are compared in a search (pure): what readers regard as the same letter is the same.

Unicode: compatibility decomposition (UAX #15, NFKD), full case folding (The Unicode Standard, 5.18), and for each
script what its readers omit or type differently. The table in docs/searching.md is tested against this module.
"""

from __future__ import annotations

import unicodedata

import regex

APOSTROPHES = "’‘‛`´ʼʻʹʽʾʿˈ׳‵′＇ꞌ"
HYPHENS = "\u2010\u2011\u2043\u05be\ufe63\uff0d\u1806"
ZWNJ = "\u200c"

_LATIN = {
    "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ȷ": "j", "ŋ": "n", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o",
    "ʒ": "z", "ɣ": "g", "ĸ": "k", "ɩ": "i", "ʊ": "u", "ꜧ": "h",
}  # fmt: skip
_ARABIC = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ک": "ك", "ڪ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
    "ـ": "",
}  # fmt: skip
_HEBREW = {"״": '"'}
_MALAYALAM = {"ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്"}  # chillus, as they used to be written
_STROKES = regex.compile(r"LATIN SMALL LETTER ([A-Z]) WITH .*")
_STROKE_LETTERS = [*range(0x180, 0x2B0), *range(0x1D6C, 0x1D9B), *range(0x2C60, 0x2C80), *range(0xA720, 0xA7F0)]


def _base(code: int) -> str | None:
    """The letter under a stroke, hook or tail that Unicode doesn't decompose, such as l of ł; None if there is none.

    By the name of the character, which never changes (Unicode stability policy).
    """
    found = _STROKES.fullmatch(unicodedata.name(chr(code), ""))
    return found[1].lower() if found else None


def _table() -> dict[int, str]:
    """The results for single letters after decomposition and case folding."""
    digits = {code: str(unicodedata.digit(chr(code))) for code in range(0x80, 0x1FBFA) if _is_digit(code)}
    strokes = {code: base for code in [0x111, 0x127, 0x142, 0xF8, 0x167, *_STROKE_LETTERS] if (base := _base(code))}
    plain = dict.fromkeys(map(ord, APOSTROPHES), "'") | dict.fromkeys(map(ord, HYPHENS), "-")
    letters = {ord(letter): base for letter, base in (_LATIN | _ARABIC | _HEBREW | _MALAYALAM).items()}
    return digits | strokes | plain | letters


def _is_digit(code: int) -> bool:
    return unicodedata.category(chr(code)) == "Nd"


TABLE = _table()
_BEFORE = regex.compile(r"(?<=\p{Nd})(?=[²³¹⁰⁴-⁹₀-₉¼-¾⅐-⅞])")  # a power or a fraction is a separate number
_BREAKS = regex.compile(r"(?<=\p{L}\p{M}*)[\u00ad\u00ac](?=\s)")  # an optional hyphen at the end of a line
_ZWNJ = regex.compile(rf"(?<![\p{{Arabic}}\p{{M}}]){ZWNJ}|{ZWNJ}(?!\p{{Arabic}})")  # elsewhere it only shapes letters
_UNSEEN = regex.compile(rf"[\p{{Cf}}\u00ac--{ZWNJ}]+", regex.V1)
_OWN_LETTERS = regex.compile(r"[\u0400-\u04ff]\u0306|[іІ]\u0308|[гГкК]\u0301")  # й ў, ї, ѓ ќ
_MARKS = regex.compile(
    r"[[\p{sc=Inherited}\p{Hebrew}\p{Arabic}\p{Cyrillic}\p{Common}]&&\p{M}--[\u3099\u309a]]+", regex.V1
)
_BINDU = regex.compile(r"ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])|\u0901")
_NUKTA = "\u093c"
_ARMENIAN = regex.compile("[\u055a-\u055f]")  # marks of stress and of a question, within a word
_AM = regex.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])(?=[\u0e32\u0eb2])")  # typed before the tone
_L_DOT = regex.compile("(?<=l)\u00b7(?=l)")
_SPELLED = regex.compile("([aou])\u0308|(a)\u030a|ø")


def decomposed(text: str) -> str:
    """The text in lower case, letters separated from their marks; the input of `without_marks`."""
    text = _BREAKS.sub("-", text.replace("´", "'"))
    text = _UNSEEN.sub("", _ZWNJ.sub("", _BEFORE.sub(" ", text)))
    text = unicodedata.normalize("NFKD", text).replace("\u0345", "")  # iota subscript, which is folded to a letter
    return unicodedata.normalize("NFKD", text.casefold())


def without_marks(text: str) -> str:
    """A `decomposed` text as it is compared: without the marks that readers omit, digits as 0 to 9."""
    text = _OWN_LETTERS.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = _MARKS.sub("", text).translate(TABLE)
    text = _L_DOT.sub("", _AM.sub(r"\2\1", text)).replace("เเ", "แ")
    text = _ARMENIAN.sub("", _BINDU.sub("\u0902", text.replace(_NUKTA, "")))
    text = text.replace("եւ", "եվ")  # two spellings of the capitals of և
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text as it is compared; punctuation and spaces are kept, so that it can be split into words."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return without_marks(decomposed(text))


def spelled_out(text: str) -> str | None:
    """A `decomposed` text with ä, ö, ü, ø and å as ae, oe, ue, oe and aa, for keyboards without these keys.

    None if it has none of them.
    """
    if not _SPELLED.search(text):
        return None
    return without_marks(_SPELLED.sub(_two_letters, text))


def _two_letters(found: regex.Match[str]) -> str:
    return f"{found[1]}e" if found[1] else "aa" if found[2] else "oe"
