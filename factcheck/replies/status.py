"""What somebody was asked for, and how far the request is (pure)."""

from __future__ import annotations

import enum
from datetime import date


class ReplyKind(enum.StrEnum):
    """What somebody is asked for."""

    COMMENT = "comment-on-claim"
    RATING = "comment-on-rating"
    CORRECTION = "correction-by-publisher"


COMMENTS = frozenset({ReplyKind.COMMENT, ReplyKind.RATING})  # before and after the newsroom has rated the claim


class ReplyStatus(enum.StrEnum):
    """The states of a request for a reply."""

    AWAITED = "awaited"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


def status_of(answer: str, answer_by: date, today: date) -> ReplyStatus:
    """Answered, also after the deadline; else awaited up to and including the day of the deadline, then unanswered."""
    if answer:
        return ReplyStatus.ANSWERED
    return ReplyStatus.AWAITED if today <= answer_by else ReplyStatus.UNANSWERED
