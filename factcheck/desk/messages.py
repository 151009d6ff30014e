"""What an open page says about others (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from factcheck.i18n import N_, _, ngettext

MANY = 4  # claims that are listed; of more, only the number is shown
HIGHLIGHTED = "claim:highlight"
OF_ARTICLE = {
    "article:archive": N_("%(name)s archived this article."),
    "article:restore": N_("%(name)s restored this article."),
}
WRITES = {
    "review": N_("writing a review of claim %(number)s"),
    "verdict": N_("writing a verdict on claim %(number)s"),
}


def highlighted(claims: Iterable[tuple[str, int]]) -> list[str]:
    """A sentence for each person who made claims, given as (name, number of the claim) in order."""
    by_name: dict[str, list[int]] = {}
    for name, claim_id in claims:
        by_name.setdefault(name, []).append(claim_id)
    return [_highlighted(name, numbers) for name, numbers in by_name.items()]


def _highlighted(name: str, numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return _("%(name)s highlighted claim %(number)s.", name=name, number=numbers[0])
    if len(numbers) > MANY:
        many = len(numbers)
        return ngettext("%(name)s highlighted %(num)s claim.", "%(name)s highlighted %(num)s claims.", many, name=name)
    first, last = ", ".join(map(str, numbers[:-1])), numbers[-1]
    return _("%(name)s highlighted claims %(first)s and %(last)s.", name=name, first=first, last=last)


def of_article(acts: Iterable[tuple[str, str]]) -> list[str]:
    """The last event on an article as a whole, of events given as (name, action) in order; or an empty text."""
    return [_(OF_ARTICLE[action], name=name) for name, action in acts if action in OF_ARTICLE][-1:]


def place(blocks: Sequence[Sequence[Any]], index: int) -> str:
    """Where a block is: “at paragraph 4”, counted as readers do, without the title."""
    kinds = [block[0] for block in blocks[: index + 1]]
    count = sum(kind != "title" for kind in kinds)
    return _("at paragraph %(number)s", number=count) if count else _("at the title")


def doing(activity: str) -> str:
    """What somebody writes: “writing a review of claim 12”; empty for a reader."""
    kind, _blank, claim_id = activity.partition(" ")
    return _(WRITES[kind], number=claim_id) if claim_id else ""


def initials(name: str) -> str:
    """Two letters for a name: of its first and last word, or the first two of a single one."""
    words = name.split()
    if len(words) > 1:
        return f"{words[0][0]}{words[-1][0]}".upper()
    return name[:2].capitalize()
