"""A damaged backup is refused with a reason that names the part, and nothing of it is restored."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from factcheck.audit.restoring import head_of_database
from factcheck.db import db
from factcheck.hashing import sha256_hex
from factcheck.storage import store
from tests.backup.packing import (
    Members,
    Packed,
    named,
    names_in,
    packed,
    plain,
    unpacked,
    with_manifest,
    with_manifest_data,
)
from tests.databases import IS_POSTGRESQL
from tests.factories import make_claim

CAPTURE = "captures/"


def flipped(archive: bytes, at: int) -> bytes:
    return archive[:at] + bytes([archive[at] ^ 4]) + archive[at + 1 :]


def flipped_in(beginning: str) -> Callable[[bytes], bytes]:
    def damage(archive: bytes) -> bytes:
        member = named(unpacked(archive), beginning)
        return flipped(archive, member.begin + len(member.data) // 2)

    return damage


def changed(change: Callable[[Members], Members]) -> Callable[[bytes], bytes]:
    return lambda archive: packed(change(unpacked(archive)))


def without(beginning: str) -> Callable[[bytes], bytes]:
    return changed(lambda members: [it for it in members if it is not named(members, beginning)])


def instead_of_a_capture(make: Callable[[Packed], Packed]) -> Callable[[bytes], bytes]:
    def change(members: Members) -> Members:
        capture = named(members, CAPTURE)
        return [make(it) if it is capture else it for it in members]

    return changed(change)


def of_kind(kind: bytes, target: str = "") -> Callable[[Packed], Packed]:
    def make(capture: Packed) -> Packed:
        info = tarfile.TarInfo(capture.info.name)
        info.type, info.linkname = kind, target
        return Packed(info, b"")

    return make


def said_to_be_larger(archive: bytes) -> bytes:
    capture = named(unpacked(archive), CAPTURE)
    info = tarfile.TarInfo(capture.info.name)
    info.size, info.mode = 8 * 1024**3, 0o600
    at = capture.info.offset
    return archive[:at] + info.tobuf(tarfile.GNU_FORMAT) + archive[at + 512 :]


def a_huge_manifest(archive: bytes) -> bytes:
    info = tarfile.TarInfo("manifest.json")
    info.size, info.mode = 1024**3, 0o600
    return info.tobuf(tarfile.GNU_FORMAT) + archive[512:]


def the_padding(archive: bytes) -> bytes:
    member = named(unpacked(archive), "captures.list")
    return flipped(archive, member.begin + len(member.data) + 1)


def another_list(data: bytes) -> Callable[[bytes], bytes]:
    def damage(archive: bytes) -> bytes:
        manifest, _, *others = unpacked(archive)
        fields = json.loads(manifest.data)
        fields["parts"][-1] |= {"size": len(data), "sha256": sha256_hex(data)}
        members = [plain(it.info.name, data) if it.info.name == "captures.list" else it for it in others]
        return with_manifest_data(members, json.dumps(fields).encode())

    return damage


def a_zip(archive: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("manifest.json", bytes(10_000_000))
    return output.getvalue()


def manifest_field(**fields: object) -> Callable[[bytes], bytes]:
    return lambda archive: with_manifest(archive, lambda found: found.update(fields))


def wrong_part(archive: bytes) -> bytes:
    return with_manifest(archive, lambda found: found["parts"][0].update(sha256="0" * 64))


def part_outside(archive: bytes) -> bytes:
    return with_manifest(archive, lambda found: found["parts"][0].update(name="database/../../evil.copy"))


def one_more_capture(archive: bytes) -> bytes:
    return with_manifest(archive, lambda found: found.update(captures=found["captures"] + 1))


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "nothing in it": (lambda _: b"", r"ends before manifest\.json: it was cut off"),
    "no archive": (lambda _: b"The permit. " * 1000, "isn't a backup of Factcheck"),
    "compressed": (lambda _: gzip.compress(bytes(50_000_000)), "isn't a backup of Factcheck"),
    "a zip bomb": (a_zip, "isn't a backup of Factcheck"),
    "cut off in the manifest": (lambda it: it[:700], r"ends within manifest\.json: it was cut off"),
    "cut off in the database": (
        lambda it: it[: named(unpacked(it), "database/").begin + 100],
        "ends within database/.*: it was cut off",
    ),
    "cut off before a capture": (
        lambda it: it[: named(unpacked(it), CAPTURE).info.offset],
        "ends before captures/.*: it was cut off",
    ),
    "cut off in a capture": (lambda it: it[: named(unpacked(it), CAPTURE).begin + 5], "ends within captures/"),
    "cut off in its end": (lambda it: it[:-512], "The end of the archive isn't the end of a backup"),
    "something added": (lambda it: it + b"more", "The end of the archive isn't the end of a backup"),
    "a bit of the manifest": (flipped_in("manifest.json"), r"manifest\.json was altered"),
    "a bit of its digest": (flipped_in("manifest.sha256"), r"manifest\.json was altered"),
    "a bit of the database": (flipped_in("database/"), "database/.* was altered"),
    "a bit of the list": (flipped_in("captures.list"), r"captures\.list was altered"),
    "a bit of a capture": (flipped_in(CAPTURE), "captures/.* was altered"),
    "a bit of a header": (lambda it: flipped(it, named(unpacked(it), CAPTURE).info.offset + 3), "captures/.* damaged"),
    "a bit between members": (the_padding, r"bytes behind the end of captures\.list were altered"),
    "the time of a member": (
        instead_of_a_capture(lambda it: Packed(it.info.replace(mtime=1), it.data)),
        "The header of captures/.* was altered",
    ),
    "no manifest": (without("manifest.json"), r"has 'manifest\.sha256', where manifest\.json should be"),
    "no database": (without("database/"), "where database/.* should be"),
    "no list": (without("captures.list"), r"where captures\.list should be"),
    "no capture": (without(CAPTURE), "captures/.* is missing"),
    "a capture twice": (changed(lambda them: [*them, them[-1]]), "has 'captures/.*' twice"),
    "another order": (changed(lambda them: [*them[:2], *reversed(them[2:])]), "where database/.* should be"),
    "one more file": (changed(lambda them: [*them, plain("notes.txt", b"x")]), r"has 'notes\.txt', where the end"),
    "a path that leads out": (
        instead_of_a_capture(lambda it: plain("../../evil", it.data)),
        r"'\.\./\.\./evil', which leads out of the folder",
    ),
    "an absolute path": (instead_of_a_capture(lambda it: plain("/etc/evil", it.data)), "'/etc/evil', which leads out"),
    "a symbolic link": (instead_of_a_capture(of_kind(tarfile.SYMTYPE, "/etc/passwd")), "has a link, 'captures/"),
    "a hard link": (instead_of_a_capture(of_kind(tarfile.LNKTYPE, "manifest.json")), "has a link, 'captures/"),
    "a device": (instead_of_a_capture(of_kind(tarfile.CHRTYPE)), "has no plain file, 'captures/"),
    "a folder": (instead_of_a_capture(of_kind(tarfile.DIRTYPE)), "has no plain file, 'captures/"),
    "a size that is a lie": (said_to_be_larger, "captures/.* is said to have 8589934592 bytes, not"),
    "a huge manifest": (a_huge_manifest, r"manifest\.json is said to have 1073741824 bytes; at most"),
    "other bytes under a name": (
        instead_of_a_capture(lambda it: plain(it.info.name, b"x" * len(it.data))),
        "captures/.* was altered",
    ),
    "a manifest of other parts": (wrong_part, "database/.* was altered"),
    "a part outside": (part_outside, r"manifest\.json can't be read"),
    "another version": (manifest_field(version=2), r"manifest\.json has version 2; this Factcheck reads version 1"),
    "another format": (manifest_field(format="x"), r"manifest\.json isn't that of a backup"),
    "a field that is missing": (
        lambda it: with_manifest(it, lambda found: found.__delitem__("head")),
        r"manifest\.json can't be read",
    ),
    "an impossible number": (manifest_field(captures=-1), r"manifest\.json can't be read"),
    "a deep manifest": (
        lambda it: with_manifest_data(unpacked(it)[2:], b"[" * 100_000),
        r"manifest\.json can't be read",
    ),
    "tables of the future": (manifest_field(migration="9999_future"), "another version of Factcheck .9999_future"),
    "another count": (one_more_capture, r"captures\.list names 1 captures"),
    "a list that leads out": (another_list(b"../../../../etc/evil 5\n"), r"captures\.list has a line"),
    "an endless line": (another_list(b"0" * 5_000_000), r"captures\.list has a line"),
    "a list twice": (another_list(2 * f"{'ab' * 32} 5\n".encode()), "where captures/ab/.* should be|captures/ab/.* is"),
}


@pytest.fixture
def archive(app: Flask, tmp_path: Path) -> bytes:
    make_claim()
    file = tmp_path / "good"
    answer = app.test_cli_runner().invoke(args=["factcheck", "backup", str(file)])
    assert answer.exit_code == 0, answer.output
    data = file.read_bytes()
    file.unlink()
    return data


def test_a_good_backup_is_the_same_put_together_again(archive: bytes) -> None:
    assert packed(unpacked(archive)).rstrip(b"\0") == archive.rstrip(b"\0")
    assert len(DAMAGES) > 40


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_backup_is_refused_by_its_part_and_nothing_is_restored(
    app: Flask, archive: bytes, name: str, tmp_path: Path
) -> None:
    damage, reason = DAMAGES[name]
    (file := tmp_path / "damaged").write_bytes(damage(archive))
    capture = named(unpacked(archive), CAPTURE).info.name.rpartition("/")[2]
    folder = app.extensions[store.EXTENSION]
    folder.path(capture).unlink()  # what a restore would put back
    head, home = head_of_database(), app.extensions["settings"].home
    before = names_in(home)
    db.session.remove()
    db.engine.dispose()
    places = [[], ["--captures"], ["--to", str(tmp_path / "new")]]
    for place in places[: 1 if name == "tables of the future" else 2 if IS_POSTGRESQL else 3]:
        answer = app.test_cli_runner().invoke(args=["factcheck", "restore", str(file), *place])
        assert answer.exit_code == 1, answer.output
        assert re.search(reason, answer.output, re.DOTALL), answer.output
        assert "Traceback" not in answer.output
        assert not folder.path(capture).exists()
    assert head_of_database() == head
    assert names_in(home) == before
    assert names_in(tmp_path) == ["damaged"]
