"""Parts of claims, and relations between claims: what is refused, undone, put into editions and shown to readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role, User
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.relations import service
from factcheck.relations.kinds import MOST_PARTS, RelationKind, letter
from factcheck.relations.models import ClaimRelation
from factcheck.relations.parts import divide, lettered
from factcheck.relations.views import related_to, whole_of
from factcheck.undo import service as undoing
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.basis_questions import queries as basis
from factcheck.verdicts.editions.build_snapshot import build_snapshot
from factcheck.verdicts.editions.requirements import NO_OPEN_ISSUES, PARTS, met
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.models import Edition
from tests.factories import make_article, make_claim, make_edition, make_user, make_withdrawal, post, sign_in

PART_OF, REPEATS, CONTRADICTS = RelationKind.PART_OF, RelationKind.REPEATS, RelationKind.CONTRADICTS
OPENS = "The harbour will open"


@pytest.fixture
def claim(app: Flask) -> Claim:
    return make_claim(version=make_article())


@pytest.fixture
def other(claim: Claim) -> Claim:
    return make_claim("Costs were halved", claim.annotations[0].version)


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_user("Rita"))


def related(claim: Claim, other: Claim, kind: RelationKind) -> ClaimRelation:
    relation = service.relate(make_user("Rita"), claim, other, kind)
    db.session.commit()
    return relation


def parts(claim: Claim) -> list[tuple[str, str]]:
    return [(it.letter, it.claim.statement) for it in lettered(claim.id)]


def approved(edition: Edition) -> Edition:
    verdicts.approve(make_user("Emil", Role.EDITOR), edition, edition.revision)
    db.session.commit()
    return edition


def test_a_claim_is_divided_into_lettered_parts_on_its_words(rita: FlaskClient, claim: Claim) -> None:
    where = f"/claims/{claim.id}/parts/new"
    assert post(rita, where, statement="It will open.", words=OPENS, another="1").location == where
    assert post(rita, where, statement="In May.").location == f"/claims/{claim.id}#relations"
    assert parts(claim) == [("a", "It will open."), ("b", "In May.")]
    first, second = (it.claim for it in lettered(claim.id))
    assert [first.quoted, second.quoted] == [OPENS, claim.quoted]
    assert (first.claimant, first.said_on) == (claim.claimant, claim.said_on)
    page = rita.get(f"/claims/{claim.id}").text
    assert f">{claim.id}a</span>" in page
    assert f">{claim.id}b</span>" in page
    assert claim.statement in rita.get(f"/claims/{first.id}").text
    one, two = (it.relation.id for it in lettered(claim.id))
    assert post(rita, f"/relations/{two}/move", before=str(one)).status_code == 303
    assert parts(claim) == [("a", "In May."), ("b", "It will open.")]
    undoing.undo(make_user("Rita"))
    assert parts(claim)[0] == ("a", "It will open.")


@pytest.mark.parametrize(
    ("sent", "words"),
    [({"statement": " "}, "Enter the part"), ({"statement": "It opens.", "words": "Costs"}, "aren’t in the quote")],
)
def test_a_part_needs_a_sentence_and_words_of_the_whole(
    rita: FlaskClient, claim: Claim, sent: dict[str, str], words: str
) -> None:
    answer = post(rita, f"/claims/{claim.id}/parts/new", **sent)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert db.session.query(Claim).count() == 1


def test_parts_have_no_parts_and_belong_to_one_claim(claim: Claim, other: Claim) -> None:
    rita, third = make_user("Rita"), make_claim("We open in May", claim.annotations[0].version)
    related(other, claim, PART_OF)
    with pytest.raises(Conflict, match="no parts of its own"):
        divide(rita, other, "Half of it.")
    for one, two, words in (
        (third, other, "no parts of its own"),  # into a part
        (claim, third, "no parts of its own"),  # what has parts
        (other, third, "already part of another"),
        (other, claim, "already have this relation"),
        (claim, other, "already have this relation"),  # a circle
        (claim, claim, "another claim"),
    ):
        with pytest.raises(Invalid, match=words) as refusal:
            service.relate(rita, one, two, PART_OF)
        assert refusal.value.field == "other"


def test_a_claim_has_as_many_parts_as_there_are_letters(claim: Claim) -> None:
    for number in range(MOST_PARTS):
        divide(make_user("Rita"), claim, f"Part {number}.")
    assert parts(claim)[-1][0] == letter(MOST_PARTS - 1) == "z"
    with pytest.raises(Conflict, match="at most 26"):
        divide(make_user("Rita"), claim, "One more.")


def test_what_is_archived_is_neither_divided_nor_related_nor_listed_as_a_part(claim: Claim, other: Claim) -> None:
    rita, edda = make_user("Rita"), make_user("Edda", Role.EDITOR)
    related(other, claim, PART_OF)
    claims.archive(edda, other)
    assert parts(claim) == []
    with pytest.raises(Invalid, match="archived"):
        service.relate(rita, claim, other, REPEATS)
    claims.restore(edda, other)
    assert len(parts(claim)) == 1
    claims.archive(edda, claim)
    assert whole_of(other.id) is not None
    for act in (lambda: divide(rita, claim, "Half."), lambda: service.relate(rita, claim, other, REPEATS)):
        with pytest.raises(Conflict, match="archived"):
            act()


def test_a_relation_is_found_added_and_read_from_both_sides(rita: FlaskClient, claim: Claim, other: Claim) -> None:
    where = f"/claims/{claim.id}/relations/new"
    assert other.statement in rita.get(f"{where}?q=halved").text
    assert other.statement in rita.get(f"{where}?q={other.id}").text
    assert "No other claim" in rita.get(f"{where}?q=zeppelin").text
    refused = post(rita, where, q="halved", kind="contradicts", other="")
    assert (refused.status_code, "Choose the other claim." in refused.text) == (422, True)
    sent = {"q": "halved", "other": str(other.id)}
    assert "Choose how they relate." in post(rita, where, **sent).text
    assert post(rita, where, kind="contradicts", **sent).location == f"/claims/{claim.id}#relations"
    assert post(rita, where, kind="contradicts", **sent).status_code == 422
    for one, two, reads in ((claim, other, "contradicts"), (other, claim, "is-contradicted-by")):
        assert [(it.reads, it.claim) for it in related_to(one.id)] == [(reads, two)]
    assert "Is contradicted by" in rita.get(f"/claims/{other.id}").text
    assert 'class="count">1<' in rita.get(f"/claims/{other.id}/panel").text


def test_a_relation_is_removed_by_its_author_or_an_editor_and_comes_back_by_undo(
    rita: FlaskClient, claim: Claim, other: Claim
) -> None:
    relation = related(claim, other, REPEATS)
    with pytest.raises(NotAllowed, match="person who added"):
        service.remove(make_user("Rob"), relation)
    sent = post(rita, f"/relations/{relation.id}/remove", of=str(other.id))
    assert sent.location == f"/claims/{other.id}#relations"
    assert related_to(claim.id) == []
    with pytest.raises(Conflict, match="already removed"):
        service.remove(make_user("Rita"), relation)
    undoing.undo(make_user("Rita"))
    assert [it.relation for it in related_to(claim.id)] == [relation]
    with pytest.raises(Conflict, match="wasn’t removed"):
        service.restore(make_user("Rita"), relation)


def test_what_was_taken_out_comes_back_only_as_the_rules_allow(claim: Claim, other: Claim) -> None:
    rita, third = make_user("Rita"), make_claim("We open in May", claim.annotations[0].version)
    relation = related(other, claim, PART_OF)
    service.remove(rita, relation)
    related(other, third, PART_OF)
    with pytest.raises(Invalid, match="already part of another"):
        service.restore(rita, relation)


def test_readers_get_parts_with_published_ratings_and_relations_between_published_checks(
    client: FlaskClient, claim: Claim, other: Claim
) -> None:
    third = make_claim("We open in May", claim.annotations[0].version)
    unpublished = make_claim("mayor Signe Holt", claim.annotations[0].version)
    published = make_edition(state="published", claim=other)
    make_edition(state="published", claim=third, rated="true")
    related(other, claim, PART_OF)
    related(unpublished, claim, PART_OF)
    related(claim, third, CONTRADICTS)
    related(claim, unpublished, REPEATS)
    edition = approved(make_edition(claim=claim))
    record = EditionSnapshot.from_json(edition.record or "")
    assert [(it.letter, it.rating and it.rating.key) for it in record.parts] == [("a", "false"), ("b", None)]
    assert [(it.reads, it.claim_id) for it in record.relations] == [("contradicts", third.id)]
    assert not met(record, NO_OPEN_ISSUES)[PARTS]
    page = client.get(f"/checks/{edition.verdict.slug}").text
    assert f'href="/checks/{published.verdict.slug}"' in page.split("The parts of this claim")[1]
    assert "no verdict yet" in page
    assert third.statement in page.split("Related checks")[1]
    part = approved(make_edition(claim=unpublished))
    assert [it.reads for it in EditionSnapshot.from_json(part.record or "").relations] == ["part-of", "is-repeated-by"]
    article = claim.annotations[0].article_id
    assert "a</span> <bdi>" in client.get(f"/reports/{article}").text


@pytest.mark.parametrize(
    ("act", "changed"),
    [
        (lambda who, relation: service.remove(who, relation), ("part", "b", None)),
        (lambda who, relation: make_edition(state="published", claim=relation.claim), ("part_rating", "", "False")),
    ],
)
def test_under_a_verdict_a_part_that_is_taken_out_or_decided_asks_whether_it_stands(
    claim: Claim, other: Claim, act: Callable[[User, ClaimRelation], object], changed: tuple[str, str, str | None]
) -> None:
    relation = related(other, claim, PART_OF)
    edition = approved(make_edition(claim=claim))
    divide(make_user("Rita"), claim, "A part that the edition never had.")
    db.session.commit()
    assert basis.open_question(claim.id) is None
    act(make_user("Rita"), relation)
    db.session.commit()
    name, before, after = changed
    found = [(it.name, it.before, it.after) for it in basis.changes_under(edition)]
    assert found == [(name, other.statement if before else "", after)]
    assert basis.open_question(claim.id) is not None


def test_a_withdrawn_verdict_of_a_part_asks_too(claim: Claim, other: Claim) -> None:
    related(other, claim, PART_OF)
    part = make_edition(state="published", claim=other)
    edition = approved(make_edition(claim=claim))
    make_withdrawal(part)
    assert [(it.name, it.after) for it in basis.changes_under(edition)] == [("part_rating", "")]
    assert basis.open_question(claim.id) is not None
    assert build_snapshot(edition, "a", "", None).parts[0].slug == ""
