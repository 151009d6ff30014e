"""When the page of a source is gone, readers are led to what was kept of it, as far as the newsroom publishes that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.captures.models import Capture
from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.verdicts.models import Edition
from tests.factories import make_edition, make_user
from tests.watching.conftest import QUOTE
from tests.watching.watched_site import WatchedSite, look


@pytest.fixture
def published(cited: Evidence) -> Edition:
    """A published verdict that rests on the source."""
    edition = make_edition(make_user("Edda", Role.EDITOR), "published", cited.claim)
    db.session.commit()
    return edition


def url_of(edition: Edition) -> str:
    return f"/checks/{edition.verdict.slug}"


def lose(site: WatchedSite) -> None:
    site.status = "410 Gone"
    look()
    look()


def test_readers_see_the_day_and_the_digest_of_what_was_kept(
    client: FlaskClient, published: Edition, site: WatchedSite
) -> None:
    before = client.get(url_of(published))
    assert "The page is gone." not in before.text
    lose(site)
    page = client.get(url_of(published), headers={"If-None-Match": before.headers["ETag"]})
    assert page.status_code == 200
    capture = db.session.query(Capture).order_by(Capture.id).first()
    assert capture is not None
    assert "The page is gone." in page.text
    assert str(capture.raw_sha256) in page.text
    assert client.get(f"{url_of(published)}/evidence/1/kept").status_code == 404
    site.status = "200 OK"
    look()
    assert "The page is gone." not in client.get(url_of(published)).text


def test_readers_read_the_text_if_the_newsroom_publishes_captures(
    client: FlaskClient, app: Flask, published: Edition, site: WatchedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["settings"], publishes_captures=True)
    monkeypatch.setitem(app.extensions, "settings", settings)
    kept = f"{url_of(published)}/evidence/1/kept"
    assert client.get(kept).status_code == 404  # the page is still there
    lose(site)
    assert f'href="{kept}"' in client.get(url_of(published)).text
    page = client.get(kept)
    assert f"<mark>{QUOTE}</mark>" in page.text
    assert "<script>alert" not in page.text
    assert 'name="robots" content="noindex"' in page.text
    assert client.get(f"{url_of(published)}/evidence/9/kept").status_code == 404


def test_one_missing_look_isnt_enough(client: FlaskClient, published: Edition, site: WatchedSite) -> None:
    site.status = "404 Not Found"
    look()
    assert "The page is gone." not in client.get(url_of(published)).text
