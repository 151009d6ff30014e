"""One invented story per module: a text, its claims, and the state of the work on each."""

from __future__ import annotations

from factcheck.demo.shapes import Story
from factcheck.demo.stories import budget, clinic, deich, ferry, most, nahr, reply, strait, vesi

STORIES: tuple[Story, ...] = (
    strait.STORY,
    budget.STORY,
    vesi.STORY,
    nahr.STORY,
    reply.STORY,
    ferry.STORY,
    clinic.STORY,
    most.STORY,
    deich.STORY,
)  # in this order, so that numbers in addresses don't change
