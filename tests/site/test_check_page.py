"""The public page of a verdict: its order, its citations, what was corrected, and how to cite it."""

from __future__ import annotations

import re

from flask import Flask
from lxml import html

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.site.prose.citations import with_citations
from tests.factories import make_claim, make_correction, make_edition, make_user, make_withdrawal, rating

SLUG = "/checks/the-harbour-opens-in-september"


def page_of(app: Flask, where: str = SLUG) -> html.HtmlElement:
    return html.fromstring(app.test_client().get(where).text)


def test_readers_meet_quotation_rating_summary_date_and_reasons_in_this_order(app: Flask) -> None:
    edition = make_edition(state="published")
    text = re.sub(r"\s+", " ", page_of(app).xpath("//main")[0].text_content())
    order = ("The harbour will open in May", rating().name, edition.summary, "By Edda", "Our reasoning", "Evidence",
             "How we got here", "Written by Edda", "Approved by Emil", "Cite this fact check")  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_what_was_corrected_is_above_the_reasons_with_the_old_rating(app: Flask) -> None:
    make_correction(make_edition(state="published", rated="unproven"), "false")
    page = page_of(app)
    (box,) = page.xpath("//main//div[@class='correction']")
    assert "Verdict changed" in box.text_content()
    assert box.xpath(".//*[@data-rating]/@data-rating") == ["unproven"]
    assert page.xpath("//main//div[@class='correction']/following::h2[1]/text()") == ["Our reasoning"]
    assert page.xpath("//main//div[@class='correction']//a/@href") == ["#corrections"]
    assert page.xpath("//*[@id='corrections']")


def test_a_first_edition_has_no_notice_of_a_correction(app: Flask) -> None:
    make_edition(state="published")
    assert page_of(app).xpath("//main//div[@class='correction']") == []


def test_each_citation_leads_to_its_evidence(app: Flask) -> None:
    make_edition(state="published")
    page = page_of(app)
    cited = page.xpath("//main//a[@class='citation']/@href")
    assert cited
    assert [page.xpath(f"//li[@id='{where[1:]}']") != [] for where in cited] == [True] * len(cited)


def test_numbers_without_evidence_and_numbers_in_addresses_are_no_citations() -> None:
    text = with_citations("As [1] and [2, 9] <b> say: https://a.example/[1]?x=[2] [year]", ["1", "2"])
    assert re.findall(r'href="#(evidence-\d)"', text) == ["evidence-1", "evidence-2"]
    assert "9]" in text
    assert "&lt;b&gt;" in text
    assert with_citations("[1]", ()) == "[1]"


def test_evidence_says_its_stance_and_whether_it_is_a_primary_source(app: Flask) -> None:
    make_edition(state="published")
    (row,) = page_of(app).xpath("//ol[@class='sources']/li")
    assert row.get("data-stance") == "refutes"
    assert "Refutes" in row.text_content()
    assert "Primary source" in row.text_content()


def test_an_article_that_makes_a_claim_twice_is_linked_once(app: Flask) -> None:
    claim = make_claim()
    version = claim.annotations[0].version
    service.join(make_user("Rita"), claim, version, [Quote("We open in May")])
    db.session.commit()
    edition = make_edition(state="published", claim=claim)
    assert len(page_of(app).xpath("//main//a[@href='/reports/1']")) == 1
    make_withdrawal(edition)
    assert len(page_of(app).xpath("//main//a[@href='/reports/1']")) == 1


def test_the_citation_has_headline_day_edition_and_address_and_its_button_waits_for_the_script(app: Flask) -> None:
    edition = make_edition(state="published")
    (box,) = page_of(app).xpath("//copy-text")
    (text,) = box.xpath(".//*[@data-copy]")
    words = re.sub(r"\s+", " ", text.text_content())
    assert edition.headline in words
    assert "edition 1" in words
    assert words.strip().endswith(SLUG)
    assert box.xpath(".//button/@hidden") == [""]


def test_words_moved_since_the_claim_was_made_are_quoted_without_context(app: Flask) -> None:
    claim = make_claim("Costs were halved")
    claims_of = claims.ClaimDetails("Costs fell")
    other = service.highlight(make_user("Rita"), claim.annotations[0].version, [Quote("not a day later")], claims_of)
    other.quoted = "and never later"
    db.session.commit()
    make_edition(state="published", claim=other)
    page = page_of(app)
    assert page.xpath("//figure//q/text()") == ["and never later"]
    assert page.xpath("//figure//*[@class='quote-context']") == []
