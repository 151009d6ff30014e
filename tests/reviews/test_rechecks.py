"""People who highlighted or reviewed a claim are asked to re-check it when somebody else changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Anchor, Target
from factcheck.audit.queries import newest_id
from factcheck.claims import bulk, service
from factcheck.claims.bulk import Chosen
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import NotAllowed
from factcheck.reanchoring import service as reanchoring_service
from factcheck.reanchoring.job import open_version
from factcheck.reviews import rechecks
from factcheck.reviews import service as reviewing
from factcheck.reviews.models import Confidence
from factcheck.undo import service as undoing
from tests.factories import TEXT, make_article, make_claim, make_next_version, make_user, post, rating, sign_in

WORDS, LONGER = "The harbour will open in May", "The harbour will open in May, mayor Signe Holt said on Monday"


@pytest.fixture
def claim(app: Flask) -> Claim:
    """Highlighted by Rita, reviewed by Rob."""
    claim = make_claim(WORDS, make_article())
    reviewing.submit(make_user("Rob"), claim, rating(), "Not in May.", Confidence.HIGH)
    db.session.commit()
    return claim


def edda() -> User:
    return make_user("Edda", Role.EDITOR)


def part() -> Target:
    return db.session.scalars(select(Target)).one()


def say(actor: User, claim: Claim, **said: object) -> None:
    service.edit(actor, claim, replace(ClaimDetails.of(claim), **said), claim.revision)


def asked() -> set[str]:
    """Who is asked about the one claim, by name."""
    db.session.commit()
    people = [make_user(name) for name in ("Rita", "Rob")] + [edda(), make_user("Emil", Role.EDITOR)]
    return {person.name for person in people if db.session.scalars(rechecks.asked_of(person.id)).all()}


def edit(claim: Claim) -> None:
    say(edda(), claim, statement="The harbour opens in spring")


def resize(claim: Claim) -> None:
    annotation_service.resize(edda(), part(), Quote(LONGER), part().revision)


def archive(claim: Claim) -> None:
    bulk.archive(edda(), [Chosen(claim, claim.revision)])


def join(claim: Claim) -> None:
    annotation_service.join(edda(), claim, part().version, [Quote("Costs were halved")])


@pytest.mark.parametrize("act", [edit, resize, archive, join])
def test_a_change_by_another_asks_the_author_and_the_reviewers(claim: Claim, act: Callable[[Claim], None]) -> None:
    assert asked() == set()
    act(claim)
    assert asked() == {"Rita", "Rob"}


def test_a_change_by_the_author_asks_the_reviewers_only(claim: Claim) -> None:
    say(make_user("Rita"), claim, place="Tarnby")
    assert asked() == {"Rob"}


def test_before_a_review_any_reviewer_may_change_it_and_its_author_is_asked(app: Flask) -> None:
    claim = make_claim(WORDS, make_article())
    annotation_service.resize(make_user("Rob"), part(), Quote(LONGER), part().revision)
    say(make_user("Rob"), claim, statement="The harbour opens in spring")
    assert asked() == {"Rita"}


def test_after_a_review_only_an_editor_or_the_author_may(claim: Claim) -> None:
    rob = make_user("Rob")
    with pytest.raises(NotAllowed, match="claim that was reviewed"):
        say(rob, claim, statement="The harbour opens in spring")
    db.session.rollback()
    with pytest.raises(NotAllowed, match="has been reviewed"):
        annotation_service.resize(rob, part(), Quote(LONGER), part().revision)
    say(make_user("Rita"), claim, statement="The harbour opens in spring")
    annotation_service.resize(edda(), part(), Quote(LONGER), part().revision)


def test_whoever_added_words_may_move_those_and_is_asked_about_them(claim: Claim) -> None:
    rob = make_user("Rob")
    own = annotation_service.join(rob, claim, part().version, [Quote("Costs were halved")]).targets[0]
    db.session.commit()
    annotation_service.resize(rob, own, Quote("not a day later"), own.revision)
    rechecks.see(make_user("Rita"), claim.id, db.session.scalar(newest_id()) or 0)
    rechecks.see(rob, claim.id, db.session.scalar(newest_id()) or 0)
    assert asked() == set()
    annotation_service.resize(make_user("Rita"), own, Quote("Costs were halved"), own.revision)
    assert asked() == {"Rob"}


def test_tags_ask_nobody_and_are_anybodys(claim: Claim) -> None:
    bulk.tag(make_user("Rob"), [Chosen(claim, claim.revision)], ["harbour"])
    bulk.tag(edda(), [Chosen(claim, claim.revision)], ["town"])
    assert [tag.name for tag in claim.tags] == ["harbour", "town"]
    assert asked() == set()


def test_what_is_put_back_asks_nobody_any_more(claim: Claim) -> None:
    edit(claim)
    resize(claim)
    assert asked() == {"Rita", "Rob"}
    for _ in range(2):
        undoing.undo(edda())
    assert asked() == set()
    undoing.redo(edda())
    assert asked() == {"Rita", "Rob"}


def test_a_mark_that_was_carried_over_is_settled_by_anybody_and_moved_again_by_few(claim: Claim) -> None:
    text = TEXT.replace("The harbour will open in May", "In spring, ferries may call at the port")
    changed = make_next_version(part().annotation.article, text, is_open=False)
    open_version({"version_id": changed.id}, lambda done, total: None)()
    db.session.commit()
    placed = db.session.scalars(select(Anchor)).one()
    reanchoring_service.move(make_user("Rob"), placed, Quote("ferries may call at the port"), placed.revision)
    db.session.commit()
    assert asked() == {"Rita"}
    with pytest.raises(NotAllowed, match="has been reviewed"):
        reanchoring_service.move(make_user("Rolf"), placed, Quote("Costs were halved"), placed.revision)
    reanchoring_service.undo(make_user("Rob"), placed, placed.revision)
    assert asked() == set()


def test_a_new_review_of_it_is_an_answer(claim: Claim) -> None:
    edit(claim)
    reviewing.submit(make_user("Rob"), claim, rating(), "Still not in May.", Confidence.HIGH)
    assert asked() == {"Rita"}


def test_the_desk_and_the_claim_show_before_and_after_until_it_is_seen(claim: Claim, client: FlaskClient) -> None:
    edit(claim)
    resize(claim)
    db.session.commit()
    rita = sign_in(client, make_user("Rita"))
    for path in ("/", "/desk/again", "/claims/1", "/claims/1/seen"):
        page = rita.get(path).text
        for words in (
            "by others",
            "Edda",
            "The harbour opens in May</del>",
            "opens in spring</ins>",
            f"{LONGER}</ins>",
        ):
            assert words in page, (path, words)
    newest = max(it.act.id for it in rechecks.unseen(rechecks.of(make_user("Rita"), 1)))  # type: ignore[arg-type]
    asked_on = {"Referer": "http://localhost/desk/again"}
    assert post(rita, "/claims/1/seen", newest=newest, headers=asked_on).location == "/desk/again"
    assert "by others" not in rita.get("/").text
    assert "by others" not in rita.get("/claims/1").text
    assert asked() == {"Rob"}


def test_what_changed_after_the_page_was_opened_is_still_asked(claim: Claim) -> None:
    edit(claim)
    db.session.commit()
    seen = db.session.scalar(newest_id()) or 0
    say(edda(), claim, place="Tarnby")
    db.session.commit()
    rechecks.see(make_user("Rita"), claim.id, seen)
    [it] = rechecks.unseen(rechecks.of(make_user("Rita"), claim.id))  # type: ignore[arg-type]
    assert (it.field, it.before, it.after) == ("place", "", "Tarnby")


@pytest.mark.parametrize("newest", ["", "x", "²", "9" * 30])
def test_a_form_that_says_nothing_of_what_it_showed_is_refused(claim: Claim, client: FlaskClient, newest: str) -> None:
    edit(claim)
    assert post(sign_in(client, make_user("Rita")), "/claims/1/seen", newest=newest).status_code == 400
    assert asked() == {"Rita", "Rob"}


def test_over_http_a_refused_edit_keeps_what_was_typed(claim: Claim, client: FlaskClient) -> None:
    rob = sign_in(client, make_user("Rob"))
    page = rob.get("/claims/1/edit").text
    assert "you can change its tags only" in page
    assert "Adjust the quote" not in rob.get("/claims/1").text
    by = page.split('name="_by" value="')[1].split('"')[0]
    form = {"statement": "Spring is when it opens", "kind": "checkable", "claimant_kind": "person", "revision": "2"}
    answer = post(rob, "/claims/1/edit", **form, _by=by)
    assert answer.status_code == 403
    assert "Spring is when it opens" in answer.text
