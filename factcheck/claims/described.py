"""What is said about a claim, read back from where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from factcheck.claims.models import Claim, Claimant, ClaimantKind, Kind
from factcheck.claims.service import ClaimantDetails, ClaimDetails


def described(claim: Claim, said: Mapping[str, Any] | None = None) -> ClaimDetails:
    """What the claim says now; of the fields of the record in `said`, what those say instead."""
    said = said or {}
    said_on = said.get("said_on", claim.said_on)
    return ClaimDetails(
        statement=said.get("statement", claim.statement),
        claimant=_claimant(claim.claimant, said),
        said_on=date.fromisoformat(said_on) if isinstance(said_on, str) else said_on,
        place=said.get("place", claim.place),
        kind=Kind(said.get("kind", claim.kind)),
        kind_reason=said.get("kind_reason", claim.kind_reason),
        tags=tuple(said.get("tags", [tag.name for tag in claim.tags])),
    )


def _claimant(who: Claimant | None, said: Mapping[str, Any]) -> ClaimantDetails | None:
    """Earlier records tell neither kind nor id: another name then has none of what is known of this one."""
    name = said.get("claimant", who.name if who else None)
    if not name:
        return None
    is_same = who is not None and who.name == name
    return ClaimantDetails(
        name,
        said.get("claimant_role", who.role if who else "") or "",
        ClaimantKind(said.get("claimant_kind") or (who.kind if who and is_same else ClaimantKind.PERSON)),
        said.get("claimant_wikidata", who.wikidata_id if who and is_same else None),
        is_sure=True,
    )
