"""Finding a claim in one's own words, choosing among passages, and what the article says again."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.annotations.candidates import again, passages
from factcheck.articles import service as articles
from factcheck.articles.search import likely
from factcheck.claims.models import Claim
from factcheck.db import db
from tests.factories import make_article, make_user, post, sign_in

TEXT = (
    "No danger in Orl valley that would call for its second dam, says minister\n\n"
    "The minister said on Monday that there was no danger that would call for the second dam. Costs were halved.\n\n"
    "“We see no danger in this valley that would call for its second dam,” Ema Lind said. Costs were halved, she said."
)
FORM = {"statement": "The valley is safe", "kind": "checkable", "claimant_kind": "person"}
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    make_article(TEXT, "No danger in Orl valley that would call for its second dam, says minister")
    return sign_in(client, make_user("Rita"))


def test_one_claim_in_three_wordings_is_shown_best_first(rita: FlaskClient) -> None:
    page = rita.get("/articles/1/find?q=no danger that would call for a second dam").text
    places = [
        page.index(f'<mark class="depth-1">{words}</mark>')
        for words in (
            "no danger that would call for the second dam",
            "No danger in Orl valley that would call for its second dam",
            "no danger in this valley that would call for its second dam",
        )
    ]
    assert places == sorted(places)
    assert page.count(": uncertain") == 3
    assert 'data-from="' in page
    assert "/articles/1#block-1" in page


def test_the_fragment_is_the_list_alone_and_names_the_claims_that_stand_there(rita: FlaskClient) -> None:
    post(rita, "/articles/1/claims", exact="no danger in this valley", **FORM)
    answer = rita.get("/articles/1/find?q=no danger in this valley", headers=HTMX)
    assert "<html" not in answer.text
    assert "claim 1 is here" in answer.text
    assert "Exact match" in answer.text


@pytest.mark.parametrize("asked", ["the ferry sails at noon", "heron", "…"])
def test_what_the_article_does_not_say_is_not_shown(rita: FlaskClient, asked: str) -> None:
    page = rita.get("/articles/1/find", query_string={"q": asked}).text
    assert "Nothing similar was found in the article" in page
    assert "<mark" not in page


def test_an_empty_question_shows_the_form_alone(rita: FlaskClient) -> None:
    page = rita.get("/articles/1/find").text
    assert "in your own words" in page
    assert "Nothing similar" not in page


def test_all_articles_are_asked_by_the_index_and_archived_ones_are_not(rita: FlaskClient) -> None:
    make_article("Ferry sails\n\nThe ferry sails at noon from Tarnby.", "Ferry sails")
    gone = make_article("Old news\n\nThere was no danger that would call for the second dam.", "Old news")
    page = rita.get("/articles/find?q=no danger which calls for a second dam").text
    assert 'id="in-1"' in page
    assert 'id="in-3"' in page
    assert 'id="in-2"' not in page
    articles.archive(make_user("Edda", Role.EDITOR), gone.article)
    db.session.commit()
    assert "in-3" not in rita.get("/articles/find?q=no danger which calls for a second dam").text


def test_nothing_found_in_the_house_is_said_with_what_to_do(rita: FlaskClient) -> None:
    assert "No articles found" in rita.get("/articles/find?q=volcano").text
    assert "No articles found" not in rita.get("/articles/find").text


def test_rare_words_count_more_than_common_ones(rita: FlaskClient) -> None:
    make_article("A note\n\nThe minister said on Monday that the minister said nothing.", "A note")
    make_article("Another\n\nOtters came back to the lake.", "Another")
    assert likely("the otters have returned to the lake")[0] == 3
    assert likely("…") == []


def test_words_that_stand_twice_are_a_choice_and_what_was_typed_stays(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/1/claims", exact="Costs were halved", **FORM, headers=HTMX)
    assert answer.status_code == 422
    assert "Choose the place you mean" in answer.text
    assert answer.text.count('name="passage"') == 3
    assert f"{100 * TEXT.index('Costs were halved') // len(TEXT)}% into the text" in answer.text
    assert "The valley is safe" in answer.text
    assert db.session.query(Claim).count() == 0
    start = TEXT.rindex("Costs were halved")
    chosen = f"{start}-{start + 17}"
    assert post(rita, "/articles/1/claims", exact="Costs were halved", passage=chosen, **FORM).status_code == 303
    (part,) = db.session.get_one(Claim, 1).annotations[0].targets
    assert (part.start, part.exact) == (start, "Costs were halved")


def test_words_that_the_article_has_otherwise_are_never_taken_without_asking(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/1/claims", exact="Ema Lindt says. Costs were halved", **FORM)
    assert answer.status_code == 422
    assert "contain this exact quote" in answer.text
    assert "Reworded: uncertain" in answer.text
    assert db.session.query(Claim).count() == 0


@pytest.mark.parametrize("passage", ["x", "5-5", "9-3", "0-9999999", "0-99999999"])
def test_a_passage_that_is_none_is_refused(rita: FlaskClient, passage: str) -> None:
    answer = post(rita, "/articles/1/claims", exact="Costs were halved", passage=passage, **FORM)
    assert answer.status_code == 422
    assert "Choose one of th" in answer.text
    assert db.session.query(Claim).count() == 0


def test_what_the_article_says_again_is_offered_and_joined(rita: FlaskClient) -> None:
    start = TEXT.index("Costs were halved")
    passage = f"{start}-{start + 17}"
    answer = post(rita, "/articles/1/claims", exact="Costs were halved", passage=passage, **FORM, headers=HTMX)
    assert "The article repeats this" in answer.text
    assert answer.text.count("uncertain") == 0
    other = TEXT.rindex("Costs were halved")
    assert f'value="{other}-{other + 17}"' in answer.text
    assert post(rita, "/articles/1/join", claim_id=1, exact="x", passage=f"{other}-{other + 17}").status_code == 303
    assert len(db.session.get_one(Claim, 1).annotations) == 2


def test_without_javascript_a_notice_says_that_it_stands_there_again(rita: FlaskClient) -> None:
    start = TEXT.index("Costs were halved")
    post(rita, "/articles/1/claims", exact="Costs were halved", passage=f"{start}-{start + 17}", **FORM)
    assert "repeats this (1)" in rita.get("/articles/1").text


def test_again_leaves_out_the_words_themselves_and_unlike_ones() -> None:
    start = TEXT.index("Ema Lind said")
    assert again(TEXT, start, start + 13) == []
    start = TEXT.index("Costs were halved")
    assert [it.start for it in again(TEXT, start, start + 17)] == [TEXT.rindex("Costs were halved")]


def test_what_stands_around_a_passage_ends_with_its_paragraph_and_at_whole_words() -> None:
    (found,) = passages("First.\n\n" + "word " * 40 + "the heron stood still " + "word " * 40, "the heron stood still")
    assert found.before.startswith("… word")
    assert found.after.endswith("word …")
    (found,) = passages("First.\n\nThe heron stood still.\n\nLast.", "heron stood still")
    assert (found.before, found.words, found.after) == ("The ", "heron stood still", ".")
