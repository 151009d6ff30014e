"""The server benchmark does on our app and on the limit what it says, and notices what gets lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from benchmarks.server.apps.app import RARE, App, Plan, Size
from benchmarks.server.apps.factcheck import Factcheck
from benchmarks.server.apps.limit import Limit
from benchmarks.server.load import FAILED, Load, at_once, percentile
from benchmarks.server.operations import CREATED, Operation
from benchmarks.server.postgresql import PostgreSQL
from tests.databases import IS_POSTGRESQL

ONE = CREATED[1]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[PostgreSQL | None]:
    """A durable server of its own; None where tests use SQLite."""
    with PostgreSQL(tmp_path / "postgresql") if IS_POSTGRESQL else nullcontext() as server:
        yield server


@pytest.mark.parametrize("kind", [Factcheck, Limit])
def test_every_operation_of_an_app(kind: type[App], tmp_path: Path, database: PostgreSQL | None) -> None:
    plan = Plan({ONE: Size(6_000, 3)}, listed=2, published=2)
    with kind(tmp_path / "app", plan, database) as app:
        clients = app.clients(2)
        create = Operation("CREATE", lambda app, client, number: app.create(client, ONE, number), 2, 5, document=ONE)
        load = create.run(app, clients, turn=0)
        assert load is not None
        assert load.failed == 0
        sent, lost, _ = create.losses(app, load.keys)
        assert (sent, lost) == (15, 0)  # ten to warm up
        app.add(clients[0], ONE, 1_000)
        app.open(clients[0], ONE)
        app.list(clients[0])
        app.search(clients[0], RARE)
        app.export(clients[0], "csv")
        assert app.server.cpu() >= app.server.cpu_at_start > 0
        assert app.server.proportional_memory()[0] > 10


def test_what_is_lost_or_stored_twice_is_counted() -> None:
    class Forgetful(Limit):
        def clients(self, count: int) -> list[None]:  # type: ignore[override]
            return [None] * count

        def stored(self, client: object, document: str) -> list[int]:
            return [1, 2, 2, 7]

    app = Forgetful.__new__(Forgetful)
    assert Operation("CREATE", lambda *_: None, document=ONE).losses(app, [1, 2, 3]) == (3, 1, 2)


def test_a_refusal_is_counted_and_a_fault_ends_the_load() -> None:
    class Connection:
        closed = 0

        def close(self) -> None:
            self.closed += 1

    def refused(client: Connection, number: int) -> int:
        if number == 3:
            raise ConnectionResetError
        return number

    connection = Connection()
    took, keys = at_once([connection], 5, refused)
    assert (len(took), keys, connection.closed) == (4, [0, 1, 2, FAILED, 4], 1)
    with pytest.raises(ZeroDivisionError):
        at_once([connection], 5, lambda _, number: 1 // number)


def test_percentiles_and_medians() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0.25, 0.95, 1)] == [1, 4, 4]
    middle = Load.middle([Load(1, 10, 5, 0, ("a",)), Load(3, 30, 9, 2, ("b",)), Load(2, 20, 7, 0, ())])
    assert middle == Load(2, 20, 7, 2, ("a", "b"))
    assert str(middle) == "2.00 ms, 20/s, p95 7 ms, 2 failed"
