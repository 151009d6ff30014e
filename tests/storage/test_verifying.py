"""Every stored file is hashed again: each damaged one is named, and no other."""

from __future__ import annotations

import os
import random

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.integrity.checks import CHECKS, stored_files
from factcheck.storage import store
from factcheck.storage.folder import Folder
from factcheck.storage.verifying import verified_files

FLIPS = 50


def filled(count: int) -> list[str]:
    digests = [store.put(os.urandom(1 + number * 37), "text/plain") for number in range(count)]
    db.session.commit()
    return digests


def flip_one_bit(folder: Folder, digest: str, chance: random.Random) -> None:
    path = folder.path(digest)
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def test_fifty_flipped_bits_are_fifty_damaged_files(app: Flask) -> None:
    folder, chance = app.extensions[store.EXTENSION], random.Random(7)  # noqa: S311 - not a secret
    digests = filled(120)
    damaged = set(chance.sample(digests, FLIPS))
    for digest in damaged:
        flip_one_bit(folder, digest, chance)
    found = list(verified_files())
    assert {file.sha256 for file in found if file.damage} == damaged
    assert [file.sha256 for file in found] == sorted(digests)
    result = app.test_cli_runner().invoke(args=["factcheck", "captures", "verify"])
    assert result.exit_code == 1
    assert all(f"{digest} was altered" in result.output for digest in damaged)
    assert f"{FLIPS} files are damaged" in result.output


def test_the_command_counts_what_it_hashed(app: Flask) -> None:
    filled(3)
    result = app.test_cli_runner().invoke(args=["factcheck", "captures", "verify"])
    assert (result.exit_code, result.output) == (0, "Hashed 3 files, 0.0 MB.\n")


def test_missing_and_unreadable_files_are_named(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    folder: Folder = app.extensions[store.EXTENSION]
    (missing,) = filled(1)
    folder.path(missing).unlink()
    assert [file.damage for file in verified_files()] == [f"The stored file {missing} is missing."]
    folder.path(missing).mkdir()
    assert [file.damage for file in verified_files()] == [f"The stored file {missing} can't be read: Is a directory."]
    folder.path(missing).rmdir()


def test_the_nightly_check_hashes_every_stored_file(app: Flask) -> None:
    folder: Folder = app.extensions[store.EXTENSION]
    first, _ = filled(2)
    assert stored_files in CHECKS.values()
    assert list(stored_files()) == []
    folder.path(first).write_bytes(b"other")
    assert list(stored_files()) == [f"The stored file {first} was altered: its bytes no longer have this SHA-256."]
