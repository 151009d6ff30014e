"""A large web page is read by a job in a process of its own: as a small one is, and not by a request."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.articles.models import Version
from factcheck.captures.formats import page_text
from factcheck.db import db
from factcheck.documents.left_out import MOST_PARTS, MOST_SHOWN, LeftOut, LeftOutKind, kept
from factcheck.documents.markup import tree
from factcheck.documents.text import Unreadable
from factcheck.intake.files import reading_job
from factcheck.intake.reading import answers, foreign_files, parsing
from factcheck.jobs.worker import run_due
from factcheck.processes.turns import Turns, take_part
from factcheck.web.guards import body_limits
from tests.conftest import path_of
from tests.documents.read_pages import FIRST
from tests.factories import post_files as post
from tests.forms import upload_form
from tests.intake.test_reading_job import NEW, job, sent


@pytest.fixture(autouse=True)
def _every_page_is_large_and_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_job, "LARGE", 1)
    monkeypatch.setattr(parsing, "LARGE_PAGE", 1)
    monkeypatch.setattr(foreign_files, "LARGE_PAGE", 1)
    monkeypatch.setattr(answers, "FOLDER", f"readings-{uuid4().hex}")


def page_of(text: str, head: str = '<meta charset="utf-8">') -> bytes:
    """A page of a newspaper."""
    story = f"<h1>The lamp</h1><p>{FIRST}</p><p>{text}</p>"
    return f"<!doctype html><html lang=en><head>{head}<title>The lamp</title></head><body>{story}</body></html>".encode(
        "windows-1252" if "1252" in head else "utf-8"
    )


def test_a_large_web_page_is_read_by_a_job_as_a_small_one(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    head = '<meta charset="windows-1252"><link rel="canonical" href="https://paper.example/lamp">'
    data = page_of("It costs “six” million.", head)
    sent(rita, data, "a.html")
    run_due()
    apart = rita.get(job().location).text
    fields = upload_form(apart, NEW).fields
    assert "It costs “six” million." in apart
    assert (fields["title"], fields["canonical_url"]) == (["The lamp"], ["https://paper.example/lamp"])
    monkeypatch.setattr(parsing, "LARGE_PAGE", 10**9)
    here = upload_form(rita.get(job().location).text, NEW).fields
    assert {**here, "csrf_token": [], "_key": []} == {**fields, "csrf_token": [], "_key": []}


def test_no_request_reads_a_large_web_page(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("read here")

    monkeypatch.setattr(parsing, "read_html", refuse)
    sent(rita, page_of("It costs six million."), "a.html")
    run_due()
    fields = upload_form(rita.get(job().location).text, NEW).fields
    assert post(rita, NEW, **{**fields, "language": "en"}).status_code == 303
    assert "It costs six million." in db.session.scalars(select(Version)).one().text


def test_the_encoding_of_a_large_web_page_is_asked_for(rita: FlaskClient) -> None:
    text = "Het Ã©Ã©n en ander kost â‚¬ 6 miljoen, zei de wethouder."
    sent(rita, page_of(text), "a.html")
    run_due()
    page = rita.get(job().location)
    assert page.status_code == 422
    assert "seems to have been opened in the wrong encoding" in page.text
    chosen = re.search(r'name="charset"[^>]* value="(repaired[^"]*)"', page.text)
    assert chosen is not None
    answer = post(rita, NEW, **{**upload_form(page.text, NEW).fields, "charset": chosen[1], "choice": "preview"})
    assert path_of(answer.location) == f"/jobs/{job().id}"
    run_due()
    page = rita.get(job().location)
    assert (page.status_code, "kost € 6 miljoen" in page.text) == (200, True)


def test_a_large_web_page_without_text_is_refused_with_the_reason(rita: FlaskClient) -> None:
    sent(rita, b"<!doctype html><html><body><script>load()</script></body></html>", "a.html")
    run_due()
    page = rita.get(job().location)
    assert page.status_code == 422
    assert "This HTML file contains no text." in page.text


def test_others_go_on_beside_the_upload_and_the_preview_of_a_large_file(
    rita: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_limits, "LARGE", 1)
    turns, asked = Turns(1, 3600.0), list[str]()
    turns.on_room = lambda: asked.append("another may begin")
    take_part(turns)
    try:
        where = path_of(sent(rita, page_of("It costs six million."), "a.html").location)
        assert asked
        asked.clear()
        rita.get(where)
        assert not asked
        run_due()
        rita.get(job().location)
        assert asked
    finally:
        take_part(None)


def test_a_limit_of_a_large_page_is_named_in_the_reason() -> None:
    page = b"<!doctype html><html><body>" + b"<p>x</p>" * (tree.MAX_NODES // 2 + 10) * 2 + b"</body></html>"
    with pytest.raises(Unreadable, match="more than 200,000 elements"):
        foreign_files.read_large_page(page, "", "", "")


def test_a_large_captured_page_has_the_text_of_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    data = page_of("It costs six million.")
    apart = page_text.text_of(data, "text/html", "", "https://paper.example/lamp")
    monkeypatch.setattr(foreign_files, "LARGE_PAGE", 10**9)
    assert apart == page_text.text_of(data, "text/html", "", "https://paper.example/lamp")
    assert "It costs six million." in (apart.text or "")


def test_parts_that_were_cut_keep_their_length_when_they_are_cut_again() -> None:
    parts = [LeftOut(LeftOutKind.OUTSIDE, "x" * (MOST_SHOWN + 5))] * (MOST_PARTS + 2)
    once = kept(parts)
    assert kept(once) == once
    assert (once[0].length, once[-1].length) == (MOST_SHOWN + 5, 2 * (MOST_SHOWN + 5))
