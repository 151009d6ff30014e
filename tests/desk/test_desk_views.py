"""The desk, the workbench and the page of a claim."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.db import db
from factcheck.reviews import service as reviewing
from factcheck.reviews.models import Confidence
from factcheck.verdicts.models import Edition
from tests.factories import make_article, make_claim, make_edition, make_user, post, rating, shown_on, sign_in


def person(app: Flask, name: str, role: Role = Role.EDITOR) -> FlaskClient:
    return sign_in(app.test_client(), make_user(name, role))


def test_an_empty_desk_says_where_to_begin(rita: FlaskClient) -> None:
    assert "Nothing to do" in rita.get("/").text


def test_what_waits_is_shown_to_who_may_decide(app: Flask, rita: FlaskClient) -> None:
    make_edition()
    assert "Waiting for your decision" in person(app, "Emil").get("/").text
    assert "Waiting for your decision" not in person(app, "Edda").get("/").text
    assert "Waiting for your decision" not in rita.get("/").text


def test_what_came_back_shows_its_reason_and_what_is_approved_can_be_published(app: Flask) -> None:
    edition = make_edition()
    emil, edda = person(app, "Emil"), person(app, "Edda")
    post(emil, f"/editions/{edition.id}/send-back", **shown_on(emil, edition.id), reason="Which page?")
    assert "Which page?" in edda.get("/").text
    other = make_edition(
        state="approved", claim=make_claim("Costs were halved", edition.verdict.claim.annotations[0].version)
    )
    assert "Approved, not yet published" in emil.get("/").text
    assert post(emil, f"/editions/{other.id}/publish", **shown_on(emil, other.id)).status_code == 303
    assert "Approved, not yet published" not in emil.get("/").text


def test_an_editor_sees_who_disagrees_and_what_is_overdue_but_not_before_a_blind_review_of_their_own(
    app: Flask,
) -> None:
    claim, edda = make_claim(), make_user("Edda", Role.EDITOR)
    past, coming = (datetime.now(UTC).date() + timedelta(days=days) for days in (-2, 2))
    reviewing.assign(edda, claim, make_user("Olli"), past)
    reviewing.assign(edda, claim, make_user("Emil", Role.EDITOR), coming)
    for name, key in (("Rita", "false"), ("Rob", "true")):
        reviewing.submit(make_user(name), claim, rating(key), "Read it.", Confidence.HIGH)
    db.session.commit()
    desk = person(app, "Edda").get("/").text
    assert "Reviewers disagree" in desk
    assert "Overdue (others)" in desk
    assert "Waiting for <bdi>Olli</bdi>’s review" in desk
    assert "Waiting for <bdi>Emil</bdi>’s review" not in desk
    emil = person(app, "Emil")
    assert "Reviewers disagree" not in emil.get("/").text
    reviewing.submit(make_user("Emil"), claim, rating("true"), "Read it.", Confidence.HIGH)
    reviewing.submit(make_user("Olli"), claim, rating("true"), "Read it.", Confidence.HIGH)
    db.session.commit()
    assert "Reviewers disagree" in emil.get("/").text
    assert "Overdue (others)" not in emil.get("/").text
    assert "Reviewers disagree" not in person(app, "Rita", Role.REVIEWER).get("/").text
    make_edition(state="draft", claim=claim)
    assert "Reviewers disagree" not in emil.get("/").text
    db.session.delete(db.session.query(Edition).one())
    db.session.commit()
    assert "Reviewers disagree" in emil.get("/").text
    reviewing.submit(make_user("Rita"), claim, rating("true"), "Read it again [1].", Confidence.HIGH)
    db.session.commit()
    assert "Reviewers disagree" not in emil.get("/").text


def test_the_workbench_is_not_sent_again_while_nothing_changed(rita: FlaskClient) -> None:
    make_claim()
    tag = rita.get("/articles/1").headers["ETag"]
    again = rita.get("/articles/1", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    make_claim("Costs were halved", make_article())
    assert rita.get("/articles/1", headers={"If-None-Match": tag}).status_code == 200


def test_a_workbench_is_of_one_person(app: Flask, rita: FlaskClient) -> None:
    make_article()
    tag = rita.get("/articles/1").headers["ETag"]
    rob = person(app, "Rob", Role.REVIEWER).get("/articles/1", headers={"If-None-Match": tag})
    assert rob.status_code == 200


def test_the_workbench_counts_what_stands_and_teaches_when_nothing_does(rita: FlaskClient) -> None:
    make_article()
    assert "Select text" in rita.get("/articles/1").text
    make_claim("Costs were halved", make_article())
    page = rita.get("/articles/1").text
    assert '<strong data-counts="found">1</strong>' in page
    assert page.count('<article class="card"') == 1


def test_the_page_of_a_claim_tells_its_history_in_words(app: Flask, rita: FlaskClient) -> None:
    edition = make_edition(state="published")
    page = rita.get(f"/claims/{edition.verdict.claim_id}").text
    for words in ("highlighted the claim", "added evidence", "approved the verdict", "published the verdict"):
        assert words in page
