"""An object store on 127.0.0.1: moto's server, over real HTTP; and ones that refuse."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from factcheck.config.object_store import ObjectStore
from tests.fetching.hostile import answer


def place_at(endpoint: str, bucket: str = "captures", prefix: str = "desk/") -> ObjectStore:
    """A bucket of a store, with credentials that moto accepts."""
    return ObjectStore(endpoint, bucket, prefix, "a key", "a secret", "us-east-1")


@contextmanager
def object_store() -> Iterator[str]:
    """The address of an empty store."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def refusing(code: str, status: str) -> object:
    """Answer each request with an error of S3."""
    body = f'<?xml version="1.0"?><Error><Code>{code}</Code><Message>No.</Message></Error>'.encode()

    def behave(connection: socket.socket, _path: str) -> None:
        connection.sendall(answer(body, status=status, Content_Type="application/xml", Connection="close"))

    return behave


def breaking_off(connection: socket.socket, _path: str) -> None:
    """Promise a thousand bytes, and send ten."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n0123456789")
