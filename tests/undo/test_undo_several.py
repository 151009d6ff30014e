"""An act on several claims is one step: undone and done again as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from factcheck.accounts.models import Role, User
from factcheck.audit.models import Event
from factcheck.claims import bulk, service
from factcheck.claims.bulk import Chosen
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.errors import Conflict
from factcheck.undo import service as undoing
from tests.factories import make_article, make_claim, make_user, post, sign_in


@pytest.fixture
def rita(app: Flask) -> User:
    return make_user("Rita")


@pytest.fixture
def claims(rita: User) -> list[Claim]:
    version = make_article()
    return [make_claim(words, version) for words in ("The harbour will open in May", "Costs were halved", "on Monday")]


def chosen(claims: list[Claim]) -> list[Chosen]:
    return [Chosen(claim, claim.revision) for claim in claims]


def state(claims: list[Claim]) -> list[tuple[bool, list[str]]]:
    db.session.flush()
    db.session.expire_all()
    return [(claim.archived_at is None, [tag.name for tag in claim.tags]) for claim in claims]


def archive(rita: User, claims: list[Claim]) -> None:
    bulk.archive(rita, chosen(claims))


def tag(rita: User, claims: list[Claim]) -> None:
    bulk.tag(rita, chosen(claims), ["port"])


def untag(rita: User, claims: list[Claim]) -> None:
    tag(rita, claims)
    bulk.untag(rita, chosen(claims), ["port"])


@pytest.mark.parametrize("act", [archive, tag, untag])
def test_it_is_undone_in_one_step_and_done_again_in_one(
    rita: User, claims: list[Claim], act: Callable[[User, list[Claim]], None]
) -> None:
    act(rita, claims)
    after = state(claims)
    undoing.undo(rita)
    before = state(claims)
    assert all(one != other for one, other in zip(before, after, strict=True))
    for _ in range(2):
        undoing.redo(rita)
        assert state(claims) == after
        undoing.undo(rita)
        assert state(claims) == before


def test_restoring_several_is_a_step_too(rita: User, claims: list[Claim]) -> None:
    archive(rita, claims)
    bulk.restore(rita, chosen(claims))
    undoing.undo(rita)
    assert [is_here for is_here, _ in state(claims)] == [False] * 3
    undoing.undo(rita)
    assert [is_here for is_here, _ in state(claims)] == [True] * 3


def test_what_somebody_else_changed_in_one_of_them_keeps_all_as_they_are(rita: User, claims: list[Claim]) -> None:
    tag(rita, claims)
    after = state(claims)
    service.edit(make_user("Rob"), claims[1], service.ClaimDetails("Rob", tags=("port",)), claims[1].revision)
    with pytest.raises(Conflict, match=rf"Rob has since changed claim {claims[1].id} \(edit\)"):
        undoing.undo(rita)
    assert state(claims) == after


def test_what_somebody_else_changed_since_the_undoing_keeps_it_from_being_done_again(
    rita: User, claims: list[Claim]
) -> None:
    tag(rita, claims)
    undoing.undo(rita)
    service.edit(make_user("Rob"), claims[2], service.ClaimDetails("Rob"), claims[2].revision)
    with pytest.raises(Conflict, match=f"Rob has since changed claim {claims[2].id}"):
        undoing.redo(rita)
    assert [tags for _, tags in state(claims)] == [[], [], []]


def test_one_that_refuses_is_named_and_none_is_undone(rita: User, claims: list[Claim]) -> None:
    archive(rita, claims)
    undoing.undo(rita)
    service.set_state(make_user("Edda", Role.EDITOR), claims[1], ClaimState.DECIDED)
    count = db.session.scalar(select(func.count(Event.id)))
    with pytest.raises(
        Conflict, match=f"Claim {claims[1].id}: This claim has an approved verdict.* Nothing was changed"
    ):
        undoing.redo(rita)
    assert [is_here for is_here, _ in state(claims)] == [True] * 3
    assert db.session.scalar(select(func.count(Event.id))) == count


def test_it_counts_as_one_of_the_fifty_steps(rita: User, claims: list[Claim]) -> None:
    service.edit(rita, claims[0], service.ClaimDetails("The first"), claims[0].revision)
    for _ in range(undoing.MAX_STEPS // 2):
        tag(rita, claims)
        bulk.untag(rita, chosen(claims), ["port"])
    for _ in range(undoing.MAX_STEPS):
        undoing.undo(rita)
    assert claims[0].statement == "The first"
    with pytest.raises(Conflict, match="nothing to undo"):
        undoing.undo(rita)


def test_a_refused_one_leaves_no_step(rita: User, claims: list[Claim]) -> None:
    tag(rita, claims)
    with pytest.raises(Conflict):
        bulk.archive(rita, [*chosen(claims), Chosen(claims[0], 0)])
    undoing.undo(rita)
    assert state(claims) == [(True, [])] * 3


def test_one_claim_chosen_alone_is_a_step_as_ever(rita: User, claims: list[Claim]) -> None:
    tag(rita, claims[:1])
    undoing.undo(rita)
    assert state(claims) == [(True, [])] * 3


def test_the_record_stays_whole(app: Flask, rita: User, claims: list[Claim]) -> None:
    archive(rita, claims)
    undoing.undo(rita)
    db.session.commit()
    actions = db.session.scalars(select(Event.action).where(Event.subject_type == "claim").order_by(Event.id)).all()
    assert actions[3:] == ["claim:archive"] * 3 + ["claim:restore"] * 3
    assert app.test_cli_runner().invoke(args=["factcheck", "check"]).exit_code == 0


def test_over_http_it_is_told_as_one(rita: User, claims: list[Claim], client: FlaskClient) -> None:
    sign_in(client, rita)
    data = {"act": "archive", "claim": [f"{claim.id}-{claim.revision}" for claim in claims]}
    assert post(client, "/claims", **data).status_code == 303
    page = client.get("/undo").text
    assert page.count(">Archiving:") == 1
    assert f"Claim {claims[-1].id} and 2 more" in page
    assert post(client, "/undo", back="/claims").location == "/claims"
    assert f"Undone: archiving (claim {claims[-1].id} and 2 more)." in client.get("/claims").text
    assert not any(claim.archived_at for claim in claims)
    assert client.get("/undo").text.count("Undone</span>") == 1
    assert post(client, "/undo/again").status_code == 303
    db.session.expire_all()
    assert all(claim.archived_at for claim in claims)
