"""The addresses and forms of the demo newsroom, found by asking every route for every kind of object."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.routing import Rule

from factcheck.db import Base, db

OTHERS = {
    "number": [1, 2],
    "page_number": [1],
    "other": [1],
    "name": ["reviews", "open"],
    "filename": ["css/app.css"],
    "token": ["none"],
}
OTHERS |= {"page": ["desk", "glossary"]}
TABLES = {
    "anchor_id": "anchors",
    "answer_id": "change_answers",
    "question_id": "basis_questions",
    "target_id": "targets",
    "user_id": "users",
    "capture_id": "capture_records",
    "place_id": "quote_places",
    "redaction_id": "redactions",
    "evidence_id": "evidence",
    "source_access_id": "source_access",
    "passage_id": "captured_passages",
    "calculation_id": "calculations",
    "reply_id": "reply_requests",
    "claim_relation_id": "claim_relations",
    "claim_question_id": "claim_questions",
    "question_answer_id": "question_answers",
    "independent_copy_id": "independent_copies",
    "other_source_id": "sources",
}
TYPED = {"date": "2026-01-05", "email": "somebody@newsroom.example", "number": "1"}
SKIPPED = {"security.logout"}  # ends the session of the test itself


@dataclass
class Sent:
    """A form as a browser sends it."""

    url: str
    method: str
    endpoint: str
    fields: dict[str, str] = field(default_factory=dict)


def objects(name: str, most: int = 3) -> list[object]:
    """Values of an argument in a path: the first objects of its kind."""
    if name in OTHERS:
        return list(OTHERS[name])
    if name == "slug":
        table, column = Base.metadata.tables["verdicts"], "slug"
    else:
        plural = TABLES.get(name) or name.removesuffix("_id") + "s"
        table, column = Base.metadata.tables[plural], "id"
    rows = select(table.c[column]).where(table.c[column].is_not(None)).order_by(table.c.id)
    return list(db.session.scalars(rows.limit(most))) or [1]


def addresses(app: Flask, rule: Rule, most: int = 3) -> list[str]:
    """Addresses of a route with existing objects, the first of each kind and then others."""
    names = sorted(rule.arguments)
    rows = itertools.zip_longest(*(objects(name, most) for name in names)) if names else [()]
    first = [objects(name)[0] for name in names]
    with app.test_request_context():
        return [
            app.url_for(rule.endpoint, **dict(zip(names, (it or first[at] for at, it in enumerate(row)), strict=True)))
            for row in rows
        ]


def routes(app: Flask) -> Iterator[Rule]:
    """Every route but that of static files."""
    yield from (rule for rule in app.url_map.iter_rules() if rule.endpoint not in {"static", *SKIPPED})


def forms_on(app: Flask, page: str, url: str) -> Iterator[Sent]:
    """The forms of a page or fragment, filled as far as its own values go."""
    root = html.fromstring(f"<div>{page}</div>")
    for form in root.iter("form"):
        action = form.get("action") or form.get("hx-post") or form.get("hx-get") or url
        method = "POST" if (form.get("method") or "").lower() == "post" or form.get("hx-post") else "GET"
        path = urlsplit(urljoin(url, action))
        try:
            endpoint, _values = app.url_map.bind("localhost").match(path.path, method=method)
        except Exception:  # noqa: S112 - a form that leads elsewhere is another test's business
            continue
        if endpoint not in SKIPPED:
            yield Sent(path.path + (f"?{path.query}" if path.query else ""), method, endpoint, _fields(root, form))


def _fields(root: html.HtmlElement, form: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    outside = root.xpath(f"//*[@form='{form.get('id')}']") if form.get("id") else []
    for it in (*form.iter("input", "textarea", "select", "button"), *outside):
        name = it.get("name")
        if not name or name in found:
            continue
        if it.tag == "select":
            options = [option.get("value", option.text or "") for option in it.iter("option")]
            found[name] = next(filter(None, options), "")
        elif it.tag == "textarea":
            found[name] = it.text or "Some words"
        elif it.get("type") != "file":
            found[name] = it.get("value") or TYPED.get(it.get("type", ""), "" if it.get("type") == "hidden" else "word")
    return found


def crawl(app: Flask, client: FlaskClient) -> tuple[list[str], list[Sent]]:
    """All addresses that this person can open, and one form of each kind on them."""
    open_, forms = [], {}
    for rule in routes(app):
        if "GET" not in (rule.methods or ()):
            continue
        for url in addresses(app, rule):
            answer = client.get(url)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            open_.append(url)
            for it in forms_on(app, answer.text, url):
                forms.setdefault((it.endpoint, it.method, frozenset(it.fields)), it)
    return open_, list(forms.values())
