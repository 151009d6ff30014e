"""Who claims something: today's words are what this claim says, earlier claims stay, and a doubtful id asks."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import replace
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.articles.models import Version
from factcheck.audit.models import Event
from factcheck.claims import service
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim, Claimant, ClaimantKind
from factcheck.claims.service import ClaimantDetails
from factcheck.claims.wikidata import item
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.undo import service as undoing
from tests.factories import hidden, make_article, make_edition, make_user, post, sign_in

HOLT = ClaimantDetails("Signe Holt", "mayor")
WITH_ID = replace(HOLT, wikidata_id="Q42")
WORDS = ("Costs were halved", "We open in May, and not a day later", "The harbour will open in May")


@pytest.fixture
def version(app: Flask) -> Version:
    return make_article()


def said_by(version: Version, claimant: ClaimantDetails | None, number: int = 0) -> Claim:
    details = ClaimDetails("It is so", claimant)
    claim = annotation_service.highlight(make_user("Rita"), version, [Quote(WORDS[number])], details)
    db.session.commit()
    return claim


def edit(claim: Claim, claimant: ClaimantDetails | None) -> None:
    service.edit(make_user("Rob"), claim, replace(ClaimDetails.of(claim), claimant=claimant), claim.revision)
    db.session.commit()


def told(claim: Claim) -> tuple[str, str, str, str | None]:
    """What the claim says of its claimant."""
    db.session.expire_all()
    it = db.session.get_one(Claim, claim.id).claimant
    assert it is not None
    return it.name, it.role, it.kind.value, it.wikidata_id


@pytest.mark.parametrize(
    "written",
    ["Q42", " q42 ", "wd:Q42", "wikidata:q42", "https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42",
     "https://m.wikidata.org/wiki/Q42#P31", "wikidata.org/wiki/Special:EntityPage/Q42?uselang=fi",
     "https://www.wikidata.org/wiki/Special:EntityData/Q42.json"],
)  # fmt: skip
def test_an_id_is_taken_as_people_have_it(version: Version, written: str) -> None:
    assert told(said_by(version, replace(HOLT, wikidata_id=written))) == ("Signe Holt", "mayor", "person", "Q42")


@pytest.mark.parametrize(
    "written", ["42", "Q", "Q042", "P31", "Q42x", "L42", "https://en.wikipedia.org/wiki/Q42", "Q" + "4" * 16, "Q４"]
)
def test_what_is_no_id_is_refused_beside_its_field(version: Version, written: str) -> None:
    assert item(written) is None
    with pytest.raises(Invalid, match="such as Q42") as refusal:
        said_by(version, replace(HOLT, wikidata_id=written))
    assert refusal.value.field == "claimant_wikidata"


@pytest.mark.parametrize(
    "today",
    [replace(HOLT, role="former mayor"), replace(HOLT, kind=ClaimantKind.ORGANISATION), replace(HOLT, name="S. Holt")],
)
def test_todays_words_are_what_this_claim_says_and_earlier_claims_stay(
    version: Version, today: ClaimantDetails
) -> None:
    first = said_by(version, WITH_ID)
    second = said_by(version, replace(today, wikidata_id="Q42", is_sure=True), 1)
    assert told(second) == (today.name, today.role, today.kind.value, "Q42")
    assert told(first) == ("Signe Holt", "mayor", "person", "Q42")


def test_a_known_person_who_gets_an_id_gets_it(version: Version) -> None:
    first = said_by(version, HOLT)
    assert told(said_by(version, WITH_ID, 1)) == ("Signe Holt", "mayor", "person", "Q42")
    assert told(first) == ("Signe Holt", "mayor", "person", "Q42")
    assert told(said_by(version, HOLT, 2)) == ("Signe Holt", "mayor", "person", "Q42")
    assert len(db.session.scalars(select(Claimant)).all()) == 1
    act = db.session.scalars(select(Event).where(Event.action == "claimant:identify")).one()
    assert (act.before, act.after) == ({"wikidata_id": None}, {"wikidata_id": "Q42"})


def test_what_a_verdict_rests_on_does_not_get_an_id_by_another_claim(app: Flask) -> None:
    decided = make_edition(state="published").verdict.claim
    version = decided.annotations[0].version
    assert told(said_by(version, WITH_ID)) == ("Signe Holt", "mayor", "person", "Q42")
    assert told(decided) == ("Signe Holt", "mayor", "person", None)


@pytest.mark.parametrize(
    ("known", "typed", "words"),
    [
        (WITH_ID, ClaimantDetails("Bo Lind", wikidata_id="Q42"), "Q42 is already used for Signe Holt."),
        (WITH_ID, replace(WITH_ID, wikidata_id="Q43"), "Signe Holt already has the ID Q42."),
    ],
)
def test_an_id_that_does_not_agree_with_what_is_known_asks(
    version: Version, known: ClaimantDetails, typed: ClaimantDetails, words: str
) -> None:
    first = said_by(version, known)
    with pytest.raises(Invalid, match=words) as refusal:
        said_by(version, typed, 1)
    assert refusal.value.field == "claimant_sure"
    sure = said_by(version, replace(typed, is_sure=True), 1)
    assert told(sure) == (typed.name, typed.role, "person", typed.wikidata_id)
    assert told(first) == ("Signe Holt", "mayor", "person", "Q42")


def test_a_slip_that_no_other_claim_shares_is_mended_without_a_question(version: Version) -> None:
    claim = said_by(version, replace(WITH_ID, wikidata_id="Q43"))
    edit(claim, WITH_ID)
    edit(claim, replace(WITH_ID, name="Signe M. Holt"))
    assert told(claim) == ("Signe M. Holt", "mayor", "person", "Q42")
    assert told(said_by(version, replace(HOLT, name="Bo Lind", wikidata_id="Q43"), 1))[3] == "Q43"


def test_the_name_in_other_letters_is_the_same_name(version: Version) -> None:
    said_by(version, WITH_ID)
    assert told(said_by(version, replace(WITH_ID, name="SIGNE  Holt"), 1))[0] == "SIGNE  Holt"


def test_an_id_that_is_taken_out_stays_out(version: Version) -> None:
    other, claim = said_by(version, WITH_ID), said_by(version, WITH_ID, 1)
    edit(claim, HOLT)
    assert (told(claim)[3], told(other)[3]) == (None, "Q42")


@pytest.mark.parametrize("said", [{"role": "mayor"}, {"wikidata_id": "Q42"}])
def test_a_role_or_an_id_without_a_name_is_not_lost(version: Version, said: dict[str, str]) -> None:
    with pytest.raises(Invalid, match="Enter the claimant’s name") as refusal:
        said_by(version, ClaimantDetails("", **said))  # type: ignore[arg-type]  # strings, both
    assert refusal.value.field == "claimant_name"


def test_kind_and_id_are_in_the_history_and_come_back_by_undo(version: Version) -> None:
    claim, rob = said_by(version, WITH_ID), make_user("Rob")
    edit(claim, ClaimantDetails("Holt Ltd", "", ClaimantKind.ORGANISATION))
    act = db.session.scalars(select(Event).where(Event.action == "claim:edit")).one()
    assert act.before == {
        "claimant": "Signe Holt", "claimant_role": "mayor", "claimant_kind": "person", "claimant_wikidata": "Q42"
    }  # fmt: skip
    undoing.undo(rob)
    assert told(claim) == ("Signe Holt", "mayor", "person", "Q42")
    undoing.redo(rob)
    assert told(claim) == ("Holt Ltd", "", "organisation", None)
    edit(claim, ClaimantDetails("Holt Ltd", "", ClaimantKind.ORGANISATION, "Q7"))
    undoing.undo(rob)
    assert told(claim)[3] is None


def test_whatever_is_said_in_whatever_order_each_claim_says_it_and_nothing_breaks(version: Version) -> None:
    claim = said_by(version, None)
    names, roles, ids = ("Signe Holt", "Bo Lind"), ("", "mayor"), (None, "Q42", "Q43")
    for name, role, kind, wikidata_id in product(names, roles, ClaimantKind, ids):
        details = ClaimantDetails(name, role, kind, wikidata_id, is_sure=True)
        other = said_by(version, details, 1)
        edit(claim, details)
        for it in (claim, other):
            assert told(it)[:3] == (name, role, kind.value)
            assert wikidata_id is None or told(it)[3] == wikidata_id


def test_two_who_name_the_same_new_claimant_and_tag_at_once_are_both_served(app: Flask, version: Version) -> None:
    details = ClaimDetails("It is so", WITH_ID, tags=("harbour",))
    rita, rob, where = make_user("Rita"), make_user("Rob"), version.id
    db.session.commit()
    annotation_service.highlight(rita, version, [Quote(WORDS[0])], details)
    outcome: list[object] = []

    def second() -> None:
        with app.app_context():
            it = db.session.get_one(Version, where)
            actor = db.session.merge(rob, load=True)
            try:
                annotation_service.highlight(actor, it, [Quote(WORDS[1])], details)
                db.session.commit()
                outcome.append("done")
            except Exception as error:  # what went wrong is the outcome
                outcome.append(error)
                db.session.rollback()

    thread = threading.Thread(target=second)
    thread.start()
    time.sleep(0.5)
    db.session.commit()
    thread.join()
    assert outcome == ["done"]
    assert len(db.session.scalars(select(Claimant)).all()) == 1


# over HTTP


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


FORM = {"statement": "It is so", "kind": "checkable", "claimant_kind": "person", "claimant_name": "Signe Holt"}


def test_a_doubtful_id_is_confirmed_in_the_form(rita: FlaskClient, version: Version) -> None:
    said_by(version, WITH_ID)
    form = {**FORM, "exact": WORDS[1], "claimant_name": "Bo Lind", "claimant_wikidata": "q42"}
    url = f"/articles/{version.article_id}/claims"
    assert "claimant_sure" not in rita.get(f"{url}/new").text
    answer = post(rita, url, **form)
    assert answer.status_code == 422
    assert "Q42 is already used for Signe Holt." in answer.text
    assert re.search(r'name="claimant_sure" type="checkbox"', answer.text)
    assert 'value="Bo Lind"' in answer.text
    assert post(rita, url, **form, claimant_sure="y").status_code == 303


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"claimant_name": "", "claimant_role": "mayor"}, "Enter the claimant’s name"),
        ({"claimant_wikidata": "Holt"}, "such as Q42"),
        ({"claimant_wikidata": "x" * 501}, "500"),
        ({"claimant_kind": "ghost", "claimant_wikidata": "Q1"}, "Not a valid choice"),
    ],
)
def test_what_can_not_be_is_refused_and_kept(
    rita: FlaskClient, version: Version, change: dict[str, str], words: str
) -> None:
    answer = post(
        rita, f"/articles/{version.article_id}/claims", **{**FORM, "exact": WORDS[1], "place": "KEPT", **change}
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert "KEPT" in answer.text


def test_an_edit_of_the_claimant_is_told_in_the_history(app: Flask, rita: FlaskClient, version: Version) -> None:
    claim = said_by(version, HOLT)
    page = rita.get(f"/claims/{claim.id}/edit").text
    form = {**FORM, "claimant_role": "mayor", "claimant_kind": "organisation", "claimant_wikidata": "Q42"}
    form |= {"revision": hidden(page, "revision"), "base": hidden(page, "base")}
    assert post(rita, f"/claims/{claim.id}/edit", **form).status_code == 303
    page = sign_in(app.test_client(), make_user("Edda", Role.EDITOR)).get(f"/claims/{claim.id}").text
    history = page.partition("<summary>History")[2]
    assert "<ins>Q42</ins>" in history
    assert "<ins>organisation</ins>" in history
    assert "<ins>Signe Holt</ins>" not in history
