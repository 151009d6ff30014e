"""Wrong tries are slowed down, and nobody can lock anybody else out."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from factcheck.accounts.security import rate_limits
from factcheck.db import db
from factcheck.jobs import worker
from factcheck.web.guards import shared_counters
from factcheck.web.guards.shared_counters import FIRST_WAIT, Count, Limit
from tests.accounts.helpers import EMAIL, PASSWORD, begin_set_up, code, enter, is_in, olga
from tests.factories import make_user, sign_in

WRONG = "wrong horse battery"
SOMEWHERE = "198.51.100.7"


class Clock:
    """What the counts take for now."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(shared_counters, "utcnow", clock)
    monkeypatch.setattr(rate_limits, "utcnow", clock)
    return clock


def tries(
    app: Flask, number: int, password: str = WRONG, email: str = EMAIL, address: str = "127.0.0.1"
) -> tuple[FlaskClient, TestResponse]:
    """So many tries with one password from one address; the browser and the last answer."""
    client = app.test_client()
    for _ in range(number):
        form, asker = {"email": email, "password": password}, {"REMOTE_ADDR": address}
        answer = client.post("/login", data=form, environ_base=asker)
    return client, answer


def test_wrong_tries_are_slowed_down_and_told_for_how_long(app: Flask, clock: Clock) -> None:
    olga()
    assert tries(app, 5)[1].status_code == 200
    _, answer = tries(app, 1, PASSWORD)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Wait 30 seconds" in answer.text
    clock.forward(seconds=FIRST_WAIT)
    assert tries(app, 1)[1].status_code == 200
    assert tries(app, 1)[1].headers["Retry-After"] == "60"
    for _ in range(8):
        clock.forward(hours=1)
        tries(app, 1)
    answer = tries(app, 1)[1]
    assert answer.headers["Retry-After"] == "900"
    assert "Wait 15 minutes" in answer.text


def test_a_try_that_comes_too_soon_makes_nobody_wait_longer(app: Flask, clock: Clock) -> None:
    olga()
    tries(app, 50)
    clock.forward(seconds=FIRST_WAIT)
    assert is_in(tries(app, 1, PASSWORD)[0])


@pytest.mark.parametrize("number", [10, 99])
def test_strangers_cannot_lock_anybody_out(app: Flask, clock: Clock, number: int) -> None:
    olga()
    for place in range(number // 5):
        tries(app, 6, address=f"10.0.0.{place}")
    assert is_in(tries(app, 1, PASSWORD, address=SOMEWHERE)[0])


def test_a_known_device_gets_in_from_the_very_address_of_the_strangers(app: Flask, clock: Clock) -> None:
    olga()
    known, _ = enter(app)
    known.post("/logout")
    for _ in range(3):
        tries(app, 20)
    assert known.post("/login", data={"email": EMAIL, "password": PASSWORD}).status_code == 302
    assert is_in(known)


def test_a_known_device_is_slowed_down_as_well(app: Flask, clock: Clock) -> None:
    olga()
    known, _ = enter(app)
    known.post("/logout")
    answers = [known.post("/login", data={"email": EMAIL, "password": WRONG}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_a_device_is_known_for_the_accounts_that_signed_in_there_alone(app: Flask, clock: Clock) -> None:
    olga()
    known, _ = enter(app)
    known.post("/logout")
    for _ in range(6):
        answer = known.post("/login", data={"email": "ada@newsroom.example", "password": WRONG})
    assert answer.status_code == 429


def test_a_forged_cookie_makes_no_device_known(app: Flask, clock: Clock) -> None:
    olga()
    tries(app, 5)
    client = app.test_client()
    client.set_cookie("device", "W10.forged.forged")
    assert client.post("/login", data={"email": EMAIL, "password": PASSWORD}).status_code == 429


def test_an_attack_from_everywhere_has_one_try_in_each_place_and_the_owner_too(app: Flask, clock: Clock) -> None:
    olga()
    for place in range(20):
        tries(app, 5, address=f"10.0.0.{place}")
    assert tries(app, 1, address="10.0.1.1")[1].status_code == 200
    assert tries(app, 1, address="10.0.1.1")[1].status_code == 429
    assert is_in(tries(app, 1, PASSWORD, address=SOMEWHERE)[0])


@pytest.mark.parametrize("spelling", ["OLGA@newsroom.example", " olga@newsroom.example ", "olga@ｎewsroom.example"])
def test_another_spelling_of_the_address_opens_no_fresh_count(app: Flask, clock: Clock, spelling: str) -> None:
    olga()
    tries(app, 5)
    assert enter(app, PASSWORD, spelling)[1].status_code == 429


def test_a_network_is_slowed_down_whatever_account_it_tries(app: Flask, clock: Clock) -> None:
    for number in range(50):
        tries(app, 1, email=f"somebody{number}@newsroom.example")
    answer = tries(app, 1, email="nobody@newsroom.example")[1]
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")


def test_ipv6_is_counted_by_the_64(app: Flask, clock: Clock) -> None:
    olga()
    for number in range(5):
        tries(app, 1, address=f"2001:db8::{number + 1}")
    assert tries(app, 1, PASSWORD, address="2001:db8::ffff:1")[1].status_code == 429
    assert is_in(tries(app, 1, PASSWORD, address="2001:db8:0:1::1")[0])


def test_known_and_unknown_accounts_are_counted_alike(app: Flask, clock: Clock) -> None:
    olga()
    for email in (EMAIL, "nobody@newsroom.example"):
        assert tries(app, 5, email=email)[1].status_code == 200
        assert tries(app, 1, email=email)[1].status_code == 429


def test_the_right_password_counts_against_nobody(app: Flask, clock: Clock) -> None:
    olga()
    for _ in range(60):
        enter(app)
    tries(app, 4)
    assert is_in(enter(app)[0])
    assert tries(app, 5)[1].status_code == 200


def test_the_owner_is_told_after_signing_in_and_once(app: Flask, clock: Clock) -> None:
    olga()
    tries(app, 6, address="10.0.0.1")
    tries(app, 2, address="10.0.0.2")
    client, _ = enter(app)
    page = client.get("/me").text
    assert "7 attempts to sign in to your account have failed since 6 June 2026, 12:00" in page
    client.post("/logout")
    assert "to sign in to your account" not in enter(app)[0].get("/me").text


def test_somebody_who_mistypes_is_told_nothing(app: Flask, clock: Clock) -> None:
    olga()
    tries(app, 4)
    assert "to sign in to your account" not in enter(app)[0].get("/me").text


def test_the_owner_gets_a_mail_and_nobody_else(mailing: Flask, tmp_path: Path, clock: Clock) -> None:
    olga()
    for email in (EMAIL, "nobody@newsroom.example"):
        for place in range(3):
            tries(mailing, 5, email=email, address=f"10.0.{len(email)}.{place}")
    with mailing.app_context():
        assert worker.run_due() == 2
    (mail,) = (tmp_path / "mail").iterdir()
    assert "tried several times" in mail.read_text()


def guesser_of_codes(app: Flask) -> tuple[FlaskClient, FlaskClient, str]:
    """Olga's own browser, that of somebody with her password, and the secret of her second factor."""
    olga()
    client, _ = enter(app)
    secret, action = begin_set_up(client)
    client.post(action, data={"code": code(secret)})
    return client, enter(app)[0], secret


@pytest.mark.parametrize("path", ["/tf-validate", "/mf-recovery"])
def test_guessing_codes_is_slowed_down_whatever_else_the_form_says(app: Flask, clock: Clock, path: str) -> None:
    _, guesser, secret = guesser_of_codes(app)
    for number in range(5):
        form = {"code": "000000", "email": f"decoy{number}@newsroom.example"}
        assert guesser.post(path, data=form).status_code == 200
    answer = guesser.post(path, data={"code": code(secret, 1), "email": "decoy@x.example"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")


def test_codes_are_counted_over_all_networks_and_the_known_device_gets_in(app: Flask, clock: Clock) -> None:
    own, guesser, secret = guesser_of_codes(app)
    for place in range(2):
        for _ in range(5):
            guesser.post("/tf-validate", data={"code": "0"}, environ_base={"REMOTE_ADDR": f"10.0.0.{place}"})
    form, elsewhere = {"code": code(secret, 1)}, {"REMOTE_ADDR": "10.0.0.9"}
    assert guesser.post("/tf-validate", data=form, environ_base=elsewhere).status_code == 429
    own.post("/logout")
    own.post("/login", data={"email": EMAIL, "password": PASSWORD})
    own.post("/tf-validate", data=form)
    assert "10 attempts to sign in" in own.get("/me").text


@pytest.mark.parametrize(
    ("path", "form"),
    [("/verify", {"password": "x"}), ("/change", {"password": "x", "new_password": "y", "new_password_confirm": "y"})],
)
def test_guessing_the_password_in_a_stolen_session_is_slowed_down(
    app: Flask, clock: Clock, path: str, form: dict[str, str]
) -> None:
    olga()
    client = sign_in(app.test_client(), make_user("Olga"))
    statuses = [client.post(path, data=form).status_code for _ in range(11)]
    assert statuses[-1] == 429


def test_guessing_invitations_is_slowed_down(app: Flask, clock: Clock) -> None:
    form = {"_key": "a" * 20, "name": "Nils", "password": PASSWORD}
    statuses = [app.test_client().post("/invitations/nothing", data=form).status_code for _ in range(6)]
    assert statuses == [404] * 5 + [429]


def test_asking_for_links_is_bounded_by_network_and_address(mailing: Flask, tmp_path: Path, clock: Clock) -> None:
    olga()
    for number in range(30):
        address = {"REMOTE_ADDR": f"10.0.0.{number % 3}"}
        assert mailing.test_client().post("/reset", data={"email": EMAIL}, environ_base=address).status_code == 200
        with mailing.app_context():
            worker.run_due()
    assert len(list((tmp_path / "mail").iterdir())) == 5
    for number in range(30):
        answer = mailing.test_client().post("/reset", data={"email": f"somebody{number}@newsroom.example"})
    answer = mailing.test_client().post("/reset", data={"email": EMAIL})
    assert answer.status_code == 429


def test_refused_tries_are_recorded(app: Flask, clock: Clock) -> None:
    tries(app, 8)
    db.session.expire_all()
    rows = db.session.execute(text("SELECT kind, count, path FROM refusals")).all()
    assert [tuple(row) for row in rows] == [("sign-in", 3, "/login")]


def test_no_address_lies_open_in_the_counts(app: Flask, clock: Clock) -> None:
    tries(app, 1)
    assert EMAIL not in str(db.session.execute(text("SELECT * FROM counts")).all())


@pytest.mark.parametrize(("tried", "at_once"), [(0, rate_limits.MAX_CONCURRENT), (5, 1)])
def test_of_tries_at_the_same_moment_only_so_many_are_looked_at(app: Flask, tried: int, at_once: int) -> None:
    limit = Limit("try", "somebody", 5, timedelta(hours=1), grows=True)
    for _ in range(tried):
        shared_counters.count([limit])
    rows = shared_counters.counted([limit.key])
    with ExitStack() as under_way:
        for _ in range(at_once):
            under_way.enter_context(rate_limits.attempt([limit], rows))
        with pytest.raises(rate_limits.TooManyAttempts), rate_limits.attempt([limit], rows):
            pass
    with rate_limits.attempt([limit], rows):  # when the others have ended
        pass


def test_counts_that_have_expired_are_deleted(app: Flask, clock: Clock) -> None:
    tries(app, 1)
    clock.forward(days=31)
    tries(app, 1, email="other@newsroom.example", address=SOMEWHERE)
    assert len(db.session.scalars(select(Count.key)).all()) == 3
