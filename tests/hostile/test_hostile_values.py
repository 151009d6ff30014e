"""Hostile values in every argument, field and header of every route: refused with a message, never an error (500)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from factcheck.accounts.models import User
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.web.guards.access import is_public_endpoint
from factcheck.web.guards.rate_limits import WriteLimits
from factcheck.web.idempotency import new_key
from factcheck.web.input.requests import Values
from tests.databases import States
from tests.factories import sign_in
from tests.hostile import values
from tests.hostile.pages import Sent, addresses, crawl, routes
from tests.sizes import IS_THOROUGH

EVERYBODY = (None, "Rita", "Edda", "Ada")  # a reader whom nobody knows, a reviewer, an editor, an administrator
PEOPLE = EVERYBODY if IS_THOROUGH else (None, "Ada")  # an administrator may do what everybody may
URLENCODED = {"content_type": "application/x-www-form-urlencoded"}
STEP = 15  # one route gets every fifteenth of the headers
KEPT = {"_key", "csrf_token"}  # tests/web/test_idempotency.py and test_edge.py have these
COMPANIONS = {"base": {"revision": "0"}, "shown": {"digest": "0" * 64}}  # without which a field is not read
HEADERS = {
    "HX-Current-URL": (
        "http://[",
        "http://x/" + "y" * 3_000,
        "//x",
        "\x80",
        "http://localhost/\\\\evil",
        "javascript:0",
    ),
    "Idempotency-Key": ("²" * 16, "x" * 5_000, "'", ""),
    "Range": ("bytes=0-99999999999999999999", "bytes=²-", "bytes=-", "x"),
    "If-None-Match": ('"' * 3_000, "W/", "²", "*"),
    "If-Modified-Since": ("Thu, 99 Foo 99999 99:99:99 GMT", "²", "0"),
    "If-Range": ("²", '"x'),
    "Accept-Language": ("²", "x" * 3_000, "*;q=NaN", ",;,;q=", "en;q=99999999999999999999"),
    "Accept": ("*;q=NaN", "²", "application/json;q=1e999"),
    "Last-Event-ID": ("99999999999999999999", "²", "٣", "-1", "\x80"),
    "User-Agent": ("\x80" * 3_000, ""),
    "Referer": ("http://[", "\x80"),
    "Origin": ("http://[", "null", "\x80"),
    "Cookie": ("session=\x80; session=²", "session=" + "x" * 5_000, "remember_token=1|²"),
    "Content-Type": ("multipart/form-data", "multipart/form-data; boundary=\x80", "application/json; charset=²", "x"),
    "X-Forwarded-For": ("²", "[", "::1%25"),
    "X-Forwarded-Host": ("[", "x y"),
    "X-Forwarded-Proto": ("²",),
    "Host": ("[", "²", "x y", "localhost:99999999", "[::1", "", "localhost/..", "a" * 3_000),
    "Content-Length": ("²", "-1", "99999999999999999999"),
    "Transfer-Encoding": ("gzip, chunked",),
    "Content-Encoding": ("gzip",),
}


@pytest.fixture
def accidents(app: Flask, states: States, monkeypatch: pytest.MonkeyPatch) -> Iterator[Accidents]:
    """The demo newsroom, and what breaks in it; nobody is throttled."""
    states.begin_from("demo", load_if_empty)
    monkeypatch.setattr(WriteLimits, "wait", lambda *_: 0)
    found = Accidents()
    monkeypatch.setattr(app.logger, "exception", found.note)
    yield found
    if told := [f"{len(rows)} × {what}: {rows[:6]}" for what, rows in found.seen.items()]:
        pytest.fail("\n".join(told), pytrace=False)


class Accidents:
    """What was asked when something broke, by what broke."""

    def __init__(self) -> None:
        self.seen: dict[str, list[tuple[str, ...]]] = {}
        self.last = ""

    def note(self, *_words: object, exc_info: BaseException, **_options: object) -> None:
        error = getattr(exc_info, "original_exception", None) or exc_info
        self.last = f"{type(error).__name__}: {str(error)[:80]}"

    def ask(self, client: FlaskClient, about: tuple[object, ...], method: str, url: str, **options: Any) -> None:
        """Send a request, and remember it if it is answered by 500 or worse."""
        try:
            status = client.open(url, method=method, **options).status_code
        except Exception as error:
            status, self.last = 500, repr(error)[:120]
        if status >= 500:
            self.seen.setdefault(self.last, []).append(tuple(str(it)[:40] for it in about))
        self.last = ""


def client_of(app: Flask, name: str | None) -> FlaskClient:
    client = app.test_client()
    return sign_in(client, db.session.query(User).filter_by(name=name).one()) if name else client


def met(app: Flask, name: str | None) -> Iterator[Rule]:
    """The routes that such a person may meet: before all others somebody unknown is asked to sign in."""
    for rule in routes(app):
        if name or IS_THOROUGH or is_public_endpoint(rule.endpoint):
            yield rule


@lru_cache(maxsize=256)
def encoded(value: str) -> str:
    """A value in an address."""
    return quote(value, safe="", errors="surrogatepass")


@pytest.mark.parametrize("name", PEOPLE)
def test_every_argument_in_a_path(app: Flask, accidents: Accidents, name: str | None) -> None:
    client = client_of(app, name)
    for rule in met(app, name):
        known = addresses(app, rule, 1)[0]
        for argument in rule.arguments:
            for value in (*map(encoded, values.EACH), values.NOT_UTF8):
                for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                    data = {"_key": new_key(), "revision": "1"} if method == "POST" else None
                    url = replaced(app, known, method, argument, value)
                    accidents.ask(client, (rule.endpoint, argument, value), method, url, data=data)


def replaced(app: Flask, known: str, method: str, argument: str, value: str) -> str:
    """The address of a route in which one argument is another."""
    rule, arguments = app.url_map.bind("localhost").match(known, method=method, return_rule=True)
    arguments = {name: quote(str(it), safe="") for name, it in arguments.items()} | {argument: value}
    return "".join(
        arguments[part.partition(":")[2] or part] if is_argument else part for is_argument, part in pieces(rule.rule)
    )


def pieces(rule: str) -> Iterator[tuple[bool, str]]:
    """The parts of a rule as Flask writes it: whether each is an argument, and its name or words."""
    for part in rule.replace("<", "\0<").replace(">", "\0").split("\0"):
        yield part.startswith("<"), part.removeprefix("<")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of all fields that a view looks for."""
    names: set[str] = set()

    def listening(method: Callable[..., Any]) -> Callable[..., Any]:
        def heard(self: Values, name: object, *args: Any, **options: Any) -> Any:
            if isinstance(name, str):
                names.add(name)
            return method(self, name, *args, **options)

        return heard

    for method in ("get", "getlist", "__contains__", "__getitem__"):
        monkeypatch.setattr(Values, method, listening(getattr(Values, method)))
    return names


@pytest.mark.parametrize("name", PEOPLE)
def test_every_argument_of_a_query(app: Flask, accidents: Accidents, reads: set[str], name: str | None) -> None:
    client, hostile = client_of(app, name), (*map(encoded, values.ALL), values.NOT_UTF8)
    for rule in (it for it in met(app, name) if "GET" in (it.methods or ())):
        url = addresses(app, rule, 1)[0]
        reads.clear()
        accidents.ask(client, (rule.endpoint,), "GET", url)
        names = sorted({*reads} - KEPT)
        for value in hostile if names else ():
            query = "&".join(f"{it}=1&{it}={value}&{it}={value}" if IS_THOROUGH else f"{it}={value}" for it in names)
            accidents.ask(client, (rule.endpoint, "all", value), "GET", f"{url}?{query}")
        for argument in names:
            for query in alone(argument):
                accidents.ask(client, (rule.endpoint, query), "GET", f"{url}?{query}")


def alone(argument: str) -> Iterator[str]:
    """The queries in which one argument is hostile, with those without which it is not read."""
    others = "".join(f"&{name}={value}" for name, value in COMPANIONS.get(argument, {}).items())
    special = values.cursors() if argument == "after" else values.of_json(()) if argument in COMPANIONS else ()
    for value in dict.fromkeys((*values.EACH[::2], *special)):
        yield f"{argument}={encoded(value)}{others}"


@pytest.mark.parametrize("name", PEOPLE)
def test_every_field_of_a_form(app: Flask, accidents: Accidents, reads: set[str], name: str | None) -> None:
    client = client_of(app, name)
    for number, form in enumerate(every_form(app, client, name)):
        reads.clear()
        accidents.ask(client, (form.endpoint,), form.method, form.url, **filled(form))
        names = sorted(({*form.fields} | reads) - KEPT)
        for value in values.ALL if IS_THOROUGH else values.ALL[number % 2 :: 2]:
            sent = filled(Sent(form.url, form.method, form.endpoint, dict.fromkeys(names, value)))
            accidents.ask(client, (form.endpoint, "all", value), form.method, form.url, **sent)
        for field in names:
            others = {**form.fields, **COMPANIONS.get(field, {})}
            for value in values.of_json(form.fields) if field in COMPANIONS else each_of(form, field):
                sent = filled(Sent(form.url, form.method, form.endpoint, {**others, field: value}))
                accidents.ask(client, (form.endpoint, field, value), form.method, form.url, **sent)
            for sent in misshapen(others, field):
                accidents.ask(client, (form.endpoint, field, "misshapen"), form.method, form.url, **sent)


def every_form(app: Flask, client: FlaskClient, name: str | None) -> list[Sent]:
    """The forms on this person's pages, and every route that takes one without such a page.

    A form that only opens an address is left out: `test_every_argument_of_a_query` sends what its page reads.
    """
    forms = [it for it in crawl(app, client)[1] if it.method == "POST" or it.fields]
    seen = {(it.endpoint, it.method) for it in forms}
    for rule in met(app, name):
        if "POST" in (rule.methods or ()) and (rule.endpoint, "POST") not in seen:
            forms.append(Sent(addresses(app, rule, 1)[0], "POST", rule.endpoint))
    return forms


def each_of(form: Sent, field: str) -> tuple[str, ...]:
    """What is sent in a field by itself: in the gate only where a number stands in it."""
    return values.EACH if IS_THOROUGH or form.fields.get(field, "").isdigit() else ()


def filled(form: Sent) -> dict[str, Any]:
    """What is sent: as an address or as a form with a fresh key."""
    if form.method == "GET":
        return {"query_string": as_query(form.fields)}
    return {"data": as_query({**form.fields, "_key": new_key()}), **URLENCODED}


def as_query(fields: dict[str, str]) -> str:
    """Fields as a browser sends them."""
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in fields.items())


@lru_cache(maxsize=256)
def quoted(words: str) -> str:
    """Words in a form; kept, because long values are sent many times."""
    return quote_plus(words, errors="surrogatepass")


def misshapen(fields: dict[str, str], field: str) -> Iterator[dict[str, Any]]:
    """The field missing, as a file, and thoroughly: given thrice, as a list, in bytes that are no UTF-8, as JSON."""
    others = {name: value for name, value in fields.items() if name != field}
    if IS_THOROUGH or fields.get(field):
        yield {"data": as_query({**others, "_key": new_key()}), **URLENCODED}
    if IS_THOROUGH:
        yield {"data": {**others, field: (BytesIO(b"\0\xff"), "²/../x.html"), "_key": new_key()}}
        yield {"data": {**others, field: ["1", "x", "2"], "_key": new_key()}}
        yield {"data": {**others, f"{field}[]": "1", "_key": new_key()}}
        data = as_query({**others, "_key": new_key()})
        yield {"data": f"{data}&{quote(field)}={values.NOT_UTF8}", **URLENCODED}
        yield {"json": {**others, field: [{}]}, "headers": {"Idempotency-Key": new_key()}}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_header(app: Flask, accidents: Accidents, name: str | None) -> None:
    client = client_of(app, name)
    wrong = [(header, value) for header, values in HEADERS.items() for value in values]
    for number, rule in enumerate(met(app, name)):
        url = addresses(app, rule, 1)[0]
        for header, value in wrong if IS_THOROUGH else wrong[number % STEP :: STEP]:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                headers = {"HX-Request": "true", "Idempotency-Key": new_key(), header: value}
                accidents.ask(client, (rule.endpoint, header, value), method, url, headers=headers)
