"""The demo is for this machine alone: what a proxy passed on is refused, and every page says that it is a demo."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from factcheck.config import Settings, SettingsError
from factcheck.db import db
from factcheck.demo.proxies import is_proxied
from tests.accounts.helpers import olga
from tests.factories import make_edition, make_user, post, sign_in

pytestmark = pytest.mark.on_sqlite  # headers are judged before the database is asked

PASSED_ON = [
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
    "X-Forwarded-Prefix", "X-Forwarded-Server", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP",
    "CF-Connecting-IP", "CF-Ray", "Fastly-Client-IP", "X-Original-Host", "X-Original-URL", "X-Envoy-External-Address",
    "X-Azure-ClientIP", "Proxy-Connection", "CDN-Loop", "X-Scheme", "x-forwarded-anything",
]  # fmt: skip
OF_BROWSERS = [
    "Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Connection", "Cookie", "Origin", "Referer",
    "Sec-Fetch-Site", "Sec-CH-UA", "Upgrade-Insecure-Requests", "HX-Request", "X-CSRFToken", "DNT", "Priority",
    "X-Requested-With", "If-None-Match", "Last-Event-ID",
]  # fmt: skip


@pytest.mark.parametrize("header", PASSED_ON)
def test_the_demo_refuses_what_a_proxy_passed_on(app: Flask, header: str) -> None:
    user = olga()
    user.is_demo = True
    db.session.commit()
    answer = post(app.test_client(), f"/login/demo/{user.id}", headers={header: "192.0.2.7"})
    assert answer.status_code == 403
    assert "This request came through a proxy" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert app.test_client().get("/checks", headers={header: ""}).status_code == 403


def test_nor_does_it_answer_as_proxies_speak(app: Flask) -> None:
    assert app.test_client().get("/login", environ_overrides={"SERVER_PROTOCOL": "HTTP/1.0"}).status_code == 403


def test_browsers_are_answered() -> None:
    assert not is_proxied(OF_BROWSERS, "HTTP/1.1")


def test_no_proxy_may_be_set_in_the_demo(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^FACTCHECK_TRUST_PROXY must be 0 in the demo"):
        Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_TRUST_PROXY": "1"})


def test_every_page_says_that_it_is_a_demo(app: Flask) -> None:
    edition = make_edition(state="published")
    reader, rita = app.test_client(), sign_in(app.test_client(), make_user("Rita"))
    public = ("/checks", f"/checks/{edition.verdict.slug}", "/methodology", "/corrections", "/reports/1", "/nowhere")
    for client, where in [*((reader, it) for it in ("/login", *public)), *((rita, it) for it in ("/", "/me", "/no"))]:
        assert '<strong class="tag demo">Demo</strong>' in client.get(where).text, where
