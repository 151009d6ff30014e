"""Moving the ends of a mark: it keeps its identity, the record keeps the old words, and reviewers look again."""

from __future__ import annotations

from factcheck.accounts.models import User
from factcheck.anchoring.selectors import Quote
from factcheck.articles import service as articles
from factcheck.articles.queries import current_version
from factcheck.audit.service import record
from factcheck.claims import under_verdict
from factcheck.claims.locating import locate
from factcheck.claims.models import Part
from factcheck.db import db, is_as_seen, utcnow
from factcheck.errors import Conflict, Invalid
from factcheck.language import _
from factcheck.permissions import Permission, require


def resize(actor: User, part: Part, quote: Quote, seen_revision: int) -> None:
    """Let a part of the newest version stand on other words of it.

    Raises Invalid naming `exact` when they can't be found; Conflict when a verdict rests on the words, the claim is
    archived, or somebody else moved them since they were shown.
    """
    _refuse(actor, part, seen_revision)
    version = db.session.scalars(current_version(part.annotation.article_id)).one()
    words = locate(version.text, quote)
    if (words.start, words.end) == (part.start, part.end):
        raise Invalid("exact", _("The mark stands on these very words already. Select others."))
    old = {"exact": part.exact, "start": part.start, "end": part.end}
    for name, value in words._asdict().items():
        setattr(part, name, value)
    claim = part.annotation.claim
    claim.words_changed_at = utcnow()
    db.session.flush()
    new = {"exact": part.exact, "start": part.start, "end": part.end}
    about = {"article": version.article_id, "version": version.number, "part": part.id}
    record(actor, "claim:resize", ("claim", claim.id), old, {**new, **about})


def _refuse(actor: User, part: Part, seen_revision: int) -> None:
    annotation = part.annotation
    require(actor, Permission.MOVE_MARK, annotation)
    articles.stay(part.version)
    if annotation.archived_at is not None or annotation.claim.archived_at is not None:
        raise Conflict(_("This claim was archived, or these words were taken from it. Put that back first."))
    under_verdict.refuse(annotation.claim, "claim:resize")
    if not is_as_seen(part, seen_revision):
        raise Conflict(
            _("Somebody else has moved this mark since it was shown. Nothing was changed; look at it again.")
        )
