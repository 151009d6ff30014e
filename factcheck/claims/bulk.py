"""Bulk actions: on all of the claims or on none, and one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.claims import service
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.claims.tags import unique
from factcheck.db import check_revision
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.i18n import _
from factcheck.undo.service import as_one

MAX_CLAIMS = 100  # claims at once


class Chosen(NamedTuple):
    """A claim, and the revision of it that was shown."""

    claim: Claim
    revision: int


def archive(actor: User, chosen: Sequence[Chosen]) -> None:
    """Archive claims."""
    _all(actor, chosen, lambda claim: service.archive(actor, claim))


def restore(actor: User, chosen: Sequence[Chosen]) -> None:
    """Restore archived claims."""
    _all(actor, chosen, lambda claim: service.restore(actor, claim))


def tag(actor: User, chosen: Sequence[Chosen], names: Iterable[str]) -> None:
    """Add these tags to claims."""
    given = _named(names)
    _all(actor, chosen, lambda claim: _retag(actor, claim, _tags(claim) | given))


def untag(actor: User, chosen: Sequence[Chosen], names: Iterable[str]) -> None:
    """Remove these tags from the claims that have them."""
    taken = _named(names)
    _all(actor, chosen, lambda claim: _retag(actor, claim, _tags(claim) - taken))


def _all(actor: User, chosen: Sequence[Chosen], act: Callable[[Claim], None]) -> None:
    """Do it to each; the first refusal names its claim, and nothing is changed."""
    if not chosen:
        raise Invalid("claim", _("Select at least one claim."))
    if len(chosen) > MAX_CLAIMS:
        raise Invalid("claim", _("Select at most %(most)s claims at once.", most=MAX_CLAIMS))
    with as_one(actor):
        in_order = sorted(chosen, key=lambda it: it.claim.id)  # always the same order, to avoid deadlocks
        for claim, revision in in_order:
            try:
                if not check_revision(claim, revision):
                    raise EditConflict(_("Somebody has changed it since the list was loaded."))
                act(claim)
            except (Conflict, NotAllowed) as refusal:
                named = {"number": claim.id, "statement": claim.statement, "reason": refusal.message}
                raise type(refusal)(_("Claim %(number)s, “%(statement)s”: %(reason)s", **named)) from refusal


def _retag(actor: User, claim: Claim, tags: set[str]) -> None:
    service.edit(actor, claim, ClaimDetails.of(claim, {"tags": sorted(tags)}), claim.revision)


def _tags(claim: Claim) -> set[str]:
    return {tag.name for tag in claim.tags}


def _named(names: Iterable[str]) -> set[str]:
    named = set(unique(names))
    if not named:
        raise Invalid("tags", _("Enter a tag."))
    return named
