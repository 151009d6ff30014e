"""The room `questions`."""

from __future__ import annotations

from factcheck.questions import answer_views, views
from factcheck.questions.undo import UNDO
from factcheck.room import Room

ROOM = Room(
    blueprints=[views.bp, answer_views.bp],
    menu="claims",
    undo=UNDO,
    template_globals={"questions_of": views.questions_of},
)
