"""Actions on annotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Quote, Selector
from factcheck.annotations import queries
from factcheck.annotations.models import Annotation, Scope, Target
from factcheck.annotations.resolve import MAX_PARTS, locate, located, selected
from factcheck.articles import service as articles
from factcheck.articles.models import AnyVersion
from factcheck.articles.queries import current_version
from factcheck.audit.service import record
from factcheck.claims import service as claims
from factcheck.claims import under_verdict
from factcheck.claims.claimants import ClaimantDetails as ClaimantDetails  # part of this module's interface
from factcheck.claims.details import ClaimDetails, snapshot
from factcheck.claims.models import Claim
from factcheck.claims.service import add, check_details, refuse_archived
from factcheck.db import check_revision, db, insert, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.web.input.days import refuse_future


def highlight(
    actor: User, version: AnyVersion, quotes: Sequence[Quote], details: ClaimDetails, scope: Scope = Scope.WORDS
) -> Claim:
    """Create a claim on words of an article, on an omission after them, or on the whole article.

    Raises Invalid if the words can't be found there.
    """
    require(actor, Permission.HIGHLIGHT_CLAIM)
    return _claim(actor, version, located(version, quotes, scope), details, scope)


def foresee(version: AnyVersion, quotes: Sequence[Quote], details: ClaimDetails, scope: Scope) -> None:
    """Compute before the writers' lock what `highlight` needs; raises Invalid if the words can't be found."""
    claims.foresee(_quoted(located(version, quotes, scope)), details)


def _quoted(selectors: Sequence[Selector]) -> str:
    return " […] ".join(words.exact for words in selectors)


def highlight_at(actor: User, version: AnyVersion, places: Sequence[tuple[int, int]], details: ClaimDetails) -> Claim:
    """Create a claim on words whose places in the text are certain: code points, end exclusive.

    Raises Invalid for `exact` if there are no words, or too many places.
    """
    require(actor, Permission.HIGHLIGHT_CLAIM)
    if not 0 < len(places) <= MAX_PARTS:
        raise Invalid("exact", _("Enter 1 to %(most)s passages.", most=MAX_PARTS))
    selectors = [selected(version, start, end) for start, end in places]
    return _claim(actor, version, selectors, details, Scope.WORDS)


def _claim(
    actor: User, version: AnyVersion, selectors: Sequence[Selector], details: ClaimDetails, scope: Scope
) -> Claim:
    check_details(details)
    refuse_future("said_on", details.said_on)
    claim = add(actor, _quoted(selectors), details)
    annotation_id = _annotate(actor, claim, version, selectors, scope)
    after = {**snapshot(claim), "quoted": claim.quoted, **_tied(annotation_id, version, scope)}
    record(actor, "claim:highlight", ("claim", claim.id), None, after)
    return claim


def join(
    actor: User, claim: Claim, version: AnyVersion, quotes: Sequence[Quote], scope: Scope = Scope.WORDS
) -> Annotation:
    """Add words to a claim, in this article or another, an omission, or a whole article."""
    require(actor, Permission.HIGHLIGHT_CLAIM)
    refuse_archived(claim)
    selectors = located(version, quotes, scope)
    if _is_there(claim, version, selectors, scope):
        raise Invalid("exact", _("This quote is already part of the claim."))
    annotation_id = _annotate(actor, claim, version, selectors, scope)
    after = {**_tied(annotation_id, version, scope), "words": [it.exact for it in selectors]}
    record(actor, "claim:join", ("claim", claim.id), None, after)
    db.session.expire(claim, ["annotations"])
    return db.session.get_one(Annotation, annotation_id)


def detach(actor: User, annotation: Annotation) -> None:
    """Remove words from a claim; they can be restored. The last words of a claim can't be removed."""
    require(actor, Permission.ARCHIVE_CLAIM, annotation.claim)
    standing = [other for other in annotation.claim.annotations if other.archived_at is None]
    if annotation.archived_at is not None or standing == [annotation]:
        raise Conflict(_("A claim needs at least one quote. Archive the claim instead."))
    annotation.archived_at = utcnow()
    db.session.flush()
    record(actor, "claim:detach", ("claim", annotation.claim_id), {"annotation": annotation.id}, None)


def reattach(actor: User, annotation: Annotation) -> None:
    """Restore removed words."""
    require(actor, Permission.ARCHIVE_CLAIM, annotation.claim)
    if annotation.archived_at is None:
        raise Conflict(_("This quote is part of the claim."))
    annotation.archived_at = None
    db.session.flush()
    record(actor, "claim:reattach", ("claim", annotation.claim_id), None, {"annotation": annotation.id})


def _annotate(actor: User, claim: Claim, version: AnyVersion, selectors: Sequence[Selector], scope: Scope) -> int:
    """Store the annotation of a flushed claim; returns its id."""
    articles.stay(version)
    tied = {"claim_id": claim.id, "article_id": version.article_id, "version_id": version.id, "author_id": actor.id}
    annotation_id = insert(Annotation, {**tied, "scope": scope})
    where = {"annotation_id": annotation_id, "version_id": version.id}
    for position, words in enumerate(selectors, 1):
        insert(Target, {**where, "position": position, **words._asdict()})
    return annotation_id


def _tied(annotation_id: int, version: AnyVersion, scope: Scope) -> dict[str, Any]:
    """The audit record of a new annotation; with its scope if that isn't plain words."""
    told = {"annotation": annotation_id, "article": version.article_id}
    return told if scope is Scope.WORDS else {**told, "scope": scope}


def _is_there(claim: Claim, version: AnyVersion, selectors: Sequence[Selector], scope: Scope) -> bool:
    wanted = {(words.start, words.end) for words in selectors}
    return wanted <= {(it.start, it.end) for it in queries.places_of(claim.id, version.id) if it.scope == scope}


def resize(actor: User, target: Target, quote: Quote, seen_revision: int) -> None:
    """Change the words of a target of the newest version.

    Raises Invalid for `exact` if they can't be found; Conflict if a verdict rests on the words, the claim is archived,
    or somebody else moved them since they were shown.
    """
    _refuse(actor, target, seen_revision)
    version = db.session.scalars(current_version(target.annotation.article_id)).one()
    words = locate(version.text, quote)
    if (words.start, words.end) == (target.start, target.end):
        raise Invalid("exact", _("The highlight already covers exactly these words. Select others."))
    old = {"exact": target.exact, "start": target.start, "end": target.end}
    for name, value in words._asdict().items():
        setattr(target, name, value)
    claim = target.annotation.claim
    claim.words_changed_at = utcnow()
    db.session.flush()
    new = {"exact": target.exact, "start": target.start, "end": target.end}
    about = {"article": version.article_id, "version": version.number, "target": target.id}
    record(actor, "claim:resize", ("claim", claim.id), old, {**new, **about})


def _refuse(actor: User, target: Target, seen_revision: int) -> None:
    annotation = target.annotation
    require(actor, Permission.MOVE_ANCHOR, annotation)
    articles.stay(target.version)
    if annotation.archived_at is not None or annotation.claim.archived_at is not None:
        raise Conflict(_("This claim was archived, or the quote was removed from it. Restore it first."))
    under_verdict.refuse(annotation.claim, "claim:resize")
    if not check_revision(target, seen_revision):
        raise Conflict(
            _("Somebody else has moved this highlight in the meantime. Nothing was changed. Check it again.")
        )
