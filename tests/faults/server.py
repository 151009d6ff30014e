"""A real server with its own data folder, as `python3 app.py` runs it, and a signed-in person."""

from __future__ import annotations

import copy
import http.client
import os
import re
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from launch.server import serve
from tests.conftest import free_port
from tests.preloaded import Program

Answer = tuple[int, str, dict[str, str]]  # status, text, headers in lower case
FASTER = "1000000"  # than people write
PROGRAM = "import sys; from launch.server import serve; sys.exit(serve())"


def serve_from_nothing() -> None:
    """Serve in a new interpreter, as a shell starts it."""
    os.execv(sys.executable, [sys.executable, "-c", PROGRAM])  # noqa: S606 - our own


class Served:
    """A server in its own process."""

    def __init__(self, home: Path, env: Mapping[str, str], main: Callable[[], object] = serve) -> None:
        self.home, self.port = home, free_port()
        clean = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
        ours = {"FACTCHECK_HOME": str(home), "PORT": str(self.port), "FACTCHECK_WORKERS": "1"}
        self.log = home.parent / f"{home.name}.log"
        all_ours = clean | ours | {"FACTCHECK_WRITES_PER_MINUTE": FASTER, **env}
        self.process = Program(main, ["-c", PROGRAM], all_ours, self.log)
        lines = iter(self.process.stdout.readline, "")
        self.greeting = list(takewhile(lambda line: not line.startswith("Open http"), lines))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def close(self) -> None:
        self.kill()
        self.process.stdout.close()

    def logged(self) -> str:
        return self.log.read_text()


@contextmanager
def served(home: Path, main: Callable[[], object] = serve, **env: str) -> Iterator[Served]:
    server = Served(home, env, main)
    try:
        yield server
    finally:
        server.close()


class Person:
    """A person of the demo newsroom, with a new connection for each request."""

    def __init__(self, port: int, name: str = "Rita") -> None:
        self.port, self.cookies, self.token = port, "", ""
        _, page, _ = self.get("/login")
        form = re.search(rf'action="(/login/demo/\d+)"(?:(?!</form>).)*?{name}', page, re.DOTALL)
        assert form is not None
        status, _, _ = self.post(form[1], page)
        assert status in {302, 303}, status
        _, home, _ = self.get("/")
        self.token = _field(home, "csrf_token")

    def twin(self) -> Person:
        """The same person with separate cookies, for another thread."""
        return copy.copy(self)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, page: str = "", /, headers: Mapping[str, str] | None = None, **data: Any) -> Answer:
        fields = {"csrf_token": self.token or _field(page, "csrf_token"), "_key": secrets.token_urlsafe(16), **data}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{self.port}/"}
        return self._ask("POST", path, urlencode(fields, doseq=True).encode(), kind | dict(headers or {}))

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"Cookie": self.cookies, "Connection": "close", **headers})
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        kept = dict(part.split("=", 1) for part in self.cookies.split("; ") if part)
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _, content = value.partition(";")[0].partition("=")
            kept[name] = content
        self.cookies = "; ".join(f"{name}={value}" for name, value in kept.items())
        return answer.status, text, {name.lower(): value for name, value in answer.headers.items()}


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" (?:type="hidden" )?value="([^"]+)"', page)
    assert found is not None, name
    return found[1]


def p95(act: Callable[[], object], times: int = 40, apart: float = 0.02) -> float:
    """The 95th percentile of the seconds of these actions."""
    taken = []
    for _ in range(times):
        begun = time.monotonic()
        act()
        taken.append(time.monotonic() - begun)
        time.sleep(apart)
    return sorted(taken)[int(times * 0.95)]
