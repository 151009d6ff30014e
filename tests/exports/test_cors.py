"""Pages of other sites may read the data that is for everybody, and nothing else; never with credentials."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import make_edition, make_user, sign_in

pytestmark = pytest.mark.on_sqlite  # headers are the same on both databases

ELSEWHERE = {"Origin": "https://reader.example"}
CHECK = "/checks/the-harbour-opens-in-september"
DATA = ("/feed.atom", "/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld",
        "/reports/1/annotations.jsonld", f"{CHECK}/claimreview.jsonld")  # fmt: skip
PAGES = ("/checks", CHECK, f"{CHECK}/editions/1", "/reports/1", "/corrections", "/methodology", "/login", "/",
         "/claims", "/articles/1", "/healthz", "/nowhere", "/static/favicon.svg")  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_data_may_be_read_by_pages_of_every_site_also_as_304(app: Flask, method: str) -> None:
    make_edition(state="published")
    reader = app.test_client()
    for where in DATA:
        answer = reader.open(where, method=method, headers=ELSEWHERE)
        again = reader.open(where, method=method, headers=ELSEWHERE | {"If-None-Match": answer.headers["ETag"]})
        assert (answer.status_code, again.status_code) == (200, 304), where
        for it in (answer, again):
            assert it.headers["Access-Control-Allow-Origin"] == "*", where
            assert {"ETag", "Link"} <= set(it.headers["Access-Control-Expose-Headers"].split(", "))
            assert "Access-Control-Allow-Credentials" not in it.headers
            assert it.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_browser_may_ask_first_whether_it_may_ask_conditionally(app: Flask) -> None:
    make_edition(state="published")
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    for where in DATA:
        answer = app.test_client().options(where, headers=ELSEWHERE | asked | {"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code in {200, 204}, where
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "GET" in answer.headers["Access-Control-Allow-Methods"]
        assert "if-none-match" in answer.headers["Access-Control-Allow-Headers"].lower()
        assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_why_data_is_not_there_may_be_read_as_well(app: Flask) -> None:
    for where in ("/checks/never-was/claimreview.jsonld", "/reports/99/annotations.jsonld"):
        answer = app.test_client().get(where, headers=ELSEWHERE)
        assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (404, "*"), where


def test_no_page_is_shared_with_other_sites_neither_with_readers_nor_with_the_newsroom(app: Flask) -> None:
    make_edition(state="published")
    rita = sign_in(app.test_client(), make_user("Rita"))
    for client in (app.test_client(), rita):
        for where in PAGES:
            for answer in (client.get(where, headers=ELSEWHERE), client.options(where, headers=ELSEWHERE)):
                told = [name for name in answer.headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118
                assert told == [], (where, told)
