"""The library: its table, orders and filters, adding a source, its record, where it is used, and its history."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.evidence import editing, service
from factcheck.evidence.models import Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.sources import service as sources
from factcheck.sources.models import Source, SourceClass, SourceKind
from factcheck.sources.service import SourceDetails
from factcheck.undo import service as undoing
from tests.factories import hidden, make_claim, make_edition, make_evidence, make_user, post

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def make_source(title: str, kind: SourceKind = SourceKind.PAGE, rank: str = "unclassified") -> Source:
    source = sources.add(make_user("Rita"), SourceDetails(title, kind=kind, source_class=SourceClass(rank)))
    db.session.commit()
    return source


def listed(client: FlaskClient, query: str = "") -> list[str]:
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', client.get(f"/sources{query}").text)


def test_each_source_has_its_kind_its_uses_and_says_that_there_is_no_capture(rita: FlaskClient) -> None:
    make_evidence(make_claim())
    make_source("A law", SourceKind.LAW)
    page = rita.get("/sources").text
    assert 'Sources <span class="count">2</span>' in page
    cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page)]
    assert [(cells[row], cells[row + 1], cells[row + 2]) for row in (0, 4)] == [
        ("Law, not classified", "0 claims", "no capture"),
        ("Web page, primary", "1 claim", "no capture"),
    ]


def test_the_library_has_five_orders_that_stay_in_the_address(rita: FlaskClient) -> None:
    permit = make_evidence(make_claim()).source
    make_source("a dataset")
    make_source("Zoning law")
    sources.edit(make_user("Rita"), permit, SourceDetails("Building permit 12", url=permit.url), permit.revision)
    db.session.commit()
    assert listed(rita) == ["Zoning law", "a dataset", "Building permit 12"]
    assert listed(rita, "?sort=oldest") == ["Building permit 12", "a dataset", "Zoning law"]
    assert listed(rita, "?sort=title") == ["a dataset", "Building permit 12", "Zoning law"]
    assert listed(rita, "?sort=uses") == ["Building permit 12", "Zoning law", "a dataset"]
    assert listed(rita, "?sort=changed") == ["Building permit 12", "Zoning law", "a dataset"]
    assert listed(rita, "?sort=nonsense") == listed(rita)
    page = rita.get("/sources?sort=title&kind=page").text
    assert '<option value="title" selected>' in page
    assert '<th scope="col" aria-sort="ascending">Source</th>' in page
    assert 'href="/sources?kind=page&amp;sort=uses' in page.replace("q=&amp;", "").replace("rank=&amp;", "").replace(
        "state=&amp;", ""
    )


@pytest.mark.parametrize("sort", ["", "oldest", "title", "uses", "changed"])
def test_pages_of_any_order_hold_each_source_once(rita: FlaskClient, sort: str) -> None:
    claim = make_claim()
    for number in range(35):
        source = make_source(f"Äquivalent {'B' if number % 2 else 'b'} {number % 3}")
        if number % 4 == 0:
            service.add(make_user("Rita"), claim, source, EvidenceDetails(Stance.CONTEXT, "Words."))
    db.session.commit()
    page = rita.get(f"/sources?sort={sort}").text
    following = re.search(r'rel="next" href="([^"]*)"', page)
    assert following is not None
    found = re.findall(r'href="/sources/(\d+)"', page + rita.get(following[1].replace("&amp;", "&")).text)
    assert sorted(map(int, found)) == list(range(1, 36))


def test_the_library_is_filtered_by_kind_and_rank_and_searched_as_one_types(rita: FlaskClient) -> None:
    make_source("A law", SourceKind.LAW, "primary")
    make_source("Another law", SourceKind.LAW)
    make_source("A page")
    assert listed(rita, "?kind=law") == ["Another law", "A law"]
    assert listed(rita, "?rank=primary") == ["A law"]
    assert listed(rita, "?kind=nonsense&rank=nonsense") == ["A page", "Another law", "A law"]
    answer = post(rita, "/sources", q="another", headers=PARTIAL)
    assert "<html" not in answer.text
    assert "1 result" in answer.text
    assert "Another law" in answer.text
    assert "No sources found" in post(rita, "/sources", q="nothing like it", headers=PARTIAL).text


def test_a_source_is_added_by_its_address_or_doi_alone(rita: FlaskClient) -> None:
    answer = post(rita, "/sources/new", url="10.1000/182", source_kind="paper", source_class="primary")
    assert answer.status_code == 303
    source = db.session.query(Source).one()
    assert (answer.location, source.url, source.kind) == (
        f"/sources/{source.id}",
        "https://doi.org/10.1000/182",
        "paper",
    )
    assert "Source added." in rita.get(answer.location).text


def test_what_is_wrong_with_a_new_source_is_at_its_fields_and_stays_typed(rita: FlaskClient) -> None:
    wrong = {"url": "ftp:x", "published_on": "6 June", "publisher": "Town of Tarnby"}
    answer = post(rita, "/sources/new", **wrong, source_kind="page", source_class="primary")
    assert answer.status_code == 422
    for words in ('id="url-error"', 'id="published_on-error"', 'value="Town of Tarnby"', 'value="ftp:x"'):
        assert words in answer.text
    answer = post(rita, "/sources/new", source_kind="page", source_class="primary")
    assert "Enter the source’s title." in answer.text
    assert db.session.query(Source).count() == 0


def test_a_known_address_leads_to_the_source_that_has_it(rita: FlaskClient) -> None:
    known = make_evidence(make_claim()).source
    link = f'href="/sources/{known.id}"'
    typed = post(rita, "/sources/known", url="https://TOWN.example/permit#page=2", headers=PARTIAL)
    assert link in typed.text
    assert link not in post(rita, "/sources/known", url="https://town.example/other", headers=PARTIAL).text
    answer = post(rita, "/sources/new", url="https://town.example/permit", source_kind="page", source_class="primary")
    assert (answer.status_code, answer.location) == (303, f"/sources/{known.id}")
    assert "The library already has this source." in rita.get(answer.location).text
    answer = post(
        rita,
        "/sources/new",
        url="https://town.example/permit",
        title="Mine",
        source_kind="page",
        source_class="primary",
    )
    assert answer.status_code == 422
    assert link in answer.text
    assert 'value="Mine"' in answer.text
    assert db.session.query(Source).count() == 1


def test_a_source_shows_its_record_and_what_it_is_evidence_for(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    page = rita.get(f"/sources/{row.source_id}").text
    assert "Used in</h2>" not in page
    assert 'Used in <span class="count">1</span>' in page
    assert "Opening: September." in page
    assert f'href="/claims/{row.claim_id}#evidence"' in page
    assert "No capture." in page
    assert '<form class="form"' not in page
    service.withdraw(make_user("Rita"), row)
    db.session.commit()
    assert "Not used yet." in rita.get(f"/sources/{row.source_id}").text


def test_uses_of_a_source_are_paged(rita: FlaskClient) -> None:
    claim = make_claim()
    source = make_evidence(claim).source
    for number in range(35):
        service.add(make_user("Rita"), claim, source, EvidenceDetails(Stance.CONTEXT, f"Page {number}."))
    db.session.commit()
    page = rita.get(f"/sources/{source.id}").text
    assert 'Used in <span class="count">1</span>' in page  # claims, not pieces
    following = re.search(r'rel="next" href="([^"]*)"', page)
    assert following is not None
    assert "Opening: September." in rita.get(following[1]).text


def test_the_history_of_a_source_shows_each_edit_word_by_word(app: Flask, rita: FlaskClient) -> None:
    url = f"/sources/{make_source('Building permit').id}"
    form = {"revision": "1", "base": hidden(rita.get(f"{url}/edit").text, "base")}
    answer = post(rita, f"{url}/edit", title="Building permit 12", source_kind="law", source_class="primary", **form)
    assert (answer.status_code, answer.location) == (303, url)
    page = rita.get(f"{url}/history").text
    for words in ("added the source", "edited the source", "<ins> 12</ins>", "<del>web page</del> <ins>law</ins>"):
        assert words in page
    assert "<del>not classified</del> <ins>primary</ins>" in page
    assert "Building permit" in rita.get(f"{url}/history").text


def test_claims_that_share_a_source_are_counted_once_each(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    other = make_claim("Costs were halved", db.session.get_one(Claim, row.claim_id).annotations[0].version)
    for claim in (row.claim, other, other):
        service.add(make_user("Rita"), claim, row.source, replace(EvidenceDetails(Stance.CONTEXT, "Words."), note="x"))
    db.session.commit()
    assert ">2 claims<" in rita.get("/sources").text


def test_an_edit_of_a_source_is_undone_and_redone(app: Flask) -> None:
    rita, source = make_user("Rita"), make_source("Building permit")
    said = SourceDetails(
        "Permit 12", kind=SourceKind.LAW, published_on=date(2026, 5, 6), source_class=SourceClass.PRIMARY
    )
    sources.edit(rita, source, said, source.revision)
    undoing.undo(rita)
    assert sources.details_of(source) == SourceDetails("Building permit")
    undoing.redo(rita)
    assert sources.details_of(source) == said


def test_a_source_is_found_by_what_is_quoted_from_it_and_noted(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    make_source("Another")
    editing.edit(make_user("Rita"), row, replace(editing.details_of(row), note="Stamped by the mayor"), row.revision)
    db.session.commit()
    assert listed(rita, "?q=september") == listed(rita, "?q=stamped") == ["Building permit"]
    service.withdraw(make_user("Rita"), row)
    db.session.commit()
    assert listed(rita, "?q=september") == []


def test_a_use_names_the_edition_that_readers_see(rita: FlaskClient) -> None:
    edition = make_edition(state="published")
    page = rita.get("/sources/1").text
    assert f'href="/checks/{edition.verdict.slug}">edition 1</a>' in page
