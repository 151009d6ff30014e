"""What can be done with claims and annotations, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import queries as annotation_queries
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Annotation
from factcheck.articles.models import Version
from factcheck.audit.queries import history_of
from factcheck.claims import queries, service
from factcheck.claims.models import Claim, Claimant, ClaimantKind, ClaimKind, ClaimState
from factcheck.claims.service import ClaimantDetails, ClaimDetails
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from tests.factories import make_article, make_claim, make_edition, make_user

DETAILS = ClaimDetails("The harbour opens in May", ClaimantDetails("Signe Holt", "mayor"), date(2026, 6, 5), "Tarnby")


@pytest.fixture
def version(app: Flask) -> Version:
    return make_article()


def highlight(version: Version, *words: str, details: ClaimDetails = DETAILS) -> Claim:
    return annotation_service.highlight(make_user("Rita"), version, [Quote(it) for it in words], details)


def test_several_parts_slice_the_text_and_are_quoted_in_order(version: Version) -> None:
    claim = highlight(version, "The harbour will open in May", "Costs were halved")
    assert claim.quoted == "The harbour will open in May […] Costs were halved"
    (annotation,) = claim.annotations
    assert [part.position for part in annotation.targets] == [1, 2]
    for part in annotation.targets:
        assert version.text[part.start : part.end] == part.exact
        assert version.text[: part.start].endswith(part.prefix)
        assert version.text[part.end :].startswith(part.suffix)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "1 to 20 passages"),
        (["Costs were halved"] * 21, "1 to 20 passages"),
        ([" "], "Enter the quote"),
        (["x" * 5001], "at most 5,000 characters; this one has 5,001"),
        (["Nobody said this"], "is in the article"),
        (["open in May"], "more than once"),
    ],
)
def test_words_that_can_not_be_taken_are_refused(version: Version, words: list[str], message: str) -> None:
    with pytest.raises(Invalid, match=message) as refusal:
        highlight(version, *words)
    assert refusal.value.field == "exact"


@pytest.mark.parametrize(
    ("field", "details"),
    [
        ("statement", replace(DETAILS, statement="  ")),
        ("kind_reason", replace(DETAILS, kind=ClaimKind.OPINION)),
        ("tags", replace(DETAILS, tags=("short", "x" * 61))),
    ],
)
def test_details_that_can_not_be_taken_are_refused(version: Version, field: str, details: ClaimDetails) -> None:
    with pytest.raises(Invalid) as refusal:
        highlight(version, "Costs were halved", details=details)
    assert refusal.value.field == field


def test_context_tells_equal_words_apart(version: Version) -> None:
    quote = Quote("open in May", prefix="“We ", suffix=", and not a day later")
    claim = annotation_service.highlight(make_user("Rita"), version, [quote], DETAILS)
    part = claim.annotations[0].targets[0]
    assert version.text[part.start - 4 : part.end] == "“We open in May"


def test_a_claim_joins_words_of_another_article(version: Version) -> None:
    claim = highlight(version, "The harbour will open in May")
    other = make_article("Elsewhere: “It opens in May,” she said.", "Elsewhere")
    annotation_service.join(make_user("Rob"), claim, other, [Quote("It opens in May")])
    assert [annotation.article_id for annotation in claim.annotations] == [version.article_id, other.article_id]
    assert claim.quoted == "The harbour will open in May"


def test_words_are_joined_once(version: Version) -> None:
    claim = highlight(version, "The harbour will open in May")
    with pytest.raises(Invalid, match="already part of the claim"):
        annotation_service.join(make_user("Rob"), claim, version, [Quote("The harbour will open in May")])


def test_the_last_words_stay_and_others_can_be_taken_away_and_put_back(version: Version) -> None:
    rita = make_user("Rita")
    claim = highlight(version, "The harbour will open in May")
    with pytest.raises(Conflict, match="at least one quote"):
        annotation_service.detach(rita, claim.annotations[0])
    more = annotation_service.join(rita, claim, version, [Quote("Costs were halved")])
    with pytest.raises(Conflict, match="part of the claim"):
        annotation_service.reattach(rita, more)
    annotation_service.detach(rita, more)
    assert [place.annotation_id for place in annotation_queries.places(version.id)] == [claim.annotations[0].id]
    annotation_service.reattach(rita, more)
    assert len(annotation_queries.places(version.id)) == 2


@pytest.mark.parametrize("change", [{"statement": "Costs fell by half"}, {"tags": ("money",)}])
def test_a_stale_change_is_refused_whatever_was_changed_since(version: Version, change: dict[str, Any]) -> None:
    rita, claim = make_user("Rita"), highlight(version, "Costs were halved")
    service.edit(make_user("Rob"), claim, replace(DETAILS, **change), 1)
    with pytest.raises(EditConflict, match="while you were writing"):
        service.edit(rita, claim, replace(DETAILS, statement="Half"), 1)


def test_an_edit_records_only_what_differs_and_none_records_nothing(version: Version) -> None:
    rita, claim = make_user("Rita"), highlight(version, "Costs were halved")
    service.edit(rita, claim, DETAILS, claim.revision)
    service.edit(rita, claim, replace(DETAILS, place="Vik", tags=("Budget", "budget ")), claim.revision)
    acts = [(event.action, event.after) for event in db.session.scalars(history_of(("claim", claim.id)))]
    assert acts[1:] == [("claim:edit", {"place": "Vik", "tags": ["budget"]})]


def test_a_claim_that_is_no_matter_of_fact_leaves_and_returns_to_the_work(version: Version) -> None:
    rita, claim = make_user("Rita"), highlight(version, "Costs were halved")
    service.edit(rita, claim, replace(DETAILS, kind=ClaimKind.OPINION, kind_reason="Taste"), claim.revision)
    assert claim.state is ClaimState.NOT_CHECKABLE
    service.edit(rita, claim, DETAILS, claim.revision)
    assert (claim.state, claim.kind_reason) == (ClaimState.OPEN, "")


def test_the_same_claimant_is_kept_once(version: Version) -> None:
    highlight(version, "Costs were halved")
    highlight(version, "We open in May, and not a day later")
    by_id = ClaimantDetails("S. Holt", kind=ClaimantKind.PERSON, wikidata_id="Q42")
    for words in ("Harbour will open in May", "mayor Signe Holt"):
        highlight(version, words, details=replace(DETAILS, claimant=by_id))
    assert [it.name for it in db.session.scalars(select(Claimant).order_by(Claimant.id))] == ["Signe Holt", "S. Holt"]


def test_archiving_takes_out_of_sight_and_can_be_undone(version: Version) -> None:
    rita, claim = make_user("Rita"), highlight(version, "Costs were halved")
    with pytest.raises(NotAllowed, match="highlighted the claim"):
        service.archive(make_user("Rob"), claim)
    with pytest.raises(Conflict, match="isn’t archived"):
        service.restore(rita, claim)
    service.archive(make_user("Edda", Role.EDITOR), claim)
    assert annotation_queries.places(version.id) == []
    assert db.session.scalars(queries.listed()).unique().all() == []
    for refused in (
        lambda: service.archive(rita, claim),
        lambda: service.edit(rita, claim, DETAILS, claim.revision),
        lambda: annotation_service.join(rita, claim, version, [Quote("mayor Signe Holt")]),
    ):
        with pytest.raises(Conflict, match="archived"):
            refused()
    service.restore(rita, claim)
    assert len(annotation_queries.places(version.id)) == 1


def test_a_decided_claim_is_not_archived(app: Flask) -> None:
    edition = make_edition(state="published")
    with pytest.raises(Conflict, match="approved verdict"):
        service.archive(make_user("Rita"), edition.verdict.claim)


def test_lists_find_by_words_state_and_tag(version: Version) -> None:
    claim = highlight(version, "Costs were halved", details=replace(DETAILS, tags=("Budget",)))
    make_claim("We open in May, and not a day later", version)

    def found(**asked: object) -> list[int]:
        return [it.id for it in db.session.scalars(queries.listed(**asked)).unique()]  # type: ignore[arg-type]

    assert found(words="halved holt") == [claim.id]
    assert found(words="100%") == []
    assert found(tag="budget") == [claim.id]
    assert found(state=ClaimState.DECIDED) == []
    assert len(found()) == 2
    assert db.session.query(Annotation).count() == 2


def test_claims_to_join_begin_with_those_of_the_article(version: Version) -> None:
    own = highlight(version, "Costs were halved")
    other = make_claim("It opens in May", make_article("Elsewhere: “It opens in May,” she said.", "Elsewhere"))
    asked = db.session.scalars(annotation_queries.to_join(version.article_id)).unique()
    assert [claim.id for claim in asked] == [own.id, other.id]


def test_marks_within_a_range_are_those_that_touch_it(version: Version) -> None:
    highlight(version, "The harbour will open in May")
    part = annotation_queries.places(version.id)[0]
    assert annotation_queries.places_within(version.id, part.start, part.start + 1) == [part]
    assert annotation_queries.places_within(version.id, part.end - 1, part.end + 9) == [part]
    assert annotation_queries.places_within(version.id, part.end, part.end + 9) == []
    assert annotation_queries.places_within(version.id, 0, part.start) == []
