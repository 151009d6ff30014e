"""The migration that gave sign-ins a fixed end, with rows in its tables."""

from __future__ import annotations

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from factcheck.db import db
from tests.accounts.helpers import enter, is_in, olga


def test_sign_ins_survive_down_and_up_again(app: Flask) -> None:
    olga()
    client, _ = enter(app)
    db.session.remove()
    downgrade(revision="0011_search")
    assert db.session.scalar(text("SELECT count(*) FROM sign_ins WHERE seen_at = created_at")) == 1
    db.session.remove()
    upgrade()
    assert is_in(client)
