"""The chain of digests that reveals a missing or altered row of the audit log (pure)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from factcheck.hashing import sha256_hex

START = "0" * 64
FIELDS = ("at", "actor_id", "actor_name", "action", "subject_type", "subject_id", "before", "after")
CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
LATER = ("row_states",)  # fields that older events lack; they are in the digest if they are present


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the previous digest and this row's fields as canonical JSON."""
    fields = {name: _plain(row[name]) for name in FIELDS}
    fields |= {name: row[name] for name in LATER if row.get(name) is not None}
    return sha256_hex(CANONICAL.encode([previous, fields]))


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
