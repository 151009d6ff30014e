"""How strange the letters of a text are: in a wrong encoding, they are very strange (pure)."""

from __future__ import annotations

from collections import Counter

import regex

from factcheck.documents.encodings.alphabets import ALPHABETS

IMPOSSIBLE = regex.compile(r"[\p{Cn}\p{Co}\p{Cs}\uFFFD\x00-\x08\x0E-\x1F\x7F-\x84\x86-\x9F]")
WORD = regex.compile(r"(\S*?)((?:\p{L}\S*\p{L}|\p{L})?\p{M}*)([^\s\p{L}]*)(?=\s|\Z)")
WIDE = r"\u3000-\u303F\uFE30-\uFE4F\uFF00-\uFF65\uFFE0-\uFFEE·"  # punctuation and signs of texts without spaces
SIGNS = "§©®°±×€£¥¢™№•…–—―‐‑½¼¾²³µºª′″→←†‡‰|"
OPENING = "“„«‚‘‹¡¿"
CLOSING = "”“»’‘›"
BEFORE = regex.compile(rf"[^\x00-\x7F\p{{Nd}}\p{{Cf}}{WIDE}{SIGNS}{OPENING}{CLOSING}]|[²³ªº‰†‡]")
WITHIN = regex.compile(rf"[^\x00-\x7F\p{{L}}\p{{M}}\p{{Nd}}\p{{Cf}}{WIDE}’‘ʼ‐‑–—―…]|(?<![lL])·|·(?![lL])")
AFTER = regex.compile(rf"[^\x00-\x7F\p{{Nd}}\p{{Cf}}{WIDE}{SIGNS}{OPENING}{CLOSING}।]|[¡¿„‚«‹·±×µ¼½¾•‰£¥¢€§]")
RAISED = regex.compile(r"\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}")
MIXED = regex.compile(
    r"\p{Latin}\p{M}*(?=[\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Thai}])"
    r"|[\p{Cyrillic}\p{Greek}\p{Arabic}\p{Hebrew}\p{Thai}]\p{M}*(?=\p{Latin})"
    r"|\p{Cyrillic}(?=\p{Greek})|\p{Greek}(?=\p{Cyrillic})"
    r"|\p{Hangul}(?=\p{Han})|\p{Han}(?=\p{Hangul})"  # Chinese characters in Korean texts are mostly in brackets
    r"|[\uFF61-\uFF9F](?=\p{Han})|\p{Han}(?=[\uFF61-\uFF9F])"  # half-width katakana is not written among kanji
)
LOOSE = regex.compile(r"(?<![\p{L}\p{M}])\p{Mn}")
LETTERS = frozenset(chr(code) for code in (*range(0xAA, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)))


def is_impossible(text: str) -> bool:
    """Whether the text has characters that no text has: controls, unassigned ones, halves, replacements."""
    return IMPOSSIBLE.search(text) is not None


def strangeness(text: str) -> int:
    """The number of characters in positions that are unlikely in any one language."""
    odd = sum(len(rule.findall(text)) for rule in (MIXED, LOOSE))
    odd += sum(1 for found in RAISED.findall(text) if not found.isascii())
    for before, core, after in WORD.findall(text):
        if not (before.isascii() and core.isascii() and after.isascii()):
            odd += (
                len(BEFORE.findall(before))
                + len(WITHIN.findall(core))
                + len((AFTER if core else BEFORE).findall(after))
            )
    return odd + _foreign(text)


def _foreign(text: str) -> int:
    """The number of letters that aren't in the alphabet that has most of the others."""
    letters = Counter(letter for letter in text.lower() if letter in LETTERS and letter.isalpha())
    known = (sum(times for letter, times in letters.items() if letter in its) for its in ALPHABETS.values())
    return letters.total() - max(known, default=0)
