"""The report of an article by its address and from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.factories import make_edition

HEADLINE = "The harbour opens in September"


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_what_is_not_published_is_in_no_report(app: Flask, state: str) -> None:
    make_edition(state=state)
    assert HEADLINE not in app.test_client().get("/reports/1").text
    assert HEADLINE.encode() not in app.test_cli_runner().invoke(args=["factcheck", "report", "1"]).stdout_bytes


def test_the_address_and_the_command_give_the_same_bytes(app: Flask, tmp_path: Path) -> None:
    make_edition(state="published")
    by_address = app.test_client().get("/reports/1")
    assert HEADLINE in by_address.text
    run = app.test_cli_runner().invoke
    assert run(args=["factcheck", "report", "1"]).stdout_bytes == by_address.data
    out = tmp_path / "report.html"
    assert run(args=["factcheck", "report", "1", "--out", str(out)]).exit_code == 0
    assert out.read_bytes() == by_address.data


def test_a_report_is_not_sent_again_while_nothing_was_published(app: Flask) -> None:
    make_edition(state="published")
    reader = app.test_client()
    held = {"If-None-Match": reader.get("/reports/1").headers["ETag"]}
    answer = reader.get("/reports/1", headers=held)
    assert (answer.status_code, answer.data) == (304, b"")


def test_the_command_refuses_an_article_of_which_nothing_was_published(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["factcheck", "report", "99"])
    assert result.exit_code == 1
    assert b"Nothing about this article has been published" in result.stderr_bytes
