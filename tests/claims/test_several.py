"""Acts on several claims: all of them or none, each with its own event in the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.audit.models import Event
from factcheck.audit.queries import history_of
from factcheck.claims import bulk, service
from factcheck.claims.bulk import Chosen
from factcheck.claims.models import Claim, ClaimState
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from tests.factories import make_article, make_claim, make_user

ACTS: dict[str, Callable[[User, Sequence[Chosen]], None]] = {
    "archive": bulk.archive,
    "tag": lambda actor, chosen: bulk.tag(actor, chosen, ["Port "]),
    "untag": lambda actor, chosen: bulk.untag(actor, chosen, ["money"]),
}


@pytest.fixture
def claims(app: Flask) -> list[Claim]:
    version, rita = make_article(), make_user("Rita")
    made = [make_claim(words, version) for words in ("The harbour will open in May", "Costs were halved", "on Monday")]
    for claim, tags in zip(made, [("money",), ("money", "port"), ()], strict=True):
        details = service.ClaimDetails(f"Statement {claim.id}", service.ClaimantDetails("Bo Lind", "clerk"), tags=tags)
        service.edit(rita, claim, details, claim.revision)
    db.session.commit()
    return made


def chosen(claims: Sequence[Claim]) -> list[Chosen]:
    return [Chosen(claim, claim.revision) for claim in claims]


def tags(claims: Sequence[Claim]) -> list[list[str]]:
    return [[tag.name for tag in claim.tags] for claim in claims]


def events() -> list[tuple[str, int]]:
    return [(it.action, it.subject_id) for it in db.session.scalars(select(Event).order_by(Event.id))]


def test_archiving_and_restoring_leave_one_event_a_claim(claims: list[Claim]) -> None:
    rita, before = make_user("Rita"), len(events())
    bulk.archive(rita, chosen(claims))
    assert all(claim.archived_at for claim in claims)
    bulk.restore(rita, chosen(claims))
    assert not any(claim.archived_at for claim in claims)
    numbers = [claim.id for claim in claims]
    assert events()[before:] == [(f"claim:{act}", it) for act in ("archive", "restore") for it in numbers]


def test_tags_are_given_and_taken_beside_those_that_are_there_and_all_else_stays(claims: list[Claim]) -> None:
    rita, before = make_user("Rita"), len(events())
    bulk.tag(rita, chosen(claims), [" Port", "", "quay "])
    assert tags(claims) == [["money", "port", "quay"], ["money", "port", "quay"], ["port", "quay"]]
    bulk.untag(rita, chosen(claims), ["port", "MONEY"])
    assert tags(claims) == [["quay"], ["quay"], ["quay"]]
    assert [(claim.statement, claim.claimant.role) for claim in claims if claim.claimant] == [
        (f"Statement {claim.id}", "clerk") for claim in claims
    ]
    last = db.session.scalars(history_of(("claim", claims[0].id))).all()[-1]
    assert (last.action, last.before) == ("claim:edit", {"tags": ["money", "port", "quay"]})
    assert len(events()) == before + 6


def test_a_claim_that_has_the_tag_gets_no_event(claims: list[Claim]) -> None:
    before = len(events())
    bulk.tag(make_user("Rita"), chosen(claims), ["money"])
    assert events()[before:] == [("claim:edit", claims[2].id)]


@pytest.mark.parametrize("act", ACTS)
def test_one_that_somebody_changed_since_refuses_for_all(claims: list[Claim], act: str) -> None:
    shown, before = chosen(claims), tags(claims)
    rob = make_user("Rob")
    service.edit(rob, claims[1], service.ClaimDetails("Rob knows better", tags=("money", "port")), claims[1].revision)
    count = len(events())
    with pytest.raises(EditConflict, match=f"Claim {claims[1].id}, “Rob knows better”: Somebody has changed it"):
        ACTS[act](make_user("Rita"), shown)
    db.session.expire_all()
    assert tags(claims) == before
    assert not any(claim.archived_at for claim in claims)
    assert len(events()) == count


def test_one_that_is_decided_refuses_the_archiving_of_all(claims: list[Claim]) -> None:
    service.set_state(make_user("Edda", Role.EDITOR), claims[2], ClaimState.DECIDED)
    with pytest.raises(Conflict, match=f"Claim {claims[2].id}, .*approved verdict"):
        bulk.archive(make_user("Rita"), chosen(claims))
    assert not any(claim.archived_at for claim in claims)


def test_one_that_is_archived_refuses_and_one_that_is_not_is_not_restored(claims: list[Claim]) -> None:
    rita = make_user("Rita")
    service.archive(rita, claims[1])
    for act in ACTS.values():
        with pytest.raises(Conflict, match=f"Claim {claims[1].id}, .*(Restore it first|already archived)"):
            act(rita, chosen(claims))
    with pytest.raises(Conflict, match=f"Claim {claims[0].id}, .*isn’t archived"):
        bulk.restore(rita, chosen(claims))
    assert [claim.archived_at is None for claim in claims] == [True, False, True]


def test_one_that_another_highlighted_is_archived_by_an_editor_only(claims: list[Claim]) -> None:
    rob, edda = make_user("Rob"), make_user("Edda", Role.EDITOR)
    claims[0].author = rob
    db.session.flush()
    for act in (bulk.archive, bulk.restore):
        with pytest.raises(NotAllowed, match=f"Claim {claims[1].id}, .*Only an editor"):
            act(rob, chosen(claims))
        assert len({claim.archived_at is None for claim in claims}) == 1
        if act is bulk.archive:
            bulk.archive(edda, chosen(claims))


@pytest.mark.parametrize("names", [[], ["", " "]])
def test_no_tag_is_refused(claims: list[Claim], names: list[str]) -> None:
    for act in (bulk.tag, bulk.untag):
        with pytest.raises(Invalid, match="Enter a tag"):
            act(make_user("Rita"), chosen(claims), names)


def test_a_tag_that_is_too_long_is_refused_and_none_is_given(claims: list[Claim]) -> None:
    before = tags(claims)
    with pytest.raises(Invalid, match="at most 60"):
        bulk.tag(make_user("Rita"), chosen(claims), ["x" * 61])
    assert tags(claims) == before


def test_none_and_too_many_are_refused(claims: list[Claim]) -> None:
    with pytest.raises(Invalid, match="at least one"):
        bulk.archive(make_user("Rita"), [])
    with pytest.raises(Invalid, match="at most 100"):
        bulk.archive(make_user("Rita"), chosen(claims) * 34)
