"""People and things for tests: the cast is Rita and Rob (review), Edda and Emil (edit), Ada (administers)."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role, SignIn, User
from factcheck.db import db, utcnow
from factcheck.web.writes import new_key


def make_user(name: str = "Rita", role: Role = Role.REVIEWER) -> User:
    """A person of that role; the same name gives the same person."""
    email = f"{name.lower()}@newsroom.example"
    user = db.session.query(User).filter_by(email=email).one_or_none()
    if user is None:
        user = User(name=name, email=email, role=role, active=True, fs_uniquifier=secrets.token_hex(16))
        db.session.add(user)
        db.session.commit()
    return user


def sign_in(client: FlaskClient, user: User) -> FlaskClient:
    """Sign the client in as this person, as the sign-in page would."""
    token = secrets.token_urlsafe(16)
    digest = hashlib.sha256(token.encode()).hexdigest()
    db.session.add(SignIn(user_id=user.id, token_sha256=digest, address="127.0.0.1", device="a test", seen_at=utcnow()))
    db.session.commit()
    with client.session_transaction() as session:
        session.update({"_user_id": user.fs_uniquifier, "_fresh": True, "sign_in": token, "fs_cc": "set"})
    return client


def post(client: FlaskClient, url: str, /, **data: Any) -> TestResponse:
    """Send a form as a page of ours does: with an idempotency key."""
    headers = data.pop("headers", None)
    return client.post(url, data={"_key": new_key(), **data}, headers=headers)
