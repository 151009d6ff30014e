"""The rules for stored data, and how each is verified."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased, undefer

from factcheck.annotations.models import Anchor, Target
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.captures.models import Capture
from factcheck.claims.models import Claim, ClaimKind
from factcheck.db import db
from factcheck.fulltext.index import missing
from factcheck.hashing import sha256_hex
from factcheck.integrity.guards import guards
from factcheck.integrity.log import record, written_heads
from factcheck.integrity.pages import pages
from factcheck.integrity.rows import rows
from factcheck.integrity.snapshots import snapshots
from factcheck.reviews.models import Rating
from factcheck.storage.verifying import verified_files
from factcheck.time_proofs.verifying import time_proofs
from factcheck.verdicts.basis_questions import queries as questions
from factcheck.verdicts.editions.correction_class import changed
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot import digest as record_digest
from factcheck.verdicts.models import APPROVED, CorrectionClass, Edition, EditionState, Verdict
from factcheck.verdicts.queries import records
from factcheck.verdicts.workflow import UNAPPROVED

BATCH = 500
read = EditionSnapshot.from_json


def targets() -> Iterator[str]:
    """Every target slices to its quote, with its context around it."""
    versions = select(Version).options(undefer(Version.text)).order_by(Version.id).execution_options(yield_per=20)
    for version in db.session.scalars(versions):
        text = version.text
        rows = db.session.execute(
            select(Target.id, Target.start, Target.end, Target.exact, Target.prefix, Target.suffix).where(
                Target.version_id == version.id
            )
        )
        for id_, start, end, exact, prefix, suffix in rows:
            around = text[max(0, start - len(prefix)) : end + len(suffix)]
            if text[start:end] != exact or around != prefix + exact + suffix:
                yield f"target {id_} of version {version.id} does not slice to its quote"
        db.session.expunge(version)


def texts() -> Iterator[str]:
    """Every text has the digest it was frozen with."""
    for version in db.session.scalars(select(Version).options(undefer(Version.text))):
        if sha256_hex(version.text) != version.text_sha256:
            yield f"the text of version {version.id} was altered"
    for capture in db.session.scalars(select(Capture).where(Capture.text.is_not(None)).options(undefer(Capture.text))):
        if sha256_hex(capture.text or "") != capture.text_sha256:
            yield f"the text of capture {capture.id} was altered"


def stored_files() -> Iterator[str]:
    """Every stored file has the digest that it is addressed by."""
    return (file.damage for file in verified_files() if file.damage)


def approvals() -> Iterator[str]:
    """Every approved edition has an approval by another person, in its row and in the audit log."""
    approved = select(Event.after["record_sha256"].as_string(), Event.actor_id).where(Event.is_act("verdict:approve"))
    recorded = {(row[0], row[1]) for row in db.session.execute(approved)}
    editions = select(Edition).where(Edition.state.in_(APPROVED)).options(undefer(Edition.record))
    for edition in db.session.scalars(editions):
        if edition.approver_id in (None, edition.author_id):
            yield f"edition {edition.id} was not approved by another person"
        if record_digest(edition.record or "") != edition.record_sha256:
            yield f"the record of edition {edition.id} was altered"
        if (edition.record_sha256, edition.approver_id) not in recorded:
            yield f"the approval of edition {edition.id} is not in the audit log"


def classes() -> Iterator[str]:
    """The class of every published correction agrees with its rating and that of the edition before it."""
    ids = select(Edition.id).where(Edition.state == EditionState.PUBLISHED).order_by(Edition.id)
    for batch in batched(db.session.scalars(ids).all(), BATCH):
        for row in db.session.execute(records(batch)):
            if row.previous is None:
                continue
            kind, change = read(row.record).correction_class, changed(read(row.previous), read(row.record))
            if (kind == CorrectionClass.VERDICT_CHANGED) != change.is_rated_anew:
                names = f"{change.before.name} to {change.after.name}"
                yield f"edition {row.id} is called {kind or 'no correction'}, but its rating went from {names}"


def batched(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """The ids in batches."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def findable() -> Iterator[str]:
    """Every article, claim and source is in the search index."""
    for table, key in missing():
        yield f"{table.removesuffix('s')} {key} isn't in the search index; repair it with `factcheck article reindex`"


def carried() -> Iterator[str]:
    """Every target has one anchor in every later version, found or orphaned, and a found one slices to its words."""
    opened = select(Version).where(Version.number > 1, Version.opened_at.is_not(None)).options(undefer(Version.text))
    for version in db.session.scalars(opened.order_by(Version.id).execution_options(yield_per=20)):
        earlier = select(Target.id).join(Target.annotation).join(made := aliased(Version), made.id == Target.version_id)
        earlier = earlier.where(made.article_id == version.article_id, made.number < version.number)
        placed = select(Anchor.target_id).where(Anchor.version_id == version.id)
        for target_id in db.session.scalars(earlier.where(Target.id.not_in(placed))):
            yield f"target {target_id} has no place in version {version.id}, found or lost"
        rows = select(Anchor.id, Anchor.start, Anchor.end, Anchor.exact)
        for id_, start, end, exact in db.session.execute(rows.where(Anchor.version_id == version.id)):
            if start is not None and version.text[start:end] != exact:
                yield f"place {id_} in version {version.id} does not slice to its words"
        db.session.expunge(version)


def bases() -> Iterator[str]:
    """Every difference from an approved edition in force is an open question, or was answered."""
    for edition in db.session.scalars(questions.in_force()).all():
        if not questions.is_settled(edition):
            claim = f"claim {edition.verdict.claim_id}"
            yield f"{claim} is not as edition {edition.id} has it; ask the editors with `factcheck verdict compare`"


def ratings() -> Iterator[str]:
    """No edition in preparation or in force rates on the line what facts can't decide."""
    in_force = questions.in_force().with_only_columns(Edition.id).order_by(None)
    query = select(Edition.id, Claim.id).join(Edition.verdict).join(Verdict.claim).join(Edition.rating)
    query = query.where(Claim.kind != ClaimKind.CHECKABLE, Rating.position.is_not(None))
    is_current = Edition.state.in_(UNAPPROVED) | Edition.id.in_(in_force)
    for edition_id, claim_id in db.session.execute(query.where(is_current)):
        yield f"edition {edition_id} gives a truth rating, but facts can't decide claim {claim_id}, as it is marked"


CHECKS = {
    "the database has no damaged page": pages,
    "every target slices to its quote": targets,
    "every mark is found or lost in every later version": carried,
    "every text is as it was frozen": texts,
    "every stored file is as it was stored": stored_files,
    "every time proof holds for its captures": time_proofs,
    "every approved edition was approved by another person": approvals,
    "every correction's class agrees with its ratings": classes,
    "every approved edition reads as its record": snapshots,
    "the audit log is complete": record,
    "the audit log contains every head that was written down": written_heads,
    "every row is as the last log entry left it": rows,
    "the guards of the database are in place": guards,
    "every article, claim and source can be found by its words": findable,
    "what differs from an approved edition is before the editors": bases,
    "no truth rating on what facts can't decide": ratings,
}
