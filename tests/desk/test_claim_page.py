"""The page of a claim: everything comes with it, each person sees what they may, and nothing is loaded later."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotations
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.reviews import exposures
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from tests.factories import (
    make_claim,
    make_correction,
    make_edition,
    make_evidence,
    make_thread,
    make_user,
    make_withdrawal,
    post,
    rating,
    sign_in,
)


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def read(page: str) -> str:
    """The text of a page without its markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def review(claim: Claim, name: str, key: str) -> None:
    reviews.submit(make_user(name), claim, rating(key), f"{name} has read it [1].", Confidence.HIGH)
    db.session.commit()


def test_the_panels_of_all_rooms_come_with_the_page(edda: FlaskClient) -> None:
    claim = make_claim()
    make_evidence(claim)
    review(claim, "Rob", "false")
    make_thread(claim, "Which permit is that?")
    page = edda.get(f"/claims/{claim.id}").text
    for part in ("Opening: September.", "Rob has read it [1].", "Which permit is that?", "Write the verdict"):
        assert part in read(page)
    for name in ("evidence", "reviews", "verdict", "threads", "history"):
        assert page.count(f'id="{name}"') == 1
    assert 'hx-trigger="load"' not in page


def test_a_quote_has_the_sentences_around_it_in_grey(edda: FlaskClient) -> None:
    claim = make_claim("We open in May, and not a day later")
    page = edda.get(f"/claims/{claim.id}").text
    words = re.search(r'<blockquote translate="no" class="quote" dir="auto" lang="en">(.*?)</blockquote>', page, re.S)
    assert words is not None
    assert "<q>We open in May, and not a day later</q>" in words[1]
    assert "Signe Holt said on Monday" not in words[1]  # it ends another paragraph
    assert re.search(r'<span class="quote-context">[^<]*Costs were halved', words[1])


def test_several_passages_of_one_quote_are_adjusted_by_their_words(edda: FlaskClient) -> None:
    claim = make_claim()
    version = claim.annotations[0].version
    annotations.join(make_user("Rita"), claim, version, [Quote("We open in May"), Quote("Costs were halved")])
    db.session.commit()
    text = read(edda.get(f"/claims/{claim.id}").text)
    assert "Adjust the quote: “ We open in May ”" in text
    assert "Adjust the quote: “ Costs were halved ”" in text


def test_what_readers_see_is_at_the_top_and_older_editions_say_so(edda: FlaskClient) -> None:
    first = make_edition(state="published")
    second = make_correction(first, "mixed")
    url = f"/claims/{first.verdict.claim_id}"
    page = edda.get(url).text
    assert '<div class="stamp" data-rating="mixed">' in page
    assert 'href="/checks/the-harbour-opens-in-september"' in page
    assert f'href="/verdicts/{first.verdict_id}/correct"' in page
    assert re.findall(r'data-state="(superseded|published)"', page) == ["published", "published", "superseded"]
    older = edda.get(f"/editions/{first.id}").text
    assert f'A later edition has replaced this one.\n    <a href="/editions/{second.id}">Edition 2</a>' in older
    make_withdrawal(second)
    assert '<div class="stamp"' not in edda.get(url).text


def test_nothing_on_the_page_says_how_others_rate_the_claim_before_ones_own_review(client: FlaskClient) -> None:
    claim = make_claim()
    make_evidence(claim)
    review(claim, "Rita", "false")
    make_edition(claim=claim, state="draft")
    rob = sign_in(client, make_user("Rob"))
    page = rob.get(f"/claims/{claim.id}").text
    assert "1 other person has reviewed this claim." in page
    assert "A verdict is being written." in page
    for hidden in ("has read it", 'data-rating="', "Reviewed by", "The harbour opens in September"):
        assert hidden not in page
    assert not exposures.is_exposed(make_user("Rob").id, claim.id)


def test_after_a_save_the_page_says_what_was_done_and_what_is_next(client: FlaskClient) -> None:
    claim = make_claim()
    rob = sign_in(client, make_user("Rob"))
    form = {"rating": "false", "rationale": "It says so.", "confidence": "high", "seen": "0"}
    answer = post(rob, f"/claims/{claim.id}/reviews/new", **form)
    page = read(rob.get(answer.location).text)
    assert "Review submitted." in page
    assert "Nothing else is waiting for you." in page
    assert "Nothing else is waiting for you." not in read(rob.get(f"/claims/{claim.id}").text)
