"""Letters that the server sends, and answers that come by mail."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import User
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.documents.foreign.mail_reply import answer
from factcheck.jobs import worker
from factcheck.replies.models import ReplyChannel, ReplyRequest
from factcheck.replies.queries import SEEN_FOR, waiting_for
from factcheck.replies.service import RequestDetails, ask
from factcheck.replies.service import answer as answer_to
from factcheck.replies.status import ReplyKind
from factcheck.web.local_time import today
from tests.factories import (
    TEXT,
    make_claim,
    make_edition,
    make_next_version,
    make_user,
    post,
    post_files,
    sign_in,
    upload,
)
from tests.mailing import mailing_app

WORDS = "We stand by it.\n\nThe figures are from May."


@pytest.fixture
def mailing(app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The same app with a mail folder as its mail server."""
    with mailing_app(app, tmp_path / "mail") as other:
        yield other


def sent_form(**changed: str) -> dict[str, str]:
    """A request that the server is to send."""
    days = {"asked_on": today(None).isoformat(), "answer_by": (today(None) + timedelta(days=3)).isoformat()}
    sent = {"kind": "comment-on-claim", "asked_of": "Signe Holt", "channel": "by-email", "is_mailed": "y"}
    return sent | days | {"contact": "mayor@town.example", "question": "Is it so?"} | changed


def asked(claim: Claim, kind: ReplyKind = ReplyKind.COMMENT) -> ReplyRequest:
    """A request that somebody sent."""
    on = today(None)
    request = ask(
        make_user("Rita"), claim, RequestDetails(kind, "Signe Holt", ReplyChannel.EMAIL, "", False, "So?", on, on)
    )
    db.session.commit()
    return request


def test_a_letter_is_sent_once_with_its_reference_and_where_answers_go(mailing: Flask, tmp_path: Path) -> None:
    rita, claim = sign_in(mailing.test_client(), make_user("Rita")), make_claim()
    assert "Send it by mail now" in rita.get(f"/claims/{claim.id}/replies/new").text
    post(rita, f"/claims/{claim.id}/replies/new", **sent_form())
    assert "The letter is waiting to be sent." in rita.get(f"/claims/{claim.id}").text
    with mailing.app_context():
        worker.run_due()
        worker.run_due()
    db.session.expire_all()
    (mail,) = (tmp_path / "mail").iterdir()
    message = email.message_from_bytes(mail.read_bytes().split(b"\n----")[0], policy=default)
    request = db.session.query(ReplyRequest).one()
    assert request.reference in message["Subject"]
    assert (message["To"], message["Reply-To"]) == ("mayor@town.example", "rita@newsroom.example")
    assert "Is it so?" in message.get_content()
    page = rita.get(f"/claims/{claim.id}").text
    assert "Letter sent" in page
    assert f"/replies/{request.id}/remove" not in page
    assert post(rita, f"/replies/{request.id}/remove").status_code == 409


def test_a_letter_whose_request_was_removed_is_not_sent(mailing: Flask, tmp_path: Path) -> None:
    rita, claim = sign_in(mailing.test_client(), make_user("Rita")), make_claim()
    post(rita, f"/claims/{claim.id}/replies/new", **sent_form())
    post(rita, f"/replies/{db.session.query(ReplyRequest).one().id}/remove")
    with mailing.app_context():
        worker.run_due()
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"channel": "by-phone"}, "Only a request by e-mail can be sent by mail."),
        ({"contact": "the mayor"}, "Enter an e-mail address such as mayor@town.example."),
        ({"asked_on": "2026-01-01"}, "The letter is sent now. Enter today’s date."),
        ({"kind": "comment-on-rating", "question": "We plan “[…]”."}, "Enter the planned rating instead of “[…]”."),
    ],
)
def test_what_cannot_be_sent_is_refused_at_its_field(mailing: Flask, changed: dict[str, str], words: str) -> None:
    rita, claim = sign_in(mailing.test_client(), make_user("Rita")), make_claim()
    refused = post(rita, f"/claims/{claim.id}/replies/new", **sent_form(**changed))
    assert (refused.status_code, words in refused.text) == (422, True)
    assert db.session.query(ReplyRequest).count() == 0


def test_without_a_mail_server_one_sends_it_oneself(client: FlaskClient) -> None:
    rita, claim = sign_in(client, make_user("Rita")), make_claim()
    where = f"/claims/{claim.id}/replies/new"
    assert "is_mailed" not in rita.get(where).text
    assert "This installation has no mail server." in post(rita, where, **sent_form()).text


def written(subject: str, words: str = WORDS, quoted: str = "Is it so?") -> bytes:
    """A mail as mail programs save it."""
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        subject,
        "Signe Holt <s@town.example>",
        today(None).strftime("%a, %d %b %Y 09:30:00 +0000"),
    )
    message.set_content(f"{words}\n\nOn Tue, Jun 9, 2026 at 10:12, Factcheck <f@news.example> wrote:\n> {quoted}\n")
    return message.as_bytes()


def read(client: FlaskClient, raw: bytes | None) -> Any:
    """The page after choosing a mail, or none."""
    files = {"upload": upload(raw, "answer.eml")} if raw is not None else {}
    return post_files(client, "/replies/mail", **files)


def test_a_mail_fills_in_the_answer_of_its_request_and_records_nothing(client: FlaskClient) -> None:
    rita, request = sign_in(client, make_user("Rita")), asked(make_claim())
    page = read(rita, written(f"AW: Request {request.reference.lower()}"))
    assert page.status_code == 200
    assert f"\n{WORDS}</textarea>" in page.text.replace("\r", "")
    assert f'action="/replies/{request.id}/answer"' in page.text
    assert f'value="{today(None).isoformat()}"' in page.text
    assert "Signe Holt" in page.text
    assert "&gt; Is it so?" in page.text
    db.session.refresh(request)
    assert request.answer == ""


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Your letter", "has no reference such as [FC-12-3]"),
        ("[FC-1-1] and [FC-1-2]", "has several references"),
        ("[FC-1-999]", "No request has the reference [FC-1-999]."),
        ("[FC-99-1]", "No request has the reference [FC-99-1]."),
    ],
)
def test_a_mail_that_leads_to_no_request_says_why(client: FlaskClient, subject: str, words: str) -> None:
    rita = sign_in(client, make_user("Rita"))
    asked(make_claim())
    refused = read(rita, written(subject))
    assert (refused.status_code, words in refused.text) == (422, True)


def test_a_file_that_is_no_mail_and_a_missing_one_are_refused(client: FlaskClient) -> None:
    rita = sign_in(client, make_user("Rita"))
    assert "Choose a file." in read(rita, None).text
    assert "This e-mail contains no text." in read(rita, b"Content-Type: image/png\n\nx").text
    request = asked(make_claim())
    post(rita, f"/replies/{request.id}/remove")
    assert "was removed. Restore it first." in read(rita, written(request.reference)).text


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("On Tue, Jun 9, 2026 at 10:12, Factcheck <f@news.example> wrote:", "plain"),
        ("Am Di., 9. Juni 2026 um 10:12 Uhr schrieb Factcheck <f@news.example>:", "plain"),
        ("Le mar. 9 juin 2026 à 10:12, Factcheck <f@news.example> a écrit :", "plain"),
        ("Den tis 9 juni 2026 kl 10:12 skrev Factcheck <f@news.example>:", "plain"),
        ("-----Original Message-----\nFrom: Factcheck\nSent: Tuesday\nTo: Signe\nSubject: Hello", "plain"),
    ],
)
def test_the_quoted_letter_is_left_out_in_several_languages(line: str, kind: str) -> None:
    message = EmailMessage()
    message.set_content(f"{WORDS}\n\n{line}\n> Is it so?\n", subtype=kind)
    found = answer(message.as_bytes())
    assert found["answer"] == WORDS
    assert "Is it so?" in found["whole"]


def test_the_publishers_new_version_is_named_at_a_request_for_correction(client: FlaskClient) -> None:
    rita, claim = sign_in(client, make_user("Rita")), make_claim()
    article = claim.annotations[0].article
    asked(claim, ReplyKind.CORRECTION)
    asked(claim)
    assert "The article has changed since" not in rita.get(f"/claims/{claim.id}").text
    make_next_version(article, f"{TEXT}\n\nAdded later.")
    db.session.commit()
    assert rita.get(f"/claims/{claim.id}").text.count("The article has changed since") == 1


def test_the_desk_lists_the_replies_that_a_person_waits_for(client: FlaskClient) -> None:
    rita, claim = make_user("Rita"), make_claim()
    request, wish, old = asked(claim), asked(claim, ReplyKind.CORRECTION), asked(claim, ReplyKind.CORRECTION)
    old.answer_by = today(None) - SEEN_FOR - timedelta(days=1)
    db.session.commit()

    def listed(person: User = rita) -> list[int]:
        return [it.id for it in db.session.scalars(waiting_for(person.id, today(None)))]

    assert listed() == [request.id, wish.id]
    assert "Replies you asked for" in sign_in(client, rita).get("/").text
    assert listed(make_user("Rob")) == []
    make_edition(state="published", claim=claim)
    assert listed() == [wish.id]  # a comment comes too late; a correction is still waited for
    answer_to(rita, wish, WORDS, today(None), wish.revision)
    db.session.commit()
    assert listed() == []
