"""The server itself: what slow, greedy and late clients get, and that nobody else waits for them."""

from __future__ import annotations

import contextlib
import http.client
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from factcheck.web.handlers import HEADERS
from launch.web_server import limits
from launch.web_server.server import Server

BIG = b"x" * 8_000_000
POST = b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"


class Line:
    """A stream as the application has them."""

    def __init__(self) -> None:
        self.listener: Callable[[str | None], None] = lambda _: None
        self.is_attached, self.has_left, self.is_over = threading.Event(), threading.Event(), False

    def attach(self, listener: Callable[[str | None], None]) -> None:
        self.listener = listener
        self.is_attached.set()

    def leave(self) -> None:
        self.has_left.set()


class Application:
    """Says what it was sent; holds, is large, or begins a stream where it is asked to."""

    def __init__(self) -> None:
        self.holds, self.is_held, self.lines = threading.Event(), threading.Event(), list[Line]()

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        path, body = environ["PATH_INFO"], environ["wsgi.input"].read()
        if path == "/hold":
            self.is_held.set()
            self.holds.wait(20)
        if path == "/nothing":
            start("204 No Content", [])
            return []
        if path == "/pieces":
            start("200 OK", [])
            return iter((b"hel", b"lo"))
        if path == "/stream":
            assert environ["factcheck.takes_streams"]
            self.lines.append(Line())
            environ["factcheck.stream"] = self.lines[-1]
            start("200 OK", [("Content-Type", "text/event-stream")])
            return iter((b"id: 1\n\n",))
        answer = BIG if path == "/big" else body or b"hello"
        start("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that a test can wait for."""
    for name in ("HEADER_SECONDS", "BODY_SECONDS", "IDLE_SECONDS", "READING_SECONDS", "LINGER_SECONDS"):
        monkeypatch.setattr(limits, name, 0.2)
    monkeypatch.setattr(limits, "TICK", 0.05)
    monkeypatch.setattr(limits, "STAY", 0.3)
    monkeypatch.setattr(limits, "GRACE", 10.0)


@contextmanager
def serving(application: Application, threads: int = 1, at_once: int = limits.AT_ONCE) -> Iterator[Server]:
    server = Server(application, "127.0.0.1:0", threads, headers=HEADERS, at_once=at_once)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        application.holds.set()
        server.end()
        thread.join(15)
        assert not thread.is_alive()


def connected(server: Server, *sent: bytes) -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.settimeout(15)
    one.connect(("127.0.0.1", int(server.effective_port)))
    for data in sent:
        one.sendall(data)
    return one


def rest(one: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    with one:
        return b"".join(iter(lambda: one.recv(65536), b""))


def read_until(one: socket.socket, end: bytes) -> None:
    said = b""
    while not said.endswith(end):
        part = one.recv(4096)
        assert part
        said += part


def page(server: Server, path: str = "/", body: bytes | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.effective_port), timeout=15)
    connection.request("POST" if body else "GET", path, body)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_as_many_requests_are_worked_on_as_the_server_allows(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LONG_SECONDS", 3600.0)
    hold = b"GET /hold HTTP/1.1\r\nHost: a\r\n\r\n"
    with serving(application, threads=2, at_once=2) as server, connected(server, hold):
        assert application.is_held.wait(15)
        assert page(server) == (200, b"hello")


@pytest.mark.parametrize(
    ("status", "sent"),
    [
        (400, b"GARBAGE\r\n\r\n"),
        (400, b"GET / HTTP/1.1\r\nBad Header: 1\r\n\r\n"),
        (431, b"GET / HTTP/1.1\r\nA: " + b"x" * limits.MAX_HEADER + b"\r\n\r\n"),
        (413, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 1_000_000),
        (501, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"),
        (408, b"GET / HTT"),
        (408, b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe"),
    ],
)
def test_the_servers_own_refusals_have_words_and_the_headers_of_all_answers(
    application: Application, status: int, sent: bytes
) -> None:
    with serving(application) as server:
        head, _, words = rest(connected(server, sent)).decode().partition("\r\n\r\n")
    assert head.split()[1] == str(status)
    assert words
    assert "waitress" not in head + words
    assert {f"{name}: {value}" for name, value in HEADERS.items()} <= set(head.split("\r\n"))
    assert "Content-Security-Policy: default-src 'none'" in head


def test_the_end_may_be_asked_for_again_when_all_is_over(application: Application) -> None:
    with serving(application) as server:
        server.end()
        assert until(lambda: server.is_over)
        server.end()


def until(is_so: Callable[[], bool]) -> bool:
    """Wait for a state; answers whether it came."""
    deadline = time.monotonic() + 15
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.01)
    return is_so()


def test_clients_that_send_slowly_hold_no_thread(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HEADER_SECONDS", "BODY_SECONDS"):
        monkeypatch.setattr(limits, name, 20.0)
    with serving(application) as server:
        slow = [connected(server, b"GET / HTT") for _ in range(20)] + [
            connected(server, POST, b"he") for _ in range(20)
        ]
        assert page(server) == (200, b"hello")
        slow[-1].sendall(b"llo")
        assert slow[-1].recv(65536).endswith(b"hello")
        for one in slow:
            one.close()


def test_clients_that_do_not_read_hold_no_thread_and_are_given_up(application: Application) -> None:
    with serving(application) as server:
        deaf = [connected(server, b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(5)]
        assert page(server) == (200, b"hello")
        assert until(lambda: not server.active_channels)
        for one in deaf:
            one.close()


def test_who_asks_for_the_end_of_a_connection_has_it_at_once(application: Application) -> None:
    with serving(application) as server:
        one = connected(server, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert rest(one).endswith(b"hello")  # and then the end, though the client closed nothing


def test_a_connection_that_says_nothing_is_ended(application: Application) -> None:
    with serving(application) as server:
        assert rest(connected(server)) == b""
        assert rest(connected(server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")).endswith(b"hello")


def test_streams_hold_no_thread_and_say_what_they_are_told(application: Application) -> None:
    with serving(application) as server:
        streams = [connected(server, b"GET /stream HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(5)]
        assert page(server) == (200, b"hello")
        for line in application.lines:
            assert line.is_attached.wait(10)
            line.listener("data: news\n\n")
            line.listener(None)
        for one in streams:
            head, _, said = rest(one).partition(b"\r\n\r\n")
            assert said == b"id: 1\n\ndata: news\n\n"
            assert b"Transfer-Encoding" not in head
        assert all(line.has_left.wait(10) for line in application.lines)


def test_a_stream_whose_reader_has_gone_is_let_go(application: Application) -> None:
    with serving(application) as server:
        one = connected(server, b"GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
        read_until(one, b"id: 1\n\n")
        one.close()
        assert application.lines[0].has_left.wait(10)


def test_a_stream_ends_when_it_has_lasted(application: Application) -> None:
    with serving(application) as server:
        one = connected(server, b"GET /stream HTTP/1.1\r\nHost: a\r\n\r\n")
        read_until(one, b"id: 1\n\n")
        application.lines[0].is_over = True
        assert rest(one) == b""


def test_at_the_end_what_was_accepted_is_answered_and_the_port_closed(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BODY_SECONDS", "IDLE_SECONDS"):
        monkeypatch.setattr(limits, name, 20.0)
    with serving(application, threads=2) as server:
        upload = connected(server, POST, b"he")
        used = connected(server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        read_until(used, b"hello")
        held = connected(server, b"GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        assert application.is_held.wait(10)
        server.end()
        used.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        for late in (used, connected(server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")):
            answer = rest(late)
            assert answer.startswith(b"HTTP/1.1 200")
            assert b"\r\nConnection: close\r\n" in answer
        assert until(lambda: not server.accepting)
        with pytest.raises(ConnectionRefusedError):
            connected(server)
        upload.sendall(b"llo")
        assert rest(upload).endswith(b"hello")
        application.holds.set()
        assert rest(held).endswith(b"hello")


def test_a_worker_that_retires_answers_the_next_request_of_each_connection(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "IDLE_SECONDS", 20.0)
    with serving(application) as server:
        used = [connected(server, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") for _ in range(3)]
        for one in used:
            read_until(one, b"hello")
        server.retire()
        assert until(lambda: not server.accepting)
        for one in used:
            one.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b"\r\nConnection: close\r\n" in rest(one)
        assert until(lambda: server.is_over)


def test_a_connection_is_kept_between_two_requests(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IDLE_SECONDS", 20.0)
    with serving(application) as server:
        connection = http.client.HTTPConnection("127.0.0.1", int(server.effective_port), timeout=15)
        connection.connect()
        own = connection.sock
        for path in ("/", "/pieces", "/nothing", "/"):
            connection.request("GET", path)
            answer = connection.getresponse()
            assert (answer.getheader("Connection"), answer.read()) == (None, b"" if path == "/nothing" else b"hello")
        assert connection.sock is own
        connection.close()


def test_when_there_are_too_many_the_one_that_waited_longest_makes_room(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HEADER_SECONDS", 20.0)
    with serving(application) as server:
        server.max_connections = 3
        slow = [connected(server, b"GET / HTT") for _ in range(6)]
        assert page(server) == (200, b"hello")
        with contextlib.suppress(ConnectionResetError):
            assert slow[0].recv(10) == b""
        for one in slow:
            one.close()


@pytest.mark.parametrize("ending", ["client leaves", "server refuses"])
def test_the_file_of_a_body_that_never_ends_is_closed(
    application: Application, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    make, files = tempfile.TemporaryFile, list[Any]()

    def made(mode: str) -> Any:
        files.append(make(mode))
        return files[-1]

    monkeypatch.setattr("tempfile.TemporaryFile", made)
    monkeypatch.setattr(limits, "BODY_SECONDS", 20.0 if ending == "client leaves" else 0.2)
    monkeypatch.setattr(limits, "MIN_RATE", 10**9)
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
    with serving(application) as server:
        one = connected(server, head, b"x" * 900_000)
        assert until(lambda: bool(files))
        if ending == "client leaves":
            one.close()
        else:
            assert rest(one).startswith(b"HTTP/1.1 408")
        assert until(lambda: files[0].closed)


def test_a_body_that_the_disk_has_no_room_for_is_refused(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
    with serving(application) as server:
        answer = rest(connected(server, head, b"x" * 1_000_000))
    assert answer.startswith(b"HTTP/1.1 507")
