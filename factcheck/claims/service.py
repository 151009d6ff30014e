"""What can be done with claims and the annotations that anchor them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Quote, Selector
from factcheck.articles import service as articles
from factcheck.articles.models import Version
from factcheck.audit.service import changes, record
from factcheck.claims import queries, under_verdict
from factcheck.claims.claimants import ClaimantDetails as ClaimantDetails  # part of what this module takes
from factcheck.claims.claimants import checked, claimant_of
from factcheck.claims.locating import located
from factcheck.claims.models import Annotation, Claim, ClaimState, Kind, Part, Scope, Tag
from factcheck.claims.tags import spelt, unique
from factcheck.db import db, first_or_add, is_as_seen, put, utcnow
from factcheck.errors import Conflict, Invalid, Overtaken
from factcheck.language import _
from factcheck.permissions import Permission, require
from factcheck.web.days import refuse_future

MAX_TAG = 60  # code points
CLAIMANT = ("claimant", "claimant_role", "claimant_kind", "claimant_wikidata")


@dataclass(frozen=True, slots=True)
class ClaimDetails:
    """What a person may say, and later mend, about a claim; the quoted words are not among it."""

    statement: str
    claimant: ClaimantDetails | None = None
    said_on: date | None = None
    place: str = ""
    kind: Kind = Kind.CHECKABLE
    kind_reason: str = ""
    tags: tuple[str, ...] = ()


def highlight(
    actor: User, version: Version, quotes: Sequence[Quote], details: ClaimDetails, scope: Scope = Scope.WORDS
) -> Claim:
    """Make a claim of words of an article, of what is missing after them, or of the whole of it.

    Raises Invalid when the words can't be found there.
    """
    require(actor, Permission.HIGHLIGHT_CLAIM)
    selectors = located(version, quotes, scope)
    _check(details)
    refuse_future("said_on", details.said_on)
    claim = Claim(quoted=" […] ".join(words.exact for words in selectors), author=actor)
    _describe(actor, claim, details)
    db.session.add(claim)
    db.session.flush()
    annotation_id = _annotate(actor, claim, version, selectors, scope)
    after = {**_snapshot(claim), "quoted": claim.quoted, **_tied(annotation_id, version, scope)}
    record(actor, "claim:highlight", ("claim", claim.id), None, after)
    return claim


def join(
    actor: User, claim: Claim, version: Version, quotes: Sequence[Quote], scope: Scope = Scope.WORDS
) -> Annotation:
    """Tie a claim to further words, in this article or another, to what is missing there, or to all of it."""
    require(actor, Permission.HIGHLIGHT_CLAIM)
    _refuse_archived(claim)
    selectors = located(version, quotes, scope)
    if _is_there(claim, version, selectors, scope):
        raise Invalid("exact", _("These words are already part of this claim."))
    annotation_id = _annotate(actor, claim, version, selectors, scope)
    after = {**_tied(annotation_id, version, scope), "words": [it.exact for it in selectors]}
    record(actor, "claim:join", ("claim", claim.id), None, after)
    db.session.expire(claim, ["annotations"])
    return db.session.get_one(Annotation, annotation_id)


def edit(actor: User, claim: Claim, details: ClaimDetails, seen_revision: int) -> None:
    """Mend what is said about a claim; refused when somebody else did so since it was shown."""
    require(actor, Permission.TAG_CLAIM if _is_only_tagged(claim, details) else Permission.EDIT_CLAIM, claim)
    _refuse_archived(claim)
    _check(details)
    before = _snapshot(claim)
    if not is_as_seen(claim, seen_revision):
        raise Overtaken(_("Somebody else changed this claim while you were writing. Nothing of yours was saved."))
    under_verdict.check_kind(claim, details.kind)
    under_verdict.check_day(claim, details.said_on)
    _describe(actor, claim, details)
    after = _snapshot(claim)
    old, new = changes(before, after)
    if any(name in new for name in CLAIMANT):  # told as one, so that it can be undone as one
        old, new = old | {name: before[name] for name in CLAIMANT}, new | {name: after[name] for name in CLAIMANT}
    if "tags" in new:  # rows of another table: by themselves they would leave the claim's revision as it is
        flag_modified(claim, "statement")
    db.session.flush()
    if new:
        record(actor, "claim:edit", ("claim", claim.id), old, new)


def set_state(actor: User, claim: Claim, state: ClaimState, rating_key: str | None = None) -> None:
    """Move a claim on its way; rooms above call it when a review or an approved verdict (with its rating) moves it."""
    before = {"state": claim.state, "rating": claim.rating_key}
    claim.state, claim.rating_key = state, rating_key
    old, new = changes(before, {"state": state, "rating": rating_key})
    if new:
        db.session.flush()
        record(actor, "claim:state", ("claim", claim.id), old, new)


def archive(actor: User, claim: Claim) -> None:
    """Put a claim out of sight, with all that hangs on it; nothing is deleted."""
    require(actor, Permission.ARCHIVE_CLAIM, claim)
    under_verdict.refuse(claim, "claim:archive")
    _refuse_archived(claim)
    claim.archived_at = utcnow()
    db.session.flush()
    record(actor, "claim:archive", ("claim", claim.id))


def restore(actor: User, claim: Claim) -> None:
    """Bring an archived claim back as it was."""
    require(actor, Permission.ARCHIVE_CLAIM, claim)
    if claim.archived_at is None:
        raise Conflict(_("This claim is not archived."))
    claim.archived_at = None
    db.session.flush()
    record(actor, "claim:restore", ("claim", claim.id))


def detach(actor: User, annotation: Annotation) -> None:
    """Take words away from a claim, restorably; the last words of a claim stay."""
    require(actor, Permission.ARCHIVE_CLAIM, annotation.claim)
    standing = [other for other in annotation.claim.annotations if other.archived_at is None]
    if annotation.archived_at is not None or standing == [annotation]:
        raise Conflict(_("A claim keeps at least one place where it stands. Archive the claim instead."))
    annotation.archived_at = utcnow()
    db.session.flush()
    record(actor, "claim:detach", ("claim", annotation.claim_id), {"annotation": annotation.id}, None)


def reattach(actor: User, annotation: Annotation) -> None:
    """Undo a detachment."""
    require(actor, Permission.ARCHIVE_CLAIM, annotation.claim)
    if annotation.archived_at is None:
        raise Conflict(_("These words are part of the claim."))
    annotation.archived_at = None
    db.session.flush()
    record(actor, "claim:reattach", ("claim", annotation.claim_id), None, {"annotation": annotation.id})


def _annotate(actor: User, claim: Claim, version: Version, selectors: Sequence[Selector], scope: Scope) -> int:
    """Store where a flushed claim stands; answers the annotation's number."""
    articles.stay(version)
    tied = {"claim_id": claim.id, "article_id": version.article_id, "version_id": version.id, "author_id": actor.id}
    annotation_id = put(Annotation, {**tied, "scope": scope})
    where = {"annotation_id": annotation_id, "version_id": version.id}
    for position, words in enumerate(selectors, 1):
        put(Part, {**where, "position": position, **words._asdict()})
    return annotation_id


def _tied(annotation_id: int, version: Version, scope: Scope) -> dict[str, Any]:
    """What the record says of a new annotation; its scope where that is not plain words."""
    told = {"annotation": annotation_id, "article": version.article_id}
    return told if scope is Scope.WORDS else {**told, "scope": scope}


def _is_there(claim: Claim, version: Version, selectors: Sequence[Selector], scope: Scope) -> bool:
    wanted = {(words.start, words.end) for words in selectors}
    rows = db.session.execute(queries.parts(claim.id, version.id, scope))
    return wanted <= {(row.start, row.end) for row in rows}


def _is_only_tagged(claim: Claim, details: ClaimDetails) -> bool:
    """Whether what is said about the claim stays as it is, but for its tags."""
    who, said = claim.claimant, details.claimant
    now = (who.name, who.role, who.kind, who.wikidata_id) if who else None
    then = (said.name.strip(), said.role.strip(), said.kind, said.wikidata_id or None) if said else None
    stays = (claim.statement, claim.said_on, claim.place, claim.kind, claim.kind_reason, now)
    told = (details.statement.strip(), details.said_on, details.place.strip(), details.kind, details.kind_reason, then)
    return stays == told


def _check(details: ClaimDetails) -> None:
    if not details.statement.strip():
        raise Invalid("statement", _("Say in one sentence what is to be checked."))
    if details.kind is not Kind.CHECKABLE and not details.kind_reason.strip():
        raise Invalid("kind_reason", _("Say why facts can't decide this claim."))
    if details.claimant is not None:
        checked(details.claimant)
    if too_long := [tag for tag in details.tags if len(spelt(tag)) > MAX_TAG]:
        sizes = {"most": MAX_TAG, "tag": spelt(too_long[0])}
        raise Invalid("tags", _("A tag may have at most %(most)s characters; “%(tag)s” has more.", **sizes))


def _describe(actor: User, claim: Claim, details: ClaimDetails) -> None:
    claimant = claimant_of(actor, claim, details.claimant) if details.claimant else None
    names = sorted(unique(details.tags))
    tags = [first_or_add(select(Tag).where(Tag.name == name), Tag(name=name)) for name in names]
    claim.statement, claim.claimant, claim.tags = details.statement.strip(), claimant, tags
    claim.said_on = details.said_on
    claim.place = details.place.strip()
    claim.kind = details.kind
    claim.kind_reason = "" if details.kind is Kind.CHECKABLE else details.kind_reason.strip()
    if under_verdict.is_under_verdict(claim):
        return  # only its verdict moves it on
    if details.kind is not Kind.CHECKABLE:
        claim.state = ClaimState.NOT_CHECKABLE
    elif claim.state in {None, ClaimState.NOT_CHECKABLE}:
        claim.state = ClaimState.OPEN


def _snapshot(claim: Claim) -> dict[str, Any]:
    return {
        "statement": claim.statement,
        "claimant": claim.claimant.name if claim.claimant else None,
        "claimant_role": claim.claimant.role if claim.claimant else None,
        "claimant_kind": claim.claimant.kind if claim.claimant else None,
        "claimant_wikidata": claim.claimant.wikidata_id if claim.claimant else None,
        "said_on": claim.said_on,
        "place": claim.place,
        "kind": claim.kind,
        "kind_reason": claim.kind_reason,
        "state": claim.state,
        "tags": [tag.name for tag in claim.tags],
    }


def _refuse_archived(claim: Claim) -> None:
    if claim.archived_at is not None:
        raise Conflict(_("This claim is archived. Restore it first."))
