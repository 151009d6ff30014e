"""Actions on confidential sources: marking them, opening them to the newsroom, giving access to people."""

from __future__ import annotations

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.audit.service import record
from factcheck.confidential.models import SourceAccess
from factcheck.db import db, everything_visible, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.evidence.models import Evidence
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, can, require
from factcheck.sources.models import Source
from factcheck.urls import key
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition, Verdict

IN_EDITION = N_(
    "An approved verdict names this source, and readers may have seen it. Take the verdict down first, or leave the "
    "source as it is."
)

MERGED = N_("Another record was merged into this source. Undo that merge first, so that nothing leads here.")


def mark(actor: User, source: Source) -> None:
    """Hide a source from everybody who doesn't work on a claim that uses it; the actor is given access."""
    require(actor, Permission.MARK_CONFIDENTIAL, source)
    if source.is_confidential:
        raise Conflict(_("This source is already confidential."))
    if _claims_citing(source):
        raise Conflict(_(IN_EDITION))
    if db.session.scalars(select(Source.id).where(Source.merged_into_id == source.id).limit(1)).first() is not None:
        raise Conflict(_(MERGED))
    source.confidential_since = utcnow()
    _give(actor, source, actor)
    record(actor, "source:mark-confidential", ("source", source.id), None, {"person": actor.name})


def unmark(actor: User, source: Source, reason: str) -> None:
    """Let the whole newsroom see a source, with its history; raises Invalid for `reason` without one."""
    require(actor, Permission.MARK_CONFIDENTIAL, source)
    if not source.is_confidential:
        raise Conflict(_("This source isn’t confidential."))
    if not reason.strip():
        raise Invalid("reason", _("Enter why the newsroom may see this source."))
    same = select(Source.title).where(Source.url_key == key(source.url or ""))
    if source.url and (title := db.session.scalar(same)) is not None:
        raise Conflict(_("Another source already has this address: %(title)s.", title=title))
    source.confidential_since = None
    db.session.flush()
    record(actor, "source:unmark-confidential", ("source", source.id), None, {"reason": reason.strip()})


def give_access(actor: User, source: Source, person: User) -> SourceAccess:
    """Let a person see a confidential source."""
    require(actor, Permission.GIVE_SOURCE_ACCESS, source)
    if not source.is_confidential:
        raise Conflict(_("This source isn’t confidential."))
    if not can(person, Permission.READ_NEWSROOM):
        raise Invalid("user_id", _("This person has no access to the newsroom."))
    access = _give(actor, source, person)
    record(actor, "source:give-access", ("source", source.id), None, {"person": person.name, "access": access.id})
    return access


def end_access(actor: User, access: SourceAccess) -> None:
    """End a person's access; people who work on a claim that uses the source still see it."""
    require(actor, Permission.END_SOURCE_ACCESS, access)
    if access.archived_at is not None:
        raise Conflict(_("This person’s access has already ended."))
    access.archived_at = utcnow()
    db.session.flush()
    about = {"person": access.user.name, "access": access.id}
    record(actor, "source:end-access", ("source", access.source_id), about, None)


@everything_visible()
def _give(actor: User, source: Source, person: User) -> SourceAccess:
    query = select(SourceAccess).where(SourceAccess.source_id == source.id, SourceAccess.user_id == person.id)
    access = db.session.scalars(query).first() or SourceAccess(source=source, user=person)
    if access.id is not None and access.archived_at is None and person.id != actor.id:
        raise Conflict(_("%(name)s already has access.", name=person.name))
    access.given_by, access.archived_at = actor, None
    db.session.add(access)
    db.session.flush()
    return access


@everything_visible()
def _claims_citing(source: Source) -> set[int]:
    """The claims with an approved edition, not taken down, that has evidence from this source."""
    used = select(Evidence.claim_id, Evidence.number).where(Evidence.source_id == source.id)
    pieces = {(claim_id, number) for claim_id, number in db.session.execute(used)}
    query = select(Edition).join(Edition.verdict).where(Edition.record.is_not(None))
    editions = db.session.scalars(query.where(Verdict.claim_id.in_({claim_id for claim_id, _number in pieces})))
    return {
        edition.verdict.claim_id
        for edition in editions
        if edition.verdict.takedown is None
        for row in EditionSnapshot.from_json(edition.record or "").evidence
        if (edition.verdict.claim_id, row.number) in pieces
    }
