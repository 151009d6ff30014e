"""A real server with a real stream on it stops as fast as one without."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from factcheck.config import PROJECT
from tests.conftest import free_port

SERVE = "import sys; from launch.server import serve; sys.exit(serve())"
SOON = 6.0  # seconds on a busy machine; a stream that is not ended stands for the thirty of grace


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of a fresh demo house of its own, and its address."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
    env |= {"FACTCHECK_HOME": str(tmp_path), "PORT": str(port), "FACTCHECK_WORKERS": "1"}
    process = subprocess.Popen([sys.executable, "-c", SERVE], cwd=PROJECT, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert any(line.startswith("Open http") for line in process.stdout)
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()
    process.stdout.close()


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
def test_streams_do_not_hold_up_the_end_of_a_server(
    server: tuple[subprocess.Popen[str], str], number: signal.Signals
) -> None:
    process, url = server
    answer = stream(signed_in(url), url)
    assert answer.readline().startswith(b"id: ")
    process.send_signal(number)
    begun = time.monotonic()
    answer.read()  # to its end; a stream that is not ended would time out
    assert time.monotonic() - begun < SOON
    answer.close()
    assert process.wait(timeout=60) == 0
