"""A quotation as it was captured and as its page has it now, side by side."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import undefer

from factcheck.annotations.candidates import QuoteContext, around
from factcheck.captures.models import Capture
from factcheck.captures.queries import unused
from factcheck.db import db
from factcheck.textdiff.runs import Run, runs
from factcheck.watching.models import QuoteAlarm


class AlarmComparison(NamedTuple):
    """The words of an alarm in both captures (None: not found), and as one sequence of runs."""

    old: QuoteContext
    new: QuoteContext | None
    runs: list[Run]


def compared(alarm: QuoteAlarm) -> AlarmComparison:
    """Both sides of an alarm; of captures that are sealed, without the words around."""
    query = select(Capture).where(Capture.id.in_((alarm.old_capture_id, alarm.capture_id)))
    texts = {it.id: it.text or "" for it in db.session.scalars(query.options(undefer(Capture.text)))}
    sealed = unused(texts)
    old = _side(alarm.old_capture_id in sealed, around(texts[alarm.old_capture_id], alarm.old_start, alarm.old_end))
    if alarm.start is None or alarm.end is None:
        return AlarmComparison(old, None, [])
    new = _side(alarm.capture_id in sealed, around(texts[alarm.capture_id], alarm.start, alarm.end))
    return AlarmComparison(old, new, runs(old.words, new.words))


def _side(is_sealed: bool, context: QuoteContext) -> QuoteContext:
    return context._replace(before="", after="") if is_sealed else context
