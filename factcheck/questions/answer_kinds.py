"""How a question is answered, and what each kind of answer needs (pure).

The kinds are those of AVeriTeC (Schlichtkrull et al. 2023): extractive, abstractive, boolean, unanswerable.
"""

from __future__ import annotations

import enum


class AnswerKind(enum.StrEnum):
    """What an answer consists of."""

    QUOTED = "answered-by-quotation"
    OWN_WORDS = "answered-in-own-words"
    YES = "answered-yes"
    NO = "answered-no"
    NOT_FOUND = "no-answer-found"


def needs_evidence(kind: AnswerKind) -> bool:
    """Whether an answer of this kind rests on a piece of evidence; any other has none."""
    return kind is not AnswerKind.NOT_FOUND


def needs_text(kind: AnswerKind) -> bool:
    """Whether an answer of this kind has words of ours; yes, no and a quotation can do without."""
    return kind in {AnswerKind.OWN_WORDS, AnswerKind.NOT_FOUND}
