"""Articles are added from a terminal by address and by file; what can't be added is named with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.fetching import client
from factcheck.fetching.host_queue import HostQueue
from tests.fetching.hostile import answer, sending, serving

TEXT = (
    "<!doctype html><html lang=en><title>{0}</title><article><h1>{0}</h1><p>The {0} opens at nine.</p></article></html>"
)


def add(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["factcheck", "article", "add", *arguments])


def test_addresses_and_files_are_added_once(
    rita: FlaskClient, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))
    file = tmp_path / "quay.html"
    file.write_text(TEXT.format("Quay"))
    page = answer(TEXT.format("Harbour").encode(), Content_Type="text/html")
    with serving(sending(page)) as server:
        arguments = ("--as", "RITA@newsroom.example", "--undated", server.url("/a"), str(file))
        first, again = add(app, *arguments), add(app, *arguments)
    assert (first.exit_code, first.stdout) == (0, "1\tadded\tHarbour\n2\tadded\tQuay\n"), first.output
    assert (again.exit_code, again.stdout) == (0, "1\texists\tHarbour\n2\texists\tQuay\n")
    assert db.session.get_one(Article, 2).added_by.name == "Rita"


def test_what_is_refused_is_named_and_the_rest_is_added(rita: FlaskClient, app: Flask, tmp_path: Path) -> None:
    for name, content in (
        ("quay.html", TEXT.format("Quay").encode()),
        ("picture.txt", b"\x89PNG"),
        ("a.pdf", b"%PDF-1.7"),
    ):
        (tmp_path / name).write_bytes(content)
    names = [str(tmp_path / name) for name in ("picture.txt", "a.pdf", "missing.txt", "quay.html")]
    done = add(app, "--as", "rita@newsroom.example", "--undated", *names, "http://10.0.0.1/a")
    assert done.exit_code == 1
    assert done.stdout == "1\tadded\tQuay\n"
    for words in ("This is an image", "This PDF is damaged", "No such file", "in a private network", "4 of 5"):
        assert words in done.stderr


def test_somebody_with_access_adds_them(rita: FlaskClient, app: Flask, tmp_path: Path) -> None:
    done = add(app, "--as", "nobody@newsroom.example", "http://127.0.0.1:9/")
    assert done.exit_code == 2
    assert "Nobody with access has the address nobody@newsroom.example." in done.stderr


def test_a_dry_run_says_what_would_be_added_and_adds_nothing(rita: FlaskClient, app: Flask, tmp_path: Path) -> None:
    for name, title in (("quay.html", "Quay"), ("again.html", "Quay"), ("pier.html", "Pier")):
        (tmp_path / name).write_text(TEXT.format(title))
    (tmp_path / "empty.txt").write_text("")
    assert add(app, "--as", "rita@newsroom.example", "--undated", str(tmp_path / "pier.html")).exit_code == 0
    names = [str(tmp_path / name) for name in ("quay.html", "again.html", "pier.html", "empty.txt")]
    done = add(app, "--as", "rita@newsroom.example", "--undated", "--dry-run", *names)
    assert done.stdout == "-\twould be added\tQuay\n-\texists\tQuay\n1\texists\tPier\n"
    assert (done.exit_code, "1 of 4 can’t be added" in done.stderr) == (1, True)
    assert [article.title for article in db.session.query(Article)] == ["Pier"]


def test_an_encoding_that_is_asked_about_is_chosen_by_an_option(rita: FlaskClient, app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_bytes("Ferry\n\nThe café opens at nine.".encode("windows-1252"))
    arguments = ("--as", "rita@newsroom.example", "--undated", "--language", "en", str(file))
    asked, chosen = add(app, *arguments), add(app, "--encoding", "windows-1252", *arguments)
    assert (asked.exit_code, "Use --encoding: " in asked.stderr) == (1, True), asked.output
    assert chosen.stdout == "1\tadded\tFerry\n", chosen.output
