"""Makes a backup while everybody works: a copy of the database, then the captures that it refers to, in one file."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from factcheck.backup import copying, postgres
from factcheck.backup.archive import PIECE, ArchiveWriter
from factcheck.backup.copying import CopyError
from factcheck.backup.manifest import DIGEST, LIST, MANIFEST, ArchivedPart, ListedFile, Manifest, listed
from factcheck.backup.reading import read_archive
from factcheck.db import db, utcnow
from factcheck.db.sqlite import sqlite_module
from factcheck.fetching.policy import USER_AGENT
from factcheck.hashing import sha256_hex
from factcheck.storage import store
from factcheck.storage.folder import make_durable

MADE_BY = USER_AGENT.partition(" ")[0]
SHOWN = 5  # damaged captures that a refusal names


def make(target: Path, *, skips_damaged: bool = False) -> Manifest:
    """Write a backup, read it again, and only then give it its name; raises CopyError, and then nothing is changed.

    With `skips_damaged`, captures that are damaged or missing are left out and named in the manifest.
    """
    refusals = (OSError, store.Damaged, sqlite_module().Error, *postgres.errors())
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
            staging = Path(folder)
            manifest = _staged(staging, skips_damaged=skips_damaged)
            part = staging / "archive"
            _write(part, staging, manifest)
            read_archive(part)
            make_durable(part)
            part.replace(target)
        make_durable(target.parent)
    except refusals as error:
        raise CopyError(f"Nothing was copied to {target}: {error}") from error
    return manifest


def _staged(staging: Path, *, skips_damaged: bool) -> Manifest:
    """Copy the database, and prove the captures that this copy refers to."""
    (staging / "database").mkdir()
    if db.engine.dialect.name == "sqlite":
        copy = copying.dump(Path(db.engine.url.database or ""), staging)
    else:
        copy = postgres.dump(db.engine.url, staging)
    damaged = _sort_out_damaged(staging / LIST, skips_damaged=skips_damaged)
    count = size = 0
    for file in _listed(staging):
        count, size = count + 1, size + file.size
    names = sorted(f"database/{path.name}" for path in (staging / "database").iterdir())
    parts = tuple(_part(staging, name) for name in (*names, LIST))
    made_at = f"{utcnow():%Y-%m-%dT%H:%M:%SZ}"
    return Manifest(made_at, MADE_BY, *copy, parts, count, size, damaged)


def _sort_out_damaged(file: Path, *, skips_damaged: bool) -> tuple[str, ...]:
    """Hash each capture of the list again, and take damaged ones out of it; raises CopyError if they aren't skipped."""
    damaged: dict[str, str] = {}
    whole = file.with_suffix(".whole")
    with file.open(encoding="ascii") as lines, whole.open("w", encoding="ascii") as written:
        for entry in listed(lines):
            try:
                store.verify(entry.sha256)
            except store.Damaged as damage:
                damaged[entry.sha256] = str(damage)
            else:
                written.write(f"{entry.sha256} {entry.size}\n")
    if damaged and not skips_damaged:
        named = " ".join(list(damaged.values())[:SHOWN])
        raise CopyError(
            f"Nothing was copied: {len(damaged)} stored files are damaged. {named} "
            "Restore them first, or leave them out of this backup with --skip-damaged."
        )
    whole.replace(file)
    return tuple(damaged)


def _part(staging: Path, name: str) -> ArchivedPart:
    with (staging / name).open("rb") as file:
        return ArchivedPart(name, os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _listed(staging: Path) -> Iterator[ListedFile]:
    with (staging / LIST).open(encoding="ascii") as lines:
        yield from listed(lines)


def _write(target: Path, staging: Path, manifest: Manifest) -> None:
    """Write the archive: the manifest and its digest, the parts, the captures in the order of their digests."""
    data = manifest.to_json()
    digest = f"{sha256_hex(data)}\n".encode()
    with target.open("xb") as file:
        target.chmod(0o600)
        archive = ArchiveWriter(file)
        archive.add(MANIFEST, len(data), [data])
        archive.add(DIGEST, len(digest), [digest])
        for part in manifest.parts:
            archive.add(part.name, part.size, _pieces(staging / part.name))
        for entry in _listed(staging):
            archive.add(entry.name, entry.size, store.pieces(entry.sha256))
        archive.end()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        yield from iter(lambda: file.read(PIECE), b"")
