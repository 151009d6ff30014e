"""One request to one address that was checked, and its answer, read within the limits."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, quote

import certifi
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, ProtocolError

from factcheck.fetching.networks import Address, is_in, is_public
from factcheck.fetching.policy import MEGABYTE, Policy
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.fetching.unpacking import PIECE, CutOff, unpacked
from factcheck.urls import DEFAULT_PORTS

IN_PATH = "/%:@!$&'()*+,;=-._~"  # RFC 3986 §3.3; what is encoded already stays
IN_QUERY = IN_PATH + "?"
Headers = Mapping[str, str]


def first_header(headers: Iterable[tuple[str, str]], name: str) -> str:
    """The first header of this name, which is in lower case; empty if there is none."""
    return next((value for key, value in headers if key.lower() == name), "")


class Answer(NamedTuple):
    """The answer to one request; its body is unpacked, and empty for any status but 2xx."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name; empty if there is none."""
        return first_header(self.headers, name)


def ask(parts: SplitResult, policy: Policy, deadline: float, headers: Headers, sent: bytes | None = None) -> Answer:
    """GET a web address, or POST what is sent, with more headers, until `deadline` (monotonic). Raises FetchRefused."""
    host = _ascii(parts.hostname or "")
    port = parts.port or DEFAULT_PORTS[parts.scheme]
    addresses = _checked(host, port, policy, deadline)
    try:
        with _connected(addresses, port, policy, deadline) as plain, _ended_at(deadline, plain):
            sock = _encrypted(plain, host) if parts.scheme == "https" else plain
            with contextlib.closing(sock):
                return _read(sock, host, parts, policy, headers, sent)
    except FetchRefused:
        raise
    except (OSError, HTTPError, http.client.HTTPException, ValueError) as error:
        raise _refusal(error, host, policy, is_late=time.monotonic() >= deadline) from error


def _ascii(host: str) -> str:
    """The host as it is asked for and looked up (IDNA)."""
    try:
        return host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        raise FetchRefused(Reason.UNKNOWN_HOST, host=host) from None


def _checked(host: str, port: int, policy: Policy, deadline: float) -> list[Address]:
    """The addresses of a host, looked up once; refused if one of them is private."""
    found = _looked_up(host, port, policy, deadline)
    if not found:
        raise FetchRefused(Reason.UNKNOWN_HOST, host=host)
    if not all(is_public(address) or is_in(address, policy.allowed) for address in found):
        raise FetchRefused(Reason.PRIVATE, host=host)
    return found


def _looked_up(host: str, port: int, policy: Policy, deadline: float) -> list[Address]:
    """The addresses of a host; none if it has none, or if they aren't found in time: the system's resolver may hang."""
    found: list[Address] = []

    def look_up() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            found.extend(dict.fromkeys(policy.resolve(host, port)))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(min(policy.connect_seconds, max(0, deadline - time.monotonic())))
    return list(found)


@contextlib.contextmanager
def _connected(addresses: list[Address], port: int, policy: Policy, deadline: float) -> Iterator[socket.socket]:
    """A connection to the first of these addresses that answers; OSError if none does."""
    failure: OSError = TimeoutError()
    for address in addresses:
        left = min(policy.connect_seconds, deadline - time.monotonic())
        if left <= 0:
            break
        try:
            sock = socket.create_connection((str(address), port), timeout=left)
        except OSError as error:
            failure = error
            continue
        with contextlib.closing(sock):
            sock.settimeout(max(0.001, deadline - time.monotonic()))
            yield sock
            return
    raise failure


@contextlib.contextmanager
def _ended_at(deadline: float, sock: socket.socket) -> Iterator[None]:
    """Break the connection off at the deadline, however slowly its other end drips."""
    is_ended = threading.Event()
    with socket.socket(fileno=os.dup(sock.fileno())) as same:

        def end() -> None:
            is_ended.set()
            with contextlib.suppress(OSError):
                same.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(max(0, deadline - time.monotonic()), end)
        timer.daemon = True
        timer.start()
        try:
            yield
            if is_ended.is_set():
                raise TimeoutError  # what looks like the end of the page is the one made here
        finally:
            timer.cancel()
            timer.join()


def _encrypted(sock: socket.socket, host: str) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context.wrap_socket(sock, server_hostname=host)


def _read(
    sock: socket.socket, host: str, parts: SplitResult, policy: Policy, more: Headers, sent: bytes | None
) -> Answer:
    """Send the request on a connection and read its answer."""
    connection = HTTPConnection(host, parts.port)
    connection.sock = sock
    named = f"[{host}]" if ":" in host else host
    headers = {
        "Host": f"{named}:{parts.port}" if parts.port else named,
        "User-Agent": policy.user_agent,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **more,
    }
    method = "GET" if sent is None else "POST"
    connection.request(method, _target(parts), sent, headers, preload_content=False, decode_content=False)
    response = connection.getresponse()
    body = _body(response, host, policy) if 200 <= response.status < 300 else b""
    return Answer(response.status, tuple(response.headers.iteritems()), body)


def _target(parts: SplitResult) -> str:
    """Path and query as they are sent (RFC 9112 §3.2.1)."""
    path = quote(parts.path or "/", safe=IN_PATH)
    return f"{path}?{quote(parts.query, safe=IN_QUERY)}" if parts.query else path


def _body(response: HTTPResponse, host: str, policy: Policy) -> bytes:
    """The unpacked body; refused as soon as it is too large."""
    too_large = FetchRefused(Reason.TOO_LARGE, host=host, megabytes=policy.max_bytes // MEGABYTE)
    length = response.headers.get("Content-Length", "")
    if length.isascii() and length.isdigit() and int(length[:18]) > policy.max_bytes:
        raise too_large
    body = bytearray()
    packed = iter(lambda: response.read(PIECE, decode_content=False), b"")
    for piece in unpacked(packed, response.headers.get("Content-Encoding", "")):
        body += piece
        if len(body) > policy.max_bytes:
            raise too_large
    return bytes(body)


def _refusal(error: Exception, host: str, policy: Policy, *, is_late: bool) -> FetchRefused:
    """What an error of the connection means."""
    if is_late:
        return FetchRefused(Reason.TOO_SLOW, host=host, seconds=f"{policy.seconds:g}")
    if isinstance(error, ssl.SSLError):
        return FetchRefused(Reason.CERTIFICATE, host=host)
    if isinstance(error, OSError) and not isinstance(error, ConnectionResetError):
        return FetchRefused(Reason.UNREACHABLE, host=host)
    is_broken_off = isinstance(error, ConnectionResetError | ProtocolError | CutOff)
    return FetchRefused(Reason.INCOMPLETE if is_broken_off else Reason.NOT_HTTP, host=host)
