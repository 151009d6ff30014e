"""What the browser itself calls another site's is refused although its token is right; else the token decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from factcheck.accounts.models import Role
from factcheck.db import db
from tests.accounts.helpers import EMAIL, PASSWORD, is_in, olga
from tests.factories import make_user, post, sign_in

US = "http://localhost"  # the name by which the tests' client asks


@pytest.mark.on_sqlite  # headers are judged before the database is asked
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": US}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "same-site", "Origin": US}, 303),
        ({"Origin": US}, 303),
        ({"Origin": "http://127.0.0.1"}, 303),  # the base URL
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": US}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "http://evil.localhost"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "nonsense"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"Origin": ""}, 403),
    ],
)
def test_a_write_of_another_site_is_refused(app: Flask, headers: dict[str, str], status: int) -> None:
    rita = make_user("Rita")
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    answer = post(ada, f"/people/{rita.id}", role="editor", active="1", headers=headers)
    assert answer.status_code == status
    assert (make_user("Rita").role is Role.EDITOR) is (status == 303)
    assert ("another site" in answer.text) is (status == 403)


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize("path", ["/login", "/reset", "/logout", "/verify"])
def test_signing_in_and_out_is_no_exception(app: Flask, path: str) -> None:
    olga()
    client = app.test_client()
    form = {"email": EMAIL, "password": PASSWORD}
    client.post("/login", data=form)
    answer = client.post(path, data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert is_in(client)


@pytest.mark.on_sqlite  # as above
def test_reading_is_free(client: FlaskClient) -> None:
    assert client.get("/login", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.fixture
def behind_tls(app: Flask) -> Iterator[Flask]:
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, base_url="https://checks.example")
    yield app
    app.extensions["settings"] = settings


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize(
    ("origin", "status"),
    [("https://checks.example", 303), ("http://checks.example", 403), ("https://checks.example.evil", 403)],
)
def test_behind_a_proxy_the_base_url_counts(behind_tls: Flask, origin: str, status: int) -> None:
    rita = make_user("Rita")
    ada = sign_in(behind_tls.test_client(), make_user("Ada", Role.ADMIN))
    headers = {"Origin": origin, "Host": "127.0.0.1:8000"}
    assert post(ada, f"/people/{rita.id}", role="editor", active="1", headers=headers).status_code == status


def test_it_is_refused_before_the_token_is_looked_at_and_recorded(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/login", headers={"Origin": "https://evil.example"})
    app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 403
    assert db.session.execute(text("SELECT kind, who FROM refusals")).all() == [("cross-site", "address 127.0.0.1")]
