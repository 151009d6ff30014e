"""What every backend of the store does, in a folder and in a bucket; and what a bucket says when it can't be used."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.backup.making import make
from factcheck.backup.restoring import restore_captures
from factcheck.captures import service
from factcheck.captures.models import CaptureState
from factcheck.config import SettingsError
from factcheck.db import db
from factcheck.hashing import sha256_hex
from factcheck.health.alarms import alarms_of_app
from factcheck.jobs import worker
from factcheck.jobs.models import Job, JobState
from factcheck.readiness.probes import unready
from factcheck.sources import service as sources
from factcheck.storage import bucket, store
from factcheck.storage.bucket import Bucket, StoreUnavailable
from factcheck.storage.folder import PIECE, Folder
from factcheck.storage.marker import refuse_other_place
from factcheck.storage.store import Backend
from factcheck.storage.verifying import verified_files
from tests.captures_site import PAGE
from tests.factories import make_user
from tests.fetching.hostile import Behaviour, answer, sending, serving
from tests.storage.object_stores import breaking_off, object_store, place_at, refusing

PERMIT = b"The permit."
DIGEST = sha256_hex(PERMIT)
buckets = itertools.count()


class Kept:
    """A backend, and ways to change what it keeps past it."""

    def __init__(self, backend: Backend, put: Callable[[str, bytes], None], remove: Callable[[str], None]) -> None:
        self.backend, self.put, self.remove = backend, put, remove


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with object_store() as address:
        yield address


def in_a_folder(root: Path) -> Kept:
    folder = Folder(root)
    return Kept(
        folder, lambda digest, data: void(folder.path(digest).write_bytes(data)), lambda it: folder.path(it).unlink()
    )


def in_a_bucket(endpoint: str) -> Kept:
    place = place_at(endpoint, f"captures-{next(buckets)}")
    kept = Bucket(place)
    client, named = kept._client, {"Bucket": place.bucket}
    client.create_bucket(**named)

    def key(digest: str) -> str:
        return f"{place.prefix}{digest[:2]}/{digest}"

    return Kept(
        kept,
        lambda digest, data: void(client.put_object(**named, Key=key(digest), Body=data)),
        lambda digest: void(client.delete_object(**named, Key=key(digest))),
    )


def void(_: object) -> None:
    return None


@pytest.fixture(params=["folder", "bucket"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, endpoint: str) -> Kept:
    return in_a_folder(tmp_path / "captures") if request.param == "folder" else in_a_bucket(endpoint)


@pytest.fixture
def used(app: Flask, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The application stores there."""
    monkeypatch.setitem(app.extensions, store.EXTENSION, kept.backend)
    return kept


def unread() -> Iterator[bytes]:
    raise AssertionError("what is stored already isn't read")
    yield b""


def broken() -> Iterator[bytes]:
    yield b"The"
    raise ValueError("the other end has gone")


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE])
def test_bytes_written_in_pieces_are_read_unchanged(kept: Kept, size: int) -> None:
    data = os.urandom(size)
    kept.backend.write(sha256_hex(data), [data[: size // 2], data[size // 2 :]])
    assert b"".join(kept.backend.pieces(sha256_hex(data))) == data


def test_what_is_stored_is_written_once(kept: Kept) -> None:
    kept.backend.write(DIGEST, [PERMIT])
    kept.backend.write(DIGEST, unread())
    assert b"".join(kept.backend.pieces(DIGEST)) == PERMIT


def test_a_repair_replaces_what_is_damaged(kept: Kept) -> None:
    kept.backend.write(DIGEST, [PERMIT])
    kept.put(DIGEST, b"The permit!")
    kept.backend.write(DIGEST, [PERMIT], is_repair=True)
    assert b"".join(kept.backend.pieces(DIGEST)) == PERMIT


def test_what_breaks_off_is_not_stored(kept: Kept) -> None:
    with pytest.raises(ValueError, match="the other end has gone"):
        kept.backend.write(DIGEST, broken())
    with pytest.raises(FileNotFoundError):
        b"".join(kept.backend.pieces(DIGEST))


def test_what_was_never_stored_is_not_found(kept: Kept) -> None:
    with pytest.raises(FileNotFoundError):
        b"".join(kept.backend.pieces(DIGEST))


def test_the_place_is_marked_with_its_installation_once(app: Flask, kept: Kept) -> None:
    assert kept.backend.marker() is None
    refuse_other_place(kept.backend)
    marker = kept.backend.marker()
    assert marker
    refuse_other_place(kept.backend)
    assert kept.backend.marker() == marker
    kept.backend.mark("another")
    with pytest.raises(SettingsError, match=kept.backend.setting):
        refuse_other_place(kept.backend)


def test_a_place_that_can_be_used_says_nothing(kept: Kept) -> None:
    assert kept.backend.trouble() == ""


@pytest.mark.parametrize("read", [store.get, store.verify])
def test_an_altered_or_missing_file_is_refused_by_its_address(used: Kept, read: Callable[[str], object]) -> None:
    store.put(PERMIT, "text/plain")
    used.put(DIGEST, b"The permit!")
    with pytest.raises(store.Damaged, match=f"{DIGEST} was altered"):
        read(DIGEST)
    used.remove(DIGEST)
    with pytest.raises(store.Damaged, match=f"{DIGEST} is missing"):
        read(DIGEST)


def test_every_stored_file_is_verified(used: Kept) -> None:
    digests = [store.put(os.urandom(100 + number), "text/plain") for number in range(6)]
    db.session.commit()
    used.put(digests[2], b"other")
    used.remove(digests[4])
    assert {file.sha256 for file in verified_files() if file.damage} == {digests[2], digests[4]}


def test_a_backup_has_what_is_stored_there_and_puts_it_back(used: Kept, tmp_path: Path) -> None:
    store.put(PERMIT, "text/plain")
    db.session.commit()
    make(tmp_path / "copy")
    used.remove(DIGEST)
    assert restore_captures(tmp_path / "copy") == 1
    assert store.get(DIGEST) == PERMIT


def one_that(behaviour: object) -> Callable[[str], object]:
    return lambda _: behaviour


REFUSALS: dict[str, tuple[Behaviour | None, str]] = {
    "denied": (refusing("AccessDenied", "403 Forbidden"), "refuses access to the bucket captures. Check the key"),
    "a wrong secret": (refusing("SignatureDoesNotMatch", "403 Forbidden"), "refuses access to the bucket captures"),
    "no bucket": (refusing("NoSuchBucket", "404 Not Found"), "has no bucket captures. Create it, or correct"),
    "in trouble": (refusing("InternalError", "500 Internal Server Error"), "answers with an error: InternalError"),
    "breaking off": (breaking_off, "broke off in the middle of a file"),
    "unreachable": (None, "can’t be reached"),
}


@pytest.fixture(autouse=True)
def no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket, "TRIES", 1)


@pytest.fixture(params=REFUSALS)
def refused(request: pytest.FixtureRequest) -> Iterator[tuple[Bucket, str]]:
    """A bucket that can't be used, and what is said of it."""
    behaviour, words = REFUSALS[request.param]
    if behaviour is None:
        yield Bucket(place_at("http://127.0.0.1:9")), words
        return
    with serving(behaviour) as server:
        yield Bucket(place_at(server.url("").rstrip("/"))), words


def test_a_bucket_that_cannot_be_used_says_why(refused: tuple[Bucket, str]) -> None:
    unusable, words = refused
    with pytest.raises(StoreUnavailable) as error:
        b"".join(unusable.pieces(DIGEST))
    assert words in str(error.value.strerror)


@pytest.mark.parametrize("name", ["denied", "no bucket", "unreachable"])
def test_health_and_the_check_say_so_and_go_on(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for number in range(5):
        store.put(f"Permit {number}".encode(), "text/plain")
    db.session.commit()
    behaviour, words = REFUSALS[name]
    with serving(behaviour or breaking_off) as server:
        endpoint = server.url("").rstrip("/") if behaviour else "http://127.0.0.1:9"
        monkeypatch.setitem(app.extensions, store.EXTENSION, Bucket(place_at(endpoint)))
        assert client.get("/readyz").json["unready"] == {"captures": "captures can't be stored or opened"}  # type: ignore[index]
        (alarm,) = alarms_of_app().current()
        assert alarm.key == "captures"
        assert words in alarm.message
        (only,) = verified_files()  # the others would each wait as long
        assert words in only.damage
        result = app.test_cli_runner().invoke(args=["factcheck", "check"])
        assert (result.exit_code, words in result.output) == (1, True)
    monkeypatch.undo()
    assert "captures" not in unready()
    assert [alarm.key for alarm in alarms_of_app().current()] == ["check"]


def test_a_capture_is_tried_again_while_the_bucket_cannot_be_used(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, store.EXTENSION, Bucket(place_at("http://127.0.0.1:9")))
    with serving(sending(answer(PAGE.encode(), Content_Type="text/html"))) as site:
        details = sources.SourceDetails("Building permit", url=site.url("/permit"))
        source = sources.add(make_user("Rita"), details)
        capture = service.request(make_user("Rita"), source)
        db.session.commit()
        worker.run_due()
    db.session.refresh(capture)
    job = db.session.scalars(select(Job)).one()
    assert (capture.state, job.state, job.tries) == (CaptureState.WAITING, JobState.QUEUED, 1)
    assert "can’t be reached" in job.error


def test_a_page_that_needs_a_capture_says_that_it_cannot_be_reached(
    app: Flask, rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = sources.add(make_user("Rita"), sources.SourceDetails("Building permit"))
    copy = service.read_upload(make_user("Rita"), source, "permit.txt", PERMIT)
    capture = service.upload(make_user("Rita"), source, "permit.txt", copy)
    db.session.commit()
    monkeypatch.setitem(app.extensions, store.EXTENSION, Bucket(place_at("http://127.0.0.1:9")))
    answered = rita.get(f"/captures/{capture.id}/original")
    assert (answered.status_code, answered.headers["Retry-After"]) == (503, "30")
    assert "Captures can’t be reached" in answered.text
    assert rita.get(f"/captures/{capture.id}").status_code == 503
    assert rita.get("/sources").status_code == 200
