"""The filters of the library, as its addresses have them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select

from factcheck.sources import queries
from factcheck.sources.models import Source, SourceClass, SourceKind

FILTERS = ("q", "kind", "rank", "state", "sort")


def found(values: Mapping[str, str]) -> Select[Source]:
    """The sources that these filters ask for; a value that isn't one filters nothing."""
    kind, rank = values.get("kind", ""), values.get("rank", "")
    return queries.library(
        values.get("q", ""),
        SourceKind(kind) if kind in set(SourceKind) else None,
        SourceClass(rank) if rank in set(SourceClass) else None,
        archived=values.get("state") == "archived",
    )
