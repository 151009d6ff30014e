"""A takedown by law: asked for by one editor, done by another; no word of the text is left, and its hash is."""

from __future__ import annotations

import json
from functools import partial
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from factcheck.accounts.models import Role
from factcheck.claims.models import Claim, ClaimState
from factcheck.corrections import takedowns, withdrawals
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.verdicts import service
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.editions.snapshot import digest
from factcheck.verdicts.editions.staleness import Outdated
from factcheck.verdicts.models import Edition, Takedown, TakedownReason, Verdict
from tests.exports.public_routes import everything, holding
from tests.factories import (
    make_claim,
    make_correction,
    make_edition,
    make_takedown,
    make_user,
    make_withdrawal,
    post,
    rating,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("filled_once")

SLUG = "the-harbour-opens-in-september"
ATOM = "{http://www.w3.org/2005/Atom}"
COURT, NOTE = TakedownReason.COURT_ORDER, "District court, 12 C 345"
WORDS = (
    "The harbour opens in September",
    "The harbour opens in autumn",
    "The harbour will open in May",
    "Not in May",
    "The permit says so",
    "We read the permit again",
    NOTE,
    "Mixed",
)


@pytest.fixture
def edition(app: Flask) -> Edition:
    """A verdict that was corrected, beside another that stays."""
    first = make_edition(state="published")
    version = first.verdict.claim.annotations[0].version
    other = make_edition(state="draft", claim=make_claim("Costs were halved", version))
    details = VerdictDetails(rating("true"), "Costs did halve", "They did.", "It says so [1].")
    service.edit(other.author, other, details, other.revision)
    service.submit(other.author, other, other.revision)
    db.session.flush()
    service.approve(make_user("Emil", Role.EDITOR), other, other.revision)
    return make_correction(first, "mixed")


@pytest.fixture
def emil(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Emil", Role.EDITOR))


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Edda", Role.EDITOR))


def ask(edition: Edition, name: str = "Edda", role: Role = Role.EDITOR, note: str = NOTE) -> Takedown:
    return takedowns.ask(make_user(name, role), edition.verdict, COURT, note)


def approve(asked: Takedown, name: str = "Emil", role: Role = Role.EDITOR, sha256: str | None = None) -> None:
    seen = sha256 or asked.verdict.editions[-1].record_sha256 or ""
    takedowns.approve(make_user(name, role), asked, asked.revision, seen)


def test_after_a_takedown_no_public_address_and_no_export_has_a_word_of_it(app: Flask, edition: Edition) -> None:
    assert len(holding(everything(app), *WORDS)) > 15
    make_takedown(edition)
    found = everything(app)
    assert holding(found, *WORDS, f"/{SLUG}") == set()
    assert len(holding(found, "Costs did halve")) > 10


def test_a_withdrawn_verdict_leaves_no_word_either(app: Flask, edition: Edition) -> None:
    make_withdrawal(edition)
    make_takedown(edition)
    assert holding(everything(app), *WORDS, "The permit was forged", f"/{SLUG}") == set()


def test_a_tombstone_with_reason_and_day_stands_at_every_address_of_it(app: Flask, edition: Edition) -> None:
    takedown = make_takedown(edition)
    day = (takedown.decided_at or takedown.created_at).date().isoformat()
    reader = app.test_client()
    for where in (f"/checks/{SLUG}", f"/checks/{SLUG}/editions/1", f"/checks/{SLUG}/editions/2"):
        answer = reader.get(where)
        assert answer.status_code == 451
        assert "Court order" in answer.text
        assert day in answer.text
    own = reader.get(f"/checks/{SLUG}/claimreview.jsonld")
    assert (own.status_code, own.mimetype) == (451, "application/problem+json")
    assert json.loads(own.text)["detail"] == f"Taken down on {day}: court order."
    assert "Court order" in reader.get("/corrections").text


def entries_of(feed: str) -> dict[str, str]:
    """The ids of the entries of a feed by the slugs of their verdicts."""
    found = ElementTree.fromstring(feed).iter(f"{ATOM}entry")  # noqa: S314 - our own feed
    return {it.find(f"{ATOM}link").get("href").rpartition("/")[2]: it.findtext(f"{ATOM}id") for it in found}


def test_the_feed_has_a_deleted_entry_and_everybody_is_sent_the_new_exports(app: Flask, edition: Edition) -> None:
    reader = app.test_client()
    fetched = ("/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld", "/feed.atom",
               "/reports/1", "/reports/1/annotations.jsonld")  # fmt: skip
    tags = {where: reader.get(where).headers["ETag"] for where in fetched}
    entries = entries_of(reader.get("/feed.atom").text)
    takedown = make_takedown(edition)
    for where, tag in tags.items():
        assert reader.get(where, headers={"If-None-Match": tag}).status_code == 200, where
    feed = ElementTree.fromstring(reader.get("/feed.atom").text)  # noqa: S314 - our own feed
    gone = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    moment = (takedown.decided_at or takedown.created_at).isoformat(timespec="seconds")
    assert [(it.get("ref"), it.get("when")) for it in gone] == [(entries[SLUG], moment)]
    assert feed.findtext(f"{ATOM}updated") == moment


def test_the_text_is_kept_with_its_hash_and_shown_to_nobody(app: Flask, emil: FlaskClient, edition: Edition) -> None:
    make_takedown(edition)
    sealed = db.session.get_one(Edition, edition.id)
    assert digest(sealed.record or "") == sealed.record_sha256
    assert "The harbour opens in autumn" in (sealed.record or "")
    page = emil.get(f"/editions/{edition.id}").text
    assert sealed.record_sha256 in page
    assert NOTE in page
    inside = ["/", "/claims/1", "/claims/1/verdict", "/claims/1/changes", "/editions/1", f"/editions/{edition.id}",
              f"/verdicts/{edition.verdict_id}/correct", f"/verdicts/{edition.verdict_id}/withdraw",
              f"/verdicts/{edition.verdict_id}/takedown"]  # fmt: skip
    for where in inside:
        shown = emil.get(where).text
        assert not [words for words in ("autumn", "opens in September", "permit again") if words in shown], where
    assert app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_nothing_can_be_done_with_it_any_more(app: Flask, emil: FlaskClient, edition: Edition, state: str) -> None:
    later = make_correction(edition, "true", state=state)
    make_takedown(edition)
    emil_, edda_ = make_user("Emil", Role.EDITOR), make_user("Edda", Role.EDITOR)
    details = VerdictDetails(rating(), "H", "S", "It says so [1].")
    acts = [
        partial(service.correct, emil_, later.verdict, details, None, "Note."),
        partial(withdrawals.withdraw, emil_, later.verdict, "Why.", edition.record_sha256 or ""),
        partial(takedowns.ask, emil_, later.verdict, COURT, NOTE),
    ]
    acts += {
        "draft": [
            partial(service.edit, emil_, later, details, later.revision),
            partial(service.submit, emil_, later, later.revision),
        ],
        "submitted": [partial(service.approve, edda_, later, later.revision)],
        "approved": [partial(service.release, edda_, later)],
    }[state]
    for act in acts:
        with pytest.raises(Conflict, match="taken down for legal reasons"):
            act()
        db.session.rollback()
    assert "autumn" not in emil.get(f"/editions/{later.id}").text
    assert emil.get(f"/editions/{later.id}/edit").status_code == 409
    assert not [where for where in everything(app) if "autumn" in where]


def test_the_claim_is_undecided_and_waits_for_nothing(app: Flask, edition: Edition) -> None:
    make_takedown(edition)
    claim = db.session.get_one(Claim, edition.verdict.claim_id)
    assert (claim.state, claim.rating_key) == (ClaimState.IN_REVIEW, None)


@pytest.mark.parametrize(("note", "words"), [(" ", "who issued the order"), ("x" * 1001, "1,000 characters")])
def test_asking_needs_a_note_of_some_length(edition: Edition, note: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        ask(edition, note=note)


def test_reviewers_may_neither_ask_nor_decide(edition: Edition) -> None:
    with pytest.raises(NotAllowed):
        ask(edition, "Rita", Role.REVIEWER)
    asked = ask(edition)
    with pytest.raises(NotAllowed):
        approve(asked, "Rita", Role.REVIEWER)
    with pytest.raises(NotAllowed):
        takedowns.decline(make_user("Rita"), asked, asked.revision)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_nobody_approves_what_they_asked_for(edition: Edition, role: Role) -> None:
    asked = ask(edition, "Author", role)
    with pytest.raises(NotAllowed, match="didn’t request the takedown"):
        approve(asked, "Author", role)
    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE takedowns SET is_done = true, decider_id = author_id"))
    db.session.rollback()


def test_only_what_is_published_and_only_once(app: Flask) -> None:
    with pytest.raises(Conflict, match="Only a published verdict"):
        ask(make_edition(state="approved"))
    db.session.rollback()


def test_it_is_asked_for_once_and_again_after_it_was_declined(edition: Edition) -> None:
    asked = ask(edition)
    with pytest.raises(Conflict, match="already been requested"):
        ask(edition)
    takedowns.decline(make_user("Edda", Role.EDITOR), asked, asked.revision)
    assert ask(edition).decided_at is None
    with pytest.raises(Conflict, match="already been decided"):
        approve(asked)


def test_what_was_corrected_since_the_page_was_opened_is_not_taken_down(edition: Edition) -> None:
    asked = ask(edition)
    with pytest.raises(Outdated):
        approve(asked, sha256=edition.verdict.editions[0].record_sha256)


@pytest.mark.parametrize("change", ["UPDATE takedowns SET is_done = false", "DELETE FROM takedowns"])
def test_the_database_refuses_to_change_a_takedown(edition: Edition, change: str) -> None:
    make_takedown(edition)
    with pytest.raises(DatabaseError, match="never"):
        db.session.execute(text(change))
    db.session.rollback()


def test_from_asking_to_the_tombstone_on_the_pages(
    app: Flask, edda: FlaskClient, emil: FlaskClient, edition: Edition
) -> None:
    where = f"/verdicts/{edition.verdict_id}/takedown"
    assert f'href="{where}"' in edda.get(f"/editions/{edition.id}").text
    refused = post(edda, where, reason="", note="KEPT")
    assert (refused.status_code, "KEPT" in refused.text) == (422, True)
    assert post(edda, where, reason="court-order", note=NOTE).status_code == 303
    assert "Take down verdict" not in edda.get(where).text
    assert "Cancel request" in edda.get(where).text
    assert NOTE not in edda.get("/").text
    assert NOTE in emil.get("/").text
    page = emil.get(where).text
    assert "Take down verdict" in page
    asked = db.session.query(Takedown).one()
    url, seen = f"/takedowns/{asked.id}/approve", {"revision": asked.revision, "digest": edition.record_sha256}
    assert post(edda, url, **seen).status_code == 403
    assert post(emil, url, **{**seen, "digest": "0" * 64}).status_code == 409
    assert post(emil, url, **seen).status_code == 303
    assert app.test_client().get(f"/checks/{SLUG}").status_code == 451
    assert db.session.get_one(Verdict, edition.verdict_id).takedown is not None
    assert post(emil, f"/takedowns/{asked.id}/decline", revision=asked.revision).status_code == 409
