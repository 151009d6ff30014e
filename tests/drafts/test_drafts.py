"""Input is kept until it is sent or discarded, and seen by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.drafts import files, service
from factcheck.errors import Invalid, TooLarge
from factcheck.web.drafts import Draft, DraftFile
from tests.factories import make_claim, make_user, post, sign_in

FORM = "/claims/1/reviews/new"


@pytest.fixture
def rita(app: Flask) -> User:
    make_claim()
    make_claim("Costs were halved")
    return make_user("Rita")


def keep(user: User, words: str, form: str = FORM) -> Draft | None:
    draft = service.keep(user, form, "/claims/1/reviews/new", "A claim", {"rationale": [words]})
    db.session.commit()
    return draft


def test_the_last_words_are_kept_one_draft_a_person_and_form(rita: User) -> None:
    keep(rita, "Becau")
    keep(rita, "Because the permit says so")
    keep(make_user("Rob"), "Rob's own")
    drafts = db.session.scalars(service.by(rita.id)).all()
    assert [(it.form, it.fields) for it in drafts] == [(FORM, {"rationale": ["Because the permit says so"]})]


def test_an_emptied_form_has_no_draft(rita: User) -> None:
    keep(rita, "Because")
    assert keep(rita, "  ") is None
    assert service.of(rita, FORM) is None


@pytest.mark.parametrize(
    "form",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "claims/1",
        "/" + "x" * 500,
        "/no-such-form",
        "/claims/99/edit",  # no such claim
        "/claims/1",  # a page, to which no form is sent
        "/claims/9999999999999999999999/edit",
        "/login",
        "/invitations/secret",
        "/drafts",
        "",
    ],
)
def test_only_forms_of_this_site_have_drafts(rita: User, client: FlaskClient, form: str) -> None:
    with pytest.raises(Invalid, match="form at this address"):
        keep(rita, "Because", form)
    db.session.rollback()
    answer = sign_in(client, rita).post("/drafts", query_string={"form": form}, data={"note": "x" * 1_000_000})
    assert answer.status_code == 422
    assert db.session.query(Draft).count() == 0


def test_drafts_of_one_person_have_a_limit_together(
    rita: User, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_TOGETHER", 1000)
    keep(rita, "x" * 600)
    sign_in(client, rita)
    answer = client.post("/drafts?form=/claims/1/edit", data={"note": "y" * 600}, headers={"HX-Request": "true"})
    assert answer.status_code == 413
    assert "too many unsaved drafts" in answer.text
    assert keep(rita, "x" * 980) is not None  # the same draft, longer
    assert keep(make_user("Rob"), "z" * 600, "/claims/1/edit") is not None  # each has their own
    service.discard(rita.id, FORM)
    assert keep(rita, "y" * 600, "/claims/1/edit") is not None


def test_a_person_has_so_many_drafts(rita: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_DRAFTS", 2)
    for form in (FORM, "/claims/1/edit"):
        keep(rita, "Because", form)
    with pytest.raises(TooLarge, match="discard some"):
        keep(rita, "Because", "/claims/2/edit")


def test_names_of_fields_count_as_well(rita: User) -> None:
    with pytest.raises(TooLarge):
        service.keep(rita, FORM, "/", "", {"x" * (service.MAX_CHARACTERS + 1): ["y"]})


def test_files_of_one_person_have_a_limit_together(rita: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 25)
    for number in range(4):
        files.keep(rita, f"/articles/{number}/update", "news.txt", b"ten bytes." + bytes([number]))
    assert db.session.query(DraftFile).count() == 2


def test_a_draft_over_the_limit_is_refused(rita: User) -> None:
    with pytest.raises(TooLarge, match="1,100,000 characters"):
        keep(rita, "x" * (service.MAX_CHARACTERS + 1))
    with pytest.raises(TooLarge):
        service.keep(rita, FORM, "/", "", {str(number): ["x"] for number in range(service.MAX_FIELDS + 1)})


def test_old_drafts_are_forgotten(rita: User) -> None:
    keep(rita, "Because")
    old = keep(rita, "Long ago", "/claims/2/reviews/new")
    old.saved_at = utcnow() - service.KEPT_FOR - timedelta(minutes=1)
    db.session.commit()
    service.forget_old()
    assert [it.form for it in db.session.scalars(service.by(rita.id))] == [FORM]


def test_a_page_gets_its_draft_back_and_nobody_elses(rita: User, client: FlaskClient) -> None:
    sign_in(client, rita)
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/claims/1/reviews/new?x=1"}
    data = {"rationale": "Because & <so>", "csrf_token": "t", "_key": "k", "rating": "false"}
    answer = client.post(f"/drafts?form={FORM}&title=A+claim", data=data, headers=headers)
    assert "Draft saved at" in answer.text
    draft = service.of(rita, FORM)
    assert draft.fields == {"rationale": ["Because & <so>"], "rating": ["false"]}
    assert (draft.page, draft.title) == ("/claims/1/reviews/new?x=1", "A claim")
    back = client.get(f"/drafts?form={FORM}")
    assert r"Because \u0026 \u003cso\u003e" in back.text
    assert client.get("/drafts?form=/claims/2/reviews/new").status_code == 204
    sign_in(client, make_user("Rob"))
    assert client.get(f"/drafts?form={FORM}").status_code == 204


def test_the_desk_lists_what_was_not_sent_and_throws_it_away(rita: User, client: FlaskClient) -> None:
    keep(rita, "Because")
    sign_in(client, rita)
    assert 'href="/claims/1/reviews/new?typed=%2Fclaims%2F1%2Freviews%2Fnew"' in client.get("/").text
    assert post(client, f"/drafts/discard?form={FORM}").status_code == 303
    assert "Unsaved drafts" not in client.get("/").text


def test_a_form_that_did_its_work_lets_its_draft_go_and_a_refused_one_does_not(rita: User, client: FlaskClient) -> None:
    claim = db.session.get_one(Claim, 1)
    keep(rita, "Because", f"/claims/{claim.id}/edit")
    sign_in(client, rita)
    form = {"statement": "", "kind": "checkable", "claimant_kind": "person", "revision": "1", "_draft": "1"}
    assert post(client, f"/claims/{claim.id}/edit", **form).status_code == 422
    assert service.of(rita, f"/claims/{claim.id}/edit") is not None
    assert post(client, f"/claims/{claim.id}/edit", **{**form, "statement": "It opens in May"}).status_code == 303
    assert service.of(rita, f"/claims/{claim.id}/edit") is None


def test_a_stranger_keeps_nothing(client: FlaskClient) -> None:
    answer = client.post(f"/drafts?form={FORM}", data={"rationale": "Because"})
    assert answer.status_code == 303
    assert db.session.query(Draft).count() == 0


def autosave(client: FlaskClient, words: str, *heard: str) -> TestResponse:
    return client.post(f"/drafts?form={FORM}", data={"rationale": words, "_draft": " ".join(heard)})


def test_a_page_replaces_no_draft_that_it_has_not_heard_of(rita: User, client: FlaskClient) -> None:
    sign_in(client, rita)
    assert autosave(client, "Because the per", "one").status_code == 200
    assert autosave(client, "Because the permit says so", "one").status_code == 200  # its own, also if no answer came
    refused = autosave(client, "Beca", "two")
    assert refused.status_code == 409
    assert "newer draft of this form" in refused.text
    assert autosave(client, " ", "two").status_code == 409  # an empty form deletes it no more than it replaces it
    state = service.of(rita, FORM).state
    assert f'data-state="{state}"' in refused.text
    assert service.of(rita, FORM).fields == {"rationale": ["Because the permit says so"]}
    assert autosave(client, "Because, in short", "two", state).status_code == 200  # it was shown there since
    assert autosave(client, "Because the permit says so, and", "one").status_code == 409  # and so on, in turn
    assert autosave(client, "Because, in short", "three").status_code == 200  # the same words are no others


def test_the_page_that_asks_is_told_whose_words_come_back(rita: User, client: FlaskClient) -> None:
    sign_in(client, rita)
    assert client.get(f"/drafts?form={FORM}").headers["Cache-Control"] == "no-store"
    autosave(client, "Because", "one", "older")
    back = client.get(f"/drafts?form={FORM}")
    assert back.headers["Cache-Control"] == "no-store"
    assert f'data-state="{service.of(rita, FORM).state}"' in back.text
    assert 'data-writer="one"' in back.text


def test_what_is_sent_lets_no_draft_of_another_window_go(rita: User, client: FlaskClient) -> None:
    sign_in(client, rita)
    url = "/claims/1/edit"
    client.post(f"/drafts?form={url}", data={"place": "Tarnby", "_draft": "one"})
    form = {"statement": "It opens in May", "kind": "checkable", "claimant_kind": "person", "revision": "1"}
    assert post(client, url, **form, _draft="two").status_code == 303
    assert service.of(rita, url).fields == {"place": ["Tarnby"]}
    again = post(client, url, **{**form, "statement": "", "revision": "2"}, _draft="one")
    assert again.status_code == 422
    assert 'name="_draft" value="one"' in again.text  # the form that comes back has heard of the same
    assert (
        post(client, url, **{**form, "statement": "In May it opens", "revision": "2"}, _draft="one").status_code == 303
    )
    assert service.of(rita, url) is None
