"""Static files are answered from memory, as Flask answers them, but the same for every session."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.config import PROJECT
from factcheck.web.assets import fingerprints, kept_files
from factcheck.web.assets.kept_files import KeptFiles

pytestmark = pytest.mark.on_sqlite  # static files ask no database

SCRIPT = "js/page/copy-text.js"
BROWSER = "gzip, deflate, br, zstd"
OF_SESSION = {"Date", "Vary"}


@pytest.fixture
def address(app: Flask) -> str:
    with app.test_request_context():
        return fingerprints.static(SCRIPT)


def asked_of_flask(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths for which Flask is asked from now on."""
    kept = app.wsgi_app
    assert isinstance(kept, KeptFiles)
    asked, answer = list[str](), kept._answer

    def noting(environ: dict[str, str], start_response: object) -> object:
        asked.append(environ["PATH_INFO"])
        return answer(environ, start_response)  # type: ignore[arg-type]

    monkeypatch.setattr(kept, "_answer", noting)
    monkeypatch.setattr(kept, "_kept", {})
    return asked


@pytest.mark.parametrize("encoding", [BROWSER, "gzip", "br", ""])
def test_flask_is_asked_once_and_its_answer_given_again(
    app: Flask, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    headers = {"Accept-Encoding": encoding}
    with monkeypatch.context() as patch:
        patch.setattr(app, "debug", True)  # nothing is kept
        first = client.get(address, headers=headers)
    asked = asked_of_flask(app, monkeypatch)
    for _ in range(2):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.data) == (first.status_code, first.data)
        expected = {name: value for name, value in first.headers if name not in OF_SESSION}
        assert {name: value for name, value in again.headers if name not in OF_SESSION} == expected
    assert asked == [f"/static/{SCRIPT}"]


def test_no_cookie_makes_a_browser_ask_again(rita: FlaskClient, address: str) -> None:
    answer = rita.get(address, headers={"Accept-Encoding": BROWSER})
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_whoever_has_the_file_receives_304(client: FlaskClient, address: str) -> None:
    first = client.get(address, headers={"Accept-Encoding": BROWSER})
    known = {"Accept-Encoding": BROWSER, "If-None-Match": first.headers["ETag"]}
    answer = client.get(address, headers=known)
    assert (answer.status_code, answer.data) == (304, b"")
    assert not set(kept_files.OF_CONTENT) & set(answer.headers.keys())
    assert client.get(address, headers={**known, "If-None-Match": '"other"'}).data == first.data


@pytest.mark.parametrize("query", ["", "?v=0123456789ab", "?v="])
def test_another_address_is_not_kept(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    asked = asked_of_flask(app, monkeypatch)
    for _ in range(2):
        assert client.get(f"/static/{SCRIPT}{query}").status_code == 200
    assert asked == [f"/static/{SCRIPT}"] * 2


@pytest.mark.parametrize("headers", [
    {"Range": "bytes=0-9"},
    {"Accept-Encoding": "br;q=0.1, gzip"},
    {"If-Modified-Since": "Mon, 30 Nov 2037 00:00:00 GMT"},
])  # fmt: skip
def test_a_client_with_wishes_of_its_own_is_answered_by_flask(
    app: Flask, client: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    asked = asked_of_flask(app, monkeypatch)
    expected = {"Range": 206, "If-Modified-Since": 304}.get(next(iter(headers)), 200)
    assert client.get(address, headers=headers).status_code == expected
    assert asked == [f"/static/{SCRIPT}"]


def test_a_file_that_is_missing_is_not_kept(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Path(PROJECT, "static/js/nothing.js").exists()
    monkeypatch.setitem(fingerprints.ADDRESSES, "js/nothing.js", "/static/js/nothing.js?v=1")
    assert client.get("/static/js/nothing.js?v=1").status_code == 404
    kept = app.wsgi_app
    assert isinstance(kept, KeptFiles)
    assert not any("nothing.js" in address for _, address, _ in kept._kept)
