"""The list of published verdicts: filters, search and pages, each at an address of its own."""

from __future__ import annotations

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from factcheck.claims import service as claims_service
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.site.catalogue import CheckFilter, catalogue, filtered
from factcheck.verdicts.models import Edition
from tests.databases import States
from tests.factories import make_article, make_claim, make_correction, make_edition, make_user, make_withdrawal


def tag(claim: Claim, *tags: str) -> None:
    details = ClaimDetails.of(claim, {"tags": tags})
    claims_service.edit(make_user("Rita"), claim, details, claim.revision)
    db.session.commit()


@pytest.fixture
def editions(app: Flask, states: States) -> list[Edition]:
    """A false verdict, a mixed one, and a draft, of one article."""
    states.begin_from("check_list", fill)
    return list(db.session.scalars(select(Edition).order_by(Edition.id)))


def fill() -> None:
    """Store the verdicts."""
    version = make_article()
    claims = [
        make_claim(words, version) for words in ("The harbour will open in May", "Costs were halved", "on Monday")
    ]
    tag(claims[0], "Harbour", "port")
    states = (("published", "false"), ("published", "mixed"), ("draft", "true"))
    for claim, (state, key) in zip(claims, states, strict=True):
        make_edition(state=state, claim=claim, rated=key)


def listed(app: Flask, where: str) -> list[str]:
    """The addresses of the verdicts on a page, as they come."""
    page = html.fromstring(app.test_client().get(where).text)
    return page.xpath("//main//h2/a/@href | //main//p[@class='title']/a/@href")


def of(edition: Edition) -> str:
    return f"/checks/{edition.verdict.slug}"


def test_the_newest_verdict_leads_and_each_is_listed_once(app: Flask, editions: list[Edition]) -> None:
    assert listed(app, "/checks") == [of(editions[1]), of(editions[0])]
    page = html.fromstring(app.test_client().get("/checks").text)
    assert page.xpath("//article[@class='lead-check']//h2/a/@href") == [of(editions[1])]
    assert page.xpath("//article[@class='lead-check']//blockquote/text()") == ["Costs were halved"]


def test_a_withdrawn_verdict_never_leads(app: Flask, editions: list[Edition]) -> None:
    make_withdrawal(editions[1])
    page = html.fromstring(app.test_client().get("/checks").text)
    assert page.xpath("//article[@class='lead-check']") == []
    assert listed(app, "/checks") == [of(editions[1]), of(editions[0])]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("rating=false", [0]),
        ("rating=mixed&language=en", [1]),
        ("rating=true", []),
        ("claimant=Signe+Holt", [1, 0]),
        ("claimant=Nobody", []),
        ("language=fi", []),
        ("q=HALVED", [1]),
        ("q=harbour+september", [1, 0]),
        ("q=%22costs+were%22", [1]),
        ("q=%22were+costs%22", []),
        ("q=%3F%3F", []),
        ("q=halved&rating=false", []),
        ("tag=harbour", [0]),
        ("tag=never", []),
        ("q=port", [0]),
        ("q=&rating=&claimant=&language=", [1, 0]),
    ],
)
def test_a_filtered_list_has_an_address(app: Flask, editions: list[Edition], query: str, found: list[int]) -> None:
    assert listed(app, f"/checks?{query}") == [of(editions[index]) for index in found]


def test_the_form_repeats_what_was_asked_and_offers_only_what_was_published(
    app: Flask, editions: list[Edition]
) -> None:
    page = html.fromstring(app.test_client().get("/checks?q=costs&rating=mixed").text)
    assert page.xpath("//form//input[@name='q']/@value") == ["costs"]
    assert page.xpath("//select[@name='rating']/option[@selected]/@value") == ["mixed"]
    assert page.xpath("//select[@name='rating']/option/@value") == ["", "mixed", "false"]
    assert page.xpath("//form[@role='search']/@method") == ["get"]
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith("/checks?q=costs&rating=mixed")


def test_tags_are_those_of_the_approval(app: Flask, editions: list[Edition]) -> None:
    tag(editions[0].verdict.claim, "quay")
    tag(editions[2].verdict.claim, "secret")
    page = html.fromstring(app.test_client().get("/checks").text)
    assert page.xpath("//select[@name='tag']/option/@value") == ["", "harbour", "port"]
    check = html.fromstring(app.test_client().get(of(editions[0])).text)
    assert check.xpath("//main//a[@class='tag']/@href") == ["/checks?tag=harbour", "/checks?tag=port"]
    make_correction(editions[0], "false")
    assert listed(app, "/checks?tag=quay") == [of(editions[0])]
    assert listed(app, "/checks?tag=port") == []


def test_nothing_found_says_so_with_the_way_to_all(app: Flask, editions: list[Edition]) -> None:
    page = app.test_client().get("/checks?q=nowhere").text
    assert "No fact check matches" in page
    assert "0 results" in page
    assert "Nothing has been published yet" not in page


def test_before_anything_was_published_there_is_no_form(app: Flask) -> None:
    page = app.test_client().get("/checks").text
    assert "Nothing has been published yet" in page
    assert "<form" not in page


def test_the_list_follows_each_publication_and_withdrawal(app: Flask, editions: list[Edition]) -> None:
    assert listed(app, "/checks?rating=mixed") == [of(editions[1])]
    make_correction(editions[1], "true")
    assert listed(app, "/checks?rating=mixed") == []
    assert listed(app, "/checks?rating=true") == [of(editions[1])]
    make_withdrawal(editions[0])
    assert listed(app, "/checks?rating=false") == []
    assert listed(app, "/checks?rating=withdrawn") == [of(editions[0])]


def test_pages_of_a_filtered_list_keep_the_filter_and_miss_nothing(
    app: Flask, editions: list[Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.site.views.PAGE", 1)
    first = html.fromstring(app.test_client().get("/checks?claimant=Signe+Holt").text)
    (following,) = first.xpath("//a[@rel='next']/@href")
    assert "claimant=Signe" in following
    assert listed(app, following) == [of(editions[0])]
    assert html.fromstring(app.test_client().get(following).text).xpath("//a[@rel='next']") == []
    make_correction(editions[0], "mixed")
    assert listed(app, following) == []


@pytest.mark.parametrize("after", ["x", "W10", "WyJ4IiwxXQ", "WzEsMl0", "WyIyMDI2LTAxLTAxIiwieCJd"])
def test_a_damaged_page_address_is_refused_in_words(app: Flask, editions: list[Edition], after: str) -> None:
    answer = app.test_client().get(f"/checks?after={after}")
    assert answer.status_code == 400
    assert "Start from the first page" in answer.text


def test_searching_reads_a_query_as_the_newsroom_does(app: Flask, editions: list[Edition]) -> None:
    entries = catalogue()
    assert len(filtered(entries, CheckFilter(q="harb"))) == 2
    assert len(filtered(entries, CheckFilter(q="Hárbour"))) == 2
    assert catalogue() is entries
    db.session.rollback()
