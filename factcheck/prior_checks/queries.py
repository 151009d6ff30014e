"""Queries of checks by other newsrooms and of the lists that brought them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from factcheck.prior_checks.models import WORDS, CheckImport, PriorCheck


def shown(words: str = "", import_id: int | None = None) -> Select[PriorCheck]:
    """Checks whose list isn't archived, the last added first; `words` search claim, claimant, publisher and title."""
    query = select(PriorCheck).join(PriorCheck.source_import).where(CheckImport.archived_at.is_(None))
    if words.strip():
        query = query.where(PriorCheck.id.in_(WORDS.matching(words)))
    if import_id is not None:
        query = query.where(PriorCheck.import_id == import_id)
    return query.order_by(PriorCheck.id.desc())


def of_ids(ids: Collection[int]) -> Select[PriorCheck]:
    """These checks, without those of archived lists."""
    return shown().where(PriorCheck.id.in_(ids))


def of_keys(keys: Collection[str]) -> Select[PriorCheck]:
    """The checks with these keys, also those of archived lists, with their lists."""
    query = select(PriorCheck).where(PriorCheck.natural_key.in_(keys))
    return query.options(joinedload(PriorCheck.source_import))


def imports() -> Select[CheckImport]:
    """The imported lists, the last first, with the people who imported them."""
    return select(CheckImport).options(joinedload(CheckImport.added_by)).order_by(CheckImport.id.desc())


def counts(import_ids: Collection[int]) -> Select[int, int]:
    """How many checks each of these lists has now; one without any is left out."""
    query = select(PriorCheck.import_id, func.count(PriorCheck.id)).where(PriorCheck.import_id.in_(import_ids))
    return query.group_by(PriorCheck.import_id)
