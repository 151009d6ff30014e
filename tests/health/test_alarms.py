"""Alarms: shown to administrators, kept without a database, over a restart and from other processes."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.health import alarms as module
from factcheck.health import clear_alarm, raise_alarm
from factcheck.health.alarms import Alarm, Alarms
from tests.factories import make_user, sign_in

WORDS = "The disk has %(free)s MB left."


@pytest.fixture
def raised(app: Flask) -> Iterator[None]:
    raise_alarm("disk", WORDS, "factcheck health", free=12)
    yield
    clear_alarm("disk")


@pytest.mark.usefixtures("raised")
@pytest.mark.parametrize("path", ["/", "/claims", "/me", "/people", "/checks", "/claims/99"])
def test_every_page_shows_administrators_what_is_wrong(app: Flask, path: str) -> None:
    page = sign_in(app.test_client(), make_user("Ada", Role.ADMIN)).get(path).text
    assert "The disk has 12 MB left." in page
    assert '<code dir="ltr">factcheck health</code>' in page


@pytest.mark.usefixtures("raised")
def test_nobody_else_is_shown_an_alarm(app: Flask, client: FlaskClient) -> None:
    assert "12 MB" not in client.get("/checks").text
    for role in (Role.REVIEWER, Role.EDITOR):
        assert "12 MB" not in sign_in(app.test_client(), make_user(role.value.title(), role)).get("/").text


@pytest.mark.usefixtures("raised")
def test_an_alarm_that_is_over_is_shown_no_longer(app: Flask) -> None:
    clear_alarm("disk")
    assert "12 MB" not in sign_in(app.test_client(), make_user("Ada", Role.ADMIN)).get("/").text


def test_an_alarm_survives_a_restart(tmp_path: Path) -> None:
    Alarms(tmp_path).put(Alarm("disk", WORDS, values={"free": 12}))
    [found] = Alarms(tmp_path).current()
    assert (found.key, found.words, found.values) == ("disk", WORDS, {"free": 12})
    assert stat.S_IMODE((tmp_path / module.FILE).stat().st_mode) == 0o600


def test_what_one_process_raises_another_sees_and_clears(tmp_path: Path) -> None:
    server, command = Alarms(tmp_path), Alarms(tmp_path)
    assert server.current() == []
    command.put(Alarm("record", "The record was altered."))
    server.put(Alarm("disk", "Full."))
    assert {alarm.key for alarm in command.current()} == {"record", "disk"}
    assert server.remove("record")
    assert [alarm.key for alarm in command.current()] == ["disk"]


def test_an_alarm_raised_again_keeps_its_time_and_takes_new_words(tmp_path: Path) -> None:
    alarms = Alarms(tmp_path)
    assert alarms.put(Alarm("disk", WORDS, values={"free": 12}))
    [first] = alarms.current()
    assert not alarms.put(Alarm("disk", WORDS, values={"free": 3}))
    [second] = alarms.current()
    assert (second.since, second.values) == (first.since, {"free": 3})


def test_a_home_that_cannot_be_written_keeps_alarms_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alarms = Alarms(tmp_path)
    alarms.put(Alarm("old", "Old."))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module.tempfile, "mkstemp", full)
        alarms.put(Alarm("disk", "Full."))
        assert alarms.remove("old")
        assert [alarm.key for alarm in alarms.current()] == ["disk"]
    alarms.put(Alarm("more", "More."))  # there is room again
    assert {alarm.key for alarm in Alarms(tmp_path).current()} == {"disk", "more"}
    assert [path.name for path in tmp_path.iterdir()] == [module.FILE]


def test_a_file_that_is_no_list_of_alarms_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / module.FILE).write_text("{broken")
    alarms = Alarms(tmp_path)
    assert alarms.current() == []
    alarms.put(Alarm("disk", "Full."))
    assert [alarm.key for alarm in Alarms(tmp_path).current()] == ["disk"]


def test_the_command_tells_and_clears(app: Flask) -> None:
    raise_alarm("disk", WORDS, free=12)
    run = app.test_cli_runner().invoke
    told = run(args=["factcheck", "health"])
    assert told.exit_code == 1
    assert "The disk has 12 MB left." in told.output
    assert run(args=["factcheck", "health", "--clear", "disk"]).output == "All is well.\n"
    assert run(args=["factcheck", "health", "--clear", "disk"]).exit_code == 1
