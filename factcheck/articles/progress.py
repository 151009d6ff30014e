"""How far the work on an article is: what the list of articles asks of a room above, which this one may not import."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from flask import current_app
from sqlalchemy import ColumnElement

from factcheck.language import N_, _, ngettext

EXTENSION = "factcheck.articles.progress"


class WorkState(enum.StrEnum):
    """By what the list of articles can be narrowed; archived articles are in no other of these."""

    OPEN = "open"  # some claim is open
    IN_REVIEW = "in-review"  # some claim is in review
    DECIDED = "decided"  # every claim is decided or not checkable
    NO_CLAIMS = "no-claims"
    ARCHIVED = "archived"


WORDS = {
    WorkState.OPEN: N_("With open claims"),
    WorkState.IN_REVIEW: N_("In review"),
    WorkState.DECIDED: N_("All decided"),
    WorkState.NO_CLAIMS: N_("No claims yet"),
    WorkState.ARCHIVED: N_("Archived"),
}


class Progress(NamedTuple):
    """How many claims stand in an article; published ones are counted among the decided, too."""

    found: int = 0
    open: int = 0
    in_review: int = 0
    decided: int = 0
    published: int = 0
    not_checkable: int = 0

    def __str__(self) -> str:
        """For example: 3 found · 1 in review · 1 decided · 1 published; what is nought is left out."""
        if not self.found:
            return _("no claims yet")
        told = {
            "found": ngettext("%(num)s found", "%(num)s found", self.found),
            "open": ngettext("%(num)s open", "%(num)s open", self.open),
            "in_review": ngettext("%(num)s in review", "%(num)s in review", self.in_review),
            "decided": ngettext("%(num)s decided", "%(num)s decided", self.decided),
            "published": ngettext("%(num)s published", "%(num)s published", self.published),
            "not_checkable": ngettext("%(num)s not checkable", "%(num)s not checkable", self.not_checkable),
        }
        return " · ".join(told[name] for name, count in self._asdict().items() if count)


class Board(Protocol):
    """Knows the work on articles; a room above installs the one there is."""

    def narrowed(self, state: WorkState) -> ColumnElement[bool]:
        """A condition on articles, for every state except ARCHIVED."""

    def progress(self, article_ids: Sequence[int]) -> Mapping[int, Progress]:
        """The counts of these articles, in one query; an article without claims may be missing."""


def board() -> Board:
    """The board of this app."""
    installed: Board = current_app.extensions[EXTENSION]
    return installed
