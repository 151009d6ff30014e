"""Edits inside a sentence: words replaced, dropped, inserted, numbers changed, other typography."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.anchoring.drafts import Sentence, Word

RIM = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
DIGIT = re.compile(r"\d")
CURLY = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "–": "-", "—": "-", "•": "*"})
WIDE = str.maketrans({"，": ",", "：": ":", "；": ";", "“": '"', "”": '"', "。": "."})


class Chance(NamedTuple):
    """A seeded source of choices, and words of other articles in the language."""

    random: random.Random
    words: list[str]

    def word(self, like: str) -> str:
        """Another word of about the same length, if there is one."""
        tries = [self.random.choice(self.words) for _ in range(8)]
        tries = [it for it in tries if it.casefold() != like.casefold()] or tries
        return min(tries, key=lambda it: abs(len(it) - len(like)))


Rule = Callable[[Sentence, Chance], Sentence | None]


def is_plain(word: Word) -> bool:
    """Whether a word has letters and no digits, so that it can be replaced."""
    return any(it.isalpha() for it in word.text) and not DIGIT.search(word.text)


def replaced(words: Sentence, chance: Chance) -> Sentence | None:
    """Replace one word; keep the punctuation around it."""
    places = [at for at, word in enumerate(words) if is_plain(word)]
    if not places:
        return None
    at = chance.random.choice(places)
    before, core, after = RIM.fullmatch(words[at].text).groups()  # type: ignore[union-attr]  # it matches everything
    return (*words[:at], words[at]._replace(text=before + chance.word(core) + after), *words[at + 1 :])


def dropped(words: Sentence, chance: Chance) -> Sentence | None:
    """Drop one word; at least five remain."""
    places = [at for at, word in enumerate(words) if is_plain(word)]
    if len(words) < 6 or not places:
        return None
    at = chance.random.choice(places)
    return words[:at] + words[at + 1 :]


def put_in(words: Sentence, chance: Chance) -> Sentence | None:
    """Insert a word, never at an end, where it might belong to the annotation or not."""
    if len(words) < 3:
        return None
    at = chance.random.randrange(1, len(words))
    return (*words[:at], Word(chance.random.choice(chance.words), words[at - 1].after), *words[at:])


def renumbered(words: Sentence, chance: Chance) -> Sentence | None:
    """Change the digits of one number."""
    places = [at for at, word in enumerate(words) if DIGIT.search(word.text)]
    if not places:
        return None
    at = chance.random.choice(places)
    text = DIGIT.sub(lambda it: str((int(it[0]) + chance.random.randrange(1, 9)) % 10), words[at].text)
    return (*words[:at], words[at]._replace(text=text), *words[at + 1 :])


def retyped(words: Sentence, chance: Chance) -> Sentence | None:
    """Other typography: plain quotes and dashes, and sometimes decomposed letters."""
    shape = chance.random.choice((None, "NFD"))
    changed = tuple(word._replace(text=in_other_signs(word.text, shape)) for word in words)
    return changed if changed != words else None


def in_other_signs(text: str, shape: str | None = None) -> str:
    """Plain quotes and dashes; `shape` NFD decomposes the letters too."""
    is_wide = any("\u4e00" <= it <= "\u9fff" or it in "，。：；" for it in text)
    plain = text.translate(WIDE if is_wide else CURLY)
    return unicodedata.normalize("NFD", plain) if shape else plain


RULES: tuple[Rule, ...] = (replaced, dropped, put_in, renumbered, retyped)


def edited(words: Sentence, chance: Chance, times: int) -> Sentence:
    """`count` edits in turn, by any of the rules; at least one changes something."""
    before, done = words, 0
    for _ in range(40):
        changed = chance.random.choice(RULES)(words, chance)
        if changed is not None:
            words, done = changed, done + 1
        if done >= times and words != before:
            break
    return words
