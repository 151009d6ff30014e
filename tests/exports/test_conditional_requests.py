"""A client that has the current answer gets 304: at every address, in every compression, by every validator."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from flask import Flask
from werkzeug.http import http_date, parse_date

from factcheck.db import db
from factcheck.verdicts.models import Edition
from tests.exports.public_routes import PUBLIC_ENDPOINTS, addresses
from tests.exports.served import served
from tests.factories import make_edition, make_user, make_withdrawal, sign_in

pytestmark = pytest.mark.usefixtures("filled_once")

ENCODINGS = ("identity", "gzip", "deflate", "br", "zstd", "gzip, deflate, br, zstd")
SLUG = "/checks/the-harbour-opens-in-september"
STATE_TOLD = ("/feed.atom", "/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld", "/reports/1",
              "/reports/1/annotations.jsonld", SLUG, f"{SLUG}/claimreview.jsonld")  # fmt: skip


def site(app: Flask) -> list[str]:
    """Every address for readers that answers 200."""
    found = [where for endpoint, where in addresses(app) if endpoint.startswith(PUBLIC_ENDPOINTS)]
    reader = app.test_client()
    return [where for where in [*found, "/methodology"] if reader.get(where).status_code == 200]


@pytest.mark.on_sqlite
def test_every_address_of_the_demo_newsroom_answers_304_in_each_compression(demo: Flask) -> None:
    """Of each kind of address the first in all of them, the others in one after another."""
    reader, seen, smallest = demo.test_client(), set(), demo.config["COMPRESS_MIN_SIZE"]
    for index, where in enumerate(site(demo)):
        kind = re.sub(r"\d+|(?<=/checks/)[a-z0-9-]+", "N", where)
        for packed in ENCODINGS if kind not in seen else (ENCODINGS[index % len(ENCODINGS)],):
            asked = {"Accept-Encoding": packed}
            first = reader.get(where, headers=asked)
            assert "Accept-Encoding" in first.headers["Vary"], where
            assert len(first.data) < smallest or (first.headers.get("Content-Encoding") or "identity") in packed, where
            again = reader.get(where, headers=asked | {"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"]), where
            assert "Content-Length" not in again.headers
        seen.add(kind)
    assert len(seen) == 13


@pytest.mark.on_sqlite
@pytest.mark.parametrize("packed", ENCODINGS)
def test_every_form_of_the_tag_is_known_and_no_other(app: Flask, packed: str) -> None:
    make_edition(state="published")
    reader, asked = app.test_client(), {"Accept-Encoding": packed}
    for where in STATE_TOLD:
        bare = reader.get(where, headers=asked).headers["ETag"].removeprefix("W/").strip('"')
        for held in forms_of(bare):
            assert reader.get(where, headers=asked | {"If-None-Match": held}).status_code == 304, (where, held)
        for held in (f'"{bare[:-1]}"', f'"{bare}-packed"', '"x", W/"y"', ""):
            assert reader.get(where, headers=asked | {"If-None-Match": held}).status_code == 200, (where, held)


def forms_of(bare: str) -> list[str]:
    """How clients and proxies send a tag back: strong, weak, in a list, as whatever there is, marked as compressed."""
    packed = [f'"{bare}:{name}"' for name in ("gzip", "deflate", "br", "zstd")]
    return [
        f'"{bare}"',
        f'W/"{bare}"',
        f'"x", W/"{bare}" , "y"',
        "*",
        " * ",
        f'"{bare}-gzip"',
        f'W/"{bare};gzip"',
        *packed,
    ]


@pytest.mark.on_sqlite
def test_head_answers_as_get_does(app: Flask) -> None:
    make_edition(state="published")
    reader = app.test_client()
    for where in site(app):
        for packed in ENCODINGS[::3]:
            asked = {"Accept-Encoding": packed}
            whole, head = reader.get(where, headers=asked), reader.head(where, headers=asked)
            assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", whole.headers["ETag"]), where
            assert reader.head(where, headers=asked | {"If-None-Match": head.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("packed", ENCODINGS)
def test_by_the_day_alone_it_is_sent_once_more_after_each_change(app: Flask, packed: str) -> None:
    edition = make_edition(state="published")
    reader, published = app.test_client(), edition.published_at
    assert published is not None
    for where in STATE_TOLD:
        asked = {"Accept-Encoding": packed}
        told = reader.get(where, headers=asked).headers["Last-Modified"]
        assert parse_date(told) == published.astimezone(UTC).replace(microsecond=0), where
        later = http_date(published + timedelta(days=1))
        before = http_date(published - timedelta(seconds=1))
        for since, status in ((told, 304), (later, 304), (before, 200), ("yesterday", 200), ("", 200)):
            answer = reader.get(where, headers=asked | {"If-Modified-Since": since})
            assert answer.status_code == status, (where, since)


def test_a_tag_that_differs_outdoes_any_day(app: Flask) -> None:
    make_edition(state="published")
    tomorrow = http_date(datetime.now(UTC) + timedelta(days=1))
    for where in STATE_TOLD:
        headers = {"If-None-Match": '"another"', "If-Modified-Since": tomorrow}
        assert app.test_client().get(where, headers=headers).status_code == 200, where


def test_a_part_is_answered_by_the_whole(app: Flask) -> None:
    make_edition(state="published")
    reader = app.test_client()
    for where in STATE_TOLD:
        whole = reader.get(where)
        for headers in ({"Range": "bytes=0-9"}, {"Range": "bytes=0-9", "If-Range": whole.headers["ETag"]}):
            part = reader.get(where, headers=headers)
            assert (part.status_code, part.data) == (200, whole.data), where


def test_what_is_not_there_is_never_unchanged(app: Flask) -> None:
    for where in ("/checks/never-was", "/reports/99", "/reports/99/annotations.jsonld", "/checks/never-was/editions/1"):
        for held in ("*", '"x"'):
            assert app.test_client().get(where, headers={"If-None-Match": held}).status_code == 404, where


def test_who_is_signed_in_keeps_nothing_and_gets_no_answer_made_for_others(app: Flask) -> None:
    make_edition(state="published")
    reader, rita = app.test_client(), sign_in(app.test_client(), make_user("Rita"))
    for where in site(app):
        answer = rita.get(where)
        assert answer.headers["Cache-Control"] == "no-store", where
        assert "Cookie" in answer.headers["Vary"]
        if answer.mimetype == "text/html" and where not in STATE_TOLD[4:5]:
            assert answer.headers["ETag"] != reader.get(where).headers["ETag"], where


class Curl:
    """curl as people call it in scripts: it keeps the tag, or the day, of what it fetched in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def status(self, url: str, *options: str) -> str:
        """What the server answered."""
        command = ["curl", "-s", "-o", str(self.folder / "out"), "-w", "%{http_code}", *options, url]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    make_edition(state="published")
    with served(app) as url:
        yield url


@pytest.mark.on_sqlite
def test_curl_gets_304_with_each_compression_and_sees_a_withdrawal_at_once(
    app: Flask, address: str, tmp_path: Path
) -> None:
    curl, tag = Curl(tmp_path), str(tmp_path / "tag")
    by_tag = ("--etag-save", tag, "--etag-compare", tag)
    for where in STATE_TOLD:
        for packed in ENCODINGS:
            asked = ("-H", f"Accept-Encoding: {packed}")
            assert curl.status(address + where, *asked, "--etag-save", tag) == "200", where
            assert curl.status(address + where, *asked, *by_tag) == "304", (where, packed)
    for where in STATE_TOLD[:4]:
        assert curl.status(address + where, "-R", "--compressed") == "200"
        assert curl.status(address + where, "-z", str(tmp_path / "out"), "--compressed") == "304", where
    curl.status(address + SLUG, "--compressed", "--etag-save", tag)
    make_withdrawal(db.session.query(Edition).one())
    assert curl.status(address + SLUG, "--compressed", *by_tag) == "200"
    assert "Withdrawn" in (tmp_path / "out").read_text()


@pytest.mark.on_sqlite
def test_feedparser_gets_304_by_tag_by_day_and_by_both_and_hears_of_a_withdrawal(app: Flask, address: str) -> None:
    url = f"{address}/feed.atom"
    first = feedparser.parse(url)
    assert (first.status, first.bozo, len(first.entries)) == (200, False, 1)
    for held in ({"etag": first.etag}, {"modified": first.modified}, {"etag": first.etag, "modified": first.modified}):
        again = feedparser.parse(url, **held)
        assert (again.status, again.entries) == (304, []), held
    make_withdrawal(db.session.query(Edition).one())
    told = feedparser.parse(url, etag=first.etag, modified=first.modified)
    assert told.status == 200
    assert told.entries[0].title.startswith("Withdrawn:")
    assert told.entries[0].id == first.entries[0].id
