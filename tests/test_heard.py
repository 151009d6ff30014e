"""A walk leaves out only those headers that an answer can't depend on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, request
from werkzeug.wrappers import Request

from tests.heard import hearing

PART = {"HX-Request": "true"}


@pytest.mark.parametrize(("read", "is_heard"), [
    (lambda it: it.headers.get("HX-Request"), True),
    (lambda it: it.headers.getlist("hx-request"), True),
    (lambda it: "HX-Request" in it.headers, True),
    (lambda it: it.environ.get("HTTP_HX_REQUEST"), True),
    (lambda it: "HTTP_HX_REQUEST" in it.environ, True),
    (lambda it: dict(it.headers), True),
    (lambda it: dict(it.environ), True),
    (lambda it: {**it.environ}, True),
    (lambda it: it.headers.get("Accept"), False),
    (lambda it: it.cookies, False),
    (lambda it: it.url, False),
])  # fmt: skip
def test_whatever_is_read_is_heard(read: Callable[[Request], object], is_heard: bool) -> None:
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: str(read(request)))
    client = app.test_client()
    with hearing(app) as heard:
        client.get("/")
        assert heard.is_any_of(PART) is is_heard


def test_each_request_is_heard_by_itself() -> None:
    app = Flask(__name__)
    app.add_url_rule("/part", "part", lambda: request.headers.get("HX-Request", ""))
    app.add_url_rule("/page", "page", lambda: "")
    with hearing(app) as heard:
        for where, is_heard in (("/part", True), ("/page", False)):
            app.test_client().get(where)
            assert heard.is_any_of(PART) is is_heard
