"""What a page's own person highlighted is not sent to it a second time; what others did to it is."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles.models import Version
from factcheck.claims import service
from factcheck.claims.models import Claim
from factcheck.db import db
from tests.factories import TEXT, make_article, make_claim, make_next_version, make_user, post, sign_in
from tests.live.pages import Page

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
SMALL = 1500  # characters: the counts, the rail, and the number up to which the page is right
BLOCK, CARD = 'hx-target="#block-', "card-title"


@pytest.fixture
def version(app: Flask) -> Version:
    return make_article()


@pytest.fixture
def rita(client: FlaskClient, version: Version) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def loaded(client: FlaskClient) -> Page:
    return Page(client.get("/articles/1").text)


def highlight(client: FlaskClient, page: Page, words: str) -> Claim:
    said = {"statement": f"On {words}", "kind": "checkable", "claimant_kind": "person", "about": "words"}
    answer = post(client, "/articles/1/claims", exact=words, **said, headers=HTMX)
    assert answer.status_code == 200
    page.take(answer.text)
    return db.session.scalars(select(Claim).order_by(Claim.id.desc())).first() or pytest.fail("Nothing was made.")


def changes(client: FlaskClient, page: Page, version: int = 1) -> str:
    answer = client.get(f"/articles/1/changes?{page.asks}&version={version}", headers=HTMX)
    assert answer.status_code == 200
    return answer.text


def by_rob(version: Version, words: str) -> None:
    annotation_service.highlight(make_user("Rob"), version, [Quote(words)], service.ClaimDetails(words))
    db.session.commit()


def test_what_a_page_made_itself_is_not_sent_again(rita: FlaskClient) -> None:
    page = loaded(rita)
    for words in ("TARNBY", "Costs were halved"):
        highlight(rita, page, words)
    answer = changes(rita, page)
    assert BLOCK not in answer
    assert CARD not in answer
    assert len(answer) < SMALL
    page.take(answer)
    assert page.seen() == loaded(rita).seen()
    assert page.since == loaded(rita).since
    assert rita.get(f"/articles/1/changes?{page.asks}&version=1").status_code == 204
    assert "seen" not in page.asks


def test_another_reader_gets_it(app: Flask, rita: FlaskClient) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    page = loaded(rob)
    highlight(rita, loaded(rita), "TARNBY")
    answer = changes(rob, page)
    assert BLOCK in answer
    assert CARD in answer


def test_a_block_that_others_marked_too_is_drawn_again(rita: FlaskClient, version: Version) -> None:
    page = loaded(rita)
    highlight(rita, page, "TARNBY")
    by_rob(version, "on Monday")
    answer = changes(rita, page)
    assert answer.count(BLOCK) == 1
    assert answer.count(CARD) == 1
    page.take(answer)
    assert page.seen() == loaded(rita).seen()


def test_what_others_did_to_a_claim_of_ones_own_is_sent(rita: FlaskClient) -> None:
    page = loaded(rita)
    claim = highlight(rita, page, "TARNBY")
    service.edit(make_user("Edda", Role.EDITOR), claim, service.ClaimDetails("Said otherwise"), claim.revision)
    db.session.commit()
    assert "Said otherwise" in changes(rita, page)
    service.archive(make_user("Ada", Role.ADMIN), claim)
    db.session.commit()
    answer = changes(rita, page)
    assert f'hx-target="#claim-{claim.id}" hx-swap="live-remove"' in answer
    page.take(answer)
    assert page.seen() == loaded(rita).seen()


def test_of_two_claims_that_begin_at_one_place_the_longer_comes_first(rita: FlaskClient, version: Version) -> None:
    make_claim("Costs", version)
    page = loaded(rita)
    highlight(rita, page, "Costs were halved")
    assert page.seen() != loaded(rita).seen()  # what the page can't know
    answer = changes(rita, page)
    assert CARD not in answer
    page.take(answer)
    assert page.seen() == loaded(rita).seen()


@pytest.mark.parametrize("seen", ["", "x", "-1", "0", "1.5", "9" * 30, "1", "<b>"])
def test_a_number_that_is_none_or_anothers_leaves_nothing_out(rita: FlaskClient, version: Version, seen: str) -> None:
    page = loaded(rita)
    make_claim(version=version)
    answer = rita.get("/articles/1/changes", query_string={"since": page.since, "seen": seen}, headers=HTMX)
    assert answer.status_code == 200
    assert CARD in answer.text


def test_of_more_than_a_hundred_the_rest_is_sent_again(rita: FlaskClient) -> None:
    page = loaded(rita)
    highlight(rita, page, "TARNBY")
    seen = [f"seen={1000 + number}" for number in range(99)]
    for names, is_sent in ((seen, False), ([*seen, "seen=7"], True)):
        asked = "&".join([f"since={page.since}", *names, *page.asks.split("&")[1:]])
        answer = rita.get(f"/articles/1/changes?{asked}", headers=HTMX)
        assert (CARD in answer.text) is is_sent


def test_a_page_of_an_older_version_is_not_drawn_over_and_keeps_no_card_of_the_newer(
    rita: FlaskClient, version: Version
) -> None:
    page = loaded(rita)
    make_next_version(version.article, TEXT.replace("TARNBY", "TARNBY, today"))
    claim = highlight(rita, page, "today")
    assert page.find(f"#claim-{claim.id}")
    page.take(changes(rita, page))
    assert page.seen() == Page(rita.get("/articles/1/versions/1").text).seen()
