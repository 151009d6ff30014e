"""What can be done with sources and evidence, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.evidence import queries, service
from factcheck.evidence.models import Evidence, Source, SourceKind, Stance
from factcheck.evidence.service import EvidenceDetails, SourceDetails
from tests.factories import make_claim, make_evidence, make_user

PERMIT = SourceDetails("Building permit", url="https://town.example/permit?x=1", is_primary=True)
SAYS = EvidenceDetails(Stance.REFUTES, "Opening: September.")


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


@pytest.mark.parametrize("url", ["https://TOWN.example/permit?x=1", "https://town.example:443/permit?x=1#page=2"])
def test_the_same_address_gives_the_source_that_is_there(url: str) -> None:
    first = service.add_source(make_user("Rita"), PERMIT)
    again = service.add_source(make_user("Rob"), replace(PERMIT, url=url, is_primary=False))
    assert again is first
    assert db.session.scalar(select(func.count()).select_from(Source)) == 1


@pytest.mark.parametrize("change", [{"title": "Another title"}, {"origin": "The town"}, {"kind": SourceKind.LAW}])
def test_the_same_address_with_other_details_asks(change: dict[str, Any]) -> None:
    first = service.add_source(make_user("Rita"), PERMIT)
    with pytest.raises(service.KnownSource, match="this address: “Building permit”") as refusal:
        service.add_source(make_user("Rob"), replace(PERMIT, **change))
    assert (refusal.value.field, refusal.value.source) == ("source_id", first)
    assert db.session.scalar(select(func.count()).select_from(Source)) == 1


def test_an_address_is_kept_as_it_was_typed() -> None:
    source = service.add_source(make_user("Rita"), replace(PERMIT, url="https://TOWN.example/permit/?x=%2f&fbclid=1#p"))
    assert (source.url, source.url_key) == (
        "https://TOWN.example/permit/?x=%2f&fbclid=1#p",
        "https://town.example/permit?x=%2f",
    )


def test_one_source_serves_many_claims() -> None:
    row = make_evidence(make_claim())
    other = make_claim("Costs were halved", db.session.get_one(type(row.claim), row.claim_id).annotations[0].version)
    service.add(make_user("Rob"), other, row.source, replace(SAYS, stance=Stance.CONTEXT))
    assert [use.claim_id for use in db.session.scalars(queries.of_source(row.source_id))] == [other.id, row.claim_id]


def test_a_number_is_never_given_again() -> None:
    rita, claim = make_user("Rita"), make_claim()
    first = make_evidence(claim)
    service.withdraw(rita, first)
    second = service.add(rita, claim, first.source, SAYS)
    assert (first.number, second.number) == (1, 2)
    service.restore(rita, first)
    assert [row.number for row in db.session.scalars(queries.of_claim(claim.id))] == [1, 2]


def test_withdrawing_and_restoring_are_refused_out_of_turn() -> None:
    rita, row = make_user("Rita"), make_evidence(make_claim())
    with pytest.raises(Conflict, match="hasn’t been withdrawn"):
        service.restore(rita, row)
    service.withdraw(rita, row)
    with pytest.raises(Conflict, match="already been withdrawn"):
        service.withdraw(rita, row)


def test_others_evidence_is_withdrawn_by_an_editor_only() -> None:
    row = make_evidence(make_claim())
    with pytest.raises(NotAllowed, match="editor"):
        service.withdraw(make_user("Rob"), row)
    service.withdraw(make_user("Edda", Role.EDITOR), row)


def test_evidence_without_a_quote_is_refused() -> None:
    claim = make_claim()
    source = service.add_source(make_user("Rita"), PERMIT)
    with pytest.raises(Invalid) as refusal:
        service.add(make_user("Rita"), claim, source, replace(SAYS, quote="  "))
    assert refusal.value.field == "quote"


def test_a_source_without_title_and_address_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        service.add_source(make_user("Rita"), replace(PERMIT, title=" ", url=None))
    assert refusal.value.field == "title"


def test_a_new_source_without_a_title_is_named_after_its_address() -> None:
    source = service.add_source(make_user("Rita"), replace(PERMIT, title=" ", url="https://town.example/permits/12"))
    assert source.title == "town.example/permits/12"


def test_a_known_address_without_a_title_gives_the_source_that_has_it() -> None:
    rita = make_user("Rita")
    known = service.add_source(rita, PERMIT)
    assert service.add_source(rita, service.SourceDetails("", url=PERMIT.url)) is known


def test_nothing_is_added_to_an_archived_claim() -> None:
    rita, claim = make_user("Rita"), make_claim()
    source = service.add_source(rita, PERMIT)
    claims.archive(rita, claim)
    with pytest.raises(Conflict, match="archived"):
        service.add(rita, claim, source, SAYS)


def test_an_archived_source_is_out_of_the_list_and_serves_no_new_claim() -> None:
    rita, edda, claim = make_user("Rita"), make_user("Edda", Role.EDITOR), make_claim()
    source = service.add_source(rita, PERMIT)
    with pytest.raises(NotAllowed):
        service.archive_source(rita, source)
    with pytest.raises(Conflict, match="isn’t archived"):
        service.restore_source(edda, source)
    service.archive_source(edda, source)
    with pytest.raises(Conflict, match="already archived"):
        service.archive_source(edda, source)
    assert db.session.scalars(queries.sources()).all() == []
    assert db.session.scalars(queries.sources(archived=True)).all() == [source]
    with pytest.raises(Invalid, match="archived"):
        service.add(rita, claim, source, SAYS)
    service.restore_source(edda, source)
    assert service.add(rita, claim, source, SAYS).number == 1


def test_a_stale_change_of_a_source_is_refused() -> None:
    rita = make_user("Rita")
    source = service.add_source(rita, PERMIT)
    service.edit_source(make_user("Rob"), source, replace(PERMIT, title="Permit 12/2026"), 1)
    with pytest.raises(EditConflict, match="while you were writing"):
        service.edit_source(rita, source, replace(PERMIT, title="The permit"), 1)


def test_an_address_of_another_source_is_refused() -> None:
    rita = make_user("Rita")
    service.add_source(rita, PERMIT)
    other = service.add_source(rita, SourceDetails("Minutes"))
    with pytest.raises(Invalid, match="Building permit") as refusal:
        service.edit_source(rita, other, SourceDetails("Minutes", url=PERMIT.url), other.revision)
    assert refusal.value.field == "url"


def test_every_act_is_recorded() -> None:
    rita, edda, row = make_user("Rita"), make_user("Edda", Role.EDITOR), make_evidence(make_claim())
    service.withdraw(rita, row)
    service.restore(rita, row)
    service.archive_source(edda, row.source)
    service.restore_source(edda, row.source)
    service.edit_source(rita, row.source, SourceDetails("Permit"), row.source.revision)
    acts = [event.action for event in db.session.scalars(select(Event).order_by(Event.id))][-7:]
    assert acts == [
        "source:add", "evidence:add", "evidence:withdraw", "evidence:restore", "source:archive", "source:restore",
        "source:edit",
    ]  # fmt: skip
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
