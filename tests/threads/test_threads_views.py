"""Conversations over HTTP: the panel, the page of one, and the desk of who is asked."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.threads import comments, service
from factcheck.threads.models import Comment, Thread
from tests.conftest import path_of
from tests.factories import hidden, make_claim, make_thread, make_user, post, rating, sign_in

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
ASKED = 'data-group="questions"'  # a row of the desk


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


@pytest.fixture
def rob(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Rob"))


def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def test_an_empty_panel_teaches_and_says_that_ratings_do_not_belong_here(rita: FlaskClient) -> None:
    page = rita.get(f"/claims/{make_claim().id}/threads").text
    assert "No conversations yet" in page
    assert "Reviews are blind" in page
    assert "Type @ and a name to ask somebody: Rita" in page


def test_the_page_of_a_claim_has_its_conversations(rita: FlaskClient) -> None:
    claim = make_claim()
    assert '<div id="threads">' in rita.get(f"/claims/{claim.id}").text
    assert rita.get(f"/claims/{claim.id}/threads", headers=PARTIAL).text.startswith('<div id="threads">')


def test_begun_answered_and_resolved_without_javascript(rita: FlaskClient, rob: FlaskClient) -> None:
    claim = make_claim()
    form = {"body": "Which permit?\r\nAnd of which day?", "exact": "open in May", "is_blocking": "y"}
    begun = post(rita, f"/claims/{claim.id}/threads", **form)
    assert (begun.status_code, path_of(begun.location)) == (303, "/threads/1")
    page = rob.get("/threads/1").text
    assert '<p class="body" dir="auto">Which permit?\nAnd of which day?</p>' in page
    assert ">open in May</blockquote>" in page
    assert "Blocks approval" in page
    assert "/threads/1/resolve" not in page
    answered = post(rob, "/threads/1/reply", body="The one of <March>, see https://town.example/permit.")
    assert (answered.status_code, path_of(answered.location)) == (303, "/threads/1")
    page = rita.get(f"/claims/{claim.id}/threads").text
    assert "The one of &lt;March&gt;" in page
    assert '<a href="https://town.example/permit" rel="noreferrer" dir="ltr">' in page
    assert post(rita, "/threads/1/resolve").status_code == 303
    assert "Resolved by" in rita.get("/threads/1").text
    assert post(rob, "/threads/1/reopen").status_code == 303
    assert post(rita, "/threads/1/unblock").status_code == 303
    assert post(rita, "/threads/1/block").status_code == 303
    assert db.session.get_one(Thread, 1).is_blocking


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"body": ""}, "Enter a comment."),
        ({"body": "x" * 5001}, "at most 5,000 characters; this has 5,001"),
        ({"exact": "The moon is made of cheese"}, "Copy it from there, or leave this empty."),
        ({"exact": "x" * 5001}, "at most 5,000"),
    ],
)
@pytest.mark.parametrize("headers", [{}, PARTIAL])
def test_a_refused_conversation_keeps_what_was_typed(
    rita: FlaskClient, headers: dict[str, str], change: dict[str, str], words: str
) -> None:
    claim = make_claim()
    form = {"body": "KEPT", "exact": "KEPT TOO", "is_blocking": "y", **change}
    answer = post(rita, f"/claims/{claim.id}/threads", headers=headers, **form)
    assert answer.status_code == 422
    assert words in answer.text
    assert ("KEPT" in answer.text) or change.get("exact")
    assert form["body"] in answer.text
    assert form["exact"] in answer.text
    assert 'checked id="is_blocking"' in answer.text
    assert '<details class="disclosure" open>' in answer.text
    assert db.session.query(Thread).count() == 0
    assert ("<html" in answer.text) is (not headers)


@pytest.mark.parametrize("headers", [{}, PARTIAL])
def test_a_refused_answer_keeps_what_was_typed(rita: FlaskClient, headers: dict[str, str]) -> None:
    make_thread()
    answer = post(rita, "/threads/1/reply", body="ü" * 5001, headers=headers)
    assert answer.status_code == 422
    assert "ü" * 5001 in answer.text
    assert 'href="#body-1"' in answer.text
    assert 'aria-describedby="body-1-help body-1-error"' in answer.text
    assert db.session.query(Comment).count() == 1


def test_an_end_of_line_is_one_character_however_the_browser_sends_it(rita: FlaskClient) -> None:
    make_thread()
    assert post(rita, "/threads/1/reply", body="x\r\n" * 2499 + "xy").status_code == 303
    assert len(db.session.get_one(Comment, 2).body) == 5000


@pytest.mark.parametrize("headers", [{}, PARTIAL])
def test_an_answer_to_what_was_resolved_meanwhile_is_kept_and_can_reopen_it(
    rita: FlaskClient, headers: dict[str, str]
) -> None:
    thread = make_thread()
    service.resolve(thread.author, thread)
    db.session.commit()
    answer = post(rita, "/threads/1/reply", body="MY ANSWER", headers=headers)
    assert answer.status_code == 422
    assert "Rita resolved this conversation in the meantime" in answer.text
    assert "MY ANSWER</textarea>" in answer.text
    assert "<details open>" in answer.text
    assert ("<html" in answer.text) is (not headers)
    assert '<button data-kind="primary" name="reopen" value="1">Reopen and send reply' in answer.text
    assert post(rita, "/threads/1/reply", body="MY ANSWER", reopen="1").status_code == 303
    assert db.session.get_one(Thread, 1).resolved_at is None
    assert [it.body for it in db.session.get_one(Thread, 1).comments] == ["Which permit?", "MY ANSWER"]


def test_htmx_gets_the_conversation_with_the_focus_on_it_and_the_new_one_in_its_panel(rita: FlaskClient) -> None:
    claim = make_claim()
    begun = post(rita, f"/claims/{claim.id}/threads", headers=PARTIAL, body="Which permit?")
    assert begun.text.lstrip().startswith('<div id="threads">')
    assert 'aria-label="Conversation 1" autofocus>' in begun.text
    for act, words in (("reply", "The one"), ("block", "Blocks approval"), ("resolve", "Resolved by")):
        answer = post(rita, f"/threads/1/{act}", headers=PARTIAL, body="The one of March.")
        assert answer.status_code == 200
        assert answer.text.lstrip().startswith('<article class="thread" id="thread-1"')
        assert words in answer.text
        assert "autofocus" in answer.text
    assert "<details open>" in answer.text


def test_resolved_conversations_are_folded_in_the_panel_and_open_on_their_page(rita: FlaskClient) -> None:
    thread = make_thread()
    service.resolve(thread.author, thread)
    db.session.commit()
    panel = rita.get(f"/claims/{thread.claim_id}/threads").text
    assert "<details>" in panel
    assert "<details open>" in rita.get("/threads/1").text


def test_a_panel_holds_twenty_and_leads_on(rita: FlaskClient) -> None:
    claim = make_claim()
    for number in range(45):
        make_thread(claim, f"Question {number}.", is_blocking=number == 0)
    url, seen = f"/claims/{claim.id}/threads", []
    while url:
        page = rita.get(url).text
        seen.append(page.count('<article class="thread"'))
        assert ("Question 0." in page) is (len(seen) == 1)
        url = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == [20, 20, 5]


def test_ones_own_comment_is_changed_on_a_page_and_a_stale_one_refused(rita: FlaskClient, rob: FlaskClient) -> None:
    make_thread(body="<b>Which</b> permit?")
    page = rita.get("/comments/1/edit").text
    assert "&lt;b&gt;Which&lt;/b&gt; permit?</textarea>" in page
    assert rob.get("/comments/1/edit").status_code == 403
    assert "/comments/1/edit" not in rob.get("/threads/1").text
    empty = post(rita, "/comments/1/edit", body=" ", revision="1")
    assert (empty.status_code, "Enter a comment." in empty.text) == (422, True)
    changed = post(rita, "/comments/1/edit", body="Which page?", revision="1")
    assert (changed.status_code, path_of(changed.location)) == (303, "/threads/1")
    assert "· edited" in rita.get("/threads/1").text
    stale = post(rita, "/comments/1/edit", body="MY WORDS", revision="1")
    assert (stale.status_code, "MY WORDS" in stale.text, "Which page?" in stale.text) == (409, True, True)
    assert post(rita, "/comments/1/edit", body="MY WORDS", revision="").status_code == 400


def test_a_comment_changed_in_another_window_gets_both_changes_in_the_form(rita: FlaskClient) -> None:
    make_thread(body="Which permit?")
    form = {"revision": "1", "base": hidden(rita.get("/comments/1/edit").text, "base")}
    assert post(rita, "/comments/1/edit", body="Which permit of March?", **form).status_code == 303
    answer = post(rita, "/comments/1/edit", body="@Rob, which permit?", **form)
    assert answer.status_code == 409
    assert "@Rob, which permit of March?</textarea>" in answer.text
    assert hidden(answer.text, "revision") == "2"


def test_words_changed_in_a_comment_that_was_removed_meanwhile_stay_in_the_form(rita: FlaskClient) -> None:
    thread = make_thread(body="Which permit?")
    comments.remove(thread.author, thread.comments[0])
    db.session.commit()
    answer = post(rita, "/comments/1/edit", body="MY WORDS", revision="1")
    assert answer.status_code == 409
    assert "This comment was removed. Restore it first." in answer.text
    assert "MY WORDS</textarea>" in answer.text


def test_a_removed_comment_says_so_in_its_place_and_its_words_are_nowhere(app: Flask, rita: FlaskClient) -> None:
    thread = make_thread(body="Something said in anger")
    comments.edit(thread.author, thread.comments[0], "SAID IN ANGER", 1)
    db.session.commit()
    editor = edda(app)
    assert post(editor, "/comments/1/remove").status_code == 303
    for url in ("/threads/1", f"/claims/{thread.claim_id}/threads", f"/claims/{thread.claim_id}", "/"):
        assert "anger" not in rita.get(url).text.lower(), url
    assert "Removed by Edda" in rita.get("/threads/1").text
    assert post(rita, "/comments/1/restore", headers=PARTIAL).status_code == 200
    assert "SAID IN ANGER" in rita.get("/threads/1").text


def test_a_removed_question_asks_nobody_and_is_not_quoted_over_its_fold(rita: FlaskClient, rob: FlaskClient) -> None:
    thread = make_thread(body="@Rob, SAID IN ANGER")
    comments.remove(thread.author, thread.comments[0])
    db.session.commit()
    assert "You are mentioned here." not in rob.get("/threads/1").text
    service.resolve(thread.author, thread)
    db.session.commit()
    panel = rita.get(f"/claims/{thread.claim_id}/threads").text
    assert "SAID IN ANGER" not in panel
    assert "(removed)" in panel


def test_who_is_asked_finds_it_on_their_desk_until_they_have_seen_it(rita: FlaskClient, rob: FlaskClient) -> None:
    make_thread(body="@Rob, which permit?", is_blocking=True)
    assert ASKED not in rita.get("/").text
    desk = rob.get("/").text
    assert ASKED in desk
    assert '<a href="/threads/1" dir="auto">The harbour opens in May</a>' in desk
    assert "<bdi>Rita</bdi> asks: <bdi>@Rob, which permit?</bdi>" in desk
    page = rob.get("/threads/1").text
    assert "You are mentioned here." in page
    assert '<bdi class="mention" data-own>@Rob</bdi>' in page
    assert "You are mentioned here." not in rita.get("/threads/1").text
    assert ASKED in rob.get("/").text  # a page that was fetched is not yet one that was looked at
    seen = post(rob, "/threads/1/seen", headers=PARTIAL)
    assert "no longer listed on your desk" in seen.text
    assert ASKED not in rob.get("/").text
    assert path_of(post(rob, "/threads/1/seen").location) == "/threads/1"


def test_who_answers_is_no_longer_asked(rob: FlaskClient) -> None:
    make_thread(body="@Rob, which permit?")
    post(rob, "/threads/1/reply", body="The one of March.")
    assert ASKED not in rob.get("/").text


def test_on_an_archived_claim_nothing_is_offered(rita: FlaskClient) -> None:
    thread = make_thread()
    claims.archive(thread.author, thread.claim)
    db.session.commit()
    page = rita.get(f"/claims/{thread.claim_id}/threads").text
    assert "Which permit?" in page
    for words in ("/reply", "/resolve", "/1/block", "/edit", "/remove", "Start a conversation"):
        assert words not in page
    assert post(rita, "/threads/1/reply", body="The one of March.").status_code == 409


def test_the_history_of_the_claim_tells_the_acts_without_their_words(app: Flask, rita: FlaskClient) -> None:
    thread = make_thread(body="@Rita, which permit?")
    for act, form in (("reply", {"body": "The one of March."}), ("block", {}), ("resolve", {}), ("reopen", {})):
        assert post(rita, f"/threads/1/{act}", **form).status_code == 303
    page = rita.get(f"/claims/{thread.claim_id}/history").text
    for words in ("started a conversation", "replied in a", "made a conversation block", "resolved a", "reopened a"):
        assert words in page
    assert "The one of March" not in page


def test_no_conversation_tells_of_a_review(app: Flask, rita: FlaskClient) -> None:
    thread = make_thread()
    reviews.submit(make_user("Rob"), thread.claim, rating(), "ROB-SAYS so.", Confidence.HIGH)
    db.session.commit()
    for url in ("/threads/1", f"/claims/{thread.claim_id}/threads"):
        page = rita.get(url).text
        assert "ROB-SAYS" not in page
        assert rating().name not in page.partition("<main")[2]
