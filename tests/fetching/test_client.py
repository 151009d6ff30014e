"""Pages are fetched whole or refused with the reason, and nothing private is ever connected to."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from datetime import UTC
from ipaddress import ip_address

import pytest

from factcheck.fetching import client
from factcheck.fetching.client import Validators, fetch
from factcheck.fetching.host_queue import HostQueue
from factcheck.fetching.policy import MEGABYTE, PUBLIC, Policy
from factcheck.fetching.refusals import FetchRefused, Reason
from tests.fetching.hostile import LOCAL, HostileServer, answer, forever, sending, serving

PAGE = "<!doctype html><title>Überfahrt</title><p>The ferry sails at nine.".encode()
HASTY = LOCAL._replace(seconds=0.4)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "hosts", HostQueue(pause=0))


@pytest.fixture
def stop() -> Iterator[threading.Event]:
    """Ends what a server sends forever."""
    event = threading.Event()
    yield event
    event.set()


def reason_of(url: str, policy: Policy = LOCAL) -> Reason:
    with pytest.raises(FetchRefused) as refused:
        fetch(url, policy)
    assert str(refused.value)
    return refused.value.reason


def test_a_page_comes_whole_and_says_where_from() -> None:
    with serving(sending(answer(PAGE, Content_Type="Text/HTML; Charset=UTF-8"))) as server:
        page = fetch(server.url("/über%20sicht?q=ö#part"), LOCAL)
    assert (page.body, page.media_type, page.charset, page.status) == (PAGE, "text/html", "utf-8", 200)
    assert page.url == page.final_url == server.url("/über%20sicht?q=ö#part")
    assert page.fetched_at.tzinfo is UTC
    request = server.requests[0]
    assert request.startswith("GET /%C3%BCber%20sicht?q=%C3%B6 HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}\r\n" in request
    assert "User-Agent: Factcheck/" in request
    assert "Cookie" not in request


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("GZIP", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
)
def test_a_packed_page_is_unpacked(coding: str, packed: bytes) -> None:
    with serving(sending(answer(packed, Content_Encoding=coding))) as server:
        assert fetch(server.url(), LOCAL).body == PAGE


def test_redirects_are_followed_and_checked_again() -> None:
    def behave(connection: socket.socket, path: str) -> None:
        target = {"/": "/two?x=1", "/two?x=1": "three"}.get(path)
        found = answer(b"", status="302 Found", Location=target) if target else answer(PAGE)
        connection.sendall(found)

    with serving(behave) as server:
        assert fetch(server.url(), LOCAL).final_url == server.url("/three")


def test_five_redirects_are_followed_and_no_more() -> None:
    def behave(connection: socket.socket, path: str) -> None:
        left = int(path[1:])
        connection.sendall(answer(b"", status="301 Moved", Location=f"/{left - 1}") if left else answer(PAGE))

    with serving(behave) as server:
        assert fetch(server.url("/5"), LOCAL).body == PAGE
        assert reason_of(server.url("/6")) is Reason.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://10.0.0.7/", Reason.PRIVATE), ("http://[::1]/", Reason.PRIVATE), ("//169.254.169.254/", Reason.PRIVATE),
        ("ftp://files.example/", Reason.BAD_REDIRECT), ("file:///etc/passwd", Reason.BAD_REDIRECT),
        ("http://me:secret@site.example/", Reason.BAD_REDIRECT), ("http://[::1", Reason.BAD_REDIRECT),
        ("", Reason.BAD_REDIRECT),
    ],
)  # fmt: skip
def test_a_redirect_leads_nowhere_else(location: str, reason: Reason) -> None:
    with serving(sending(answer(b"", status="307 Temporary Redirect", Location=location))) as server:
        assert reason_of(server.url()) is reason


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]",
     "[::ffff:7f00:1]", "127。0。0。1", "①②⑦.0.0.1", "0", "[fe80::1%25lo]"],
)  # fmt: skip
def test_no_notation_leads_to_this_machine(host: str) -> None:
    with serving(sending(answer(PAGE))) as server:
        assert reason_of(f"http://{host}:{server.port}/", PUBLIC) in {Reason.PRIVATE, Reason.UNKNOWN_HOST}
    assert server.requests == []


def test_a_name_is_looked_up_once_and_that_address_is_connected_to() -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[object]:
        asked.append(host)
        return [ip_address("127.0.0.1" if len(asked) == 1 else "10.0.0.1")]

    with serving(sending(answer(PAGE))) as server:
        page = fetch(server.url(host="paper.example"), LOCAL._replace(resolve=rebinding))  # type: ignore[arg-type]
    assert (page.body, asked) == (PAGE, ["paper.example"])
    assert f"Host: paper.example:{server.port}\r\n" in server.requests[0]


def test_one_private_address_among_others_is_enough_to_refuse() -> None:
    both = Policy(resolve=lambda *_: [ip_address("93.184.216.34"), ip_address("192.168.0.1")])
    assert reason_of("http://paper.example/", both) is Reason.PRIVATE


@pytest.mark.parametrize(
    "url", ["ftp://paper.example/", "file:///etc/passwd", "http://a:b@paper.example/", "paper.example", "http://", ""]
)
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    assert reason_of(url) is Reason.NO_WEB_ADDRESS


@pytest.mark.parametrize(
    ("status", "reason"),
    [("401 Unauthorized", Reason.NO_ACCESS), ("403 Forbidden", Reason.NO_ACCESS), ("404 Not Found", Reason.NOT_FOUND),
     ("410 Gone", Reason.NOT_FOUND), ("429 Too Many Requests", Reason.SERVER_BUSY), ("500 Oops", Reason.STATUS),
     ("204 No Content", Reason.STATUS), ("304 Not Modified", Reason.STATUS), ("503 Busy", Reason.SERVER_BUSY)],
)  # fmt: skip
def test_an_answer_without_a_page_is_refused(status: str, reason: Reason) -> None:
    with serving(sending(answer(b"", status=status))) as server:
        assert reason_of(server.url()) is reason


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", Reason.NOT_HTTP),
        (b"", Reason.INCOMPLETE),
        (answer(PAGE)[:-10], Reason.INCOMPLETE),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\nonly this", Reason.INCOMPLETE),
        (answer(b"not packed", Content_Encoding="gzip"), Reason.NOT_HTTP),
        (answer(PAGE, Content_Encoding="zstd"), Reason.NOT_HTTP),
        (answer(gzip.compress(PAGE, mtime=0)[:-12], Content_Encoding="gzip"), Reason.INCOMPLETE),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", Reason.NOT_HTTP),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", Reason.NOT_HTTP),
    ],
)
def test_a_damaged_answer_is_refused(sent: bytes, reason: Reason) -> None:
    with serving(sending(sent)) as server:
        assert reason_of(server.url()) is reason


def test_a_body_over_the_limit_is_refused_at_its_announcement() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (10 * MEGABYTE + 1)
    with serving(sending(head)) as server:
        assert reason_of(server.url()) is Reason.TOO_LARGE


def test_an_endless_body_is_refused() -> None:
    with serving(forever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536)) as server:
        assert reason_of(server.url(), LOCAL._replace(max_bytes=MEGABYTE)) is Reason.TOO_LARGE


def test_a_bomb_isnt_unpacked() -> None:
    bomb = gzip.compress(bytes(64 * MEGABYTE))
    with serving(sending(answer(bomb, Content_Encoding="gzip"))) as server:
        assert reason_of(server.url()) is Reason.TOO_LARGE


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_drips_is_left(head: bytes) -> None:
    with serving(forever(head, b"X" if head else b"", 0.05)) as server:
        assert reason_of(server.url(), HASTY) is Reason.TOO_SLOW


def test_nobody_answers() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert reason_of(f"http://127.0.0.1:{closed.getsockname()[1]}/") is Reason.UNREACHABLE


def test_a_server_without_a_certificate_is_refused() -> None:
    with HostileServer(sending(answer(PAGE))) as server:
        assert reason_of(server.url().replace("http:", "https:")) is Reason.CERTIFICATE


def test_a_resolver_that_hangs_is_left(stop: threading.Event) -> None:
    def hang(*_: object) -> list[object]:
        stop.wait(30)
        return []

    policy = Policy(resolve=hang, connect_seconds=0.05)  # type: ignore[arg-type]
    assert reason_of("http://paper.example/", policy) is Reason.UNKNOWN_HOST


def test_an_unchanged_page_is_an_answer_to_who_asks_for_changes() -> None:
    def behave(connection: socket.socket, path: str) -> None:
        is_second = "If-None-Match" in server.requests[-1]
        headers = {"ETag": '"ü1"', "Last_Modified": "Mon, 30 Nov 2026 07:00:00 GMT"}
        body, status = (b"", "304 Not Modified") if is_second else (PAGE, "200 OK")
        connection.sendall(answer(body, status=status, **headers).replace("ü1".encode(), b"\xfc1"))

    with serving(behave) as server:
        first = fetch(server.url(), LOCAL)
        again = fetch(server.url(), LOCAL, first.validators)
    assert first.validators == Validators('"ü1"', "Mon, 30 Nov 2026 07:00:00 GMT")
    assert (first.is_unchanged, again.is_unchanged, again.body) == (False, True, b"")
    assert again.validators == first.validators
    assert 'If-None-Match: "ü1"\r\n' in server.requests[1]
    assert "If-Modified-Since: Mon, 30 Nov 2026 07:00:00 GMT\r\n" in server.requests[1]
    assert "If-" not in server.requests[0]


def test_a_changed_page_comes_whole_to_who_asks_for_changes() -> None:
    with serving(sending(answer(PAGE))) as server:
        page = fetch(server.url(), LOCAL, Validators('W/"1"', "yesterday"))
    assert (page.is_unchanged, page.body, page.validators) == (False, PAGE, Validators())


@pytest.mark.parametrize("value", ["", "1", '"1"\r\nX: y', "a\0", '"' + "1" * 2_000 + '"', '"\u2026"', "\n"])
def test_what_cant_be_a_validator_isnt_sent(value: str) -> None:
    assert Validators(value, value if value != "1" else "é").headers() == {}
    with serving(sending(answer(b"", status="304 Not Modified"))) as server, pytest.raises(FetchRefused) as refused:
        fetch(server.url(), LOCAL, Validators(value))
    assert refused.value.reason is Reason.STATUS
    assert "If-" not in server.requests[0]
