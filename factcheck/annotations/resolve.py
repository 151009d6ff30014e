"""Finds a person's words in a version, or refuses them with a message; uncertain matches become choices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from factcheck.anchoring import State, WordingChange
from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.anchoring.selectors import Quote, Selector, select
from factcheck.annotations.candidates import Passage, passages
from factcheck.annotations.models import Scope
from factcheck.articles.models import AnyVersion
from factcheck.documents.text import BlockKind
from factcheck.errors import Invalid
from factcheck.i18n import _, count
from factcheck.web.forms import Refused

MAX_PARTS = 20
AnyWords = TypeVar("AnyWords", Quote, Selector)


class Unclear(Invalid):
    """The words may be in the article, but a person must choose the place; `choices` are the passages, best first."""

    def __init__(self, field: str, message: str, choices: Sequence[Passage]) -> None:
        super().__init__(field, message)
        self.choices = choices


def choices_of(refused: Refused | None) -> Sequence[Passage]:
    """The passages to choose from, if a form was refused because of them."""
    return refused.refusal.choices if refused and isinstance(refused.refusal, Unclear) else ()


def located(version: AnyVersion, quotes: Sequence[Quote], scope: Scope = Scope.WORDS) -> list[Selector]:
    """The selectors of all quotes, or of the words that a scope is attached to; raises Invalid if one isn't found."""
    if scope is Scope.ARTICLE:
        return [select(version.text, *headline(version))]
    if scope is Scope.OMISSION and len(quotes) > 1:
        raise Invalid("exact", _("Enter one passage: the one after which something is missing."))
    if not 0 < len(quotes) <= MAX_PARTS:
        raise Invalid("exact", _("Enter 1 to %(most)s passages.", most=MAX_PARTS))
    return [locate(version.text, quote) for quote in quotes]


def headline(version: AnyVersion) -> tuple[int, int]:
    """The place of the headline in a text, or else its first block; in code points, end exclusive."""
    _kind, start, end = next((it for it in version.blocks if it[0] == BlockKind.TITLE), version.blocks[0])
    return start, end


def locate(text: str, quote: Quote) -> Selector:
    """The selector of one quote; raises Unclear with possible passages, Invalid if there are none."""
    if not quote.exact.strip():
        raise Invalid("exact", _("Enter the quote as it appears in the article."))
    _refuse_long(quote)
    found = passages(text, *quote)
    if not found:
        raise Invalid("exact", _("Neither this quote nor a similar one is in the article. Copy it from the text."))
    if found[0].state is State.UNCERTAIN or found[0].change is WordingChange.REWORDED:
        raise Unclear("exact", _why(found), found)
    return _refuse_long(select(text, found[0].start, found[0].end))


def chosen(version: AnyVersion, start: int, end: int) -> Quote:
    """The words that a person chose among passages; raises Invalid if they aren't in the text."""
    words = selected(version, start, end)
    return Quote(words.exact, words.prefix, words.suffix, words.start)


def selected(version: AnyVersion, start: int, end: int) -> Selector:
    """The selector of words at a place in the text; raises Invalid if there are none."""
    if not 0 <= start < end <= version.length or end - start > MAX_QUOTE or not version.text[start:end].strip():
        raise Invalid("passage", _("This isn’t a passage of the article. Choose one of those listed."))
    return _refuse_long(select(version.text, start, end))


def _refuse_long(words: AnyWords) -> AnyWords:
    """The same words; raises Invalid if they are too long, also after widening."""
    if len(words.exact) > MAX_QUOTE:
        sizes = {"most": count(MAX_QUOTE), "length": count(len(words.exact))}
        raise Invalid("exact", _("A quote can have at most %(most)s characters; this one has %(length)s.", **sizes))
    return words


def _why(found: Sequence[Passage]) -> str:
    if found[0].change is WordingChange.REWORDED:
        return _("The article doesn’t contain this exact quote. Choose the passage you mean, or correct the quote.")
    if len(found) == 1:
        return _(
            "The article contains this quote, but not between the words you entered. Confirm that you mean this place."
        )
    return _("The article contains this quote more than once. Choose the place you mean.")
