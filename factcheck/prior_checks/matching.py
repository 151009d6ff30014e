"""Checks by other newsrooms of claims that are similar to given words."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.db import db
from factcheck.fulltext.rarest import likeliest, stems
from factcheck.prior_checks import queries
from factcheck.prior_checks.models import WORDS, PriorCheck

MAX_COMPARED = 40  # checks with the rarest words, which are compared
MAX_SHOWN = 5
MIN_STEMS = 3  # words that both must have
MIN_ALIKE = 0.5  # share of the words of both that are the same, as chosen on the demo's claims
SHORTEST = 3  # letters of a word that counts


def checked_before(texts: Iterable[str]) -> list[PriorCheck]:
    """The checks of claims that are similar to one of these texts, most similar first, at most MAX_SHOWN."""
    found: dict[int, tuple[float, PriorCheck]] = {}
    for text in dict.fromkeys(text.strip() for text in texts):
        ids = likeliest(WORDS, text, MAX_COMPARED) if text else []
        for check in db.session.scalars(queries.of_ids(ids)) if ids else ():
            score = alikeness(text, check.claim)
            if score >= MIN_ALIKE and score > found.get(check.id, (0.0, check))[0]:
                found[check.id] = (score, check)
    ordered = sorted(found.values(), key=lambda row: (-row[0], -row[1].id))
    return [check for _score, check in ordered[:MAX_SHOWN]]


def alikeness(one: str, other: str) -> float:
    """The share of the words of two texts that are the same, 0 to 1 (Dice); 0 if they share fewer than MIN_STEMS."""
    here, there = ({stem for stem in stems(text) if len(stem) >= SHORTEST} for text in (one, other))
    common = here & there
    return 2 * len(common) / (len(here) + len(there)) if len(common) >= MIN_STEMS else 0.0
