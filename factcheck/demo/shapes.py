"""The parts of a story of the demo newsroom; countries, towns, outlets and people are invented."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from factcheck.claims.models import ClaimantKind, ClaimKind
from factcheck.db import utcnow
from factcheck.evidence.models import Stance
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.sources.models import SourceClass, SourceKind


def so_far(day: date | None) -> date | None:
    """A day of a story, or today (UTC) if that day is in the future."""
    return min(day, utcnow().date()) if day else None


class Text(NamedTuple):
    """An article; its text is a file of this name in articles/, whose first line or h1 is the headline."""

    file: str
    publisher: str
    byline: str
    published_on: date | None
    language: str
    url: str


class Words(NamedTuple):
    """Targets of one annotation: exact words of an article, and the context of the first if they are repeated."""

    article: str  # the file's name without its suffix
    parts: tuple[str, ...]
    prefix: str = ""
    suffix: str = ""


class Speaker(NamedTuple):
    """A claimant."""

    name: str
    role: str = ""
    kind: ClaimantKind = ClaimantKind.PERSON


class StoryClaim(NamedTuple):
    """A claim; `kind` and `reason` if facts can't decide it."""

    key: str
    statement: str
    speaker: Speaker | None
    said_on: date | None
    words: tuple[Words, ...]
    tags: tuple[str, ...] = ()
    place: str = ""
    kind: ClaimKind = ClaimKind.CHECKABLE
    reason: str = ""


class Origin(NamedTuple):
    """A source of the library."""

    title: str
    publisher: str
    kind: SourceKind
    is_primary: bool
    url: str
    author: str = ""
    published_on: date | None = None
    origin: str = ""

    @property
    def authors(self) -> tuple[str, ...]:
        """The author, if there is one."""
        return (self.author,) if self.author else ()

    @property
    def rank(self) -> SourceClass:
        """Primary or secondary."""
        return SourceClass.PRIMARY if self.is_primary else SourceClass.SECONDARY


class Proof(NamedTuple):
    """A piece of evidence: what a source says of a claim. A claim's evidence is numbered in this order."""

    claim: str
    source: Origin
    stance: Stance
    quote: str
    locator: str = ""
    note: str = ""


class Asked(NamedTuple):
    """A question about a claim, and its answer; `evidence` is the number of the piece that this rests on."""

    claim: str
    question: str
    kind: AnswerKind
    answer: str
    evidence: int | None = None


class Numbers(NamedTuple):
    """A table of a claim: the cells of its rows, and the units of its columns."""

    claim: str
    title: str
    cells: tuple[tuple[str, ...], ...]
    units: tuple[str, ...]


class Opinion(NamedTuple):
    """A review."""

    claim: str
    reviewer: str
    rating: str
    rationale: str
    confidence: str = "high"


class Correction(NamedTuple):
    """A second edition, with its class and the note that readers see."""

    kind: str
    note: str
    rating: str
    headline: str
    summary: str
    rationale: str


class Ruling(NamedTuple):
    """A verdict and its state: draft, submitted, sent-back, approved or published."""

    claim: str
    author: str
    approver: str
    state: str
    rating: str
    headline: str
    summary: str
    rationale: str
    would_change: str = ""
    sent_back: str = ""
    correction: Correction | None = None
    withdrawn: str = ""  # why its approver withdrew it


class Talk(NamedTuple):
    """A conversation on a claim, or on a passage: the comments in order, and who resolved it."""

    claim: str
    said: tuple[tuple[str, str], ...]
    words: str = ""
    is_blocking: bool = False
    resolved_by: str = ""


class Task(NamedTuple):
    """An assignment of a reviewer, due in so many days from today."""

    claim: str
    reviewer: str
    days: int


class StoryUpdate(NamedTuple):
    """A later version of the article: a file in articles/, and who added it."""

    file: str
    by: str


class Story(NamedTuple):
    """An article and the work on it; claims of other stories may be named, too."""

    text: Text
    claims: tuple[StoryClaim, ...]
    proofs: tuple[Proof, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    tasks: tuple[Task, ...] = ()
    updates: tuple[StoryUpdate, ...] = ()
    talks: tuple[Talk, ...] = ()
    asked: tuple[Asked, ...] = ()
    numbers: tuple[Numbers, ...] = ()
