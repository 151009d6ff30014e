"""Mail goes through the table of jobs: the same work for everybody, and no request waits for a mail server."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from factcheck import create_app
from factcheck.accounts.models import Role, User
from factcheck.accounts.security import smtp
from factcheck.db import db, utcnow
from factcheck.health import raise_alarm
from factcheck.health.alarms import alarms_of_app
from factcheck.jobs import worker
from factcheck.jobs.handlers import MAIL, MAIN
from factcheck.jobs.models import Job, JobState
from tests.accounts.helpers import EMAIL, enter, is_in, olga
from tests.accounts.mail_servers import Talk, dripping, mail_server, refusing, silent
from tests.conftest import Client, free_port
from tests.factories import make_user, post, sign_in

STRANGER = "nobody@newsroom.example"


@pytest.fixture(autouse=True)
def no_alarms(app: Flask) -> Iterator[None]:
    yield
    alarms_of_app().remove("mail")


@contextlib.contextmanager
def sending_to(app: Flask, port: int) -> Iterator[Flask]:
    other = create_app(replace(app.extensions["settings"], mail_url=f"smtp://127.0.0.1:{port}"))
    other.test_client_class = Client
    other.config["WTF_CSRF_ENABLED"] = False
    with other.app_context():
        yield other
        db.session.remove()
        db.engine.dispose()


def ask(app: Flask, email: str = EMAIL) -> tuple[int, str]:
    answer = app.test_client().post("/reset", data={"email": email})
    own = re.compile(r'value="[^"]*"|"X-CSRFToken": "[^"]*"|' + re.escape(email))
    return answer.status_code, own.sub("", answer.text)


def job() -> Job:
    db.session.expire_all()
    return db.session.scalars(select(Job).order_by(Job.id.desc())).first() or Job()


def test_a_known_and_an_unknown_address_cause_the_same_work_and_the_same_answer(mailing: Flask, tmp_path: Path) -> None:
    olga()
    assert ask(mailing) == ask(mailing, STRANGER)
    rows = db.session.execute(text("SELECT name, location, state, tries FROM jobs")).all()
    assert rows[0] == rows[1]
    db.session.commit()
    with mailing.app_context():
        assert worker.run_due() == 2
    (mail,) = (tmp_path / "mail").iterdir()
    assert EMAIL in mail.read_text()
    assert "within 60 minutes" in mail.read_text()


def test_somebody_without_access_gets_no_link(mailing: Flask, tmp_path: Path) -> None:
    olga()
    db.session.execute(update(User).values(active=False))
    ask(mailing)
    with mailing.app_context():
        worker.run_due()
    assert not (tmp_path / "mail").exists()


def test_asking_twice_sends_one_mail(mailing: Flask, tmp_path: Path) -> None:
    olga()
    for _ in range(3):
        ask(mailing)
    with mailing.app_context():
        assert worker.run_due() == 1


def test_no_address_and_no_link_lies_open_among_the_jobs(mailing: Flask, tmp_path: Path) -> None:
    ada = sign_in(mailing.test_client(), make_user("Ada", Role.ADMIN))
    post(ada, "/people/invitations", name="Nils", email="nils@newsroom.example", role="editor")
    ask(mailing)
    stored = str(db.session.execute(text("SELECT * FROM jobs")).all())
    assert "nils@" not in stored
    assert "/invitations/" not in stored
    db.session.commit()
    with mailing.app_context():
        worker.run_due()
    assert db.session.scalars(text("SELECT DISTINCT CAST(arguments AS text) FROM jobs")).all() == ["{}"]


def test_an_invitation_is_mailed_and_works(mailing: Flask, tmp_path: Path) -> None:
    ada = sign_in(mailing.test_client(), make_user("Ada", Role.ADMIN))
    post(ada, "/people/invitations", name="Nils", email="nils@newsroom.example", role="editor")
    assert "being sent by e-mail" in ada.get("/people").text
    with mailing.app_context():
        worker.run_due()
    (mail,) = (tmp_path / "mail").iterdir()
    link = mail.read_text().split("http://checks.example")[1].split()[0]
    assert mailing.test_client().get(link).status_code == 200


@pytest.mark.parametrize("talk", [silent, dripping])
def test_a_mail_server_that_hangs_reaches_no_request(app: Flask, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    olga()
    monkeypatch.setattr(smtp, "TIMEOUT", 0.3)
    monkeypatch.setattr(smtp, "LIMIT", 0.3)
    with mail_server(talk) as port, sending_to(app, port) as house:
        assert ask(house)[0] == 200
        sending = threading.Thread(target=send_all, args=(house,))
        sending.start()
        assert is_in(enter(house)[0])
        sending.join()
        assert (job().state, job().tries) == (JobState.QUEUED, 1)
        assert "answer in time" in job().error
        assert [alarm.key for alarm in alarms_of_app().current()] == ["mail"]


def send_all(app: Flask) -> None:
    with app.app_context():
        worker.run_due(MAIL)


def test_a_mail_server_that_is_down_is_tried_again_and_then_seen(app: Flask) -> None:
    olga()
    with sending_to(app, free_port()) as house:
        assert ask(house) == ask(house, STRANGER)
        for _ in range(10):
            worker.run_due()
            db.session.execute(update(Job).values(lease_until=None))
            db.session.commit()
        states = db.session.scalars(select(Job.state).order_by(Job.id)).all()
        assert states == [JobState.FAILED, JobState.DONE]
        ada = sign_in(house.test_client(), make_user("Ada", Role.ADMIN))
        assert "Mail can’t be sent" in ada.get("/people").text
        assert "reached" in ada.get("/jobs").text


def test_a_recipient_that_is_refused_is_not_tried_again(app: Flask) -> None:
    olga()
    with mail_server(refusing) as port, sending_to(app, port) as house:
        ask(house)
        worker.run_due()
        assert (job().state, job().tries) == (JobState.FAILED, 1)
        assert "(550)" in job().error
        assert EMAIL not in job().error


def test_the_alarm_ends_with_the_next_mail_that_is_taken(mailing: Flask, tmp_path: Path) -> None:
    olga()
    with mailing.app_context():
        raise_alarm("mail", "Mail can’t be sent.")
        ask(mailing)
        worker.run_due()
        assert alarms_of_app().current() == []


def test_mail_that_waits_keeps_no_other_job_waiting(mailing: Flask, tmp_path: Path) -> None:
    ask(mailing)
    with mailing.app_context():
        assert worker.run_due(MAIN) == 0
        assert worker.run_due(MAIL) == 1


def test_mails_from_long_ago_are_forgotten(mailing: Flask, tmp_path: Path) -> None:
    ask(mailing)
    with mailing.app_context():
        worker.run_due()
    db.session.execute(update(Job).values(ended_at=utcnow() - timedelta(days=8)))
    db.session.commit()
    ask(mailing, STRANGER)
    with mailing.app_context():
        worker.run_due()
    assert len(db.session.scalars(select(Job.id)).all()) == 1
