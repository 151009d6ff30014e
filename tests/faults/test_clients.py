"""Clients that send slowly, don't close or don't read: everybody else is answered, as fast as without them."""

from __future__ import annotations

import http.client
import threading

import pytest

from tests.faults.clients import Step, attacked, does_not_close, does_not_read, slow_body, slow_header
from tests.faults.server import Person, Served, p95
from tests.sizes import IS_THOROUGH

FONT = b"/static/vendor/source-serif-4-5.3.1/latin-wght-normal.woff2"
ATTACKS: list[tuple[int, Step]] = [
    (64, slow_header), (300, slow_header), (64, slow_body), (300, slow_body),
    (1, does_not_close), (10, does_not_close), (50, does_not_close),
    (50, does_not_read(FONT)), (64, does_not_read(FONT)),
]  # fmt: skip
SHORT: list[tuple[int, Step]] = [(64, slow_header), (64, slow_body), (10, does_not_close), (64, does_not_read(FONT))]
SOON = 0.2  # seconds in which nineteen of twenty pages are answered, on a machine that is otherwise idle


def save(person: Person, number: int) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1/articles/new"}
    status, page, _ = person.post("/drafts?form=/articles/new&title=x", headers=headers, text=f"Words {number}")
    assert status == 200, page


@pytest.mark.parametrize(("count", "step"), ATTACKS if IS_THOROUGH else SHORT)
def test_others_read_and_save_meanwhile(
    server: Served, count: int, step: Step, record_property: pytest.RecordProperty
) -> None:
    rita, times = Person(server.port), 40 if IS_THOROUGH else 3
    alone = p95(lambda: rita.get("/healthz"), times)
    with attacked(server.port, count, step):
        taken = {
            "page": p95(lambda: rita.get("/login"), times),
            "save": p95(lambda: save(rita, count), times),
            "health": p95(lambda: rita.get("/healthz"), times),
        }
    record_property("seconds", {"alone": alone, **taken})
    print(f"{count} × {step.__qualname__}: {taken}, alone {alone}")
    if IS_THOROUGH:
        assert taken["health"] <= max(SOON, 3 * alone)


def test_slow_clients_do_not_keep_a_request_that_began_from_ending(server: Served) -> None:
    with attacked(server.port, 64, slow_body):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.putrequest("POST", "/login")
        connection.putheader("Content-Type", "application/x-www-form-urlencoded")
        connection.putheader("Content-Length", "10")
        connection.endheaders(b"email=")
        threading.Event().wait(0.5)  # a pause inside a form is no fault
        connection.send(b"rita")
        assert connection.getresponse().status == 400  # it has no token, which is another matter
        connection.close()
