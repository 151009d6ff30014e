"""Every act of administration is an administrator's, and is recorded with the change it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from factcheck.accounts.models import FormerName, Invitation, Role, User
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import NotAllowed
from factcheck.people import service
from tests.factories import make_user

Act = Callable[[User], object]


def rita() -> User:
    """Somebody with a second factor, as a subject."""
    user = make_user("Rita")
    user.tf_primary_method, user.tf_totp_secret = "authenticator", "enc"
    db.session.flush()
    return user


def invitation() -> Invitation:
    """The open invitation of Nils."""
    found = db.session.scalars(select(Invitation)).first()
    if found is None:
        found, _token = service.invite(make_user("Ada", Role.ADMIN), "Nils", "nils@newsroom.example", Role.EDITOR)
        db.session.commit()
    return found


ACTS: dict[str, Act] = {
    "person:invite": lambda actor: service.invite(actor, "Olga", "olga@newsroom.example", Role.REVIEWER),
    "person:revoke-invitation": lambda actor: service.revoke(actor, invitation()),
    "person:change": lambda actor: service.change(actor, rita(), Role.EDITOR, active=False),
    "person:rename": lambda actor: service.rename(actor, rita(), "Rita Berg"),
    "person:reset-link": lambda actor: service.reset_password(actor, rita()),
    "person:second-factor-forgotten": lambda actor: service.forget_second_factor(actor, rita()),
}


def stored() -> dict[str, Any]:
    """All rows about people and all acts, column by column."""
    db.session.expire_all()
    return {
        f"{kind.__name__} {inspect(row).identity}": {it.key: getattr(row, it.key) for it in inspect(kind).column_attrs}
        for kind in (User, Invitation, FormerName, Event)
        for row in db.session.scalars(select(kind))
    }


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.EDITOR, "an administrator without access"])
@pytest.mark.parametrize("action", ACTS)
def test_everybody_but_an_administrator_is_refused(app: Flask, action: str, role: Role | str) -> None:
    rita(), invitation()
    actor = make_user("Emil", role if isinstance(role, Role) else Role.ADMIN)
    actor.active = isinstance(role, Role)
    db.session.commit()
    before = stored()
    with pytest.raises(NotAllowed, match="managed by administrators"):
        ACTS[action](actor)
    db.session.commit()
    assert stored() == before


@pytest.mark.parametrize("action", ACTS)
def test_an_act_is_recorded_in_the_transaction_of_its_change(app: Flask, action: str) -> None:
    rita(), invitation()
    ada = make_user("Ada", Role.ADMIN)
    db.session.commit()
    before = stored()
    ACTS[action](ada)
    db.session.rollback()
    assert stored() == before
    ACTS[action](ada)
    db.session.commit()
    acts = db.session.scalars(select(Event).where(Event.id > len([name for name in before if "Event" in name]))).all()
    assert [(act.action, act.actor_id) for act in acts] == [(action, ada.id)]


def test_whoever_accepts_an_invitation_is_recorded_as_having_joined(app: Flask) -> None:
    _invitation, token = service.invite(make_user("Ada", Role.ADMIN), "Nils", "nils@newsroom.example", Role.EDITOR)
    db.session.commit()
    nils = service.accept(token, "Nils Holm", "correct horse battery")
    db.session.commit()
    act = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert act is not None
    assert (act.action, act.actor_id, act.subject_id) == ("person:join", nils.id, nils.id)
    assert (act.before, act.after) == ({"name": "Nils"}, {"name": "Nils Holm", "role": "editor"})
