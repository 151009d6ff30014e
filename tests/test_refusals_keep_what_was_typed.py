"""Every form of the app keeps each field as typed, in the answer to a refusal and after signing in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.sources.models import Source
from factcheck.web.idempotency import new_key
from tests.factories import sign_in
from tests.forms import Fields, Form, forms_of

PAGES = (  # of the demo newsroom; a form on several pages is tried once
    "/articles/new", "/articles/1/edit", "/articles/1/update", "/articles/1/claims/new", "/articles/1/join",
    "/articles/1", "/articles/6/versions/2/marks?show=all", "/targets/1/move", "/claims", "/claims/4/edit",
    "/claims/4/evidence/new", "/sources/new", "/sources/1/edit", "/evidence/1/edit",
    "/claims/4/reviews/new", "/claims/2/reviews", "/claims/3/verdict/new", "/editions/1",
    "/verdicts/1/correct", "/verdicts/1/withdraw", "/verdicts/1/takedown", "/claims/27/changes", "/claims/2/basis",
    "/claims/27/threads", "/comments/1/edit", "/people", "/me",
)  # fmt: skip
OLD = {"revision": "0", "digest": "0" * 64, "shown": "0" * 64, "seen": "0", "newest": "0"}
TOO_LONG = {"text": 1_050_000}  # code points; else:
LONG = 25_000
REFUSED = {400, 403, 409, 413, 422}
ENOUGH = 20  # minimum number of forms, so that a missing one is noticed
ENOUGH_ARCHIVED = 5
pytestmark = pytest.mark.on_sqlite  # a form has the same fields on both databases


@pytest.fixture
def ada(demo: Flask, client: FlaskClient) -> FlaskClient:
    return sign_in(client, person())


def person() -> User:
    return db.session.scalars(select(User).where(User.name == "Ada")).one()


def forms(client: FlaskClient) -> Iterator[tuple[str, Form]]:
    """Each form with text fields, and its page."""
    seen: set[str] = set()
    for path in PAGES:
        for form in forms_of(client.get(path).text, path):
            kind = re.sub(r"\d+", "N", form.action)
            if form.typed and kind not in seen and "_key" in form.fields:  # the others are queries
                seen.add(kind)
                yield path, form


def filled(form: Form, longer: bool = False, **others: str) -> Fields:
    """The fields with a text typed into each, and the last option of every choice."""
    typed: Fields = {}
    for name in form.typed:
        end = "." * TOO_LONG.get(name, LONG) if longer else ""
        typed.setdefault(name, []).append(f"“Words” & <{name}> {len(typed.get(name, ()))}{end}")
    chosen = {name: [values[-1]] for name, values in form.choices.items()}
    told = {name: [value] for name, value in others.items() if name in form.fields}
    return {**form.fields, **chosen, **typed, **told, "_key": [new_key()]}


def lost(text: str, path: str, form: Form, sent: Fields) -> list[str]:
    """The fields whose values a page doesn't show as sent."""
    shown = {
        (name, value.strip()) for it in forms_of(text, path) for name, values in it.fields.items() for value in values
    }
    wanted = {*form.typed, *form.choices}
    return sorted(name for name in wanted for value in sent[name] if (name, value.strip()) not in shown)


def test_a_refusal_has_every_field_as_it_was_typed(ada: FlaskClient) -> None:
    found, tried = {}, list(forms(ada))
    refused = set()
    for path, form in tried:
        for sent in (filled(form), filled(form, **OLD), filled(form, longer=True)):
            answer = ada.post(form.action, data=sent, headers={"Referer": f"http://localhost{path}"})
            assert answer.status_code in {303, *REFUSED}, (form.action, answer.status_code)
            if answer.status_code in REFUSED:
                refused.add(form.action)
                if missing := lost(answer.text, form.action, form, sent):
                    found[form.action, answer.status_code] = missing
    assert found == {}
    assert len(tried) >= ENOUGH
    assert len(refused) >= ENOUGH


def test_a_form_about_what_was_archived_meanwhile_has_every_field_as_it_was_typed(ada: FlaskClient) -> None:
    tried, found, refused = list(forms(ada)), {}, set()
    for kind in (Article, Claim, Source):
        db.session.execute(update(kind).values(archived_at=utcnow()))
    db.session.commit()
    for path, form in tried:
        sent = filled(form)
        answer = ada.post(form.action, data=sent, headers={"Referer": f"http://localhost{path}"})
        if answer.status_code == 409:
            refused.add(form.action)
            if missing := set(lost(answer.text, form.action, form, sent)) - {"claim_id"}:  # archived: no longer offered
                found[form.action] = missing
    assert found == {}
    assert len(refused) >= ENOUGH_ARCHIVED


def test_a_form_sent_without_a_session_is_as_typed_after_signing_in(app: Flask, ada: FlaskClient) -> None:
    tried, found = list(forms(ada)), {}
    for path, form in tried:
        sent = filled(form)
        with ada.session_transaction() as session:
            session.clear()
        answer = ada.post(form.action, data=sent, headers={"Referer": f"http://localhost{path}"})
        back = parse_qs(urlsplit(answer.location or "").query)["next"][0]
        page = sign_in(ada, person()).get(back)
        missing = lost(page.text, urlsplit(back).path, form, sent)
        if missing or "you were signed out" not in page.text:
            found[form.action] = (back, missing)
    assert found == {}
    assert len(tried) >= ENOUGH
