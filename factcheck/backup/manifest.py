"""The manifest of a backup: what it was made of, and the digest of each part (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from factcheck.backup.archive import ArchiveRefused

FORMAT, VERSION = "factcheck-backup", 1
MANIFEST, DIGEST, LIST = "manifest.json", "manifest.sha256", "captures.list"
LONGEST = 256 * 1024  # bytes of a manifest; one of 100 tables has 15,000
SHA256 = re.compile(r"[0-9a-f]{64}")
DATABASE_PART = re.compile(r"database/[a-z0-9_]{1,80}\.(?:sqlite3|copy|json)")
LISTED = re.compile(r"([0-9a-f]{64}) (\d{1,15})\n")


class ArchivedPart(NamedTuple):
    """A part of the archive that isn't a capture."""

    name: str
    size: int  # bytes
    sha256: str


class ListedFile(NamedTuple):
    """A line of the list of captures."""

    sha256: str
    size: int  # bytes

    @property
    def name(self) -> str:
        """Where it is in the archive, as in a folder of captures."""
        return f"captures/{self.sha256[:2]}/{self.sha256}"


class Manifest(NamedTuple):
    """What a backup is made of. `head` and `migration` are of its database, of the kind `sqlite` or `postgresql`."""

    made_at: str  # ISO 8601, UTC
    made_by: str
    kind: str
    migration: str
    head: str  # N:HASH; empty without any event
    events: int
    parts: tuple[ArchivedPart, ...]
    captures: int
    captured_bytes: int
    damaged: tuple[str, ...] = ()  # SHA-256 of captures that were damaged already, and are left out

    def to_json(self) -> bytes:
        """The manifest as it is stored."""
        parts = [part._asdict() for part in self.parts]
        fields = {"format": FORMAT, "version": VERSION, **self._asdict(), "parts": parts}
        return json.dumps(fields, indent=1, ensure_ascii=True).encode() + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> Manifest:
        """Read a manifest; raises ArchiveRefused if it isn't one of this version."""
        try:
            fields: dict[str, Any] = json.loads(data)
            if fields["format"] != FORMAT:
                raise ArchiveRefused(f"{MANIFEST} isn't that of a backup of Factcheck.")
            if fields["version"] != VERSION:
                stated = ascii(fields["version"])[:20]
                raise ArchiveRefused(f"{MANIFEST} has version {stated}; this Factcheck reads version {VERSION}.")
            return _read(fields)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ArchiveRefused(f"{MANIFEST} can't be read: it isn't complete, or was altered.") from None


def _read(fields: dict[str, Any]) -> Manifest:
    """Raises KeyError, TypeError or ValueError if a field is missing or impossible."""
    parts = tuple(_part(**part) for part in fields["parts"])
    damaged = tuple(_matching(SHA256, digest) for digest in fields["damaged"])
    if len({part.name for part in parts}) != len(parts) or parts[-1].name != LIST:
        raise ValueError("parts")
    words = {name: _matching(re.compile(r"[\x20-\x7e]{0,100}"), fields[name]) for name in ("made_at", "made_by")}
    return Manifest(
        **words,
        kind=_matching(re.compile("sqlite|postgresql"), fields["kind"]),
        migration=_matching(re.compile(r"\w{1,32}"), fields["migration"]),
        head=_matching(re.compile(r"(?:\d{1,18}:[0-9a-f]{64})?"), fields["head"]),
        events=_count(fields["events"]),
        parts=parts,
        captures=_count(fields["captures"]),
        captured_bytes=_count(fields["captured_bytes"]),
        damaged=damaged,
    )


def _part(name: str, size: int, sha256: str) -> ArchivedPart:
    if name != LIST:
        _matching(DATABASE_PART, name)
    return ArchivedPart(name, _count(size), _matching(SHA256, sha256))


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(value)
    return value


def _count(value: int) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


def listed(lines: Iterable[str]) -> Iterator[ListedFile]:
    """The lines of a list of captures; raises ArchiveRefused unless each comes after the one before it."""
    before = ""
    for line in lines:
        found = LISTED.fullmatch(line)
        if found is None or found[1] <= before:
            raise ArchiveRefused(f"{LIST} has a line that isn't one of a backup, or isn't in order: {line[:80]!a}.")
        before = found[1]
        yield ListedFile(before, int(found[2]))
