"""Objects made of selected columns are those of the session, with what the database has now."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select, update

from factcheck.accounts.models import Role, User
from factcheck.accounts.queries import refreshed
from factcheck.db import db, fetch
from factcheck.db.insertion import columns_to_load, loaded
from tests.factories import make_user

COLUMNS = columns_to_load(User)


def the_person() -> User:
    ((*values,),) = fetch(select(*COLUMNS.values()).where(User.name == "Rita"))
    return loaded(User, dict(zip(COLUMNS, values, strict=True)))


def test_an_object_is_the_one_that_the_session_has(app: Flask) -> None:
    number = make_user("Rita").id
    db.session.remove()
    rita = the_person()
    assert rita is db.session.get(User, number)
    assert rita is the_person()
    assert rita not in db.session.dirty


def test_what_was_not_selected_is_loaded_on_demand_and_its_changes_are_tracked(app: Flask) -> None:
    make_user("Rita").mf_recovery_codes = ["one", "two"]
    db.session.commit()
    db.session.remove()
    rita = the_person()
    assert rita.mf_recovery_codes == ["one", "two"]
    rita.mf_recovery_codes.remove("one")
    db.session.commit()
    db.session.remove()
    assert the_person().mf_recovery_codes == ["two"]


def test_a_change_of_the_object_is_stored(app: Flask) -> None:
    make_user("Rita")
    db.session.remove()
    the_person().language = "fi"
    db.session.commit()
    db.session.remove()
    assert the_person().language == "fi"


def test_in_another_transaction_a_person_is_read_again(app: Flask) -> None:
    make_user("Rita")
    db.session.remove()
    rita = the_person()
    db.session.rollback()
    with db.engine.begin() as other:
        other.execute(update(User).values(role=Role.ADMIN))
    assert refreshed(rita) is rita
    assert rita.role is Role.ADMIN
