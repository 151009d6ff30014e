"""A page whose session ended loses no words: they wait for who typed them, and for nobody else."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role, User
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.drafts import files, service
from factcheck.web.drafts import Draft
from tests.factories import make_claim, make_user, sign_in

SAID = "Not saved yet: you were signed out. Check the form and save it."
WORDS = "The harbour opens in September, says the permit & <nobody> else"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def rita(app: Flask) -> Iterator[User]:
    """Rita, of an app that asks for the token of every form, as in production."""
    app.config["WTF_CSRF_ENABLED"] = True
    make_claim()
    yield make_user("Rita")
    app.config["WTF_CSRF_ENABLED"] = False


def fields_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent there."""
    form = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)
    assert form is not None, action
    tags = re.findall(r"<input[^>]*hidden[^>]*>", form[0])
    pairs = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in tags]
    return {name[1]: html.unescape(value[1]) for name, value in pairs if name and value}


def opened(client: FlaskClient, page: str = "/claims/1/edit", action: str = "/claims/1/edit") -> dict[str, str]:
    """The form of a page as it stands open, with words typed into it."""
    hidden = fields_of(client.get(page).text, action)
    return {**hidden, "kind": "checkable", "claimant_kind": "person", "statement": WORDS}


def sign_out(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session.clear()


def end_sessions() -> None:
    """As an administrator, a changed password or time ends them: the browser keeps its cookie."""
    db.session.execute(db.text("UPDATE sign_ins SET ended_at = created_at"))
    db.session.commit()


def way_back(answer: TestResponse) -> str:
    """Where the sign-in to which an answer leads goes on to."""
    where = urlsplit(answer.headers.get("HX-Redirect") or answer.location or "")
    assert where.path == "/login"
    return parse_qs(where.query)["next"][0]


@pytest.mark.parametrize("ends", ["by the browser", "by the server"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_sent_without_a_session_is_in_the_form_after_signing_in(
    client: FlaskClient, rita: User, ends: str, headers: dict[str, str]
) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client) if ends == "by the browser" else end_sessions()
    answer = client.post("/claims/1/edit", data=form, headers={**headers, "Referer": "http://localhost/claims/1/edit"})
    assert answer.status_code == (401 if headers else 303)
    assert "what you typed will be back in the form" in client.get("/login").text
    back = way_back(answer)
    page = sign_in(client, rita).get(back).text
    assert SAID in page
    assert html.escape(WORDS, quote=False) in page
    again = {**form, **fields_of(page, "/claims/1/edit")}
    assert client.post("/claims/1/edit", data=again).status_code == 303
    assert db.session.get_one(Claim, 1).statement == WORDS
    assert db.session.query(Draft).count() == 0


def test_the_sign_in_page_itself_leads_back_to_the_form(app: Flask, client: FlaskClient, rita: User) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    back = way_back(client.post("/claims/1/edit", data=form))
    login = client.get("/login", query_string={"next": back})
    action = re.search(r'<form class="form" method="post" action="(/login[^"]*)"', login.text)
    assert action is not None
    assert parse_qs(urlsplit(html.unescape(action[1])).query)["next"] == [back]


def test_nobody_else_ever_sees_it(app: Flask, client: FlaskClient, rita: User) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    back = way_back(client.post("/claims/1/edit", data=form))
    sign_in(client, make_user("Rob"))
    for path in (back, "/", "/drafts?form=/claims/1/edit"):
        page = client.get(path).text
        assert "September" not in page
        assert SAID not in page


def test_a_page_of_somebody_else_does_nothing_in_ones_name(client: FlaskClient, rita: User) -> None:
    """Rita's page stands open, Rob signs in beside it, and the page is sent."""
    form = opened(sign_in(client, rita))
    sign_in(client, make_user("Rob"))
    with client.session_transaction() as session:
        token = session.get("csrf_token")
    assert token  # the session goes on, so the token is right
    answer = client.post("/claims/1/edit", data=form)
    assert answer.status_code == 409
    assert "September" not in answer.text
    assert db.session.get_one(Claim, 1).statement != WORDS
    assert service.of(rita, "/claims/1/edit") is not None
    assert "September" not in client.get("/").text


def test_whoever_signed_in_again_beside_it_finds_the_form_as_typed(client: FlaskClient, rita: User) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    sign_in(client, rita)
    answer = client.post("/claims/1/edit", data=form)
    assert answer.status_code == 303
    page = client.get(answer.location).text
    assert SAID in page
    assert html.escape(WORDS, quote=False) in page


def test_what_is_typed_after_the_session_ended_is_still_kept(client: FlaskClient, rita: User) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    answer = client.post("/drafts?form=/claims/1/edit&title=Harbour", data=form, headers=HTMX)
    assert answer.status_code == 200
    assert "HX-Redirect" not in answer.headers
    assert "You were signed out" in answer.text
    draft = service.of(rita, "/claims/1/edit")
    assert draft is not None
    assert (draft.fields["statement"], draft.title) == ([WORDS], "Harbour")


def test_a_file_is_kept_with_the_words(client: FlaskClient, rita: User) -> None:
    hidden = fields_of(sign_in(client, rita).get("/articles/new").text, "/articles/new")
    sign_out(client)
    upload = (BytesIO(b"News of the harbour."), "news.txt", "text/plain")
    back = way_back(client.post("/articles/new", data={**hidden, "title": "News", "upload": upload}))
    assert files.newest(rita, "/articles/new") is not None
    assert "news.txt" in sign_in(client, rita).get(back).text


@pytest.mark.parametrize("by", ["", "1", "forged", "Mw.aSd.xyz"])
def test_a_stranger_plants_no_words(client: FlaskClient, rita: User, by: str) -> None:
    form = {**opened(sign_in(client, rita)), "_by": by}
    sign_out(client)
    client.post("/claims/1/edit", data=form)
    assert db.session.query(Draft).count() == 0


def test_who_has_no_access_any_more_keeps_nothing(client: FlaskClient, rita: User) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    rita.active = False
    db.session.commit()
    assert client.post("/claims/1/edit", data=form).status_code == 400
    assert db.session.query(Draft).count() == 0


def test_passwords_codes_and_tokens_are_never_kept(client: FlaskClient, rita: User) -> None:
    secrets = {"password": "hush-1", "password_confirm": "hush-2", "code": "hush-3", "reset_token": "hush-4"}
    form = {**opened(sign_in(client, rita)), **secrets}
    sign_out(client)
    client.post("/claims/1/edit", data=form)
    draft = service.of(rita, "/claims/1/edit")
    assert draft is not None
    assert "hush" not in str(draft.fields)
    assert form["csrf_token"] not in str(draft.fields)


def test_administrators_forms_are_kept_too(client: FlaskClient, rita: User) -> None:
    ada = make_user("Ada", Role.ADMIN)
    hidden = fields_of(sign_in(client, ada).get("/people").text, "/people/invitations")
    sign_out(client)
    form = {**hidden, "name": "Olga of the Courier", "email": "olga@courier.example", "role": "reviewer"}
    answer = client.post("/people/invitations", data=form, headers={"Referer": "http://localhost/people"})
    page = sign_in(client, ada).get(way_back(answer)).text
    assert 'value="Olga of the Courier"' in page
    assert SAID in page


def test_a_button_without_words_leads_back_to_its_page(client: FlaskClient, rita: User) -> None:
    hidden = fields_of(sign_in(client, rita).get("/claims/1").text, "/claims/1/archive")
    sign_out(client)
    answer = client.post("/claims/1/archive", data=hidden, headers={"Referer": "http://localhost/claims/1"})
    assert way_back(answer) == "/claims/1"
    assert "nothing was changed" in client.get("/login").text
    assert db.session.get_one(Claim, 1).archived_at is None


@pytest.mark.parametrize(
    "referrer", ["https://elsewhere.example/claims/1", "http://localhost/login", "http://localhost//x.example", ""]
)
def test_the_way_back_is_always_a_page_of_this_site(client: FlaskClient, rita: User, referrer: str) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    answer = client.post("/claims/1/edit", data=form, headers={"Referer": referrer})
    assert way_back(answer).startswith("/claims/1/edit?typed=")


def test_words_wait_for_whoever_must_set_up_a_second_factor_first(client: FlaskClient, rita: User) -> None:
    form = opened(sign_in(client, rita))
    settings = current_app.extensions["settings"]
    current_app.extensions["settings"] = replace(settings, second_factor_for=frozenset({"reviewer"}))
    try:
        answer = client.post("/claims/1/edit", data=form)
    finally:
        current_app.extensions["settings"] = settings
    assert answer.location == "/tf-setup"
    draft = service.of(rita, "/claims/1/edit")
    assert draft is not None
    assert draft.fields["statement"] == [WORDS]
    assert draft.title == WORDS
    assert "Your draft is on your desk" in client.get("/verify?next=/tf-setup").text


def test_where_no_more_drafts_can_be_kept_the_words_stand_on_the_page(
    client: FlaskClient, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(sign_in(client, rita))
    sign_out(client)
    monkeypatch.setattr(service, "MOST_DRAFTS", 0)
    answer = client.post("/claims/1/edit", data=form)
    assert answer.status_code == 413
    assert html.escape(WORDS, quote=False) in answer.text


def test_a_part_of_a_page_that_comes_later_gets_its_words_too(client: FlaskClient, rita: User) -> None:
    form = {**fields_of(sign_in(client, rita).get("/claims/1/threads").text, "/claims/1/threads"), "body": WORDS}
    sign_out(client)
    answer = client.post(
        "/claims/1/threads", data=form, headers={**HTMX, "HX-Current-URL": "http://localhost/claims/1"}
    )
    back = way_back(answer)
    assert back.startswith("/claims/1?typed=")
    assert SAID in sign_in(client, rita).get(back).text
    part = client.get("/claims/1/threads", headers={**HTMX, "HX-Current-URL": f"http://localhost{back}"})
    assert html.escape(WORDS, quote=False) in part.text
