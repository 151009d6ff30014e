"""The audit log: chained, ordered, in the transaction of the change."""

from __future__ import annotations

from flask import Flask

from factcheck.audit.chain import START, digest
from factcheck.audit.models import Event
from factcheck.audit.queries import history_of, newest
from factcheck.audit.service import changes, record
from factcheck.db import db
from tests.factories import make_user


def test_each_act_is_chained_to_the_one_before(app: Flask) -> None:
    rita = make_user("Rita")
    record(rita, "claim:edit", ("claim", 7), {"place": "Åbo"}, {"place": "Turku"})
    record(None, "claim:archive", ("claim", 7))
    db.session.commit()
    db.session.expire_all()
    first, second = db.session.scalars(history_of(("claim", 7)))
    assert (first.actor_name, first.before, first.after) == ("Rita", {"place": "Åbo"}, {"place": "Turku"})
    assert first.previous_sha256 == START
    assert second.previous_sha256 == first.sha256
    for event in (first, second):
        row = {name: getattr(event, name) for name in Event.__table__.columns.keys()}  # noqa: SIM118 - columns
        assert digest(event.previous_sha256, row) == event.sha256


def test_a_rolled_back_change_leaves_no_record(app: Flask) -> None:
    record(None, "claim:edit", ("claim", 7))
    db.session.rollback()
    assert db.session.scalars(newest()).all() == []


def test_changes_are_only_what_differs() -> None:
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"b": 2}, {"b": 3})
