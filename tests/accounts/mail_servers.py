"""Mail servers: a silent one, a slow one, one that refuses and one that accepts mail."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Talk = Callable[[socket.socket, threading.Event], None]
REPLIES = {b"EHLO": b"250 mail.example", b"MAIL": b"250 ok", b"QUIT": b"221 bye", b"RSET": b"250 ok"}


@contextlib.contextmanager
def mail_server(talk: Talk) -> Iterator[int]:
    """A server on a free port of this machine that handles each connection with this function."""
    ended = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_serve, args=(listener, talk, ended), daemon=True).start()
        yield listener.getsockname()[1]
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)


def _serve(listener: socket.socket, talk: Talk, ended: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _address = listener.accept()
            threading.Thread(target=_talk, args=(connection, talk, ended), daemon=True).start()


def _talk(connection: socket.socket, talk: Talk, ended: threading.Event) -> None:
    with connection, contextlib.suppress(OSError):
        talk(connection, ended)


def silent(connection: socket.socket, ended: threading.Event) -> None:
    """Send nothing."""
    ended.wait()


def dripping(connection: socket.socket, ended: threading.Event) -> None:
    """Send the first line a byte at a time, without end."""
    connection.sendall(b"220 ")
    while not ended.wait(0.02):
        connection.sendall(b"x")


def refusing(connection: socket.socket, ended: threading.Event) -> None:
    """Refuse every recipient."""
    replies = REPLIES | {b"RCPT": b"550 no such mailbox"}
    connection.sendall(b"220 mail.example\r\n")
    for line in connection.makefile("rb"):
        connection.sendall(replies.get(line[:4].upper(), b"500 what?") + b"\r\n")
