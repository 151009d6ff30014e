"""No route, export, stream, log, command or backup has a word of a confidential source for those who don't see it."""

from __future__ import annotations

import logging
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from factcheck.annotations.models import Annotation
from factcheck.backup.manifest import DIGEST, LIST, MANIFEST
from factcheck.db import db, visible_to
from factcheck.live import events
from factcheck.live.hub import message
from factcheck.web.commands import group
from factcheck.web.idempotency import new_key
from tests.confidential import newsroom
from tests.confidential.newsroom import DO_NOT_SEE, ORDINARY, PLANTED, SEE, client_of
from tests.databases import States
from tests.exports.public_routes import everything
from tests.heard import hearing
from tests.hostile.pages import addresses, routes
from tests.test_everybody import JSON, PART

SEARCHES = (f"/search?q={ORDINARY}", f"/sources?q={ORDINARY}", f"/claims?q={ORDINARY}", "/claims?sort=evidence")
DRAFT = "/drafts?form=/claims/1/evidence/new"
FIRST = ("/sources/", "/captures/", "/evidence/", "/claims/")  # the addresses that tell most of a source
CHANGES = {"backup", "restore", "demo", "db", "import", "person", "health"}  # commands that aren't listings
pytestmark = pytest.mark.on_sqlite  # who sees what is the same on both databases


@pytest.fixture(autouse=True)
def filled(app: Flask, states: States) -> None:
    states.begin_from("confidential", newsroom.fill)


def answers(app: Flask, name: str | None) -> Iterator[tuple[str, str]]:
    """Every page, part and JSON answer that this person gets, with its headers, by the address; sources come first."""
    client = client_of(app, name)
    with hearing(app) as heard:
        for rule in sorted(routes(app), key=lambda it: not it.rule.startswith(FIRST)):
            for url in addresses(app, rule, 4) if "GET" in (rule.methods or ()) else ():
                for headers in ({}, *(headers for headers in (PART, JSON) if heard.is_any_of(headers))):
                    answer = client.get(url, headers=headers)
                    assert answer.status_code < 500, url
                    yield url, f"{answer.headers}{answer.get_data().decode(errors='replace')}"
    for url in (*SEARCHES, DRAFT):
        yield url, client.get(url).text


@pytest.mark.parametrize("name", DO_NOT_SEE)
def test_no_answer_has_a_planted_word(app: Flask, name: str | None, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        leaks = {url for url, text in answers(app, name) if PLANTED in text.lower()}
    assert leaks == set()
    assert PLANTED not in caplog.text.lower()


@pytest.mark.parametrize("name", SEE)
def test_those_who_work_on_the_claim_see_each_of_them(app: Flask, name: str) -> None:
    words = ("title", "publisher", "author", "address", "interests", "origin", "quote", "locator", "note", "captured")
    missing = {PLANTED + it for it in (*words, "caution", "reason", "copy", "file")}
    for _url, text in answers(app, name):
        missing = {it for it in missing if it not in text}
        if not missing:
            break
    assert missing == set()
    # tests/test_everybody.py looks for other people's drafts on every page
    assert (f"{PLANTED}typed" in client_of(app, name).get(DRAFT).text) == (name == "Rita")


def test_a_confidential_source_answers_as_one_that_does_not_exist(app: Flask) -> None:
    rob, number = client_of(app, "Rob"), newsroom.secret().id
    theirs, missing = (rob.get(f"/sources/{it}", headers=JSON) for it in (number, 9_999))
    assert (theirs.status_code, theirs.json) == (404, missing.json)


def test_no_address_gives_it_away(app: Flask) -> None:
    rob, url = client_of(app, "Rob"), newsroom.DETAILS.url
    typed = {
        "url": url,
        "find": url,
        "source_class": "primary",
        "source_kind": "page",
        "text": f"TY  - WEB\nUR  - {url}\nER  - \n",
    }
    for where in ("/sources/known", "/sources/import", f"/claims/{newsroom.claim_of().id}/evidence/sources"):
        answer = rob.post(where, data={**typed, "_key": new_key()})
        assert answer.status_code == 200, where
        assert f"{PLANTED}title" not in answer.text, where
        assert f'name="source_id" id="source_id-{newsroom.secret().id}"' not in answer.text, where
    answer = rob.post("/sources/new", data={**typed, "_key": new_key()})
    assert answer.status_code == 303, answer.text
    assert answer.location != f"/sources/{newsroom.secret().id}"


def test_readers_commands_and_streams_get_nothing(app: Flask) -> None:
    with visible_to(None):  # as outside requests; a test itself sees all
        assert {where for where, text in everything(app).items() if PLANTED in text.lower()} == set()
        news = events.since(0, db.session.query(Annotation).first().article_id)
        assert news is not None
        assert PLANTED not in message(news)
        for args in commands():
            told = app.test_cli_runner().invoke(args=["factcheck", *args])
            assert PLANTED not in told.output.lower(), args


def commands() -> Iterator[list[str]]:
    """Every command that needs no arguments and changes nothing of the installation."""
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        for args in [[name, it] for it in inner] if inner else [[name]]:
            if not CHANGES & set(args):
                yield args


def test_no_manifest_of_a_backup_has_a_word(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "backup.tar"
    answer = app.test_cli_runner().invoke(args=["factcheck", "backup", str(path)])
    assert answer.exit_code == 0, answer.output
    assert PLANTED not in answer.output.lower()
    with tarfile.open(path) as archive:
        listed = [archive.extractfile(name) for name in (MANIFEST, DIGEST, LIST)]
        told = b"".join(it.read() for it in listed if it)
        assert b"sha256" in told
        assert PLANTED.encode() not in told + " ".join(archive.getnames()).encode()
