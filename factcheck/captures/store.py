"""Bytes by SHA-256: written once, made durable before they are used, verified when read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from factcheck.captures.models import Capture
from factcheck.db import db
from factcheck.db.slow import ahead
from factcheck.hashing import sha256_hex


class Damaged(Exception):
    """Stored bytes no longer have the digest they are addressed by, or are missing."""


def put(home: Path, data: bytes, media_type: str) -> str:
    """Store these bytes and return their SHA-256; storing them again changes nothing."""
    digest = keep(home, data)
    if db.session.get(Capture, digest) is None:
        db.session.add(Capture(sha256=digest, size=len(data), media_type=media_type))
        db.session.flush()
    return digest


@ahead("writing a capture")
def keep(home: Path, data: bytes) -> str:
    """Write bytes to the disk, durably, and return their SHA-256; they are unused until a row refers to them."""
    digest = sha256_hex(data)
    path = _path(home, digest)
    if not path.exists():
        _write_durably(path, data)
    return digest


def get(home: Path, digest: str) -> bytes:
    """The bytes of this digest; raises Damaged if they are missing or altered."""
    try:
        data = _path(home, digest).read_bytes()
    except FileNotFoundError:
        raise Damaged(f"The capture {digest} is missing.") from None
    if sha256_hex(data) != digest:
        raise Damaged(f"The capture {digest} was altered.")
    return data


def _path(home: Path, digest: str) -> Path:
    return home / "captures" / digest[:2] / digest


def _write_durably(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:  # a full disk
        Path(name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
