"""Under which names the site answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some

from factcheck.config import Settings
from factcheck.web.guards.hosts import is_known, name_of

pytestmark = pytest.mark.on_sqlite  # a name is known before the database is asked

BROKEN = ("", "[", "[::1", "a b", "a@b", "a/b", "a?b", "a#b", "²", "a:99999", "a:x", "a\\b")


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("checks.example", "checks.example"),
        ("Checks.Example:8000", "checks.example"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        *((broken, None) for broken in BROKEN),
    ],
)
def test_the_name_in_a_host_header(host: str, name: str | None) -> None:
    assert name_of(host) == name


@given(some.text(max_size=20))
def test_whatever_comes_as_a_host_is_a_name_or_broken(host: str) -> None:
    name = name_of(host)
    assert name is None or (name.isascii() and " " not in name)


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [("checks.example", True), ("CHECKS.example:443", True), ("localhost:8000", True), ("[::1]", True)]
    + [(host, False) for host in ("evil.example", "checks.example.evil.example", "10.0.0.7", "x.checks.example")],
)
def test_with_a_base_url_only_its_own_name_is_known(settings: Settings, host: str, is_ours: bool) -> None:
    ours = replace(settings, base_url="https://checks.example", has_base_url=True)
    assert is_known(name_of(host) or "", ours) is is_ours


def test_a_request_for_another_name_is_refused_in_words(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/checks", headers={"Host": "localhost:8000"}).status_code == 200
    answer = client.get("/checks", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "http://127.0.0.1" in answer.text
    assert "evil.example" not in answer.text


def test_without_a_base_url_every_name_is_known(settings: Settings) -> None:
    assert is_known("a.example", replace(settings, has_base_url=False))


def test_probes_ask_by_address(app: Flask) -> None:
    assert app.test_client().get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert app.test_client().get("/healthz", headers={"Host": "["}).status_code == 400
