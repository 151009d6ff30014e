"""Actions: import a list of claims."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.accounts.models import User
from factcheck.annotations.service import highlight_at
from factcheck.articles.models import Version
from factcheck.claim_lists.planning import Plan
from factcheck.claim_lists.rows import ClaimRow
from factcheck.claims.claimants import ClaimantDetails
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _
from factcheck.intake import service as intake
from factcheck.intake.reading.incoming import Incoming
from factcheck.permissions import Permission, require

NOTHING_NEW = N_("All claims of this list are here already. Nothing was imported.")
ONLY_ERRORS = N_("No row of this list can be imported. Correct the rows that are named, and choose the file again.")


def prepare(actor: User, planned: Plan) -> None:
    """Do the slow part of adding the new texts, before the transaction that imports the list."""
    for claim in planned.new:
        if isinstance(claim.target, Incoming):
            intake.prepare(actor, claim.target)


def import_claims(actor: User, planned: Plan) -> Sequence[Claim]:
    """Add the new claims of a list, each at its words, and the texts that aren't here yet.

    Raises Conflict if everything is here already, Invalid for `upload` if no row is good.
    """
    require(actor, Permission.ADD_ARTICLE)
    require(actor, Permission.HIGHLIGHT_CLAIM)
    if not planned.new:
        raise Conflict(_(NOTHING_NEW)) if planned.existing else Invalid("upload", _(ONLY_ERRORS))
    versions: dict[int, Version] = {}
    claims = []
    for row, words, target in planned.new:
        version = versions.get(id(target)) or _version(actor, target)
        versions[id(target)] = version
        claims.append(highlight_at(actor, version, [(words.start, words.end)], _details(row)))
    return claims


def _version(actor: User, target: Version | Incoming) -> Version:
    return target if isinstance(target, Version) else intake.add_incoming(actor, target).article.newest


def _details(row: ClaimRow) -> ClaimDetails:
    claimant = ClaimantDetails(row.claimant, row.role) if row.claimant else None
    return ClaimDetails(row.claim, claimant, row.said_on, row.place, row.kind, row.kind_reason, row.tags)
