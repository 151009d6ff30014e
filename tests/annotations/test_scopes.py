"""Claims that mark no words: something is missing, the headline, the article as a whole."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote, WordingChange
from factcheck.annotations import queries, service
from factcheck.annotations.models import Anchor, AnchorState, Annotation, Scope, Target
from factcheck.articles.models import Version
from factcheck.claims.models import Claim
from factcheck.claims.service import ClaimDetails
from factcheck.db import db
from factcheck.errors import Invalid
from factcheck.intake import service as intake
from factcheck.reanchoring.job import open_version
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from tests.factories import TEXT, make_article, make_edition, make_user, post, sign_in

SENTENCE = "The harbour will open in May, mayor Signe Holt said on Monday."
HEADLINE = "Harbour will open in May, mayor says"
FORM = {"statement": "The permit is left out", "kind": "checkable", "claimant_kind": "person"}


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    make_article()
    return sign_in(client, make_user("Rita"))


def make_scoped(version: Version, scope: Scope, words: str = SENTENCE) -> Claim:
    quotes = [Quote(words)] if scope is not Scope.ARTICLE else []
    claim = service.highlight(make_user("Rita"), version, quotes, ClaimDetails("Something"), scope)
    db.session.commit()
    return claim


def follow(client: FlaskClient, asked: str) -> str:
    """The page that a choice of sentences leads to."""
    answer = client.get(f"/articles/1/sentences?{asked}")
    return client.get(answer.location).text if answer.location else answer.text


def test_what_is_missing_hangs_on_its_sentence_and_marks_no_words(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/1/claims", about="omission", exact=SENTENCE, **FORM)
    assert answer.status_code == 303
    part = db.session.scalars(select(Target)).one()
    assert (part.exact, part.annotation.scope) == (SENTENCE, Scope.OMISSION)
    page = rita.get("/articles/1").text
    name = "Claim 1, open. Something is missing here"
    link = f'<a class="ref omission" href="#claim-1" data-number="1" aria-label="{name}"></a>'
    assert f"{SENTENCE}{link}" in page
    assert "<mark class" not in page
    assert f'data-at="{part.end}-{part.end}"' in page
    shown = re.search(r'<article class="article-text".*?>(.*?)</article>', page, re.DOTALL)
    assert shown
    assert re.sub("<[^>]*>", "", shown[1]) == TEXT


def test_a_claim_about_the_whole_needs_no_words_and_stands_at_the_headline(rita: FlaskClient) -> None:
    assert post(rita, "/articles/1/claims", about="article", exact="", **FORM).status_code == 303
    claim = db.session.scalars(select(Claim)).one()
    assert (claim.quoted, claim.annotations[0].scope) == (HEADLINE, Scope.ARTICLE)
    page = rita.get("/articles/1").text
    assert f'{HEADLINE}<a class="ref article"' in page
    assert "Claim 1, open. The article as a whole" in page
    assert "The article as a whole:" in rita.get("/claims/1").text


def test_a_claim_about_the_headline_marks_its_words(rita: FlaskClient) -> None:
    assert post(rita, "/articles/1/claims", about="headline", exact="", **FORM).status_code == 303
    assert f'<mark class="depth-1" data-state="open">{HEADLINE}</mark>' in rita.get("/articles/1").text


@pytest.mark.parametrize("about", ["words", "omission"])
def test_words_are_needed_for_anything_else(rita: FlaskClient, about: str) -> None:
    answer = post(rita, "/articles/1/claims", about=about, exact=" ", **FORM)
    assert answer.status_code == 422
    assert "Enter the quote." in answer.text
    assert f'<option selected value="{about}">' in answer.text
    assert db.session.scalars(select(Claim)).all() == []


def test_what_a_claim_is_about_is_one_of_four_things(rita: FlaskClient) -> None:
    answer = post(rita, "/articles/1/claims", about="mood", exact=SENTENCE, **FORM)
    assert answer.status_code == 422
    assert "Not a valid choice" in answer.text


def test_something_is_missing_after_one_run_of_words(rita: FlaskClient) -> None:
    version = db.session.get_one(Version, 1)
    with pytest.raises(Invalid, match="Enter one passage") as refusal:
        service.highlight(
            make_user("Rita"), version, [Quote(SENTENCE), Quote("Costs were halved")], ClaimDetails("x"), Scope.OMISSION
        )
    assert refusal.value.field == "exact"


def test_words_and_what_is_missing_after_them_are_two_things(rita: FlaskClient) -> None:
    version = db.session.get_one(Version, 1)
    claim = make_scoped(version, Scope.WORDS)
    service.join(make_user("Rita"), claim, version, [Quote(SENTENCE)], Scope.OMISSION)
    db.session.commit()
    with pytest.raises(Invalid, match="already part of the claim"):
        service.join(make_user("Rita"), claim, version, [Quote(SENTENCE)], Scope.OMISSION)


def test_the_list_of_sentences_leads_to_what_is_missing(rita: FlaskClient) -> None:
    places = re.findall(r'name="at" value="([\d-]+)"', rita.get("/articles/1/sentences").text)
    form = follow(rita, f"at={places[1]}&about=omission")
    assert '<option selected value="omission">' in form
    refused = follow(rita, f"at={places[0]}&at={places[-1]}&about=omission")
    assert "Select the one sentence after which something is missing." in refused


def test_what_is_missing_is_carried_with_its_sentence_and_the_whole_with_any_headline(app: object) -> None:
    old = make_article()
    missing, whole = make_scoped(old, Scope.OMISSION), make_scoped(old, Scope.ARTICLE)
    text = TEXT.replace(HEADLINE, "Mayor promises harbour").replace("TARNBY", "TARNBY, Tuesday")
    rob = make_user("Rob")
    changed = {"seen_number": 1, "title": "Mayor promises harbour"}
    version = intake.update(rob, old.article, text.encode(), "text/plain", **changed)
    db.session.commit()
    open_version({"version_id": version.id}, lambda _done, _all: None)()
    db.session.commit()
    db.session.expire_all()
    rows = {row.target.annotation.claim_id: row for row in db.session.scalars(select(Anchor))}
    assert (rows[missing.id].state, rows[missing.id].exact) == (AnchorState.CONFIDENT, SENTENCE)
    assert (rows[whole.id].state, rows[whole.id].exact) == (AnchorState.CONFIDENT, "Mayor promises harbour")
    assert rows[whole.id].change is WordingChange.REWORDED
    scopes = {place.claim_id: place.scope for place in queries.places(version.id)}
    assert scopes == {missing.id: "omission", whole.id: "article"}


def test_a_published_omission_says_so_to_readers_and_its_selector_is_the_place_after_it(client: FlaskClient) -> None:
    version = make_article()
    edition = make_edition(state="published", claim=make_scoped(version, Scope.OMISSION))
    record = EditionSnapshot.from_json(edition.record or "")
    assert record.appearances[0].scope == "omission"
    assert record.to_json() == edition.record
    assert "Something is missing after this:" in client.get(f"/checks/{record.slug}").text
    found = json.loads(client.get("/reports/1/annotations.jsonld").text)["first"]["items"][0]["target"][0]
    quote, position = found["selector"]
    end = db.session.scalars(select(Target.end)).one()
    assert (position["start"], position["end"]) == (end, end)
    assert version.text[:end].endswith(quote["exact"])
    assert version.text[end:].startswith(quote["suffix"])
    behind = quote["refinedBy"]
    assert (behind["type"], behind["start"], behind["end"]) == ("TextPositionSelector", *[len(quote["exact"])] * 2)


def test_a_published_claim_about_the_whole_targets_the_article_itself(client: FlaskClient) -> None:
    make_user("Edda", Role.EDITOR)
    edition = make_edition(state="published", claim=make_scoped(make_article(), Scope.ARTICLE))
    found = json.loads(client.get("/reports/1/annotations.jsonld").text)["first"]["items"][0]["target"]
    assert [sorted(target) for target in found] == [["source", "state", "type"]]
    assert '"scope":"article"' in (edition.record or "")


def test_plain_words_leave_no_trace_of_a_scope_in_a_record(app: object) -> None:
    assert '"scope"' not in (make_edition(state="approved").record or "")
    assert db.session.scalars(select(Annotation.scope)).all() == [Scope.WORDS]
