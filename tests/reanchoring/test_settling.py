"""Decisions on carried-over marks: confirmed, moved, marked as removed and undone; refused if they are wrong."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote, WordingChange
from factcheck.annotations import queries as annotation_queries
from factcheck.annotations.models import Anchor, AnchorState
from factcheck.annotations.resolve import Unclear
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.claims import service
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.jobs.worker import run_due
from factcheck.reanchoring import queries as reanchoring_queries
from factcheck.reanchoring import service as reanchoring_service
from tests.factories import compute_and_write, make_article, make_claim, make_user, post, sign_in
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED, update

NEW_WORDS = REWORDED.replace("14", "11")
ELSEWHERE = "The board meets again in November."


@pytest.fixture
def version(app: Flask) -> Version:
    """Version 2, open: mark 1 was moved, mark 2 needs a look, mark 3 is lost, mark 4 is sure."""
    old = make_article(OLD, "No reason to dredge")
    for words in (MOVED, REWORDED, DELETED, DOUBLED):
        make_claim(words, old)
    version = update(old, NEW)
    run_due()
    return version


def mark(target_id: int, version: Version) -> Anchor:
    db.session.expire_all()
    query = select(Anchor).where(Anchor.target_id == target_id, Anchor.version_id == version.id)
    return db.session.scalars(query).one()


def where(anchor: Anchor) -> tuple[AnchorState, WordingChange, str | None]:
    return anchor.state, anchor.change, anchor.exact


def test_a_mark_is_confirmed_and_that_is_undone(version: Version) -> None:
    rita, it = make_user("Rita"), mark(2, version)
    reanchoring_service.confirm(rita, it, it.revision)
    assert where(it) == (AnchorState.CONFIDENT, WordingChange.REWORDED, NEW_WORDS)
    assert (it.decision.author, it.needs_person) == (rita, False)
    reanchoring_service.undo(make_user("Rob"), it, it.revision)
    assert where(it) == (AnchorState.UNCERTAIN, WordingChange.REWORDED, NEW_WORDS)
    assert it.needs_person


def test_a_lost_mark_is_placed_by_hand_and_keeps_its_claim(version: Version) -> None:
    rita, it = make_user("Rita"), mark(3, version)
    claim_id = it.target.annotation.claim_id
    reanchoring_service.move(rita, it, Quote(ELSEWHERE), it.revision)
    assert where(it) == (AnchorState.CONFIDENT, WordingChange.REWORDED, ELSEWHERE)
    assert version.text[it.start : it.end] == ELSEWHERE
    assert it.target.annotation.claim_id == claim_id
    assert claim_id in {place.claim_id for place in annotation_queries.places(version.id)}
    reanchoring_service.undo(rita, it, it.revision)
    assert where(it) == (AnchorState.ORPHANED, WordingChange.REMOVED, None)


def test_a_mark_moved_to_its_very_words_says_moved(version: Version) -> None:
    it = mark(4, version)
    second = version.text.rindex(DOUBLED)
    reanchoring_service.move(
        make_user("Rita"), it, Quote(DOUBLED, version.text[second - 20 : second], "", second), it.revision
    )
    assert (it.start, it.change) == (second, WordingChange.MOVED)


def test_a_mark_is_given_up_and_undone_step_by_step(version: Version) -> None:
    rita, it = make_user("Rita"), mark(2, version)
    reanchoring_service.confirm(rita, it, it.revision)
    reanchoring_service.give_up(rita, it, it.revision)
    assert where(it) == (AnchorState.ORPHANED, WordingChange.REMOVED, None)
    reanchoring_service.undo(rita, it, it.revision)
    assert where(it) == (AnchorState.CONFIDENT, WordingChange.REWORDED, NEW_WORDS)
    reanchoring_service.undo(rita, it, it.revision)
    assert where(it) == (AnchorState.UNCERTAIN, WordingChange.REWORDED, NEW_WORDS)
    with pytest.raises(Conflict, match="to undo"):
        reanchoring_service.undo(rita, it, it.revision)


def test_what_is_lost_can_be_left_lost_so_that_nobody_is_asked_again(version: Version) -> None:
    it = mark(3, version)
    assert reanchoring_queries.count_unresolved(version.id) == 2
    reanchoring_service.give_up(make_user("Rita"), it, it.revision)
    assert reanchoring_queries.count_unresolved(version.id) == 1
    with pytest.raises(Conflict, match="already marked as removed"):
        reanchoring_service.give_up(make_user("Rita"), it, it.revision)


def test_every_word_is_in_the_record_with_the_place_before_and_after(version: Version) -> None:
    it = mark(2, version)
    reanchoring_service.give_up(make_user("Rita"), it, it.revision)
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert (event.action, event.actor_name) == ("claim:give-up-anchor", "Rita")
    assert event.before["exact"] == NEW_WORDS
    assert (event.after["exact"], event.after["version"]) == (None, 2)


def test_states_always_add_up_to_all(version: Version) -> None:
    rita = make_user("Rita")
    for target_id, act in (
        (2, reanchoring_service.confirm),
        (3, reanchoring_service.give_up),
        (1, reanchoring_service.give_up),
        (1, reanchoring_service.undo),
    ):
        it = mark(target_id, version)
        act(rita, it, it.revision)
        assert sum(reanchoring_queries.tally(version.id).values()) == 4
    assert reanchoring_queries.tally(version.id) == {
        AnchorState.CONFIDENT: 3,
        AnchorState.UNCERTAIN: 0,
        AnchorState.ORPHANED: 1,
    }


def test_what_can_not_be_said_is_refused(version: Version) -> None:
    rita = make_user("Rita")
    lost, sure, look = mark(3, version), mark(4, version), mark(2, version)
    with pytest.raises(Conflict, match="wasn’t found in this version"):
        reanchoring_service.confirm(rita, lost, lost.revision)
    with pytest.raises(Conflict, match="already certain"):
        reanchoring_service.confirm(rita, sure, sure.revision)
    with pytest.raises(Conflict, match="in the meantime"):
        reanchoring_service.confirm(rita, look, look.revision - 1)
    with pytest.raises(Invalid, match="already covers these words"):
        reanchoring_service.move(rita, look, Quote(NEW_WORDS), look.revision)
    with pytest.raises(Invalid, match="is in the article"):
        reanchoring_service.move(rita, look, Quote("Penguins have taken over the lighthouse"), look.revision)
    with pytest.raises(Unclear):
        reanchoring_service.move(rita, look, Quote(DOUBLED), look.revision)
    olga = make_user("Olga")
    olga.active = False
    with pytest.raises(NotAllowed):
        reanchoring_service.confirm(olga, look, look.revision)


def test_what_was_archived_or_is_of_an_older_version_is_not_settled(version: Version) -> None:
    rita, it = make_user("Rita"), mark(2, version)
    service.archive(rita, it.target.annotation.claim)
    with pytest.raises(Conflict, match="was archived"):
        reanchoring_service.confirm(rita, it, it.revision)
    service.restore(rita, it.target.annotation.claim)
    db.session.commit()
    update(version, f"{NEW}\n\nA third version.")
    run_due()
    it = mark(2, version)
    with pytest.raises(Conflict, match="Version 3"):
        reanchoring_service.confirm(rita, it, it.revision)


def test_the_next_version_is_searched_from_where_a_person_said_the_mark_stands(version: Version) -> None:
    rita, confirmed, moved = make_user("Rita"), mark(2, version), mark(3, version)
    reanchoring_service.confirm(rita, confirmed, confirmed.revision)
    reanchoring_service.move(rita, moved, Quote(ELSEWHERE), moved.revision)
    db.session.commit()
    third = update(version, f"{NEW}\n\nA third version.")
    run_due()
    assert where(mark(2, third)) == (AnchorState.CONFIDENT, WordingChange.REWORDED, NEW_WORDS)
    assert where(mark(3, third)) == (AnchorState.CONFIDENT, WordingChange.REWORDED, ELSEWHERE)


def test_words_that_a_person_refused_are_not_offered_again_and_others_only_to_be_looked_at(version: Version) -> None:
    rita = make_user("Rita")
    for target_id in (2, 4):
        it = mark(target_id, version)
        reanchoring_service.give_up(rita, it, it.revision)
    db.session.commit()
    third = update(version, NEW.replace("log.", "log book."))
    run_due()
    assert where(mark(4, third)) == (AnchorState.ORPHANED, WordingChange.REMOVED, None)
    assert mark(2, third).state is not AnchorState.CONFIDENT
    assert reanchoring_queries.tally(third.id)[AnchorState.CONFIDENT] == 1


def test_what_is_said_while_the_next_version_is_computed_counts_there(version: Version) -> None:
    from factcheck.reanchoring import job

    third = update(version, f"{NEW}\n\nA third version.")
    write = job.open_version({"version_id": third.id}, lambda done, total: None)
    it = mark(3, version)
    reanchoring_service.move(make_user("Rita"), it, Quote(ELSEWHERE), it.revision)
    compute_and_write(write)
    assert where(mark(3, third)) == (AnchorState.CONFIDENT, WordingChange.REWORDED, ELSEWHERE)


def test_over_http_each_act_leads_back_to_its_row_and_is_said(version: Version, client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    it = mark(2, version)
    answer = post(rita, f"/marks/{it.id}/confirm", revision=it.revision)
    assert (answer.status_code, answer.location) == (303, f"/articles/1/versions/2/marks?show=all#mark-{it.id}")
    page = rita.get("/articles/1/versions/2/marks?show=all").text
    assert "Confirmed by Rita" in page
    assert "Undo" in page
    assert post(rita, f"/marks/{it.id}/confirm", revision=it.revision).status_code == 409
    assert post(rita, f"/marks/{it.id}/undo").status_code == 400
    assert post(rita, f"/marks/{it.id}/undo", revision=mark(2, version).revision).status_code == 303
    assert mark(2, version).state is AnchorState.UNCERTAIN


def test_htmx_gets_the_row_and_the_counts(version: Version, client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    it = mark(3, version)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = post(rita, f"/marks/{it.id}/give-up", revision=it.revision, headers=headers)
    assert answer.text.strip().startswith(f'<li class="anchor" id="mark-{it.id}"')
    assert 'data-announcement="Marked as removed' in answer.text
    assert "<strong>1</strong> to resolve" in answer.text
    assert "Everything is resolved." not in answer.text
    last = mark(2, version)
    answer = post(rita, f"/marks/{last.id}/confirm", revision=last.revision, headers=headers)
    assert "Everything is resolved." in answer.text
    assert 'href="/articles/1">Back to the article' in answer.text


def test_other_places_are_offered_and_taken(version: Version, client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    it = mark(4, version)
    second = version.text.rindex(DOUBLED)
    passage = f"{second}-{second + len(DOUBLED)}"
    page = rita.get(f"/marks/{it.id}").text
    assert f'value="{passage}"' in page
    assert f'value="{it.start}-{it.end}"' not in page  # where it stands is no other place
    assert post(rita, f"/marks/{it.id}/move", revision=it.revision, passage=passage).status_code == 303
    assert mark(4, version).start == second


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose one of the passages, or enter one quote"),
        ({"passage": "1-2-3"}, "Choose one of the passages."),
        ({"exact": "Penguins have taken over the lighthouse"}, "is in the article"),
        ({"exact": f"{MOVED}\n[…]\n{NEW_WORDS}"}, "enter one quote"),
    ],
)
def test_a_refused_place_keeps_what_was_typed(
    version: Version, client: FlaskClient, data: dict[str, str], words: str
) -> None:
    rita = sign_in(client, make_user("Rita"))
    it = mark(3, version)
    answer = post(rita, f"/marks/{it.id}/move", revision=it.revision, **data)
    assert answer.status_code == 422
    assert words in answer.text
    assert data.get("exact", "").partition("\n")[0] in answer.text
    assert mark(3, version).state is AnchorState.ORPHANED


def test_the_workbench_names_what_is_lost_and_takes_its_new_place_from_the_text(
    version: Version, client: FlaskClient
) -> None:
    rita = sign_in(client, make_user("Rita"))
    it = mark(3, version)
    page = rita.get("/articles/1").text
    assert "2 highlights from earlier versions need a decision" in page
    assert "Not found in version 2" in page
    assert f'href="/marks/{it.id}"' in page
    asking = rita.get(f"/articles/1?attach={it.id}").text
    assert 'attach="attach-form"' in asking
    start = version.text.index(ELSEWHERE)
    words = {"exact": ELSEWHERE, "prefix": version.text[start - 9 : start], "suffix": "", "hint": start, "from": "text"}
    answer = post(rita, f"/marks/{it.id}/move", revision=it.revision, **words)
    assert (answer.status_code, answer.location) == (303, "/articles/1#claim-3")
    assert "Not found in version 2" not in rita.get("/articles/1").text
    assert "Not found in version 2" not in rita.get("/articles/1/versions/1").text


def test_a_reader_of_an_old_version_is_led_to_the_newest_marks(version: Version, client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita", Role.REVIEWER))
    update(version, f"{NEW}\n\nA third version.")
    run_due()
    page = rita.get("/articles/1/versions/2/marks?show=all").text
    assert "is no longer the latest" in page
    assert "Confirm</button>" not in page
