"""Sources and evidence over HTTP, without JavaScript."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from tests.factories import hidden, make_claim, make_evidence, make_user, post, sign_in

FORM = {
    "stance": "refutes",
    "quote": "Opening: September.",
    "source_kind": "law",
    "source_class": "primary",
    "title": "Permit",
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": ""}, "Enter the passage"),
        ({"stance": ""}, "Choose the stance"),
        ({"title": ""}, "title"),
        ({"quote": "x" * 5001}, "5000"),
        ({"locator": "x" * 201}, "200"),
        ({"note": "x" * 2001}, "2000"),
        ({"url": "javascript:alert(1)"}, "address"),
        ({"published_on": "yesterday"}, "YYYY-MM-DD"),
        ({"source_id": "99"}, "have this source"),
    ],
)
def test_a_refused_form_names_the_field_and_keeps_what_was_typed(
    rita: FlaskClient, change: dict[str, str], words: str
) -> None:
    claim = make_claim()
    answer = post(rita, f"/claims/{claim.id}/evidence/new", **{**FORM, "authors": "KEPT", **change})
    assert answer.status_code == 422
    assert words in answer.text
    assert "KEPT" in answer.text
    assert db.session.query(Evidence).count() == db.session.query(Source).count() == 0


def test_the_library_is_searched_by_words_and_by_address_and_the_form_is_kept(rita: FlaskClient) -> None:
    claim = make_claim()
    make_evidence(claim)
    for asked in ("building", "town.example/permit"):
        answer = post(
            rita,
            f"/claims/{claim.id}/evidence/new",
            look="1",
            find=asked,
            quote="KEPT",
            source_kind="law",
            source_class="primary",
        )
        assert answer.status_code == 200
        assert "Building permit" in answer.text
        assert "KEPT" in answer.text
    assert (
        "No matching source in the library" in post(rita, f"/claims/{claim.id}/evidence/new", look="1", find="zzz").text
    )


def test_a_list_of_sources_that_ends_says_so(rita: FlaskClient) -> None:
    claim = make_claim()
    for number in range(9):
        sources.add(make_user("Rita"), sources.SourceDetails(f"Source {number}"))
    db.session.commit()
    url = f"/claims/{claim.id}/evidence/new"
    assert "Only the first 8 sources are listed." in rita.get(f"{url}?find=Source").text
    assert "Only the first" not in rita.get(f"{url}?find=Source+3").text


def test_no_source_is_offered_before_something_is_asked(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    assert row.source.title not in rita.get(f"/claims/{make_claim().id}/evidence/new").text


def test_an_address_and_a_quotation_are_enough(rita: FlaskClient) -> None:
    claim = make_claim()
    form = {**FORM, "title": "", "find": "https://town.example/minutes"}
    assert post(rita, f"/claims/{claim.id}/evidence/new", **form).status_code == 303
    source = db.session.query(Source).one()
    assert (source.url, source.title) == ("https://town.example/minutes", "town.example/minutes")


@pytest.mark.parametrize("typed", ["10.1000/182", "doi:10.1000/182", "https://dx.doi.org/10.1000/182"])
def test_a_doi_is_an_address(rita: FlaskClient, typed: str) -> None:
    post(
        rita,
        f"/claims/{make_claim().id}/evidence/new",
        source_kind="page",
        source_class="primary",
        find=typed,
        stance="context",
        quote="A handbook.",
    )
    assert db.session.query(Source).one().url == "https://doi.org/10.1000/182"


def test_words_that_are_no_address_are_the_title_of_a_new_source(rita: FlaskClient) -> None:
    post(rita, f"/claims/{make_claim().id}/evidence/new", **{**FORM, "title": "", "find": "Call with the mayor"})
    assert db.session.query(Source).one().title == "Call with the mayor"


def test_words_too_long_for_a_title_are_refused_at_their_field(rita: FlaskClient) -> None:
    form = {**FORM, "title": "", "find": "x" * 501}
    answer = post(rita, f"/claims/{make_claim().id}/evidence/new", **form)
    assert answer.status_code == 422
    assert 'id="find-error"' in answer.text


def test_sources_are_offered_as_one_types_and_a_known_address_is_chosen(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    url = f"/claims/{row.claim_id}/evidence/sources"
    assert f'value="{row.source_id}" checked' in post(rita, url, find="https://town.example/permit").text
    by_words = post(rita, url, find="building").text
    assert f'value="{row.source_id}"' in by_words
    assert f'value="{row.source_id}" checked' not in by_words


def test_who_adds_another_gets_the_empty_form_again(rita: FlaskClient) -> None:
    url = f"/claims/{make_claim().id}/evidence/new"
    answer = post(rita, url, **FORM, another="1")
    assert answer.status_code == 303
    assert answer.location == f"{url}?adds=evidence"


def test_a_new_source_whose_address_is_known_is_asked_about_and_nothing_typed_is_lost(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    url = f"/claims/{row.claim_id}/evidence/new"
    form = {**FORM, "title": "My own title", "url": "https://town.example/permit#page=2", "quote": "Opening: October."}
    answer = post(rita, url, **form)
    assert answer.status_code == 422
    assert "The library already has a source with this address" in answer.text
    assert 'value="My own title"' in answer.text
    assert "Opening: October." in answer.text
    assert f'value="{row.source_id}" checked' in answer.text
    assert post(rita, url, **form, source_id=str(row.source_id)).status_code == 303
    assert {it.source_id for it in db.session.query(Evidence)} == {row.source_id}


def test_who_was_overtaken_gets_both_changes_of_a_source_in_the_form(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    url = f"/sources/{row.source_id}/edit"
    form = {
        "title": "Building permit",
        "url": "https://town.example/permit",
        "source_kind": "page",
        "source_class": "primary",
    }
    form |= {"revision": "1", "base": hidden(rita.get(url).text, "base")}
    theirs = {"title": "Building permit 12", "source_kind": "law", "source_class": "secondary", "origin": "The town"}
    assert post(rita, url, **{**form, **theirs}).status_code == 303
    answer = post(rita, url, **{**form, "title": "The building permit", "source_kind": "report", "authors": "Bo Lind"})
    assert answer.status_code == 409
    assert "Nothing is lost." in answer.text
    assert re.search(r'name="title" [^>]*value="The building permit 12"', answer.text)
    assert re.search(r'name="origin" [^>]*value="The town"', answer.text)
    assert re.search(r'name="authors"[^>]*>\s*Bo Lind', answer.text)
    assert '<option selected value="report">' in answer.text
    assert "<del>Law</del> <ins>Report</ins>" in answer.text
    assert 'theirs is “<span dir="auto">Law</span>”' in answer.text
    assert re.search(r'checked [^>]*value="secondary"', answer.text)
    assert hidden(answer.text, "revision") == "2"


def test_a_form_that_does_not_say_what_it_was_made_from_tells_all_that_differs(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    fields = {"title": "The permit", "source_kind": "law", "source_class": "primary", "revision": "1"}
    assert post(rita, f"/sources/{row.source_id}/edit", **fields).status_code == 303
    answer = post(rita, f"/sources/{row.source_id}/edit", **{**fields, "title": "My words"})
    assert answer.status_code == 409
    assert "My words" in answer.text
    assert "The permit" in answer.text
    assert post(rita, f"/sources/{row.source_id}/edit", **{**fields, "revision": ""}).status_code == 400


def test_archiving_is_offered_to_editors_and_can_be_undone(app: Flask) -> None:
    source_id = make_evidence(make_claim()).source_id
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert "Archive source" in edda.get(f"/sources/{source_id}").text
    assert post(edda, f"/sources/{source_id}/archive").status_code == 303
    assert "Building permit" not in edda.get("/sources").text
    assert "Building permit" in edda.get("/sources?state=archived").text
    assert "Restore source" in edda.get(f"/sources/{source_id}").text
    assert post(edda, f"/sources/{source_id}/restore").status_code == 303
    assert "Building permit" in edda.get("/sources").text


def test_withdrawn_evidence_can_be_put_back_from_the_panel(rita: FlaskClient) -> None:
    row = make_evidence(make_claim())
    post(rita, f"/evidence/{row.id}/withdraw")
    assert "Restore evidence" in rita.get(f"/claims/{row.claim_id}/evidence").text
    post(rita, f"/evidence/{row.id}/restore")
    assert "Restore evidence" not in rita.get(f"/claims/{row.claim_id}/evidence").text


def test_empty_lists_teach(rita: FlaskClient) -> None:
    assert "No sources yet" in rita.get("/sources").text
    assert "No sources found" in rita.get("/sources?q=zzz").text
