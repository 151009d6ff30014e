"""Names in older entries of the audit log, mapped to present ones where they are read (pure).

An entry is never rewritten, because the chain of digests proves what was stored. So each renaming stays here for good,
in the order in which they were made; the migration of the same name renamed the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Renaming:
    """What one migration renamed, as former name → present name; columns and values by the present table."""

    migration: str
    actions: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)  # by table and column
    keys: Mapping[str, str] = field(default_factory=dict)  # of `before` and `after`
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # values of `before` and `after`, by key


ANCHOR_STATES = {"sure": "confident", "look": "uncertain", "lost": "orphaned"}
RENAMINGS = (
    Renaming(
        migration="plain_names",
        actions={
            "article:carry-marks": "article:reanchor",
            "claim:confirm-mark": "claim:confirm-anchor",
            "claim:give-up-mark": "claim:give-up-anchor",
            "claim:move-mark": "claim:move-anchor",
            "claim:undo-mark": "claim:undo-anchor-decision",
            "person:uninvite": "person:revoke-invitation",
            "record:accept": "log:accept",
            "record:baseline": "log:baseline",
            "record:baseline-rows": "log:baseline-rows",
            "record:rest": "log:resulting-changes",
            "record:restore": "log:restore",
            "verdict:ask-takedown": "verdict:request-takedown",
            "verdict:take-back-answer": "verdict:withdraw-answer",
            "verdict:take-back-question": "verdict:withdraw-question-answer",
        },
        tables={"parts": "targets", "placements": "anchors", "settlements": "anchor_decisions"},
        columns={
            "anchors": {"part_id": "target_id"},
            "anchor_decisions": {"placement_id": "anchor_id"},
            "change_answers": {"part_id": "target_id"},
        },
        values={("anchors", "state"): ANCHOR_STATES},
        keys={"part": "target", **ANCHOR_STATES},
        codes={"state": ANCHOR_STATES},
    ),
    Renaming(migration="stored_files", tables={"captures": "stored_files"}),
)
ACTIONS = {former: present for renaming in RENAMINGS for former, present in renaming.actions.items()}


def action(stored: str) -> str:
    """The present name of an action."""
    return ACTIONS.get(stored, stored)


def stored_actions(*present: str) -> list[str]:
    """The names that entries of these actions have: the present ones, and those that mean them in older entries."""
    former = (name for name, now in ACTIONS.items() if now in present)
    return [*(name for name in present if name not in ACTIONS), *former]


def noun(stored: str) -> str:
    """The present name of a numbered noun: a table, or a table and its column after a dot."""
    table, dot, column = stored.partition(".")
    for renaming in RENAMINGS:
        table = renaming.tables.get(table, table)
    return f"{table}{dot}{column}"


def details(stored: Values | None) -> dict[str, Any] | None:
    """The `before` or `after` of an entry, under the present names."""
    if stored is None:
        return None
    found = dict(stored)
    for renaming in RENAMINGS:
        found = {renaming.keys.get(key, key): value for key, value in found.items()}
        for key, codes in renaming.codes.items():
            if isinstance(code := found.get(key), str):
                found[key] = codes.get(code, code)
    return found


def row_states(stored: Mapping[str, Mapping[str, Values | None]] | None) -> dict[str, Any] | None:
    """The recorded rows of an entry, by present tables and columns; a deleted row is None."""
    if stored is None:
        return None
    found: dict[str, Any] = dict(stored)
    for renaming in RENAMINGS:
        found = {renaming.tables.get(table, table): rows for table, rows in found.items()}
        for table in found.keys() & (renaming.columns.keys() | {table for table, _ in renaming.values}):
            found[table] = {key: _row(renaming, table, row) for key, row in found[table].items()}
    return found


def _row(renaming: Renaming, table: str, row: Values | None) -> dict[str, Any] | None:
    if row is None:
        return None
    names = renaming.columns.get(table, {})
    values = {names.get(name, name): value for name, value in row.items()}
    for (of, column), codes in renaming.values.items():
        if of == table and isinstance(code := values.get(column), str):
            values[column] = codes.get(code, code)
    return values
