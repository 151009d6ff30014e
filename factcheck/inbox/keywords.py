"""Which entries have one of a feed's keywords (pure): words by their beginning, phrases word for word, folded."""

from __future__ import annotations

import regex

from factcheck.fulltext.questions import MOST_TERMS, Question, question
from factcheck.fulltext.words import indexed

KEYWORD = regex.compile(r"[\"“„”«»]([^\"“„”«»]+)[\"“”«»]|([^\s,;\"“„”«»]+)")


def keywords_of(text: str) -> list[Question]:
    """The keywords in a text, separated by spaces, commas or line ends; those in quotation marks are phrases."""
    found = (question(f'"{phrase}"' if phrase else word) for phrase, word in KEYWORD.findall(text))
    return [keyword for keyword in found if keyword.terms]


def refused_count(text: str) -> int | None:
    """The number of keywords in a text, if that is above the limit MOST_TERMS."""
    count = len(keywords_of(text))
    return count if count > MOST_TERMS else None


def folded(*texts: str) -> str:
    """Texts as they are compared: their words with a space before and after each."""
    return f" {indexed(' '.join(texts))} "


def has_keyword(words: str, keywords: list[Question]) -> bool:
    """Whether `folded` words have one of the keywords; without keywords, all do."""
    return not keywords or any(has_all(words, keyword) for keyword in keywords)


def has_all(words: str, keyword: Question) -> bool:
    """Whether `folded` words have all terms and phrases of a keyword."""
    if not all(f" {phrase} " in words for phrase in keyword.phrases):
        return False
    for term in keyword.terms:
        spellings = ((f" {word.text}{' ' * word.is_whole}" for word in words_of_term) for words_of_term in term)
        if not any(all(part in words for part in parts) for parts in spellings):
            return False
    return True
