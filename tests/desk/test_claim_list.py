"""What the list of claims shows of other rooms, in which order, and what it costs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims import service as claims
from factcheck.claims.details import ClaimDetails
from factcheck.claims.queries import ORDERS
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.sources import service as sources
from factcheck.web import filters, listings
from tests.factories import (
    make_article,
    make_claim,
    make_edition,
    make_evidence,
    make_sentences,
    make_user,
    rating,
    selects_of,
)


def test_a_row_shows_article_evidence_and_who_owes_a_review(rita: FlaskClient) -> None:
    claim = make_claim()
    page = rita.get("/claims").text
    assert ">Harbour will open in May, mayor says</a>" in page
    assert "of evidence" not in page
    make_evidence(claim)
    reviews.assign(make_user("Edda", Role.EDITOR), claim, make_user("Rob"), None)
    db.session.commit()
    page = rita.get("/claims").text
    assert "1 piece of evidence" in page
    assert "to be rated by Rob" in page


def test_a_decided_claim_shows_its_rating(rita: FlaskClient) -> None:
    make_edition(state="published", rated="mixed")
    assert 'data-rating="mixed"' in rita.get("/claims").text


def test_the_claims_of_each_state_are_counted_with_the_archived_ones(rita: FlaskClient) -> None:
    version = make_sentences()
    _first, second, third = (make_claim(f"sentence number {number}.", version) for number in (1, 2, 3))
    reviews.submit(make_user("Rob"), second, rating(), "Read it.", Confidence.HIGH)
    claims.archive(make_user("Rita"), third)
    db.session.commit()
    page = rita.get("/claims").text
    assert 'Claims <span class="count">2</span>' in page
    counts = re.findall(r'state=([a-z-]+)">[A-Z][a-z ]+</a> (\d+)', page)
    assert counts == [("open", "1"), ("in-review", "1"), ("archived", "1")]


def order(client: FlaskClient, sort: str) -> list[int]:
    return [int(it) for it in re.findall(r'class="title"><a href="/claims/(\d+)"', client.get(sort).text)]


def test_claims_have_seven_orders(rita: FlaskClient) -> None:
    edda, rob = make_user("Edda", Role.EDITOR), make_user("Rob")
    version, other = make_sentences(), make_article("The bridge opens. The tunnel stays shut.", "A bridge")
    one, two = (make_claim(f"sentence number {number}.", version) for number in (1, 2))
    three, four = (make_claim(words, other) for words in ("The bridge opens.", "The tunnel stays shut."))
    for claim, day in ((three, date(2027, 5, 1)), (one, date(2027, 6, 1)), (four, None)):
        reviews.assign(edda, claim, rob, day)
    make_edition(state="published", claim=two, rated="true")
    make_edition(state="published", claim=four, rated="false")
    make_evidence(four)
    claims.edit(make_user("Rita"), one, replace(ClaimDetails.of(one), place="Tarnby"), one.revision)
    db.session.commit()
    orders = {
        "": [four, three, two, one],
        "oldest": [one, two, three, four],
        "changed": [one, four, two, three],
        "due": [three, one, two, four],
        "rating": [four, two, one, three],
        "article": [three, four, one, two],
        "evidence": [four, two, three, one],
    }
    assert set(orders) == set(ORDERS)
    for name, found in orders.items():
        assert order(rita, f"/claims?sort={name}") == [claim.id for claim in found], name
    page = rita.get("/claims?sort=due").text
    assert '<option value="due" selected>' in page
    assert 'due <time datetime="2027-05-01">' in page


@pytest.mark.parametrize("sort", ORDERS)
def test_pages_of_any_order_hold_each_claim_once(rita: FlaskClient, sort: str) -> None:
    version, edda, rob = make_sentences(34), make_user("Edda", Role.EDITOR), make_user("Rob")
    for number in range(1, 35):
        claim = make_claim(f"sentence number {number}.", version)
        if number % 3 == 0:
            reviews.assign(edda, claim, rob, date(2027, 5, 1))
    db.session.commit()
    page = rita.get(f"/claims?sort={sort}").text
    following = re.search(r'rel="next" href="([^"]*)"', page)
    assert following is not None
    where = following[1].replace("&amp;", "&")
    assert sorted(order(rita, f"/claims?sort={sort}") + order(rita, where)) == list(range(1, 35))


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/claims", 8),
        ("/claims?q=sentence", 8),
        ("/claims?q=%22sentence+number%22&state=open&sort=evidence", 8),
        ("/claims?q=nowhere", 5),
        ("/articles", 9),
        ("/articles?q=sentence&state=open", 9),
        ("/articles?q=nowhere", 6),
    ],
)
def test_a_list_asks_no_more_for_many_rows_than_for_few(rita: FlaskClient, address: str, most: int) -> None:
    counts = []
    for amount in (1, 5):
        for _ in range(amount):
            version = make_sentences(2)
            for number in (1, 2):
                make_evidence(make_claim(f"sentence number {number}.", version))
        counts.append(selects_of(lambda: rita.get(address)))
    assert counts == [most, most]


def test_evidence_and_sources_of_an_origin_ask_no_more_for_many_than_for_few(rita: FlaskClient) -> None:
    user, claim, counts = make_user("Rita"), make_claim(), []
    for amount in (2, 5):
        for number in range(amount):
            source = sources.add(user, sources.SourceDetails(f"Report {amount}-{number}", origin="Port of Hamn"))
            evidence.add(user, claim, source, EvidenceDetails(Stance.SUPPORTS, "It opens in May."))
        db.session.commit()
        pages = (f"/claims/{claim.id}/evidence", "/sources/1")
        counts.append([selects_of(partial(rita.get, page)) for page in pages])
    assert counts[0] == counts[1]


def test_claims_are_counted_up_to_a_thousand(rita: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MOST_COUNTED", 2)
    monkeypatch.setattr(filters, "MOST_COUNTED", 2)
    listings._counts.cache_clear()
    version = make_sentences(3)
    for number in (1, 2, 3):
        make_claim(f"sentence number {number}.", version)
    page = rita.get("/claims").text
    listings._counts.cache_clear()
    assert 'Claims <span class="count">2+</span>' in page
    assert 'state=open">Open</a> 2+' in page
