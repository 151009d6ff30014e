"""A real server with a real stream on it stops as fast as one without."""

from __future__ import annotations

import http.cookiejar
import re
import signal
import time
from pathlib import Path
from typing import IO
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.faults.server import serve_from_nothing, served

SOON = 6.0  # seconds on a busy machine; a stream that is not ended stands for the thirty of grace


def signed_in(url: str) -> OpenerDirector:
    """Somebody of the cast."""
    opener = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
    opener.addheaders = [("Connection", "close")]
    page = opener.open(f"{url}/login").read().decode()
    action = re.search(r'action="(/login/demo/\d+)"', page)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    key = re.search(r'name="_key" value="([^"]+)"', page)
    assert action
    assert token
    data = {"csrf_token": token[1], "_key": key[1] if key else ""}
    opener.open(Request(f"{url}{action[1]}", urlencode(data).encode(), {"Referer": url})).close()  # noqa: S310 - our own
    return opener


def stream(opener: OpenerDirector, url: str) -> IO[bytes]:
    answer: IO[bytes] = opener.open(Request(f"{url}/articles/1/live", headers={"HX-Request": "true"}), timeout=SOON)  # noqa: S310 - our own
    return answer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_streams_do_not_hold_up_the_end_of_a_server(home: Path, number: signal.Signals) -> None:
    with served(home, main=serve_from_nothing) as server:
        answer = stream(signed_in(server.url), server.url)
        assert answer.readline().startswith(b"id: ")
        server.process.send_signal(number)
        begun = time.monotonic()
        answer.read()  # to its end; a stream that is not ended would time out
        assert time.monotonic() - begun < SOON
        answer.close()
        assert server.process.wait(timeout=60) == 0
