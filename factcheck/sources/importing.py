"""Importing sources: what each entry of a text would become, and adding those that are new."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import or_, select

from factcheck.accounts.models import User
from factcheck.audit import archiving
from factcheck.audit.service import record
from factcheck.citations import formats
from factcheck.citations.record import Record, RecordEntry
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.i18n import N_, _, count, ngettext
from factcheck.permissions import Permission, require
from factcheck.sources import bibliography, service
from factcheck.sources.models import Source, SourceNote
from factcheck.sources.queries import has_evidence
from factcheck.sources.service import SourceDetails
from factcheck.urls import is_web_address, key

MOST = 500  # entries of one import
MOST_CHARACTERS = 2_000_000
LIMITS = {"title": 500, "publisher": 200}  # characters, as in the form of a source
NO_ADDRESS = N_("The address isn’t a web address.")
TOO_LONG = N_("The title or the publisher is too long.")


class ImportOutcome(enum.StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    IN_LIBRARY = "in-library"
    REPEATED = "repeated"
    REFUSED = "refused"


class PlannedRow(NamedTuple):
    """An entry at its line; `source` is the one of the library that it is, and `problem` why it is refused."""

    line: int
    outcome: ImportOutcome
    details: SourceDetails
    record: Record
    source: Source | None = None
    problem: str = ""


def plan(text: str) -> list[PlannedRow]:
    """What importing this text would do, entry by entry. Raises Invalid for `text` if it is empty or too long."""
    if not text.strip():
        raise Invalid("text", _("Paste the sources, or choose a file."))
    if len(text) > MOST_CHARACTERS:
        raise Invalid("text", _("Use at most %(most)s characters.", most=count(MOST_CHARACTERS)))
    entries = list(islice(formats.read(text), MOST + 1))
    if len(entries) > MOST:
        raise Invalid("text", _("Import at most %(most)s sources at once.", most=count(MOST)))
    if not entries:
        raise Invalid("text", _("No sources were found in this text."))
    read = [(entry, bibliography.read(entry.record or {})) for entry in entries]
    library, taken = _in_library([details for _entry, details in read]), set[str]()
    return [_row(entry, details, library, taken) for entry, details in read]


def _row(entry: RecordEntry, details: SourceDetails, library: Mapping[str, Source], taken: set[str]) -> PlannedRow:
    record, identity = entry.record or {}, _identity(details)
    problem = entry.problem or _problem(details)
    if problem:
        return PlannedRow(entry.line, ImportOutcome.REFUSED, details, record, problem=problem)
    if identity in library:
        return PlannedRow(entry.line, ImportOutcome.IN_LIBRARY, details, record, library[identity])
    outcome = ImportOutcome.REPEATED if identity in taken else ImportOutcome.NEW
    taken.add(identity)
    return PlannedRow(entry.line, outcome, details, record)


def _problem(details: SourceDetails) -> str:
    if details.url and not is_web_address(details.url):
        return NO_ADDRESS
    if any(len(getattr(details, name)) > most for name, most in LIMITS.items()):
        return TOO_LONG
    try:
        service.check(service.named(details))
    except Invalid as refusal:
        return refusal.message
    return ""


def _identity(details: SourceDetails) -> str:
    """The same for two entries of one source: its address, or without one its title with its authors."""
    return key(details.url) if details.url else "\n".join((details.title, *details.authors))


def _in_library(wanted: Sequence[SourceDetails]) -> dict[str, Source]:
    keys = [key(it.url) for it in wanted if it.url]
    titles = [it.title for it in wanted if not it.url]
    by_title = Source.url.is_(None) & Source.title.in_(titles)
    is_alike = or_(Source.url_key.in_(keys), by_title, Source.confidential_since.is_not(None))  # these have no key
    found = db.session.scalars(select(Source).where(is_alike).order_by(Source.id.desc()))
    return {_identity(service.details_of(source)): source.current for source in found}


def add_all(actor: User, rows: Sequence[PlannedRow]) -> list[Source]:
    """Add the new sources, unclassified, in one step of undo; the others are left as they are."""
    require(actor, Permission.ADD_SOURCE)
    new = [row for row in rows if row.outcome is ImportOutcome.NEW]
    if not new:
        raise Invalid("text", _("There is nothing new to import."))
    added = [service.add(actor, row.details, csl=row.record) for row in new]
    ids = [source.id for source in added]
    record(actor, "source:import", ("import", ids[0]), None, {"source_ids": ids, "imported": len(ids)})
    return added


def take_back(actor: User, source_ids: Sequence[int]) -> None:
    """Archive the sources of an import, but for those that are used or were edited since."""
    for source in _of_import(source_ids):
        if source.archived_at is None and not _is_used(source):
            archiving.archive(actor, source, "source", Permission.ADD_SOURCE, "")


def bring_back(actor: User, source_ids: Sequence[int]) -> None:
    """Restore the archived sources of an import."""
    for source in _of_import(source_ids):
        if source.archived_at is not None and source.merged_into_id is None:
            archiving.restore(actor, source, "source", Permission.ADD_SOURCE, "")


def kept(source_ids: Sequence[int]) -> str:
    """How many sources of an import weren’t archived, in words; empty if all were."""
    count = sum(source.archived_at is None for source in _of_import(source_ids))
    words = ngettext(
        "%(num)s source is used by now and was kept.", "%(num)s sources are used by now and were kept.", count
    )
    return words if count else ""


def _of_import(source_ids: Sequence[int]) -> list[Source]:
    return list(db.session.scalars(select(Source).where(Source.id.in_(source_ids)).order_by(Source.id)))


def _is_used(source: Source) -> bool:
    """Whether a claim uses a source, somebody has a note on it, or it was edited or merged."""
    has_note = db.session.scalars(select(SourceNote.id).where(SourceNote.source_id == source.id).limit(1)).first()
    return source.revision > 1 or has_note is not None or has_evidence(source.id)
