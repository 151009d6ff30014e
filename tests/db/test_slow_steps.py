"""While one person's request does something slow, everybody else can save."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role
from factcheck.accounts.security.hashing import hashed
from factcheck.annotations.models import AnchorState
from factcheck.captures import service as captures
from factcheck.captures.models import QuotePlace
from factcheck.claims import service as claims
from factcheck.db import db, read_only, slow
from factcheck.jobs.worker import run_due
from factcheck.people import service as people
from tests.factories import hidden, make_article, make_claim, make_evidence, make_user, post, sign_in, upload
from tests.factories import post_files as send_file
from tests.pictures.drawn import picture
from tests.watching.watched_site import keep_fetched

PATIENCE = 30.0  # seconds until a test fails; it never waits that long
WORDS = "The quay will be closed for two weeks in August, the harbour master says. " * 8
PASSWORD = "correct horse battery"
Act = Callable[[], TestResponse | int]
SLOW: dict[str, Callable[[Flask], Act]] = {}


def reaches(*names: str) -> Callable[[Callable[[Flask], Act]], Callable[[Flask], Act]]:
    """Register a function that prepares a request or job with these slow steps."""

    def mark(prepare: Callable[[Flask], Act]) -> Callable[[Flask], Act]:
        SLOW.update(dict.fromkeys(names, prepare))
        return prepare

    return mark


@reaches(
    "reading the text of an article",
    "finding the words of a text for the index",
    "writing a file of the store",
    "receiving a request",
)
def add_an_article(app: Flask) -> Act:
    rita = sign_in(app.test_client(), make_user("Rita"))
    form = {"title": "The quay", "language": "en", "is_undated": "y", "text": WORDS, "publisher": "Courier"}
    return lambda: post(rita, "/articles/new", **form)


@reaches("storing the bytes of a file")
def preview_a_file(app: Flask) -> Act:
    rita = sign_in(app.test_client(), make_user("Rita"))
    file = upload(WORDS.encode(), "quay.txt")
    return lambda: send_file(rita, "/articles/new", choice="preview", upload=file)


@reaches("comparing two texts", "drawing a page")
def add_an_article_that_is_known(app: Flask) -> Act:
    rita, version = sign_in(app.test_client(), make_user("Rita")), make_article()
    form = {"title": "The quay", "language": "en", "is_undated": "y", "text": WORDS, "publisher": "Courier"}
    url = version.article.canonical_url
    return lambda: post(rita, "/articles/new", **form, canonical_url=url)


@reaches("reading the text of a new version")
def update_an_article(app: Flask) -> Act:
    rita, version = sign_in(app.test_client(), make_user("Rita")), make_article()
    return lambda: post(rita, f"/articles/{version.article_id}/update", text=WORDS, seen="1")


@reaches("reading a text for its preview")
def preview_an_article(app: Flask) -> Act:
    rita = sign_in(app.test_client(), make_user("Rita"))
    return lambda: post(rita, "/articles/new", text=WORDS, choice="preview")


@reaches("reading what a page says of itself")
def be_refused_with_a_page(app: Flask) -> Act:
    rita, page = sign_in(app.test_client(), make_user("Rita")), f"<h1>Pool</h1><p>{WORDS}</p>".encode()
    return lambda: send_file(rita, "/articles/new", upload=upload(page, "a.html"))


@reaches("reading a list of checks")
def import_a_list_of_checks(app: Flask) -> Act:
    emil = sign_in(app.test_client(), make_user("Emil", Role.EDITOR))
    checks = b"claim,rating,url,publisher\nThe quay is closed,False,https://other.example/1,Other"
    return lambda: send_file(emil, "/prior-checks/import", upload=upload(checks, "list.csv"), choice="import")


@reaches("reading a list of claims")
def import_a_list_of_claims(app: Flask) -> Act:
    rita = sign_in(app.test_client(), make_user("Rita"))
    claims = upload(b"claim,language\nThe quay is closed,en", "claims.csv")
    return lambda: send_file(rita, "/claims/import", upload=claims, choice="import")


@reaches("making a picture again from its pixels")
def add_a_picture(app: Flask) -> Act:
    rita, version = sign_in(app.test_client(), make_user("Rita")), make_article()
    url = f"/articles/{version.article_id}/pictures"
    return lambda: send_file(rita, url, picture=upload(picture(), "quay.png"))


@reaches("finding words in an article")
def highlight_a_claim(app: Flask) -> Act:
    rita, version = sign_in(app.test_client(), make_user("Rita")), make_article()
    form = {"exact": "Costs were halved", "statement": "Costs fell", "kind": "checkable", "claimant_kind": "person"}
    return lambda: post(rita, f"/articles/{version.article_id}/claims", **form)


@reaches("merging two changes of a text")
def overtake_an_edit(app: Flask) -> Act:
    rita, claim = sign_in(app.test_client(), make_user("Rita")), make_claim()
    url = f"/claims/{claim.id}/edit"
    page = rita.get(url).text
    form = {"statement": "It opens in spring", "kind": "checkable", "claimant_kind": "person"}
    form |= {name: hidden(page, name) for name in ("revision", "base")}
    claims.edit(make_user("Rob"), claim, claims.ClaimDetails("It opens late in May"), claim.revision)
    db.session.commit()
    return lambda: post(rita, url, **form)


@reaches("hashing a password")
def sign_in_with_a_password(app: Flask) -> Act:
    guest, rita = app.test_client(), make_user("Rita")
    rita.password = str(hashed(PASSWORD))
    db.session.commit()
    return lambda: guest.post("/login", data={"email": rita.email, "password": PASSWORD})


@reaches("judging a password")
def accept_an_invitation(app: Flask) -> Act:
    _invitation, token = people.invite(make_user("Ada", Role.ADMIN), "Olga", "olga@paper.example", Role.REVIEWER)
    db.session.commit()
    form = {"name": "Olga", "password": PASSWORD, "password_confirm": PASSWORD}
    guest = app.test_client()
    return lambda: post(guest, f"/invitations/{token}", **form)


@reaches("carrying marks over to a new version")
def open_a_version(app: Flask) -> Act:
    rita, version = sign_in(app.test_client(), make_user("Rita")), make_article()
    make_claim("Costs were halved", version)
    post(rita, f"/articles/{version.article_id}/update", text=f"{WORDS}\n\nCosts were halved.", seen="1")
    return lambda: run_due()


@reaches("reading and storing a capture")
def upload_a_copy_of_a_source(app: Flask) -> Act:
    rita, source_id = sign_in(app.test_client(), make_user("Rita")), make_evidence(make_claim()).source_id
    url = f"/sources/{source_id}/captures/upload"
    return lambda: send_file(rita, url, upload=upload(WORDS.encode(), "permit.txt"))


@reaches("redacting a capture")
def redact_a_picture(app: Flask) -> Act:
    rita, source = make_user("Rita"), make_evidence(make_claim()).source
    found = captures.read_upload(rita, source, "quay.png", picture())
    capture = captures.upload(rita, source, "quay.png", found)
    db.session.commit()
    client, url = sign_in(app.test_client(), rita), f"/captures/{capture.id}/redactions"
    return lambda: post(client, url, boxes="1 0 0 50 50", reason="A face")


@reaches(
    "finding quotations in a capture",
    "comparing a captured text with others",
    "finding the passages of a captured text",
)
def find_a_quotation(app: Flask) -> Act:
    send = upload_a_copy_of_a_source(app)
    assert not isinstance(answer := send(), int)
    assert answer.status_code == 303
    return lambda: run_due()


@reaches("comparing captures of a source")
def compare_captures(app: Flask) -> Act:
    source = make_evidence(make_claim()).source
    keep_fetched(source, f"<article><p>{WORDS}</p><p>Opening: September.</p></article>")
    run_due()
    keep_fetched(source, f"<article><p>{WORDS}</p><p>Opening: October.</p></article>")
    return lambda: run_due()


@reaches("making the link to a quotation")
def confirm_a_quotation(app: Flask) -> Act:
    find_a_quotation(app)()
    place = db.session.scalars(select(QuotePlace)).one()
    place.state, place.start, place.end = AnchorState.UNCERTAIN, 0, 10
    db.session.commit()
    rita = sign_in(app.test_client(), make_user("Rita"))
    url = f"/quotations/{place.id}/confirm"
    return lambda: post(rita, url)


ELSEWHERE = {
    "sending mail": "tests/accounts/test_mail.py",
    "asking a time authority": "tests/time_proofs/test_stamping.py",
}


def test_no_slow_step_is_forgotten(app: Flask) -> None:
    assert slow.steps.keys() == SLOW.keys() | ELSEWHERE.keys()


@pytest.mark.parametrize("name", sorted(SLOW))
def test_others_save_during_a_slow_step(app: Flask, name: str) -> None:
    act = SLOW[name](app)
    edda = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    claim = make_claim("not a day later", make_article("Tarnby\n\nWe open, and not a day later."))
    db.session.remove()
    with held(name, app, act) as answers:
        saved = post(edda, f"/claims/{claim.id}/archive")
        assert saved.status_code == 303, saved.text
        assert answers == []
    answer = answers[0]
    assert isinstance(answer, int) or answer.status_code in {200, 302, 303, 409, 422}, answer.text


@contextmanager
def held(name: str, app: Flask, act: Act) -> Iterator[list[TestResponse | int]]:
    """Hold another request at this step; yields its answer, empty until then."""
    answers: list[TestResponse | int] = []
    is_there, may_go = threading.Event(), threading.Event()

    def stand(step: str) -> None:
        if step == name and threading.current_thread() is other:
            is_there.set()
            may_go.wait(PATIENCE)

    def run() -> None:
        with app.app_context():
            answers.append(act())

    other = threading.Thread(target=run)
    slow.at_step.append(stand)
    try:
        other.start()
        assert is_there.wait(PATIENCE), f"{name}: not reached"
        yield answers
    finally:
        may_go.set()
        other.join(PATIENCE)
        slow.at_step.remove(stand)


def test_something_slow_inside_the_lock_is_noticed(app: Flask) -> None:
    step = slow.slow_step("thinking")
    slow.steps.pop("thinking")
    slow.watch(True)
    try:
        with read_only(), step:
            make_user  # noqa: B018 - nothing is written
        db.session.connection()
        db.session.execute(db.text("UPDATE users SET name = name"))
        with pytest.raises(slow.SlowInside), step:
            pass
    finally:
        slow.watch(False)


def test_after_a_refusal_in_the_lock_the_work_begins_again_with_what_was_computed(app: Flask) -> None:
    act = SLOW["reading the text of an article"](app)
    steps: list[str] = []
    slow.at_step.append(steps.append)
    try:
        assert act().status_code == 303
    finally:
        slow.at_step.remove(steps.append)
    once = [step for step in steps if step not in {"receiving a request", "drawing a page"}]
    assert len(once) == len(set(once)), once
