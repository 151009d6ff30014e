"""Whatever address the database holds, no page, feed or export makes a link of it that runs or leads astray."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import Column, String, Text, update

from factcheck.accounts.models import Role
from factcheck.articles.models import Article
from factcheck.config import PROJECT
from factcheck.db import Base, db
from factcheck.desk.from_browser.bookmarklet import bookmarklet
from factcheck.jobs.models import Job, JobState
from factcheck.sources.models import Source
from factcheck.urls import as_link, as_path
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.models import Edition
from factcheck.web.drafts import Draft
from tests.exports.public_routes import everything
from tests.factories import make_edition, make_thread, make_user, sign_in
from tests.test_routes import ours

ASTRAY = [
    "javascript:alert(1)",
    "//evil.example",
    'https://evil.example/" onclick="alert(1)',
    "JaVaScRiPt:alert(1)//",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "https://rita:secret@evil.example/",
    "https:evil.example",
    "ftp://evil.example/",
    "blob:https://evil.example/1",
]
HOLDS_ADDRESS = re.compile(r"url$|location|page$|wikidata_id|link")
FOLLOWED = {"@id", "id", "url", "source", "sameAs"}
LINKS = "//@href | //@src | //@action | //@formaction | //@cite | //@hx-get | //@hx-post | //@poster | //@data"


def address_columns() -> Iterator[Column[str]]:
    """Every column that holds an address."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, String | Text) and HOLDS_ADDRESS.search(column.name):
                yield column


@pytest.fixture
def stored(app: Flask) -> Edition:
    """One of everything that has an address, and a verdict that waits for its approval."""
    edition = make_edition(state="submitted")
    ada = make_user("Ada", Role.ADMIN)
    db.session.add(
        Draft(user_id=ada.id, form="/articles/new", page="/articles/new", title="x", fields={"text": ["x"]}, size=5)
    )
    db.session.add(Job(name="none", arguments={}, location="/articles/1", state=JobState.DONE))
    make_thread(edition.verdict.claim)
    return edition


def put_astray() -> None:
    """Put an address that runs, or for a path one that leads astray, into every column for one, past all forms."""
    for column in address_columns():
        address = ASTRAY[1] if column.name in {"location", "page"} else ASTRAY[0]
        db.session.execute(update(column.table).values({column.name: address}))
    db.session.commit()
    db.session.expire_all()


def links(page: str) -> set[str]:
    """Everything on a page that leads or loads, and is no place on it."""
    found = {str(it) for it in html.fromstring(page.encode()).xpath(LINKS)} if page.strip().startswith("<") else set()
    return {it for it in found if not (it == "" or it.startswith(("#", "?", "data:image/")))}


def astray(found: Iterable[str]) -> set[str]:
    return {it for it in found if as_link(it) is None and as_path(it) is None}


def addresses_in(data: Any) -> Iterator[str]:
    """Every address that a program would follow in JSON-LD."""
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in FOLLOWED and isinstance(value, str):
            yield value
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from addresses_in(value)


def test_these_columns_hold_addresses() -> None:
    found = {f"{it.table.name}.{it.name}" for it in address_columns()}
    assert found >= {"articles.canonical_url", "sources.url", "claimants.wikidata_id", "jobs.location", "drafts.page"}


@pytest.mark.parametrize("address", [*ASTRAY, "Q1/../../evil"])
def test_what_runs_or_leads_astray_is_no_link(address: str) -> None:
    assert (as_link(address), as_path(address)) == (None, None)


@pytest.mark.parametrize(
    "address", ["https://courier.example/a?b=1#c", "http://[::1]:8000/", "https://bücher.example/"]
)
def test_a_web_address_is_one(address: str) -> None:
    assert (as_link(address), as_link(None), as_link("")) == (address, None, None)


@pytest.mark.parametrize("path", ["/", "/articles/7?version=2#claim-1", "/checks/größe"])
def test_so_is_a_path_of_this_site(path: str) -> None:
    assert (as_path(path), as_path(None), as_path("")) == (path, None, None)


def test_no_link_of_any_page_or_export_runs_or_leads_astray(app: Flask, stored: Edition) -> None:
    put_astray()
    verdicts.approve(make_user("Emil", Role.EDITOR), stored, stored.revision)
    db.session.commit()
    assert {db.session.get_one(Article, 1).canonical_url, db.session.get_one(Source, 1).url} == {ASTRAY[0]}
    ada, pages = sign_in(app.test_client(), make_user("Ada", Role.ADMIN)), 0
    own = {bookmarklet(f"{app.extensions['settings'].base_url}/intake")}  # a bookmark, which our policy never runs
    own = {bookmarklet(f"{app.extensions['settings'].base_url}/intake")}  # a bookmark, which our policy never runs
    for _, method, where in ours(app):
        answer = ada.get(where) if method == "GET" else None
        if answer is not None and answer.mimetype == "text/html":
            pages += 1
            assert astray(links(answer.text)) - own == set(), where
    assert pages > 30
    for where, text in everything(app).items():
        assert astray(links(text)) == set(), where
        if "jsonld" in where and text.startswith("{"):
            assert astray(addresses_in(json.loads(text))) == set(), where
    (row,) = csv.DictReader(io.StringIO(app.test_client().get("/exports/checks.csv").text, newline=""))
    assert astray([*row["articles"].split(), *row["sources"].split()]) == set()


def test_every_address_from_a_column_goes_through_the_filter() -> None:
    """A template that makes a link of something's attribute asks a filter, or a function of ours that builds it."""
    attribute = re.compile(r'(?:href|src|action|cite)="\{\{ *((?!site\.|page\.next_url)[a-z_]+\.[a-z_.]+)([^}]*)\}\}')
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        for name, rest in attribute.findall(path.read_text()):
            assert re.match(r" \| as_(link|path)", rest) or name.startswith("attached."), (path.name, name)
