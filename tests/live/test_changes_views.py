"""Automatic requests of an open page: what changed, who else is there; and their refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles.models import Version
from factcheck.claims import service
from factcheck.db import db
from factcheck.desk import messages
from factcheck.live.models import Presence
from tests.factories import make_article, make_claim, make_user, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def version(app: Flask) -> Version:
    return make_article()


def client_of(app: Flask, name: str) -> FlaskClient:
    return sign_in(app.test_client(), make_user(name))


def highlight(name: str, version: Version, words: str) -> int:
    claim = annotation_service.highlight(make_user(name), version, [Quote(words)], service.ClaimDetails(words))
    db.session.commit()
    return claim.id


def later(seconds: int) -> None:
    """Let time pass for everybody who is somewhere."""
    rows = db.session.execute(select(Presence.user_id, Presence.article_id, Presence.seen_at)).all()
    for user_id, article_id, seen_at in rows:
        mine = (Presence.user_id == user_id, Presence.article_id == article_id)
        db.session.execute(update(Presence).where(*mine).values(seen_at=seen_at - timedelta(seconds=seconds)))
    db.session.commit()


def test_a_page_that_lacks_nothing_gets_nothing(app: Flask, version: Version) -> None:
    rita = client_of(app, "Rita")
    answer = rita.get("/articles/1/changes?since=99", headers=HTMX)
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("since", ["", "x", "-5", "1e3", "9" * 30])
def test_a_number_that_is_none_counts_as_nothing_seen(app: Flask, version: Version, since: str) -> None:
    make_claim(version=version)
    answer = client_of(app, "Rita").get(f"/articles/1/changes?since={since}&version={since}", headers=HTMX)
    assert answer.status_code == 200
    assert 'hx-target="#cards"' in answer.text


@pytest.mark.parametrize("path", ["/articles/9/changes?since=0", "/articles/1/changes?since=0&version=7"])
def test_what_is_not_there_is_not_found(app: Flask, version: Version, path: str) -> None:
    assert client_of(app, "Rita").get(path, headers=HTMX).status_code == 404


def test_whoever_is_signed_out_learns_nothing(app: Flask, version: Version) -> None:
    answer = app.test_client().get("/articles/1/changes?since=0", headers=HTMX)
    assert (answer.status_code, "You were signed out" in answer.text) == (401, True)


def test_others_claims_are_announced_in_one_message_each_person_and_ones_own_are_not(
    app: Flask, version: Version
) -> None:
    rita, seen = client_of(app, "Rita"), 1
    numbers = [highlight("Rob", version, words) for words in ("TARNBY", "Monday", "council")]
    highlight("Rita", version, "Costs")
    archived = highlight("Edda", version, "halved")
    service.archive(make_user("Ada", Role.ADMIN), db.session.get_one(service.Claim, archived))
    db.session.commit()
    text = rita.get(f"/articles/1/changes?since={seen}", headers=HTMX).text
    assert f"Rob highlighted claims {numbers[0]}, {numbers[1]} and {numbers[2]}." in text
    assert "Rita highlighted" not in text
    assert "Edda highlighted" not in text


def test_of_many_claims_only_the_number_is_told() -> None:
    assert messages.highlighted([("Rob", number) for number in range(5)]) == ["Rob highlighted 5 claims."]
    assert messages.highlighted([("Rob", 12), ("Edda", 13)]) == [
        "Rob highlighted claim 12.",
        "Edda highlighted claim 13.",
    ]


@pytest.mark.parametrize(("name", "letters"), [("Rob", "Ro"), ("Signe Maria Holt", "SH"), ("å", "Å")])
def test_people_have_two_letters(name: str, letters: str) -> None:
    assert messages.initials(name) == letters


def test_a_paragraph_is_counted_as_readers_count() -> None:
    blocks = [["title", 0, 5], ["lead", 7, 9], ["paragraph", 11, 20]]
    assert [messages.place(blocks, index) for index in (0, 1, 2, 99)] == [
        "at the title", "at paragraph 1", "at paragraph 2", "at paragraph 2",
    ]  # fmt: skip
    assert messages.place(blocks[1:], 0) == "at paragraph 1"
    assert messages.place([], 0) == "at the title"


def test_people_see_each_other_and_not_themselves(app: Flask, version: Version) -> None:
    rita, rob = client_of(app, "Rita"), client_of(app, "Rob")
    assert "Rob" not in rita.post("/articles/1/presence", data={"block": 1}, headers=HTMX).text
    text = rob.post("/articles/1/presence", data={"block": 2}, headers=HTMX).text
    assert "Rita is here, at paragraph 1" in text
    assert "Rob" not in text


def test_who_has_not_been_seen_for_45_seconds_is_gone(app: Flask, version: Version) -> None:
    rita, rob = client_of(app, "Rita"), client_of(app, "Rob")
    rita.post("/articles/1/presence", data={"block": 1})
    later(44)
    assert "Rita" in rob.post("/articles/1/presence").text
    later(2)
    assert "Rita" not in rob.post("/articles/1/presence").text


def test_a_place_is_written_at_most_every_ten_seconds(app: Flask, version: Version) -> None:
    rita, rob = client_of(app, "Rita"), client_of(app, "Rob")
    rita.post("/articles/1/presence", data={"block": 1})
    rita.post("/articles/1/presence", data={"block": 2})
    assert "at paragraph 1" in rob.post("/articles/1/presence").text
    later(10)
    rita.post("/articles/1/presence", data={"block": 2})
    assert "at paragraph 2" in rob.post("/articles/1/presence").text


def test_who_went_to_another_article_leaves_one_row(app: Flask, version: Version) -> None:
    make_article("Another text.", "Another")
    rita = client_of(app, "Rita")
    rita.post("/articles/1/presence")
    later(60)
    rita.post("/articles/2/presence")
    assert db.session.scalars(select(Presence.article_id)).all() == [2]


def test_a_review_being_written_is_told_where_its_claim_stands(app: Flask, version: Version) -> None:
    claim = make_claim(version=version)
    rita, rob = client_of(app, "Rita"), client_of(app, "Rob")
    assert rita.post(f"/claims/{claim.id}/presence", data={"doing": "review"}).status_code == 204
    assert f"Rita is writing a review of claim {claim.id}" in rob.post("/articles/1/presence").text
    later(10)
    rita.post("/articles/1/presence", data={"block": 1})
    assert "Rita is here, at paragraph 1" in rob.post("/articles/1/presence").text


def test_nobody_writes_what_there_is_not(app: Flask, version: Version) -> None:
    claim = make_claim(version=version)
    rita = client_of(app, "Rita")
    assert rita.post(f"/claims/{claim.id}/presence", data={"doing": "<b>"}).status_code == 422
    assert rita.post("/claims/99/presence", data={"doing": "review"}).status_code == 404
    assert rita.post("/articles/99/presence").status_code == 404
    assert db.session.scalars(select(Presence.user_id)).all() == []


@pytest.mark.parametrize("block", ["", "x", "-1", "9" * 30, "1.5"])
def test_a_place_that_is_none_is_the_first(app: Flask, version: Version, block: str) -> None:
    assert client_of(app, "Rita").post("/articles/1/presence", data={"block": block}).status_code == 200
    assert db.session.scalars(select(Presence.block)).all() == [0]


@pytest.mark.parametrize("path", ["/articles/1/presence", "/claims/1/presence"])
def test_whoever_is_signed_out_is_nowhere(app: Flask, version: Version, path: str) -> None:
    make_claim(version=version)
    assert app.test_client().post(path, data={"doing": "review"}, headers=HTMX).status_code == 401
    assert db.session.scalars(select(Presence.user_id)).all() == []


def test_who_was_switched_off_is_shown_no_more(app: Flask, version: Version) -> None:
    rita, rob = client_of(app, "Rita"), client_of(app, "Rob")
    rita.post("/articles/1/presence")
    make_user("Rita").active = False
    db.session.commit()
    assert "Rita" not in rob.post("/articles/1/presence").text


def test_presence_leaves_the_page_of_others_unchanged(app: Flask, version: Version) -> None:
    rita, rob = client_of(app, "Rita"), client_of(app, "Rob")
    tag = rita.get("/articles/1").headers["ETag"]
    rob.post("/articles/1/presence")
    assert rita.get("/articles/1", headers={"If-None-Match": tag}).status_code == 304
