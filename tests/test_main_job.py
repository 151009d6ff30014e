"""The main job, over HTTP and without JavaScript: from a pasted article to a published, exported verdict."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.verdicts.models import Edition
from factcheck.web.idempotency import new_key
from tests.conftest import path_of
from tests.factories import TEXT, make_user, post, shown_on, sign_in

EXPORTS = (
    "/checks", "/feed.atom", "/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld",
    "/reports/1", "/reports/1/annotations.jsonld",
)  # fmt: skip
KIND = {"kind": "checkable", "claimant_kind": "person"}
HEADLINE = "The harbour opens in September"


@pytest.fixture
def people(app: Flask) -> dict[str, FlaskClient]:
    cast = {"Rita": Role.REVIEWER, "Rob": Role.REVIEWER, "Edda": Role.EDITOR, "Emil": Role.EDITOR}
    return {name: sign_in(app.test_client(), make_user(name, role)) for name, role in cast.items()}


def test_from_paste_to_publication(app: Flask, people: dict[str, FlaskClient]) -> None:
    rita, rob, edda, emil = people.values()
    reader = app.test_client()
    article = {"text": TEXT, "title": "Harbour will open in May, mayor says", "language": "en", "is_undated": "y"}
    assert path_of(post(rita, "/articles/new", **article).location) == "/articles/1"
    assert "This text already exists" in post(rita, "/articles/new", **article).text  # stored once

    words = "The harbour will open in May"
    created = post(rita, "/articles/1/claims", exact=words, statement="The harbour opens in May", **KIND)
    assert created.status_code == 303
    for more in ("We open in May, and not a day later", "Harbour will open in May"):
        assert post(rita, "/articles/1/join", exact=more, claim_id=1).status_code == 303
    overlap = post(rita, "/articles/1/claims", exact="will open in May, mayor Signe", statement="Holt is mayor", **KIND)
    assert overlap.status_code == 303
    page = rita.get("/articles/1").text
    assert page.count('class="ref" href="#claim-1"') == 3
    assert "depth-2" in page

    source = {"title": "Permit", "url": "https://town.example/permit", "source_kind": "law", "source_class": "primary"}
    assert post(rita, "/claims/1/evidence/new", stance="refutes", quote="September", **source).status_code == 303
    known = {"source_id": 1, "stance": "context", "quote": "See page 2", "source_kind": "law"}
    assert post(rita, "/claims/1/evidence/new", **known).status_code == 303
    review = {"rating": "false", "rationale": "The permit RITA-SAYS [1].", "confidence": "high"}
    assert post(rita, "/claims/1/reviews/new", **review).status_code == 303
    for accept in ("text/html", "application/json"):
        seen = rob.get("/claims/1/reviews", headers={"Accept": accept}).text
        assert "RITA-SAYS" not in seen
    assert post(rob, "/claims/1/reviews/new", **{**review, "rating": "mixed"}).status_code == 303
    assert "RITA-SAYS" in rob.get("/claims/1/reviews").text

    verdict = {"rating": "false", "headline": HEADLINE, "summary": "Not in May.", "rationale": "It says so [1]."}
    shown = path_of(post(edda, "/claims/1/verdict/new", **verdict).location)
    assert post(edda, f"{shown}/submit", revision=revision(edda, shown)).status_code == 303
    number = int(shown.rsplit("/", 1)[1])
    seen = shown_on(emil, number)
    assert post(edda, f"{shown}/approve", **seen).status_code == 403
    assert post(emil, f"{shown}/send-back", **seen, reason="Which page?").status_code == 303
    again = {**verdict, "rationale": "Page 2 says so [1].", "revision": revision(edda, shown)}
    assert post(edda, f"{shown}/edit", **again).status_code == 303
    assert post(edda, f"{shown}/submit", revision=revision(edda, shown)).status_code == 303
    for url in EXPORTS:
        assert HEADLINE not in reader.get(url).text
    assert post(emil, f"{shown}/approve", **{**shown_on(emil, number), "revision": 0}).status_code == 409
    assert post(emil, f"{shown}/approve", **shown_on(emil, number)).status_code == 303

    public = reader.get("/checks/the-harbour-opens-in-september")
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', public.text)
    assert [json.loads(text)["@type"] for text in found] == ["ClaimReview"]
    for url in EXPORTS:
        answer = reader.get(url)
        assert HEADLINE in answer.text
        assert reader.get(url).data == answer.data
    tag = reader.get("/feed.atom").headers["ETag"]
    assert reader.get("/feed.atom", headers={"If-None-Match": tag}).status_code == 304


def test_selectors_slice_the_text_that_the_command_prints(app: Flask, people: dict[str, FlaskClient]) -> None:
    test_from_paste_to_publication(app, people)
    db.session.commit()
    runner = app.test_cli_runner()
    text = runner.invoke(args=["factcheck", "article", "text", "1"]).stdout_bytes.decode()
    data = json.loads(runner.invoke(args=["factcheck", "export", "webannotation", "--article", "1"]).stdout)
    targets = [target for item in data["first"]["items"] for target in item["target"]]
    assert len(targets) == 3
    for target in targets:
        quote, position = target["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
    assert runner.invoke(args=["factcheck", "check"]).exit_code == 0


def test_a_double_click_stores_once(app: Flask, people: dict[str, FlaskClient]) -> None:
    rita = people["Rita"]
    post(rita, "/articles/new", text=TEXT, title="Harbour", language="en", is_undated="y")
    form = {"exact": "Costs were halved", "statement": "Costs were halved", **KIND, "_key": new_key()}
    first, second = (rita.post("/articles/1/claims", data=form) for _ in range(2))
    assert first.location == second.location
    assert db.session.query(Claim).count() == 1


@pytest.mark.parametrize(
    ("exact", "words"),
    [("Nobody said this", "is in the article"), ("open in May", "more than once"), (" ", "Enter the quote")],
)
def test_words_that_cannot_be_found_are_refused_and_kept(
    people: dict[str, FlaskClient], exact: str, words: str
) -> None:
    rita = people["Rita"]
    post(rita, "/articles/new", text=TEXT, title="Harbour", language="en", is_undated="y")
    answer = post(rita, "/articles/1/claims", exact=exact, statement="Kept statement", **KIND)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Kept statement" in answer.text
    assert db.session.query(Claim).count() == 0


def revision(client: FlaskClient, shown: str) -> int:
    """The revision that the page of an edition shows."""
    assert client.get(shown).status_code == 200
    db.session.expire_all()
    found = db.session.get(Edition, int(shown.rsplit("/", 1)[1]))
    assert found is not None
    return found.revision
