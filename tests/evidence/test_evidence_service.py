"""What can be done with evidence, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from factcheck.accounts.models import Role
from factcheck.audit.models import Event
from factcheck.claims import service as claims
from factcheck.db import db
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.evidence import queries, service
from factcheck.evidence.models import Evidence, Stance
from factcheck.evidence.service import EvidenceDetails
from factcheck.sources import service as sources
from factcheck.sources.models import SourceClass
from factcheck.sources.queries import library
from factcheck.sources.service import SourceDetails
from tests.factories import make_claim, make_evidence, make_user

PERMIT = SourceDetails("Building permit", url="https://town.example/permit?x=1", source_class=SourceClass.PRIMARY)
SAYS = EvidenceDetails(Stance.REFUTES, "Opening: September.")


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


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
    source = sources.add(make_user("Rita"), PERMIT)
    with pytest.raises(Invalid) as refusal:
        service.add(make_user("Rita"), claim, source, replace(SAYS, quote="  "))
    assert refusal.value.field == "quote"


def test_nothing_is_added_to_an_archived_claim() -> None:
    rita, claim = make_user("Rita"), make_claim()
    source = sources.add(rita, PERMIT)
    claims.archive(rita, claim)
    with pytest.raises(Conflict, match="archived"):
        service.add(rita, claim, source, SAYS)


def test_an_archived_source_is_out_of_the_list_and_serves_no_new_claim() -> None:
    rita, edda, claim = make_user("Rita"), make_user("Edda", Role.EDITOR), make_claim()
    source = sources.add(rita, PERMIT)
    with pytest.raises(NotAllowed):
        sources.archive(rita, source)
    with pytest.raises(Conflict, match="isn’t archived"):
        sources.restore(edda, source)
    sources.archive(edda, source)
    with pytest.raises(Conflict, match="already archived"):
        sources.archive(edda, source)
    assert db.session.scalars(library()).all() == []
    assert db.session.scalars(library(archived=True)).all() == [source]
    with pytest.raises(Invalid, match="archived"):
        service.add(rita, claim, source, SAYS)
    sources.restore(edda, source)
    assert service.add(rita, claim, source, SAYS).number == 1


def test_every_act_is_recorded() -> None:
    rita, edda, row = make_user("Rita"), make_user("Edda", Role.EDITOR), make_evidence(make_claim())
    service.withdraw(rita, row)
    service.restore(rita, row)
    sources.archive(edda, row.source)
    sources.restore(edda, row.source)
    sources.edit(rita, row.source, SourceDetails("Permit"), row.source.revision)
    acts = [event.action for event in db.session.scalars(select(Event).order_by(Event.id))][-7:]
    assert acts == [
        "source:add", "evidence:add", "evidence:withdraw", "evidence:restore", "source:archive", "source:restore",
        "source:edit",
    ]  # fmt: skip
    assert db.session.scalar(select(func.count()).select_from(Evidence)) == 1
