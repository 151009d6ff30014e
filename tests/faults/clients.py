"""Clients that do what no browser does: send slowly, don't close, don't read. One thread drives all of them."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PAGE = b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n"
Step = Callable[["Client", int], None]  # the action of a client in each second


class Client:
    """One connection, reopened when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None

    def open(self) -> socket.socket:
        if self.socket is None:
            self.socket = socket.socket()
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # before connecting, for a small window
            self.socket.settimeout(2)
            self.socket.connect(("127.0.0.1", self.port))
            self.socket.setblocking(False)
        return self.socket

    def send(self, data: bytes) -> None:
        try:
            self.open().send(data)
        except BlockingIOError:
            pass
        except OSError:
            self.close()

    def close(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None


def slow_header(client: Client, second: int) -> None:
    """A byte of a header that never ends."""
    client.send(PAGE[:1] if client.socket is None else b"x")


def slow_body(client: Client, second: int) -> None:
    """A byte of a form that never ends."""
    head = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n"
    client.send(head if client.socket is None else b"x")


def does_not_close(client: Client, second: int) -> None:
    """A request a second with `Connection: close`, without closing."""
    client.socket = None if second % 20 else client.socket  # twenty are left open, then one is forgotten
    client.send(PAGE + b"Connection: close\r\n\r\n")


def does_not_read(path: bytes) -> Step:
    """Send twenty requests at once and read no answer."""

    def step(client: Client, second: int) -> None:
        if client.socket is None:
            client.send(20 * (b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))

    return step


@contextmanager
def attacked(port: int, count: int, step: Step, pause: float = 1.0) -> Iterator[None]:
    """While inside, this many clients do this step each second."""
    clients, is_over = [Client(port) for _ in range(count)], threading.Event()
    kept: list[socket.socket] = []
    begun = threading.Event()

    def run() -> None:
        second = 0
        while not is_over.is_set():
            for client in clients:
                before = client.socket
                with contextlib.suppress(OSError):
                    step(client, second)
                if before is not None and client.socket is not before:
                    kept.append(before)  # still open
            second += 1
            begun.set()
            is_over.wait(pause)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    begun.wait(20)
    time.sleep(0.2)
    try:
        yield
    finally:
        is_over.set()
        thread.join(10)
        for one in kept:
            one.close()
        for client in clients:
            client.close()
