"""Queries of the tables of claims."""

from __future__ import annotations

from sqlalchemy import Select, select

from factcheck.calculations.models import Calculation

IN_ORDER = (Calculation.position, Calculation.number)


def of_claim(claim_id: int, *, removed: bool = False) -> Select[Calculation]:
    """A claim's tables (without the removed, or only those), in their order."""
    archived = Calculation.archived_at.is_not(None) if removed else Calculation.archived_at.is_(None)
    return select(Calculation).where(Calculation.claim_id == claim_id, archived).order_by(*IN_ORDER)


def of_number(claim_id: int, number: int) -> Select[Calculation]:
    """The table of a claim with this number."""
    return select(Calculation).where(Calculation.claim_id == claim_id, Calculation.number == number)
