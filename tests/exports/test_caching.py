"""Every answer for readers says how long it may be kept: never without asking whether it still holds."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from factcheck.exports import caching
from tests.exports.public_routes import AS_PROGRAM, PUBLIC_ENDPOINTS, addresses
from tests.factories import make_claim, make_edition, make_takedown, make_user, make_withdrawal, sign_in

pytestmark = pytest.mark.usefixtures("filled_once")

RULE = "public, no-cache"
ENCODINGS: tuple[dict[str, str], ...] = ({}, {"Accept-Encoding": "gzip"})
ELSEWHERE = ("/checks/never-was", "/checks/a/b/c", "/reports/99", "/checks/", "/nowhere", "/exports/checks.xml")
SLUG = "/checks/the-harbour-opens-in-september"


@pytest.fixture(params=["published", "withdrawn", "taken down"])
def state(request: pytest.FixtureRequest, app: Flask) -> str:
    """What became of a verdict, beside another that stays as it was published."""
    edition = make_edition(state="published")
    version = edition.verdict.claim.annotations[0].version
    make_edition(state="published", claim=make_claim("Costs were halved", version))
    if request.param == "withdrawn":
        make_withdrawal(edition)
    if request.param == "taken down":
        make_takedown(edition)
    return str(request.param)


def answers(app: Flask) -> list[tuple[str, dict[str, str], TestResponse]]:
    """What every address of the public site answers, as page and for programs, plain and compressed."""
    reader = app.test_client()
    site = [where for endpoint, where in addresses(app) if endpoint.startswith(PUBLIC_ENDPOINTS)]
    asked = product([*site, "/methodology"], ({}, AS_PROGRAM), ENCODINGS)
    return [(where, kind | packed, reader.get(where, headers=kind | packed)) for where, kind, packed in asked]


def test_every_answer_is_revalidated_before_each_use_and_not_sent_again(app: Flask, state: str) -> None:
    reader, found = app.test_client(), answers(app)
    assert {answer.status_code for _, _, answer in found} >= ({451, 200} if state == "taken down" else {200})
    for where, headers, answer in found:
        assert (answer.headers["Cache-Control"], "Set-Cookie" in answer.headers) == (RULE, False), where
        if answer.status_code == 200:
            again = reader.get(where, headers=headers | {"If-None-Match": answer.headers["ETag"]})
            assert (again.status_code, again.data, again.headers["Cache-Control"]) == (304, b"", RULE), (where, headers)


def test_nobody_who_asks_again_is_told_that_a_withdrawn_verdict_still_holds(app: Flask) -> None:
    edition = make_edition(state="published")
    before = [(where, headers, answer.headers.get("ETag")) for where, headers, answer in answers(app)]
    make_withdrawal(edition)
    told = f"{SLUG} {SLUG}/claimreview.jsonld /checks /feed.atom /reports/1 /exports/checks.csv".split()
    for where, headers, tag in before:
        answer = app.test_client().get(where, headers=headers | {"If-None-Match": tag or ""})
        assert answer.status_code != 304 or where not in told, where


def test_after_an_update_of_the_software_everything_is_sent_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    make_edition(state="published")
    found = [(where, headers, answer) for where, headers, answer in answers(app) if answer.status_code == 200]
    monkeypatch.setattr(caching, "makers", lambda: "of the next version")
    for where, headers, answer in found:
        if where.startswith((f"{SLUG}/", "/exports", "/feed")) and "editions" not in where:
            again = app.test_client().get(where, headers=headers | {"If-None-Match": answer.headers["ETag"]})
            assert again.status_code == 200, where


@pytest.mark.parametrize("where", ELSEWHERE)
def test_no_refusal_is_kept(app: Flask, where: str) -> None:
    answer = app.test_client().get(where)
    assert answer.status_code >= 300
    assert answer.headers["Cache-Control"] in {RULE, "no-store"}


def test_what_a_person_of_the_newsroom_gets_is_for_no_cache_between(app: Flask) -> None:
    make_edition(state="published")
    rita = sign_in(app.test_client(), make_user("Rita"))
    for where in ("/checks", SLUG, "/feed.atom"):
        assert "public" not in rita.get(where).headers["Cache-Control"], where
