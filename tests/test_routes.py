"""Every route for every role: access, redirects to the sign-in, and no broken page."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.corrections import takedowns
from factcheck.verdicts.models import TakedownReason
from factcheck.web.idempotency import new_key
from tests.conftest import path_of
from tests.factories import make_edition, make_thread, make_user, sign_in

ADMINS_ONLY = {
    "people.index",
    "people.invite",
    "people.revoke",
    "people.change",
    "people.rename",
    "people.reset_password",
    "people.forget_second_factor",
    "refusals.index",
}
EDITORS_ONLY = {
    "articles.archive",
    "feeds.create",
    "articles.restore",
    "sources.archive",
    "sources.restore",
    "reviews.assign",
    "verdicts.correct",
    "verdict_decisions.approve",
    "verdict_decisions.send_back",
    "verdict_decisions.publish",
    "withdrawals.withdraw",
    "takedowns.takedown",
    "takedowns.approve_takedown",
    "takedowns.decline_takedown",
}
IDS = dict.fromkeys(
    (
        "article_id",
        "feed_candidate_id",
        "followed_feed_id",
        "check_import_id",
        "article_picture_id",
        "claim_id",
        "source_id",
        "source_note_id",
        "source_access_id",
        "source_merge_id",
        "publisher_id",
        "other_source_id",
        "passage_id",
        "capture_id",
        "place_id",
        "independent_copy_id",
        "evidence_id",
        "edition_id",
        "verdict_id",
        "takedown_id",
        "annotation_id",
        "anchor_id",
        "answer_id",
        "question_id",
        "target_id",
        "thread_id",
        "reply_id",
        "claim_relation_id",
        "claim_question_id",
        "question_answer_id",
        "calculation_id",
        "redaction_id",
        "comment_id",
        "job_id",
        "user_id",
        "invitation_id",
        "sign_in_id",
        "number",
        "other",
        "page_number",
    ),
    1,
)
VALUES = {**IDS, "sign_in_id": 99, "slug": "the-harbour-opens-in-september", "token": "none", "name": "open"}
VALUES |= {"page": "desk", "filename": "workbench.png"}


def ours(app: Flask) -> list[tuple[str, str, str]]:
    rows = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or rule.endpoint.startswith("security."):
            continue
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **{name: VALUES[name] for name in rule.arguments})
        rows += [(rule.endpoint, method, url) for method in (rule.methods or set()) & {"GET", "POST"}]
    return sorted(rows)


def ask(client: FlaskClient, method: str, url: str) -> int:
    data = {"_key": new_key(), "revision": 1} if method == "POST" else None
    return client.open(url, method=method, data=data).status_code


def test_an_outsider_reaches_only_what_is_public(app: Flask) -> None:
    make_edition(state="published")
    client = app.test_client()
    for endpoint, method, url in ours(app):
        answer = client.open(url, method=method, data={"_key": new_key()} if method == "POST" else None)
        is_public = hasattr(app.view_functions[endpoint], "is_public")
        if endpoint == "help.page":  # some of its pages are public: tests/help
            assert answer.status_code == 303
        elif is_public:
            assert answer.status_code in {200, 404}, (method, url)
        else:
            assert (answer.status_code, path_of(answer.location)) == (303, "/login"), (method, url)


@pytest.mark.on_sqlite  # tests/hostile opens every page and sends every form on both databases
@pytest.mark.parametrize("role", list(Role))
def test_every_page_opens_for_its_audience(app: Flask, role: Role) -> None:
    edition = make_edition(state="published")
    make_thread(edition.verdict.claim)
    takedowns.ask(make_user("Edda", Role.EDITOR), edition.verdict, TakedownReason.COPYRIGHT, "Court, 12 C 345")
    client = sign_in(app.test_client(), make_user("Somebody", role))
    for endpoint, method, url in ours(app):
        status = ask(client, method, url)
        refused = (endpoint in ADMINS_ONLY and role is not Role.ADMIN) or (
            endpoint in EDITORS_ONLY and role is Role.REVIEWER
        )
        if refused:
            assert status == 403, (role, method, url)
        else:
            assert status in (
                {200, 204, 302, 403, 404, 409} if method == "GET" else {200, 303, 400, 403, 404, 409, 422}
            ), (
                method,
                url,
            )


def test_a_write_without_a_key_is_refused(app: Flask) -> None:
    client = sign_in(app.test_client(), make_user("Rita"))
    answer = client.post("/articles/new", data={"text": "x"})
    assert answer.status_code == 400
    assert "Reload the page" in answer.text


def test_a_form_without_its_token_is_refused(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = sign_in(app.test_client(), make_user("Rita"))
    assert client.post("/articles/new", data={"_key": new_key()}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "kind"), [("text/html", "text/html"), ("application/json", "application/problem+json")]
)
def test_errors_have_the_format_that_the_client_accepts(app: Flask, accept: str, kind: str) -> None:
    client = sign_in(app.test_client(), make_user("Rita"))
    answer = client.get("/claims/99", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (404, kind)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_an_expired_session_leads_htmx_to_the_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/claims", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert path_of(answer.headers["HX-Redirect"]) == "/login"
