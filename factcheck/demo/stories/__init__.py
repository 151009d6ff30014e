"""One invented story a module: a text, its claims, and how far the work on each is."""

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
)  # in this order, so that numbers in addresses stay what they are
