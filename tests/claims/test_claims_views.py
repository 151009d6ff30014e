"""Claims over HTTP: the workbench's form, the page of its own, joining and editing."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.claims import service
from factcheck.claims.models import Claim
from factcheck.db import db
from tests.conftest import path_of
from tests.factories import hidden, make_article, make_claim, make_user, post, sign_in

FORM = {"exact": "Costs were halved", "statement": "Costs were halved", "kind": "checkable", "claimant_kind": "person"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    make_article()
    return sign_in(client, make_user("Rita"))


def test_htmx_gets_the_touched_block_the_card_and_a_fresh_form(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/1/claims", **FORM, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.count("<hx-partial") == 5
    assert """hx-target="#text[data-version='1'] #block-2\"""" in answer.text
    assert '<mark class="depth-1" data-state="open"' in answer.text
    assert 'id="claim-1"' in answer.text
    assert 'data-created="1"' in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"statement": ""}, "Enter the claim in one sentence"),
        ({"statement": "x" * 501}, "500"),
        ({"claimant_wikidata": "42"}, "such as Q42"),
        ({"said_on": "5.6.2026"}, "YYYY-MM-DD"),
        ({"kind": "opinion"}, "Enter why"),
        ({"kind": "bogus"}, "Not a valid choice"),
        ({"hint": "x"}, "Enter a whole number from 0"),
        ({"tags": "x" * 61}, "at most 60 characters"),
        ({"exact": "x" * 100_001}, "100000"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_refused_claim_is_kept_in_the_form(
    rita: FlaskClient, change: dict[str, str], words: str, headers: dict[str, str]
) -> None:
    answer = post(rita, "/articles/1/claims", **{**FORM, "place": "KEPT", **change}, headers=headers)
    assert answer.status_code == 422
    assert words in answer.text
    assert "KEPT" in answer.text
    assert ("<html" in answer.text) is not bool(headers)
    assert db.session.query(Claim).count() == 0


def test_lines_with_an_ellipsis_part_the_words(rita: FlaskClient) -> None:
    exact = "The harbour will open in May\r\n[…]\r\nCosts were halved"
    assert post(rita, "/articles/1/claims", **{**FORM, "exact": exact}).status_code == 303
    claim = db.session.get_one(Claim, 1)
    assert [part.exact for part in claim.annotations[0].targets] == [
        "The harbour will open in May",
        "Costs were halved",
    ]


@pytest.mark.parametrize(("number", "words"), [("", "Choose the claim"), ("99", "no claim with this number")])
def test_joining_needs_a_claim_that_is_there(rita: FlaskClient, number: str, words: str) -> None:
    answer = post(rita, "/articles/1/join", exact="Costs were halved", claim_id=number)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Costs were halved" in answer.text


def test_mending_shows_what_stands_and_a_stale_form_both_texts(rita: FlaskClient) -> None:
    claim = make_claim("Costs were halved", db.session.get_one(Claim, make_claim().id).annotations[0].version)
    page = rita.get(f"/claims/{claim.id}/edit").text
    assert 'value="The harbour opens in May"' in page
    form = {**FORM, "revision": claim.revision}
    del form["exact"]
    assert path_of(post(rita, f"/claims/{claim.id}/edit", **form).location) == f"/claims/{claim.id}"
    answer = post(rita, f"/claims/{claim.id}/edit", **{**form, "statement": "My words"})
    assert answer.status_code == 409
    assert "My words" in answer.text
    assert "Costs were halved" in answer.text
    assert post(rita, f"/claims/{claim.id}/edit", **{**form, "revision": "?"}).status_code == 400


def test_archiving_and_taking_away_can_be_undone_from_the_page(rita: FlaskClient) -> None:
    claim = make_claim()
    assert post(rita, "/articles/1/join", exact="Costs were halved", claim_id=claim.id).status_code == 303
    assert "Remove" in rita.get(f"/claims/{claim.id}").text
    post(rita, "/annotations/2/detach")
    assert "Restore" in rita.get(f"/claims/{claim.id}").text
    post(rita, "/annotations/2/reattach")
    post(rita, f"/claims/{claim.id}/archive")
    assert "Restore" in rita.get(f"/claims/{claim.id}").text
    assert claim.statement in rita.get("/claims?state=archived").text
    post(rita, f"/claims/{claim.id}/restore")
    assert claim.statement in rita.get("/claims").text


def test_lists_page_by_thirty_and_stay_stable(rita: FlaskClient) -> None:
    claim = make_claim()
    for number in range(31):
        copy = Claim(quoted="q", statement=f"Copy {number:02}", author_id=claim.author_id)
        db.session.add(copy)
    db.session.commit()
    first = rita.get("/claims").text
    assert "Copy 30" in first
    assert "Copy 00" not in first
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    db.session.add(Claim(quoted="q", statement="Newer", author_id=claim.author_id))
    db.session.commit()
    second = rita.get(following).text
    assert "Copy 00" in second
    assert "Copy 01" not in second
    assert claim.statement in second


def test_what_is_not_there_is_404(rita: FlaskClient) -> None:
    for url in ("/claims/99", "/claims/99/edit", "/articles/99/claims/new", "/articles/99/join"):
        assert rita.get(url).status_code == 404
    assert post(rita, "/articles/99/claims", **FORM).status_code == 404


def test_who_was_overtaken_gets_both_changes_in_the_form(app: Flask, client: FlaskClient) -> None:
    claim = make_claim()
    rita = sign_in(client, make_user("Rita"))
    page = rita.get(f"/claims/{claim.id}/edit").text
    rob = make_user("Rob")
    details = service.ClaimDetails("The harbour opens in May, says Holt", place="Tarnby", said_on=date(2026, 6, 6))
    service.edit(rob, claim, details, claim.revision)
    db.session.commit()
    form = {"kind": "checkable", "claimant_kind": "person", "revision": "1", "base": hidden(page, "base")}
    answer = post(
        rita,
        f"/claims/{claim.id}/edit",
        **form,
        statement="The new harbour opens in May",
        place="",
        claimant_name="Signe Holt",
        claimant_role="mayor",
    )
    assert answer.status_code == 409
    assert 'value="The new harbour opens in May, says Holt"' in answer.text
    assert 'value="Tarnby"' in answer.text
    assert 'value="2026-06-06"' in answer.text
    assert 'name="claimant_name" type="text" value=""' in answer.text
    assert "<ins>new </ins>" in answer.text
    form |= {"statement": "The new harbour opens in May, says Holt", "place": "Tarnby"}
    form |= {"revision": hidden(answer.text, "revision"), "base": hidden(answer.text, "base")}
    assert post(rita, f"/claims/{claim.id}/edit", **form).status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Claim, claim.id).statement == "The new harbour opens in May, says Holt"


def test_a_form_that_does_not_say_what_it_was_made_from_loses_nothing_either(app: Flask, client: FlaskClient) -> None:
    claim = make_claim()
    rita = sign_in(client, make_user("Rita"))
    service.edit(make_user("Rob"), claim, service.ClaimDetails("It opens late"), claim.revision)
    db.session.commit()
    form = {"kind": "checkable", "claimant_kind": "person", "revision": "1", "base": "{damaged"}
    answer = post(rita, f"/claims/{claim.id}/edit", **form, statement="It opens in May")
    assert answer.status_code == 409
    assert 'value="It opens in May"' in answer.text
    assert "<del>late</del>" in answer.text


def test_a_list_of_claims_to_join_that_ends_says_so(rita: FlaskClient) -> None:
    version = make_article("\n\n".join(f"This is sentence number {number}." for number in range(1, 23)), "Many")
    for number in range(1, 22):
        make_claim(f"sentence number {number}.", version)
    url = f"/articles/{version.article_id}/join?exact=This"
    assert "Only the first 20 claims are listed." in rita.get(url).text
    assert "Only the first" not in rita.get(f"{url}&q=zzz").text
