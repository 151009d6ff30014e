"""Weak passwords are refused in words, wherever one is chosen; good ones aren't."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from factcheck.accounts.models import Role
from factcheck.accounts.security.passwords import weakness
from tests.accounts.helpers import EMAIL, PASSWORD, enter, is_in, olga
from tests.accounts.test_passwords import link_by_ada
from tests.factories import make_user, post, sign_in
from tests.people.test_people import invite

OLGA = ("Olga Petrova", "olga.petrova@newsroom.example")


@pytest.mark.on_sqlite  # a password is judged without the database
@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "at least 12 characters"),
        ("x" * 201, "at most 200 characters"),
        ("password1234", "attackers try first"),
        ("P@ssw0rd1234", "attackers try first"),
        ("iloveyouforever", "attackers try first"),
        ("aaaaaaaaaaaa", "repeats itself"),
        ("letmeinletmein", "repeats itself"),
        ("a" * 200, "repeats itself"),
        ("qwertyuiop12", "attackers try first"),
        ("123456789012", "attackers try first"),
        ("abcdefghijklmn", "try sequences such as"),
        ("olga petrova", "a name that others know"),
        ("Petrova-2026!", "a name that others know"),
        ("Factcheck2026!", "a name that others know"),
        ("newsroom.example1", "a name that others know"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(app: Flask, password: str, words: str) -> None:
    assert words in weakness(password, OLGA)


@pytest.mark.on_sqlite  # as above
@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "another horse, same battery",
        "crème brûlée pour tous",
        "vKq7-zTm2-pXw9",
        "столб варенье кит",
        "x1" * 3 + PASSWORD,
    ],
)
def test_a_good_password_is_taken(app: Flask, password: str) -> None:
    assert weakness(password, OLGA) == ""


@pytest.mark.on_sqlite  # as above
def test_a_very_long_one_is_judged_by_its_beginning(app: Flask) -> None:
    assert weakness((PASSWORD + " ") * 9, OLGA) == ""


def test_it_is_refused_at_change_reset_and_invitation(app: Flask) -> None:
    user = olga(Role.ADMIN)
    client, _ = enter(app)
    form = {"password": PASSWORD, "new_password": "password1234", "new_password_confirm": "password1234"}
    assert "attackers try first" in client.post("/change", data=form).text
    link = link_by_ada(app, user.id)
    again = {"password": "password1234", "password_confirm": "password1234"}
    assert "attackers try first" in app.test_client().post(link, data=again).text
    invited = invite(sign_in(app.test_client(), make_user("Ada", Role.ADMIN)))
    answer = post(app.test_client(), invited, name="Nils", password="password1234")
    assert answer.status_code == 422
    assert re.search(r'id="password-error".*?attackers try first', answer.text, re.DOTALL)
    assert is_in(enter(app)[0])


def test_the_invited_person_s_own_names_count(app: Flask) -> None:
    invited = invite(sign_in(app.test_client(), make_user("Ada", Role.ADMIN)))
    answer = post(app.test_client(), invited, name="Nils Holgersson", password="Holgersson2026")
    assert "a name that others know" in answer.text


def test_the_command_line_refuses_it_too(app: Flask) -> None:
    arguments = ["factcheck", "admin", EMAIL, "Olga", "--password", "password1234"]
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 1
    assert "attackers try first" in result.output
    good = app.test_cli_runner().invoke(args=[*arguments[:-1], PASSWORD])
    assert good.exit_code == 0
    assert is_in(enter(app)[0])
