"""Ids of the feed never change: not with the address of the site, not with a correction, not with a backup."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from factcheck.db import db
from factcheck.exports.addresses import Site
from tests.factories import make_claim, make_correction, make_edition, make_takedown, make_withdrawal

ATOM, TOMBSTONES = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"


def ids(app: Flask) -> list[str]:
    """Those of the feed, its entries, and what is gone."""
    feed = ElementTree.fromstring(app.test_client().get("/feed.atom").text)  # noqa: S314 - our own feed
    gone = [it.get("ref", "") for it in feed.findall(f"{TOMBSTONES}deleted-entry")]
    return [it.text or "" for it in feed.iter(f"{ATOM}id")] + gone


def moved(app: Flask, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Give the site another address."""
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], base_url=where))


def test_the_address_of_the_site_may_change_and_no_id_does(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = make_edition(state="published")
    version = edition.verdict.claim.annotations[0].version
    make_edition(state="published", claim=make_claim("Costs were halved", version))
    before = ids(app)
    assert len(set(before)) == 3
    assert all(it.startswith("urn:uuid:") for it in before)
    for where in ("https://checks.example", "http://127.0.0.1:8000", "https://news.example/desk"):
        moved(app, monkeypatch, where)
        assert ids(app) == before, where
    correction = make_correction(edition, "mixed")
    make_withdrawal(correction)
    assert sorted(ids(app)) == sorted(before)
    make_takedown(correction)
    assert sorted(ids(app)) == sorted(before)


def test_subscribers_from_before_keep_what_they_know(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = make_edition(state="published")
    downgrade(revision="0048_verdict_language")
    moved(app, monkeypatch, "https://checks.example:8443")
    upgrade()
    known = ["https://checks.example:8443/feed.atom", f"tag:checks.example,2026:claim-{edition.verdict.claim_id}"]
    assert ids(app) == known
    moved(app, monkeypatch, "https://elsewhere.example")
    assert ids(app) == known


@pytest.mark.parametrize("act", ["UPDATE feeds SET atom_id = 'x'", "DELETE FROM feeds"])
def test_the_database_keeps_the_id(app: Flask, act: str) -> None:
    with pytest.raises(DBAPIError, match="never changes"):
        db.session.execute(text(act))
    db.session.rollback()


def test_two_newsrooms_have_no_id_in_common() -> None:
    names = ("urn:uuid:0c2d3a4e-8f1b-4a53-9a53-0f6d7a1c2b3d", "urn:uuid:5b2d3a4e-8f1b-4a53-9a53-0f6d7a1c2b3d", "")
    sites = [Site("Desk", "http://127.0.0.1:8000", feed_id=it) for it in names]
    found = [it.entry(number) for it in sites for number in range(50)]
    assert len(set(found)) == len(found)
    assert sites[0].entry(7) == Site("Other", "https://other.example", feed_id=names[0]).entry(7)
