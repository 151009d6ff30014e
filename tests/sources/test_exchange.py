"""Sources come in from lists and files, with a dry run first, and go out as they came."""

from __future__ import annotations

import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.citations import bibtex, csl_json
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.sources import importing, service
from factcheck.sources.bibliography import record_of
from factcheck.sources.models import Source, SourceClass, SourceKind
from tests.factories import make_claim, make_evidence, make_user, post

ITEM = {
    "id": "holt",
    "type": "article-journal",
    "title": "Ports",
    "author": [{"family": "Holt", "given": "Åse"}, {"literal": "Port of Tarnby"}],
    "issued": {"date-parts": [[2026, 6]]},
    "container-title": "Review",
    "DOI": "10.1000/Ports",
    "volume": 12,
    "custom": {"grant": 7},
}
TEXT = json.dumps([ITEM, {"type": "book", "title": "Quays", "ISBN": "978-1"}])


def send(client: FlaskClient, text: str, choice: str = "preview", **fields: object) -> TestResponse:
    return post(client, "/sources/import", text=text, choice=choice, **fields)


def test_nothing_is_imported_before_one_has_seen_what_becomes_of_each_entry(rita: FlaskClient) -> None:
    known = make_evidence(make_claim()).source
    lines = "https://TOWN.example/permit#a\n10.1000/182\nhttps://doi.org/10.1000/182\nthe harbour"
    page = send(rita, lines)
    assert (page.status_code, db.session.query(Source).count()) == (200, 1)
    for words in ("1 new", "1 in the library", "1 repeated", "1 refused", "neither an address nor a DOI", known.title):
        assert words in page.text
    answer = send(rita, lines, "import")
    assert (answer.status_code, answer.location) == (303, "/sources?rank=unclassified")
    assert "1 source imported." in rita.get(answer.location).text
    added = db.session.query(Source).order_by(Source.id.desc()).first()
    assert (added.url, added.source_class) == ("https://doi.org/10.1000/182", SourceClass.UNCLASSIFIED)
    assert "There is nothing new to import." in send(rita, lines, "import").text


def test_a_record_comes_out_as_it_came_in_and_with_what_was_edited(rita: FlaskClient) -> None:
    assert send(rita, TEXT, "import").status_code == 303
    out = rita.get("/sources/export?as=csl")
    assert json.loads(out.text) == json.loads(csl_json.write([{**json.loads(TEXT)[1], "id": "source-2"}, ITEM]))
    source = db.session.get_one(Source, 1)
    assert (source.kind, source.authors, source.published_on) == (
        SourceKind.STUDY,
        ["Holt, Åse", "Port of Tarnby"],
        None,
    )
    details = service.details_of(source)
    service.edit(make_user("Rita"), source, service.replace(details, title="Ports, revised"), source.revision)
    assert record_of(source) == {**ITEM, "title": "Ports, revised"}
    answer = rita.get("/sources/export?as=bibtex&id=1")
    assert "attachment; filename=source-1.bib" in answer.headers["Content-Disposition"]
    assert next(iter(bibtex.read(answer.text))).record["title"] == "Ports, revised"  # type: ignore[index]
    assert rita.get("/sources/export?as=pdf").status_code == 404
    assert "TY  -" not in rita.get("/sources/export?as=ris&q=nothing").text


def test_the_same_file_twice_adds_nothing(rita: FlaskClient) -> None:
    send(rita, TEXT, "import")
    again = send(rita, "", upload=(io.BytesIO(TEXT.encode()), "library.json"))
    assert "2 in the library" in again.text
    assert "Quays" in again.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" ", "Paste the sources, or choose a file."),
        ("[]", "No sources were found in this text."),
        ("10.1000/1\n" * (importing.MOST + 1), "Import at most 500 sources at once."),
    ],
)
def test_a_text_that_cannot_be_imported_is_refused_and_stays(rita: FlaskClient, text: str, words: str) -> None:
    answer = send(rita, text, "import")
    assert answer.status_code == 422
    assert words in answer.text


def test_a_file_that_is_not_utf_8_is_refused(rita: FlaskClient) -> None:
    answer = send(rita, "typed", upload=(io.BytesIO(b"\xe9\xff"), "library.bib"))
    assert "This file isn’t UTF-8." in answer.text
    assert "typed" in answer.text


def test_entries_that_break_a_rule_of_the_library_are_refused_by_their_line(app: Flask) -> None:
    items: list[dict[str, object]] = [{"type": "book"}, {"type": "book", "title": "x" * 501}]
    items += [{"type": "webpage", "URL": "ftp://x"}, {"title": "A", "issued": {"date-parts": [[2999, 1, 1]]}}]
    rows = importing.plan(json.dumps(items))
    assert {row.outcome for row in rows} == {importing.ImportOutcome.REFUSED}


def test_a_source_is_cited_in_three_styles_with_copy(rita: FlaskClient) -> None:
    send(rita, TEXT, "import")
    page = rita.get("/sources/1").text
    assert "Holt, Å., &amp; Port of Tarnby (2026, June). Ports. Review, 12. https://doi.org/10.1000/Ports" in page
    assert page.count("<copy-text") == 3
    assert "/sources/export?id=1&amp;as=ris" in page


def test_an_import_is_one_step_of_undo_that_keeps_what_is_used(rita: FlaskClient) -> None:
    claim, rob = make_claim(), make_user("Rob")
    addresses = [f"https://town.example/{number}" for number in range(4)]
    assert post(rita, "/sources/import", text="\n".join(addresses), choice="import").status_code == 303
    sources = [service.of_address(it) for it in addresses]
    used, edited, *others = [it for it in sources if it is not None]
    evidence.add(rob, claim, used, evidence.EvidenceDetails(Stance.CONTEXT, "In May."))
    service.edit(rob, edited, service.SourceDetails("Edited", url=edited.url), edited.revision)
    db.session.commit()
    answer = post(rita, "/undo", back="/sources")
    assert "2 sources are used by now and were kept" in rita.get(answer.location or "").text
    db.session.expire_all()
    assert [it.archived_at is None for it in (used, edited, *others)] == [True, True, False, False]
    post(rita, "/undo/again")
    db.session.expire_all()
    assert all(it.archived_at is None for it in others)
