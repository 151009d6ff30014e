"""Hashing takes place outside the writers' lock: held for as long as one likes, it keeps nobody from saving."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from factcheck.accounts.models import Role
from factcheck.accounts.security import hashing
from factcheck.accounts.security.hashing import EXTENSION, Hasher, hashed
from factcheck.accounts.service import make_person
from factcheck.db import db
from factcheck.db.transactions import UnsavedWork
from factcheck.errors import Busy
from tests.accounts.helpers import EMAIL, OTHER, PASSWORD, enter, olga
from tests.accounts.test_passwords import link_by_ada
from tests.factories import make_user, post, sign_in
from tests.people.test_people import invite


class Gate:
    """A hasher that begins its work when it is let."""

    def __init__(self, hasher: Hasher) -> None:
        self._run, self.arrived, self._open = hasher.run, threading.Semaphore(0), threading.Event()

    def run(self, work: Callable[[], Any]) -> Any:
        def held() -> Any:
            self.arrived.release()
            self._open.wait()
            return work()

        return self._run(held)

    def let_go(self) -> None:
        self._open.set()


@pytest.fixture
def gate(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    hasher = app.extensions[EXTENSION]
    gate = Gate(hasher)
    monkeypatch.setattr(hasher, "run", gate.run)
    yield gate
    gate.let_go()


def sign_in_by_password(app: Flask) -> Callable[[], object]:
    client = app.test_client()
    return lambda: client.post("/login", data={"email": EMAIL, "password": PASSWORD})


def sign_in_as_nobody(app: Flask) -> Callable[[], object]:
    client = app.test_client()
    return lambda: client.post("/login", data={"email": "nobody@newsroom.example", "password": PASSWORD})


def change(app: Flask) -> Callable[[], object]:
    client, _ = enter(app)
    form = {"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}
    return lambda: client.post("/change", data=form)


def confirm(app: Flask) -> Callable[[], object]:
    client, _ = enter(app)
    return lambda: client.post("/verify", data={"password": PASSWORD})


def reset(app: Flask) -> Callable[[], object]:
    link, client = link_by_ada(app, make_user("Olga").id), app.test_client()
    return lambda: client.post(link, data={"password": OTHER, "password_confirm": OTHER})


def accept(app: Flask) -> Callable[[], object]:
    link = invite(sign_in(app.test_client(), make_user("Ada", Role.ADMIN)))
    return lambda: post(app.test_client(), link, name="Nils", password=OTHER)


def command(app: Flask) -> Callable[[], object]:
    arguments = ["factcheck", "admin", "abe@newsroom.example", "Abe", "--password", OTHER]
    return lambda: app.test_cli_runner().invoke(args=arguments)


@pytest.mark.parametrize("begin", [sign_in_by_password, sign_in_as_nobody, change, confirm, reset, accept, command])
def test_others_save_while_a_password_is_hashed(
    app: Flask, begin: Callable[[Flask], Callable[[], object]], gate: Gate
) -> None:
    gate.let_go()
    olga()
    ada = sign_in(app.test_client(), make_user("Ada", Role.ADMIN))
    rita = make_user("Rita")
    act = begin(app)
    gate._open.clear()
    while gate.arrived.acquire(blocking=False):
        pass
    db.session.commit()
    thread = threading.Thread(target=in_context, args=(app, act))
    thread.start()
    assert gate.arrived.acquire(timeout=30)
    assert post(ada, f"/people/{rita.id}", role="editor", active="1").status_code == 303
    gate.let_go()
    thread.join()


def in_context(app: Flask, act: Callable[[], object]) -> None:
    with app.app_context():
        act()


def test_a_full_queue_is_told_in_words(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    olga()
    monkeypatch.setattr(app.extensions[EXTENSION], "_places", threading.BoundedSemaphore(1))
    app.extensions[EXTENSION]._places.acquire()
    _, answer = enter(app)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "Many people are signing in" in answer.text
    app.extensions[EXTENSION]._places.release()
    assert enter(app)[1].status_code == 302


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    monkeypatch.setattr(hashing, "MAX_WAIT", 0.01)
    end, hasher = threading.Event(), Hasher(threads=1, waiting=1)
    with pytest.raises(Busy):
        hasher.run(end.wait)
    with pytest.raises(Busy):
        hasher.run(end.wait)
    end.set()


def test_hashing_after_a_write_is_a_mistake_that_is_seen(app: Flask) -> None:
    make_person("Olga", EMAIL, Role.REVIEWER, None)
    with pytest.raises(UnsavedWork):
        hashed(PASSWORD)
    assert db.session.scalar(text("SELECT count(*) FROM users")) == 1
