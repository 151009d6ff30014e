"""Helpers for tests of signing in, which use the pages as a person does."""

from __future__ import annotations

import re
import time

from flask import Flask
from flask.testing import FlaskClient
from passlib.totp import TOTP
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role, User
from factcheck.accounts.service import make_person
from factcheck.db import db

PASSWORD = "correct horse battery"
OTHER = "another horse, same battery"
EMAIL = "olga@newsroom.example"


def olga(role: Role = Role.REVIEWER) -> User:
    """A person without a role in the newsroom, with a password."""
    user = make_person("Olga", EMAIL, role, PASSWORD)
    db.session.commit()
    return user


def enter(
    app: Flask, password: str = PASSWORD, email: str = EMAIL, query: str = ""
) -> tuple[FlaskClient, TestResponse]:
    """A new browser that sent this password, and the answer."""
    client = app.test_client()
    return client, client.post(f"/login{query}", data={"email": email, "password": password})


def code(secret: str, steps: int = 0) -> str:
    """The code that the phone shows, this many steps of 30 seconds from now."""
    return str(TOTP(key=secret).generate(time=time.time() + 30 * steps).token)


def begin_set_up(client: FlaskClient) -> tuple[str, str]:
    """Ask for the QR code: (the secret in letters, where its first code goes)."""
    page = client.post("/tf-setup", data={"setup": "authenticator"}).text
    secret = re.search(r"<code>([A-Z2-7-]+)</code>", page)
    action = re.search(r'action="(/tf-setup/[^"]+)"', page)
    assert secret is not None
    assert action is not None
    return secret[1].replace("-", ""), action[1]


def set_up(client: FlaskClient) -> str:
    """Set up a second factor; returns its secret."""
    secret, action = begin_set_up(client)
    assert client.post(action, data={"code": code(secret)}).status_code == 302
    return secret


def is_in(client: FlaskClient) -> bool:
    """Whether this browser is signed in."""
    return client.get("/me").status_code == 200
