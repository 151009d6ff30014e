"""No export shows what was not published, by whichever way it is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from factcheck.exports.register import FORMATS
from tests.exports.addresses import HEADLINE, SLUG, URLS, command
from tests.factories import make_edition


def test_every_format_has_an_address() -> None:
    assert set(URLS) == set(FORMATS)


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_published_is_in_no_export(app: Flask, name: str, state: str) -> None:
    make_edition(state=state)
    answer = app.test_client().get(URLS[name])
    assert HEADLINE not in answer.text
    assert answer.status_code == 200
    assert HEADLINE.encode() not in command(app, name, "--article", "1")[1]


@pytest.mark.parametrize("name", FORMATS)
def test_the_address_and_the_command_give_the_same_bytes_twice(app: Flask, name: str, tmp_path: Path) -> None:
    make_edition(state="published")
    reader = app.test_client()
    by_address = reader.get(URLS[name])
    assert HEADLINE in by_address.text or SLUG in by_address.text
    assert reader.get(URLS[name]).data == by_address.data
    asked = ("--article", "1") if FORMATS[name].needs_article else ()
    assert command(app, name, *asked) == (0, by_address.data)
    out = tmp_path / "file"
    assert command(app, name, *asked, "--out", str(out))[0] == 0
    assert out.read_bytes() == by_address.data


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_sent_again_while_nothing_was_published(app: Flask, name: str) -> None:
    make_edition(state="published")
    reader = app.test_client()
    tag = reader.get(URLS[name]).headers["ETag"]
    again = reader.get(URLS[name], headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pdf",), b"is not one of"),
        (("webannotation",), b"add --article ID"),
        (("webannotation", "--article", "99"), "This article doesn’t exist".encode()),
    ],
)
def test_a_wrong_command_is_refused_in_words(app: Flask, arguments: tuple[str, ...], words: bytes) -> None:
    result = app.test_cli_runner().invoke(args=["factcheck", "export", *arguments])
    assert result.exit_code != 0
    assert words in result.stderr_bytes


def test_a_public_page_that_does_not_exist_says_so(app: Flask) -> None:
    for url in ("/checks/nothing", "/checks/nothing/editions/1", "/checks/nothing/claimreview.jsonld", "/reports/99"):
        assert app.test_client().get(url).status_code == 404
