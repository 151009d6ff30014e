"""Moving the ends of a mark: the same mark, the old words in the record, and reviewers who re-check."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Anchor, DecisionKind, Target
from factcheck.annotations.resolve import Unclear
from factcheck.audit.models import Event
from factcheck.claims import service
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.reanchoring.job import open_version
from factcheck.reviews import service as reviewing
from factcheck.reviews.models import Confidence
from tests.factories import (
    TEXT,
    make_article,
    make_claim,
    make_edition,
    make_next_version,
    make_user,
    post,
    rating,
    sign_in,
)

WORDS, LONGER = "The harbour will open in May", "The harbour will open in May, mayor Signe Holt said on Monday"


@pytest.fixture
def claim(app: Flask) -> Claim:
    return make_claim(WORDS, make_article())


def part() -> Target:
    db.session.expire_all()
    return db.session.scalars(select(Target)).one()


def test_a_mark_moves_and_keeps_its_identity_and_its_old_words_in_the_record(claim: Claim) -> None:
    it, quoted = part(), claim.quoted
    number = it.id
    annotation_service.resize(make_user("Rob"), it, Quote(LONGER), it.revision)
    db.session.commit()
    assert (part().id, part().exact, part().annotation.claim.quoted) == (number, LONGER, quoted)
    assert TEXT[part().start : part().end] == LONGER
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (event.action, event.before["exact"], event.after["exact"]) == ("claim:resize", WORDS, LONGER)


def test_context_follows_so_that_the_check_holds(claim: Claim, app: Flask) -> None:
    annotation_service.resize(make_user("Rob"), part(), Quote("Costs were halved"), 1)
    db.session.commit()
    assert app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


def test_the_page_of_reviews_says_that_words_were_moved_since(claim: Claim, client: FlaskClient) -> None:
    rob = make_user("Rob")
    reviewing.submit(rob, claim, rating(), "Not in May.", Confidence.HIGH)
    db.session.commit()
    annotation_service.resize(make_user("Rita"), part(), Quote(LONGER), part().revision)
    db.session.commit()
    assert "was adjusted after this review" in sign_in(client, rob).get(f"/claims/{claim.id}/reviews").text


def test_what_can_not_be_moved_is_refused(claim: Claim) -> None:
    rita, it = make_user("Rita"), part()
    with pytest.raises(Invalid, match="covers exactly these words"):
        annotation_service.resize(rita, it, Quote(WORDS), it.revision)
    with pytest.raises(Invalid, match="is in the article"):
        annotation_service.resize(rita, it, Quote("Penguins have taken over the lighthouse"), it.revision)
    with pytest.raises(Unclear):
        annotation_service.resize(rita, it, Quote("open in May"), it.revision)
    with pytest.raises(Conflict, match="Somebody else has moved"):
        annotation_service.resize(rita, it, Quote(LONGER), it.revision + 1)
    service.archive(rita, claim)
    with pytest.raises(Conflict, match="was archived"):
        annotation_service.resize(rita, it, Quote(LONGER), it.revision)


def test_the_words_under_an_approved_verdict_stay(app: Flask) -> None:
    make_edition(state="published")
    with pytest.raises(Conflict, match="An approved verdict quotes these words"):
        annotation_service.resize(make_user("Rita"), part(), Quote(LONGER), 1)


def test_a_mark_of_an_older_version_stays_there_as_it_was(claim: Claim) -> None:
    it = part()
    make_next_version(it.annotation.article, f"{TEXT}\n\nMore.")
    with pytest.raises(Conflict, match="Version 2 of this article is now"):
        annotation_service.resize(make_user("Rita"), it, Quote(LONGER), it.revision)


def test_over_http_words_selected_in_the_text_move_the_mark(claim: Claim, client: FlaskClient) -> None:
    rita, it = sign_in(client, make_user("Rita")), part()
    asking = rita.get(f"/articles/1?resize={it.id}").text
    assert f'action="/targets/{it.id}/move"' in asking
    assert 'attach="attach-form"' in asking
    assert f'href="/articles/1?resize={it.id}"' in rita.get(f"/claims/{claim.id}").text
    words = {"exact": LONGER, "prefix": "", "suffix": "", "hint": TEXT.index(LONGER), "revision": it.revision}
    answer = post(rita, f"/targets/{it.id}/move", **words)
    assert (answer.status_code, answer.location) == (303, f"/articles/1#claim-{claim.id}")
    assert post(rita, f"/targets/{it.id}/move", **words).status_code == 409
    assert part().exact == LONGER


def test_a_refusal_keeps_what_was_typed_and_offers_the_passages(claim: Claim, client: FlaskClient) -> None:
    rita, it = sign_in(client, make_user("Rita")), part()
    answer = post(rita, f"/targets/{it.id}/move", exact="open in May", revision=it.revision)
    assert answer.status_code == 422
    assert "Which of these do you mean?" in answer.text
    assert "open in May</textarea>" in answer.text
    passage = f"{TEXT.index(LONGER)}-{TEXT.index(LONGER) + len(LONGER)}"
    assert post(rita, f"/targets/{it.id}/move", passage=passage, revision=it.revision).status_code == 303
    assert post(rita, f"/targets/{it.id}/move", exact=WORDS).status_code == 400
    assert rita.get(f"/targets/{it.id}/move").status_code == 200


ENDS = {"claim_id": 1, "version": 1, "exact": LONGER, "hint": 0}


def ends(client: FlaskClient, was: str, **changed: object) -> TestResponse:
    """Ends moved in the text, as the page sends them."""
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    return post(client, "/articles/1/ends", was=was, headers=headers, **{**ENDS, **changed})


def test_ends_moved_in_the_text_bring_back_the_touched_blocks_and_the_card(claim: Claim, client: FlaskClient) -> None:
    it = part()
    answer = ends(sign_in(client, make_user("Rob")), f"{it.start}-{it.end}", hint=it.start)
    assert answer.status_code == 200
    assert (part().exact, part().id) == (LONGER, it.id)
    assert f'data-at="{part().start}-{part().end}"' in answer.text
    assert LONGER in re.sub("<[^>]*>", "", answer.text)
    assert 'hx-target="#ends-form [name=_key]"' in answer.text
    assert """hx-target="#text[data-version='1'] #block-1\"""" in answer.text
    act = db.session.scalar(select(func.max(Event.id)))
    assert f'<input type="hidden" name="seen" value="{act}">' in answer.text


def test_ends_moved_on_a_page_of_an_older_version_are_left_where_they_are(claim: Claim, client: FlaskClient) -> None:
    it = part()
    make_next_version(it.annotation.article, f"{TEXT}\n\nMore.")
    answer = ends(sign_in(client, make_user("Rob")), f"{it.start}-{it.end}", hint=it.start)
    assert answer.status_code == 409
    assert "Version 2 of this article is now available" in answer.text
    assert part().exact == WORDS


def test_ends_of_a_mark_that_somebody_else_moved_are_left_alone(claim: Claim, client: FlaskClient) -> None:
    answer = ends(sign_in(client, make_user("Rob")), "3-9")
    assert answer.status_code == 409
    assert "is no longer there" in answer.text
    assert part().exact == WORDS


@pytest.mark.parametrize(
    "changed", [{"was": "here"}, {"claim_id": ""}, {"exact": " "}, {"version": ""}, {"version": 0}]
)
def test_a_form_that_does_not_say_what_was_moved_is_refused(
    claim: Claim, client: FlaskClient, changed: dict[str, object]
) -> None:
    it = part()
    answer = ends(sign_in(client, make_user("Rob")), **{"was": f"{it.start}-{it.end}", **changed})
    assert answer.status_code == 422
    assert "Reload the page" in answer.text


def test_ends_of_a_mark_that_was_carried_over_are_settled_where_they_are_put(claim: Claim, client: FlaskClient) -> None:
    version = make_next_version(claim.annotations[0].article, TEXT + "\n\nThe end.", is_open=False)
    open_version({"version_id": version.id}, lambda _done, _all: None)()
    db.session.commit()
    anchor = db.session.scalars(select(Anchor)).one()
    was = f"{anchor.start}-{anchor.end}"
    assert ends(sign_in(client, make_user("Rob")), was, hint=anchor.start, version=2).status_code == 200
    db.session.expire_all()
    assert (anchor.exact, anchor.decision.kind) == (LONGER, DecisionKind.MOVE)
