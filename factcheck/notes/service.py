"""Making claims of the comments and footnotes of a document."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.accounts.models import User
from factcheck.anchoring.scoring import MAX_QUOTE
from factcheck.annotations.service import highlight_at
from factcheck.articles.models import Article, Version
from factcheck.audit.models import Event
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.documents.notes.frozen import FrozenNote, restored
from factcheck.documents.notes.note import NoteKind
from factcheck.errors import Invalid
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.i18n import _, count
from factcheck.notes.wording import Reference, bodies, reference, shortened
from factcheck.permissions import Permission, require
from factcheck.sources import service as sources
from factcheck.sources.forms import LONGEST_TITLE
from factcheck.sources.models import Source, SourceKind
from factcheck.sources.service import SourceDetails
from factcheck.threads import service as threads

MOST_TAKEN = 300  # notes of one document: others wait while they are stored
MAX_STATEMENT = 500  # code points, as in the form of a claim
MAX_PASSAGE = 5_000  # code points, as in the form of evidence
FOLLOWED = frozenset({"article:add"})
Place = tuple[int, int]


def follow(happened: Event) -> None:
    """Make claims of the notes in the transaction that adds the article, if the person asked for it."""
    if happened.action in FOLLOWED and "notes_taken" in (happened.after or {}):
        article = db.session.get_one(Article, happened.subject_id)
        take(db.session.get_one(User, happened.actor_id), article.newest)


def take(actor: User, version: Version) -> list[Claim]:
    """Make a claim at the words of each note that has some; notes at the same words are of one claim.

    A comment becomes a conversation with its replies, resolved if it was; a footnote becomes evidence. Raises Invalid
    for `takes_notes` if there are too many.
    """
    require(actor, Permission.HIGHLIGHT_CLAIM)
    notes = [it for it in restored(version.notes) if it.places]
    if len(notes) > MOST_TAKEN:
        sizes = {"most": count(MOST_TAKEN), "number": count(len(notes))}
        message = _(
            "Claims can be made of at most %(most)s comments and footnotes; this document has %(number)s. Clear the "
            "checkbox to add it without.",
            **sizes,
        )
        raise Invalid("takes_notes", message)
    claims: dict[tuple[Place, ...], Claim] = {}
    sources: dict[Reference, Source] = {}
    for note in notes:
        places = tuple(_within_limits(note.places))
        claims[places] = claims.get(places) or _claim(actor, version, places)
        _attach(actor, claims[places], note, sources)
    return list(claims.values())


def _within_limits(places: Sequence[Place]) -> Sequence[Place]:
    return [(start, min(end, start + MAX_QUOTE)) for start, end in places]


def _claim(actor: User, version: Version, places: Sequence[Place]) -> Claim:
    words = " […] ".join(version.text[start:end] for start, end in places)
    return highlight_at(actor, version, places, ClaimDetails(shortened(words, MAX_STATEMENT)))


def _attach(actor: User, claim: Claim, note: FrozenNote, sources: dict[Reference, Source]) -> None:
    if note.note.kind is NoteKind.FOOTNOTE:
        _add_evidence(actor, claim, note.note.text, sources)
        return
    first, *others = bodies(note.note)
    thread = threads.start(actor, claim, first)
    for body in others:
        threads.reply(actor, thread, body)
    if note.note.is_resolved:
        threads.resolve(actor, thread)


def _add_evidence(actor: User, claim: Claim, text: str, sources: dict[Reference, Source]) -> None:
    """The source is the one of the library with this address, or a new one; a person judges what it means."""
    found = reference(text, LONGEST_TITLE)
    key = found._replace(quote="")
    if key not in sources:
        sources[key] = _source(actor, found)
    evidence.add(actor, claim, sources[key], EvidenceDetails(Stance.CONTEXT, shortened(found.quote, MAX_PASSAGE)))


def _source(actor: User, found: Reference) -> Source:
    """The source with this address, if the library has it and it isn't archived; else a new one."""
    source = sources.of_address(found.url) if found.url else None
    if source is not None and source.archived_at is None:
        return source
    kind = SourceKind.PAGE if found.url else SourceKind.OTHER
    url = found.url if source is None else None  # two sources can't have the same address
    return sources.add(actor, SourceDetails(found.title, url=url, kind=kind))
