"""The content store: bytes are written once, durably, and an altered one is never handed out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.hashing import sha256_hex
from factcheck.storage import store
from factcheck.storage.folder import PIECE, Folder
from factcheck.storage.models import StoredFile

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def folder(app: Flask) -> Folder:
    found: Folder = app.extensions[store.EXTENSION]
    return found


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1])
def test_what_was_put_is_handed_out_unchanged(size: int) -> None:
    data = os.urandom(size)
    digest = store.put(data, "application/octet-stream")
    assert (digest, store.get(digest)) == (sha256_hex(data), data)
    store.verify(digest)
    row = db.session.get_one(StoredFile, digest)
    assert (row.size, row.media_type) == (size, "application/octet-stream")


def test_the_same_bytes_are_stored_once(folder: Folder) -> None:
    digest = store.put(b"The permit.", "text/plain")
    written = folder.path(digest).stat()
    assert store.put(b"The permit.", "text/html") == digest
    again = folder.path(digest).stat()
    assert (again.st_ino, again.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)
    assert db.session.get_one(StoredFile, digest).media_type == "text/plain"


@pytest.mark.parametrize("read", [store.get, store.verify])
def test_an_altered_or_missing_file_is_refused_by_its_address(read: object, folder: Folder) -> None:
    assert callable(read)
    digest = store.put(b"The permit.", "text/plain")
    folder.path(digest).write_bytes(b"The permit!")
    with pytest.raises(store.Damaged, match=f"{digest} was altered"):
        read(digest)
    folder.path(digest).unlink()
    with pytest.raises(store.Damaged, match=f"{digest} is missing"):
        read(digest)


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", break_down)
    with pytest.raises(OSError, match="full"):
        Folder(tmp_path).write(sha256_hex(b"a"), [b"a"])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_bytes_have_their_name_only_once_they_are_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda it: (steps.append("fsync"), fsync(it))[1])
    monkeypatch.setattr(Path, "replace", lambda self, target: (steps.append("rename"), replace(self, target))[1])
    Folder(tmp_path).write(sha256_hex(b"a"), [b"a"])
    assert steps == ["fsync", "rename", "fsync"]
