"""Prepared statements read and store what SQLAlchemy would, and refuse with its errors."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from factcheck.accounts.models import Role, User
from factcheck.audit.models import Event
from factcheck.audit.service import record
from factcheck.claims.claimants import ClaimantDetails
from factcheck.claims.models import Claim, ClaimState
from factcheck.claims.service import ClaimDetails, add
from factcheck.db import Base, Prepared, connection, db, insert, utcnow, writing
from factcheck.db.errors import Fault, kind_of
from factcheck.web.idempotency import WriteKey
from tests.factories import make_user

KEY = {"owner": "1", "key": "a key", "body_sha256": "", "path": "/", "location": "/claims/1"}


@pytest.fixture
def claim(app: Flask) -> Claim:
    details = ClaimDetails("It opens", said_on=date(2026, 6, 6), claimant=ClaimantDetails("Signe Holt", "mayor"))
    rita = make_user("Rita")
    claim = add(rita, "words", details)
    record(rita, "claim:highlight", ("claim", claim.id), None, {"statement": "It opens"})
    return claim


@pytest.mark.parametrize("kind", [User, Claim, Event])
def test_values_are_those_that_sqlalchemy_reads(claim: Claim, kind: type[Base]) -> None:
    statement = select(*kind.__table__.columns).order_by(*kind.__table__.primary_key)
    found: list[Any] = [tuple(row) for row in Prepared(statement).fetch()]
    assert found
    assert found == [tuple(row) for row in connection().execute(statement)]
    assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in connection().execute(statement)]


def test_values_are_asked_for_as_they_are_stored(claim: Claim) -> None:
    born = User.created_at <= bindparam("now")
    statement = Prepared(select(User.name).where(User.role == bindparam("role"), born))
    assert [row.name for row in statement.fetch({"role": Role.REVIEWER, "now": utcnow()})] == ["Rita"]
    assert statement.fetch({"role": Role.ADMIN, "now": utcnow()}) == []
    assert statement.fetch({"role": Role.REVIEWER, "now": claim.author.created_at.replace(year=2000)}) == []
    assert Prepared(select(Claim.id).where(Claim.state == ClaimState.OPEN)).fetch() == [(claim.id,)]


def test_a_refusal_is_sqlalchemys_error_and_changes_nothing(app: Flask) -> None:
    insert(WriteKey, KEY)
    with pytest.raises(IntegrityError) as refused:
        insert(WriteKey, KEY | {"path": "/elsewhere"})
    assert kind_of(refused.value) is Fault.DUPLICATE
    if db.engine.dialect.name == "sqlite":  # PostgreSQL ends the transaction
        assert db.session.scalars(select(WriteKey.path)).all() == ["/"]


@pytest.mark.on_postgresql
def test_a_connection_that_was_cut_is_not_used_again(app: Flask) -> None:
    here = connection()
    pid = here.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with writing(), db.engine.connect() as other:
        other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
    with pytest.raises(DBAPIError) as refused:
        insert(WriteKey, KEY)
    assert refused.value.connection_invalidated
    assert here.invalidated
    db.session.rollback()
    insert(WriteKey, KEY)
    assert db.session.scalars(select(WriteKey.path)).all() == ["/"]


class Named(NamedTuple):
    """A person as a statement finds them."""

    name: str
    role: Role


def test_rows_are_of_the_class_that_a_statement_names(claim: Claim) -> None:
    found: Any = Prepared(select(User.name, User.role), Named).fetch()
    assert found == [Named("Rita", Role.REVIEWER)]
    assert type(found[0]) is Named
    assert found[0].role is Role.REVIEWER


def test_a_class_with_other_names_is_refused(claim: Claim) -> None:
    with pytest.raises(TypeError, match="Named has other columns"):
        Prepared(select(User.role, User.name), Named).fetch()
