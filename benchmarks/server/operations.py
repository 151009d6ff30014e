"""The operations that are measured on every app, and what must hold in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from benchmarks.server.apps.app import RARE, App, Plan, Size
from benchmarks.server.load import WARM, Load, measured

CREATED = {1: "create 1", 8: "create 8", 32: "create 32"}  # clients: the document they annotate
DENSE, LONG = (200, 1_000, 5_000), (10, 1_000, 5_000)  # annotations on 6,000 and on 100,000 code points
SHORT_LENGTH, LONG_LENGTH = 6_000, 100_000
OPENING_CLIENTS = 16
EXPORTED = ("json", "csv")
CREATING = {"sqlite": 6.0, "postgresql": 8.0}  # ms of CPU that a claim may take


class Operation(NamedTuple):
    """What is done, by how many clients and at most how often and how long in a round; None: an app lacks it."""

    name: str
    act: Callable[[App, Any, int], Any]
    clients: int = 1
    times: int = 100
    seconds: float = 10
    document: str = ""  # whose annotations are counted afterwards
    target: float | None = None  # ms of CPU that we may use

    def run(self, app: App, clients: Sequence[Any], turn: int) -> Load | None:
        """One round of it; the first warms the server up."""

        def act(client: Any, number: int) -> Any:
            return self.act(app, client, number)

        step = self.times + WARM
        try:
            warm = () if self.times == 1 else measured(app.server, clients[:1], WARM, 3, act, turn * step).keys
            load = measured(app.server, clients, self.times, self.seconds, act, turn * step + WARM)
        except NotImplementedError:
            return None
        return load._replace(keys=(*warm, *load.keys))

    def losses(self, app: App, keys: Sequence[Any]) -> tuple[int, int, int]:
        """How many confirmed annotations were sent, aren't stored, and are stored twice or without confirmation."""
        stored = app.stored(app.clients(1)[0], self.document)
        lost = len(set(keys) - set(stored))
        return len(keys), lost, len(stored) - (len(keys) - lost)


def plan(listed: int, published: int) -> Plan:
    """What each app has before it is measured."""
    documents = {name: Size(SHORT_LENGTH, 0) for name in CREATED.values()}
    documents |= {_dense(count): Size(SHORT_LENGTH, count) for count in DENSE}
    documents |= {_long(count): Size(LONG_LENGTH, count) for count in LONG}
    return Plan(documents, listed, published)


def operations(times: int, database: str) -> list[Operation]:
    """All of them; `times` is how often the cheap ones are done in a round."""
    return [
        *(_create(clients, times, CREATING[database]) for clients in CREATED),
        *(_open(count, SHORT_LENGTH, times, 1, target) for count, target in zip(DENSE, (8, 20, 70), strict=True)),
        _open(DENSE[-1], SHORT_LENGTH, times, OPENING_CLIENTS, None),
        *(_open(count, LONG_LENGTH, times, 1, None) for count in LONG),
        *(_add(count, times) for count in DENSE),
        Operation("LIST", lambda app, client, _: app.list(client), times=times, target=8),
        Operation("SEARCH", lambda app, client, _: app.search(client, RARE), times=times, target=6),
        *(_export(kind) for kind in EXPORTED),
    ]


def _create(clients: int, times: int, target: float) -> Operation:
    document = CREATED[clients]
    return Operation(
        f"CREATE, {clients} client{'s' * (clients > 1)}",
        lambda app, client, number: app.create(client, document, number),
        clients, times * max(1, clients // 4), document=document, target=target,
    )  # fmt: skip


def _open(count: int, length: int, times: int, clients: int, target: float | None) -> Operation:
    document = _dense(count) if length == SHORT_LENGTH else _long(count)
    return Operation(
        f"OPEN, {count:,} on {length:,}" + f", {clients} clients" * (clients > 1),
        lambda app, client, _: app.open(client, document),
        clients, max(10, times // (1 + count // 200)), target=target,
    )  # fmt: skip


def _add(count: int, times: int) -> Operation:
    document = _dense(count)
    return Operation(
        f"ADD on {count:,}", lambda app, client, number: app.add(client, document, number), times=max(20, times // 10)
    )


def _export(kind: str) -> Operation:
    return Operation(f"EXPORT as {kind}", lambda app, client, _: app.export(client, kind), times=1, seconds=600)


def _dense(count: int) -> str:
    return f"dense {count}"


def _long(count: int) -> str:
    return f"long {count}"
