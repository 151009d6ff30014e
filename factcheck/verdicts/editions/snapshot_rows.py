"""What the snapshot of an edition is made of: frozen values of appearances, evidence, people and replies (pure)."""

from __future__ import annotations

from dataclasses import dataclass

WORDS, ARTICLE = "words", "article"


@dataclass(frozen=True, slots=True)
class PartSnapshot:
    """Words of a text: a quote selector and a position selector (W3C), code points, end exclusive."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AppearanceSnapshot:
    """A place where the claim appears: an annotation of one frozen text.

    Its scope is `words`; `omission`, something is missing after its parts; or `article`, the whole, by its headline.
    `medium` is what the text comes from (`articles/medium.py`).
    """

    annotation_id: int
    article_id: int
    version: int
    text_sha256: str
    title: str
    publisher: str
    byline: str
    url: str | None
    language: str
    direction: str
    published_on: str | None
    parts: tuple[PartSnapshot, ...]
    scope: str = WORDS
    medium: str = ARTICLE


@dataclass(frozen=True, slots=True)
class EvidenceSnapshot:
    """A piece of evidence with the source it comes from."""

    number: int
    stance: str
    quote: str
    locator: str
    note: str
    title: str
    publisher: str
    author: str
    published_on: str | None
    url: str | None
    kind: str
    is_primary: bool
    # empty in snapshots from before there were these fields:
    fragment: str = ""  # the text directive that leads to the quotation
    source_class: str = ""  # of a source that isn't primary, if somebody classified it
    interests: str = ""
    origin: int | None = None  # the lowest number of evidence with the same origin; None as above


@dataclass(frozen=True, slots=True)
class RatingSnapshot:
    """The rating, and the scale as it was that day; `position`, `best` and `worst` are None for ratings off it."""

    key: str
    name: str
    definition: str
    position: int | None
    worst: int | None
    best: int | None
    scale: str
    scale_version: int


@dataclass(frozen=True, slots=True)
class ClaimantSnapshot:
    """The claimant."""

    name: str
    role: str
    kind: str
    wikidata_id: str | None


@dataclass(frozen=True, slots=True)
class ReplySnapshot:
    """What somebody was asked for, and how far it was on the day of the approval (`replies/status.py`)."""

    request_id: int
    kind: str
    asked_of: str
    channel: str
    asked_on: str
    answer_by: str
    status: str
    answer: str
    answered_on: str | None


@dataclass(frozen=True, slots=True)
class AnswerSnapshot:
    """An answer to a question (`questions/answer_kinds.py`); `evidence` is the number of what it rests on."""

    answer_id: int
    kind: str
    text: str
    evidence: int | None


@dataclass(frozen=True, slots=True)
class QuestionSnapshot:
    """A question that the check asked, with its answers."""

    number: int
    text: str
    answers: tuple[AnswerSnapshot, ...]

    @property
    def is_open(self) -> bool:
        """Whether the check could not find an answer: it has none, or only where there was none."""
        return all(answer.evidence is None for answer in self.answers)


@dataclass(frozen=True, slots=True)
class ClaimPartSnapshot:
    """A part of the claim, with the rating and the page of its published verdict, if there was one that day."""

    letter: str
    claim_id: int
    statement: str
    rating: RatingSnapshot | None
    slug: str


@dataclass(frozen=True, slots=True)
class RelationSnapshot:
    """How the claim relates to another one with a published verdict (`relations/kinds.py`)."""

    reads: str
    claim_id: int
    statement: str
    slug: str
