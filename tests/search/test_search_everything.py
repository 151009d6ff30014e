"""One search: what it finds, who finds it, and an address that gives the same result again."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotations
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.reviews import service as reviews
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.models import Edition
from tests.conftest import path_of
from tests.factories import (
    make_article,
    make_claim,
    make_edition,
    make_evidence,
    make_takedown,
    make_user,
    rating,
    sign_in,
)

HOSTILE = (
    "'", '"', "\\", "%", "_", "*", "a*", "NEAR(a b)", "a AND", "OR", "-", "a:b", "{a}", "(", ")", "& | !", "a & !b",
    "<->", ":*", "';--", "\x00", "￾", "<script>alert(1)</script>", "../..", "%00", "🎉", "a" * 5_000, "ﷺ" * 200,
)  # fmt: skip


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def person(app: Flask, name: str, role: Role = Role.EDITOR) -> FlaskClient:
    return sign_in(app.test_client(), make_user(name, role))


def groups_of(page: str) -> list[str]:
    return re.findall(r'id="of-([a-z]+)"', page)


def found_claims(page: str) -> set[int]:
    return {int(number) for number in re.findall(r'href="/claims/(\d+)"', page)}


def test_everything_that_has_the_words_is_found_in_groups(rita: FlaskClient) -> None:
    make_edition(state="published")
    page = rita.get("/search?q=harbour").text
    assert groups_of(page) == ["claims", "articles", "verdicts"]
    assert '<mark class="hit">harbour</mark>' in page
    assert groups_of(rita.get("/search?q=permit").text) == ["verdicts", "sources"]
    assert groups_of(rita.get("/search?q=rita").text) == ["people"]
    assert groups_of(rita.get("/search?q=add+article").text) == ["commands"]
    assert "Nothing found" in rita.get("/search?q=volcano").text


def test_suggestions_are_the_same_groups_and_lead_to_all_results(rita: FlaskClient) -> None:
    make_edition(state="published")
    part = rita.get("/search/suggestions?q=harb").text
    assert re.findall(r'<p class="kicker">([A-Za-z]+)</p>', part) == ["Claims", "Articles", "Verdicts"]
    assert 'href="/search?q=harb"' in part
    assert "<html" not in part
    assert "Nothing found for “volcano”" in rita.get("/search/suggestions?q=volcano").text
    assert rita.get("/search/suggestions?q=").text.strip() == ""


def test_what_people_typed_is_escaped(rita: FlaskClient) -> None:
    version = make_article('He said <img src="x"> twice.', "A <b>bold</b> title")
    details = claims.ClaimDetails('He said <img src="x">', claims.ClaimantDetails("<i>Holt</i>", ""))
    annotations.highlight(make_user("Rita"), version, [Quote('<img src="x">')], details)
    db.session.commit()
    for address in ("/search?q=img", "/search/suggestions?q=img", "/search?q=bold", "/search?q=holt&kind=claims"):
        page = rita.get(address).text
        assert "&lt;" in page
        for tag in ("<img", "<b>bold", "<i>Holt"):
            assert tag not in page, address


def test_only_their_author_finds_verdicts_that_nobody_approved(app: Flask, rita: FlaskClient) -> None:
    make_edition(make_user("Edda", Role.EDITOR), state="submitted")
    for path in ("/search?q=september", "/search/suggestions?q=september", "/search?q=september&kind=verdicts"):
        assert "The harbour opens in" in person(app, "Edda").get(path).text
        assert "/editions/" not in rita.get(path).text
        assert "/editions/" not in person(app, "Ada", Role.ADMIN).get(path).text


def test_a_verdict_that_was_taken_down_is_not_found(rita: FlaskClient) -> None:
    edition = make_edition(state="published")
    assert "/editions/" in rita.get("/search?q=september").text
    make_takedown(edition)
    assert "/editions/" not in rita.get("/search?q=september").text


def test_a_replaced_edition_is_not_found(rita: FlaskClient) -> None:
    from tests.factories import make_correction

    edition = make_edition(state="published")
    correction = make_correction(edition, "mixed")
    page = rita.get("/search?q=harbour&kind=verdicts").text
    assert f"/editions/{correction.id}" in page
    assert f'/editions/{edition.id}"' not in page


def test_commands_are_those_that_the_person_may_use(app: Flask, rita: FlaskClient) -> None:
    assert "people and invitations" not in rita.get("/search?q=people").text.lower()
    assert 'href="/people"' in person(app, "Ada", Role.ADMIN).get("/search?q=people").text


def test_nobody_outside_searches(app: Flask) -> None:
    for path in ("/search?q=harbour", "/search/suggestions?q=harbour"):
        assert path_of(app.test_client().get(path).location) == "/login"


def test_archived_rows_are_not_found(rita: FlaskClient) -> None:
    claim = make_claim()
    assert found_claims(rita.get("/search?q=harbour").text) == {claim.id}
    claims.archive(make_user("Edda", Role.EDITOR), claim)
    db.session.commit()
    assert found_claims(rita.get("/search?q=harbour").text) == set()


def test_the_words_of_an_edition_follow_it(rita: FlaskClient) -> None:
    edition = make_edition(state="draft")
    edda = make_user("Edda", Role.EDITOR)
    details = verdicts.VerdictDetails(rating(), "The quay opens in September", "Not in May.", "The permit says so [1].")
    verdicts.edit(edda, edition, details, edition.revision)
    db.session.commit()
    assert db.session.scalars(Edition.words_index.matching("quay")).all() == [edition.id]
    assert db.session.scalars(Edition.words_index.matching("harbour")).all() == []
    verdicts.discard(edda, edition)
    db.session.commit()
    assert Edition.words_index.count() == 0


@pytest.fixture
def two(app: Flask) -> tuple[Claim, Claim]:
    """A published claim, tagged, of 1 May; and an open one by another claimant in another language, given to Rob."""
    first = make_edition(state="published", rated="mixed").verdict.claim
    details = claims.ClaimDetails("Satama aukeaa harbour", claims.ClaimantDetails("Aino", ""), tags=("port",))
    version = make_article("Satama aukeaa toukokuussa.", "Satama aukeaa")
    version.article.language = "fi"
    second = annotations.highlight(make_user("Rita"), version, [Quote("Satama aukeaa toukokuussa")], details)
    second.said_on = date(2026, 5, 1)
    reviews.assign(make_user("Edda", Role.EDITOR), second, make_user("Rob"), utcnow().date() + timedelta(days=2))
    db.session.commit()
    return first, second


@pytest.mark.parametrize(
    ("name", "value"),
    [("rating", "none"), ("state", "in-review"), ("claimant", "Aino"), ("tag", "port"),
     ("article", ""), ("assignee", ""), ("language", "fi"), ("since", "2026-05-01"), ("until", "2026-05-01")],
)  # fmt: skip
def test_each_filter_narrows_and_its_address_gives_the_same_again(
    rita: FlaskClient, two: tuple[Claim, Claim], name: str, value: str
) -> None:
    rob, second = make_user("Rob"), two[1]
    value = value or str(rob.id if name == "assignee" else second.annotations[0].article_id)
    page = rita.get("/search?q=harbour").text
    assert found_claims(page) == {claim.id for claim in two}
    address = f"/search?q=harbour&{name}={value}"
    assert name in {"since", "until"} or address.replace("&", "&amp;") in page
    narrowed = rita.get(address).text
    assert found_claims(narrowed) == {second.id}
    assert "Remove filter:" in narrowed
    assert 'href="/search?q=harbour"' in narrowed
    assert found_claims(rita.get(f"/search?q=harbour&{name}=nonsense").text) == set()
    assert found_claims(rita.get(f"/search?{name}={value}").text) == {second.id}


def test_a_search_is_a_form_that_leads_to_its_address(rita: FlaskClient) -> None:
    answer = rita.post("/search", data={"q": "harbour", "kind": "", "rating": "mixed"})
    assert (answer.status_code, answer.location) == (303, "/search?q=harbour&rating=mixed")
    assert rita.post("/search", data={"q": "гавань " * 2_000}).status_code == 200


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(client: FlaskClient, filled_once: None, words: str) -> None:
    make_edition(state="published")
    rita = sign_in(client, make_user("Rita"))
    answer = rita.post("/search", data={"q": words})
    assert answer.status_code == 200 or rita.get(answer.location).status_code == 200
    assert rita.get("/search/suggestions", query_string={"q": words[:500]}).status_code == 200
    filters = ("rating", "claimant", "tag", "article", "assignee", "language")  # together within an address
    for names in (("state",), ("since",), ("page",), ("kind",), filters):
        assert rita.get("/search", query_string=dict.fromkeys(names, words[:100])).status_code == 200


def test_in_a_long_query_all_words_but_the_last_are_whole(rita: FlaskClient) -> None:
    words = "the harbour will open in may mayor signe holt said on monday"
    claim = annotations.highlight(
        make_user("Rita"),
        make_article(f"{words}."),
        [Quote(words)],
        claims.ClaimDetails(words, claims.ClaimantDetails("Holt", "")),
    )
    db.session.commit()
    assert found_claims(rita.get(f"/search?q={words[:-2]}").text) == {claim.id}
    assert found_claims(rita.get(f"/search?q={words.replace('harbour', 'harb')}").text) == set()
    assert found_claims(rita.get("/search?q=harb").text) == {claim.id}


def test_pages_hold_every_claim_once(rita: FlaskClient) -> None:
    version = make_article("\n\n".join(f"This is harbour number {number}." for number in range(1, 28)), "Many")
    made = {make_claim(f"harbour number {number}.", version).id for number in range(1, 28)}
    first = rita.get("/search?q=harbour&kind=claims").text
    assert "27 results" in first
    more = re.search(r'rel="next" href="([^"]*)"', first)
    assert more is not None
    second = rita.get(more[1].replace("&amp;", "&")).text
    assert found_claims(first) | found_claims(second) == made
    assert found_claims(first) & found_claims(second) == set()


def test_a_search_asks_no_more_for_many_hits_than_for_few(rita: FlaskClient) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    counts = []
    for round_ in range(2):
        texts = [f"Harbour {round_} number {number}." for number in range(3)]
        version = make_article("\n\n".join(texts), f"Harbour {round_}")
        for text in texts:
            make_evidence(make_claim(text, version))
            make_edition(claim=make_claim(text, version), state="published")
        for path in ("/search?q=harbour", "/search/suggestions?q=harbour"):
            asked.clear()
            assert rita.get(path).status_code == 200
            counts.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    assert counts[:2] == counts[2:]
    assert counts[0] <= 20


def test_an_empty_newsroom_is_told_from_a_search_that_finds_nothing(app: Flask) -> None:
    rita = sign_in(app.test_client(), make_user())
    assert "Nothing to search yet" in rita.get("/search").text
    assert "Nothing found" in rita.get("/search?q=harbour").text
