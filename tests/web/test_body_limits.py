"""What a request may bring along, and what reading it costs."""

from __future__ import annotations

import gzip
import tempfile
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from factcheck.accounts.models import Role
from factcheck.db import writers
from factcheck.web.guards.body_limits import FORM, STRANGER, UPLOAD
from factcheck.web.idempotency import new_key
from tests.factories import make_user, sign_in

FORM_TYPE = "application/x-www-form-urlencoded"


def peak(app: Flask, **sent: object) -> tuple[int, int]:
    """The status of a sign-in, and the most memory that it took, in bytes."""
    tracemalloc.start()
    status = app.test_client().post("/login", **sent).status_code
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return status, most


@pytest.mark.on_sqlite  # a body is bounded before the database is asked
def test_millions_of_fields_are_refused_before_they_are_read(app: Flask) -> None:
    app.test_client().get("/login")
    body = BytesIO(b"a&" * 5_500_000)
    status, most = peak(app, input_stream=body, content_type=FORM_TYPE, content_length=11_000_000)
    assert status == 413
    assert most < 8_000_000
    assert body.tell() <= STRANGER.size


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize("path", ["/login", "/reset", "/checks", "/nothing"])
def test_whoever_is_not_signed_in_sends_little(app: Flask, path: str) -> None:
    client = app.test_client()
    large = client.post(path, data=b"a=" + b"b" * STRANGER.size, content_type=FORM_TYPE)
    many = client.post(path, data=b"a&" * STRANGER.fields, content_type=FORM_TYPE)
    few = client.post(path, data=b"a&" * (STRANGER.fields - 1), content_type=FORM_TYPE)
    assert {large.status_code, many.status_code} <= {404, 405, 413}
    assert few.status_code != 413


@pytest.mark.on_sqlite  # as above
def test_fields_of_both_encodings_are_counted(app: Flask) -> None:
    client = app.test_client()
    fields = {f"a{number}": "b" for number in range(STRANGER.fields + 1)}
    assert client.post("/login", data=fields).status_code == 413
    assert client.post("/login", data=fields, content_type="multipart/form-data").status_code == 413


@pytest.mark.on_sqlite  # as above
def test_a_body_without_its_length_is_bounded_too(app: Flask) -> None:
    body = BytesIO(b"a" * 1_000_000)
    environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    how = {"input_stream": body, "content_type": FORM_TYPE, "environ_overrides": environ}
    answer = app.test_client().post("/login", **how)
    assert answer.status_code == 413
    assert body.tell() <= 2 * STRANGER.size


@pytest.mark.on_sqlite  # as above
def test_the_refusal_names_the_limits(app: Flask) -> None:
    client = app.test_client()
    answer = client.post("/login", data=b"a&" * 1_000, content_type=FORM_TYPE)
    assert "Send at most 64 kB in 100 fields" in answer.text
    asked = client.post("/login", data=b"a&" * 1_000, content_type=FORM_TYPE, headers={"Accept": "application/json"})
    assert (asked.status_code, asked.mimetype) == (413, "application/problem+json")


@pytest.mark.on_sqlite  # as above
def test_only_where_an_article_comes_in_may_a_body_be_large(app: Flask) -> None:
    client = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    words = "x" * (FORM.size + 1)
    assert client.post("/claims", data={"_key": new_key(), "tags": words}).status_code == 413
    assert client.post("/articles/new", data={"_key": new_key(), "text": words}).status_code == 422
    assert client.post("/articles/new", data={"_key": new_key(), "text": "x" * UPLOAD.size}).status_code == 413


@pytest.mark.on_sqlite  # as above
def test_only_where_an_article_comes_in_may_a_file(app: Flask) -> None:
    client = sign_in(app.test_client(), make_user("Rita"))
    sent = {"_key": new_key(), "tags": (BytesIO(b"words"), "a.txt")}
    assert client.post("/claims", data=sent).status_code == 415


def test_of_a_session_that_has_ended_words_are_read(app: Flask) -> None:
    user = make_user("Rita")
    client = sign_in(app.test_client(), user)
    user.active = False
    assert client.post("/articles/new", data={"text": "x" * STRANGER.size}).status_code == 303
    client.post("/logout")
    assert client.post("/checks", data={"text": "x" * STRANGER.size}).status_code in {405, 413}


def test_a_slow_body_holds_up_no_writer(app: Flask) -> None:
    client = sign_in(app.test_client(), make_user("Rita"))

    class Slow(BytesIO):
        def read(self, *args: int) -> bytes:
            assert not any(queue.is_taken for queue in writers._queues.values())
            return super().read(*args)

    body = b"form=x"
    how = {"input_stream": Slow(body), "content_type": FORM_TYPE, "content_length": len(body)}
    answer = client.post("/drafts?form=/claims/new", **how)
    assert answer.status_code < 500


@pytest.mark.on_sqlite  # as above
def test_a_compressed_body_is_not_unpacked(app: Flask) -> None:
    """Nothing here unpacks what a request brings: a bomb of zeros is a form without fields."""
    bomb = gzip.compress(b"a=" + b"0" * 10_000_000)
    answer = app.test_client().post("/login", data=bomb, content_type=FORM_TYPE, headers={"Content-Encoding": "gzip"})
    assert answer.status_code in {200, 400}


def test_the_file_of_a_body_that_is_refused_halfway_is_closed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make, files = tempfile.TemporaryFile, list[Any]()

    def made(**options: Any) -> Any:
        files.append(make(**options))
        return files[-1]

    monkeypatch.setattr("tempfile.TemporaryFile", made)
    client = sign_in(app.test_client(), make_user("Rita"))
    file = FileStorage(BytesIO(b"x" * 600_000), "a.txt")
    fields = [(f"a{number}", "b") for number in range(UPLOAD.fields)]
    boundary, body = encode_multipart(MultiDict([("upload", file), *fields]))
    kind = f'multipart/form-data; boundary="{boundary}"'
    assert client.post("/articles/new", data=body, content_type=kind).status_code == 413
    assert [file.closed for file in files] == [True]
