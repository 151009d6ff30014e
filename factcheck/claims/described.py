"""What is said about a claim, read back from where it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from factcheck.claims.models import Claim, Kind
from factcheck.claims.service import ClaimantDetails, ClaimDetails


def described(claim: Claim, said: Mapping[str, Any] | None = None) -> ClaimDetails:
    """What the claim says now; of the fields of the record in `said`, what those say instead."""
    said, who = said or {}, claim.claimant
    name, role = said.get("claimant", who and who.name), said.get("claimant_role", who.role if who else "")
    kind, wikidata_id = (who.kind, who.wikidata_id) if who and who.name == name else (None, None)
    claimant = ClaimantDetails(name, role or "") if name else None
    if claimant and kind:
        claimant = replace(claimant, kind=kind, wikidata_id=wikidata_id)
    said_on = said.get("said_on", claim.said_on)
    return ClaimDetails(
        statement=said.get("statement", claim.statement),
        claimant=claimant,
        said_on=date.fromisoformat(said_on) if isinstance(said_on, str) else said_on,
        place=said.get("place", claim.place),
        kind=Kind(said.get("kind", claim.kind)),
        kind_reason=said.get("kind_reason", claim.kind_reason),
        tags=tuple(said.get("tags", [tag.name for tag in claim.tags])),
    )
