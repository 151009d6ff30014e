"""A server that answers with the bytes it is given, slowly or endlessly if told so; on 127.0.0.1."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_network

from factcheck.fetching.policy import Policy

Behaviour = Callable[[socket.socket, str], None]
LOCAL = Policy(allowed=[ip_network("127.0.0.0/8")])


class HostileServer:
    """It answers each connection by `behaviour(connection, path)`; `requests` are the headers it got."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._behaviour = behaviour
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.requests: list[str] = []
        self._thread = threading.Thread(target=self._serve)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def __enter__(self) -> HostileServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.settimeout(5)
                header = connection.recv(65536).decode("latin-1")
                self.requests.append(header)
                self._behaviour(connection, header.split(" ")[1] if " " in header else "")


def answer(body: bytes, *, status: str = "200 OK", **headers: str) -> bytes:
    """A complete answer; `content_type="text/html"` becomes a header."""
    lines = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def sending(*pieces: bytes) -> Behaviour:
    """Send these bytes and end the connection."""
    return lambda connection, _: connection.sendall(b"".join(pieces))


def forever(head: bytes, piece: bytes, seconds: float = 0.0) -> Behaviour:
    """Send a beginning and then a piece every so many seconds, until the other end has gone."""

    def behave(connection: socket.socket, _: str) -> None:
        connection.sendall(head)
        while not select.select([connection], [], [], seconds)[0]:
            connection.sendall(piece)

    return behave


@contextlib.contextmanager
def serving(behaviour: Behaviour) -> Iterator[HostileServer]:
    """A running server."""
    with HostileServer(behaviour) as server:
        yield server
