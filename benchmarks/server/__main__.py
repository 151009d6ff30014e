"""Measure CREATE, OPEN, ADD and EXPORT beside the limit, and print a table (benchmarks/results/server.md)."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.server import comparison
from benchmarks.server.client import Client, at_once
from benchmarks.server.house import EMAIL, PASSWORD, House, Spot
from benchmarks.server.process import Server

SIZES = {10: 6_000, 200: 6_000, 1_000: 100_000, 5_000: 100_000}  # annotations: code points of the article
WARM, APART = 20, 1_000_000  # actions that warm a server up; first number of a measured one


class Row(NamedTuple):
    """One row of the table: milliseconds of server CPU, operations per second, and observations."""

    name: str
    ours: float
    limit: float
    ours_rate: float
    limit_rate: float
    target: float
    seen: str = ""

    def __str__(self) -> str:
        ratio = self.ours / self.limit
        return (
            f"| {self.name} | {self.ours:.2f} | {self.limit:.2f} | {ratio:.2f} | {self.target:g} | "
            f"{self.ours_rate:,.0f} | {self.limit_rate:,.0f} | {self.seen} |"
        )


HEAD = (
    "| operation | ours, ms CPU | limit, ms CPU | ratio | target ≤ | "
    "ours, per second | limit, per second | observed |\n"
    "|---|--:|--:|--:|--:|--:|--:|---|"
)


def measured(server: Server, clients: int, times: int, act: Callable[[int, int], object]) -> tuple[float, float]:
    """CPU in ms per action, and actions per second; WARM actions before aren't counted."""
    if times > WARM:
        at_once(clients, WARM, lambda client, number: act(client, APART + number))
    cpu = server.cpu()
    seconds = at_once(clients, times, act)
    return 1000 * (server.cpu() - cpu) / times, times / seconds


def words(spot: Spot, number: int) -> dict[str, object]:
    """The form that the highlighter fills for the `number`th words of an article."""
    start = 40 + (number * 7919) % (len(spot.text) - 200)
    end = start + 60
    return {
        "exact": spot.text[start:end],
        "prefix": spot.text[start - 32 : start],
        "suffix": spot.text[end : end + 32],
        "hint": start,
        "statement": f"Measured {spot.article_id}.{number}",
        "kind": "checkable",
        "claimant_kind": "person",
    }


class Bench:
    """Both servers on one newsroom."""

    def __init__(self, house: House, ours: Server, limit: Server, rounds: int) -> None:
        self.house, self.ours, self.limit, self.rounds = house, ours, limit, rounds
        self.rita = Client(ours.port).sign_in(EMAIL, PASSWORD)
        self.guest = Client(limit.port)

    def pair(
        self, clients: int, times: int, act: Callable[[Client, int], None], other: Callable[[Client, int], None]
    ) -> list[float]:
        """Medians over rounds that alternate: our CPU, the limit's, our rate, the limit's."""
        mine = [self.rita.twin() for _ in range(clients)]
        theirs = [self.guest.twin() for _ in range(clients)]
        rounds = []
        for turn in range(self.rounds):
            first = turn * times
            ours = measured(self.ours, clients, times, lambda c, n, f=first: act(mine[c], f + n))  # type: ignore[misc]
            limit = measured(self.limit, clients, times, lambda c, n, f=first: other(theirs[c], f + n))  # type: ignore[misc]
            rounds.append((ours[0], limit[0], ours[1], limit[1]))
        return [median(values) for values in zip(*rounds, strict=True)]

    def create(self, clients: int, times: int, spot: Spot) -> Row:
        """CREATE an annotation: a form, answered by 303; all are counted afterwards."""
        before = self.house.count("Measured %")

        def ours(client: Client, number: int) -> None:
            _expect(client.post(f"/articles/{spot.article_id}/claims", words(spot, number)).status, 303)

        def limit(client: Client, number: int) -> None:
            _expect(client.post(f"/articles/{spot.article_id}/claims", words(spot, number)).status, 201)

        figures = self.pair(clients, times, ours, limit)
        stored, distinct = (after - then for after, then in zip(self.house.count("Measured %"), before, strict=True))
        sent = (times + WARM * (times > WARM)) * self.rounds
        seen = f"{sent - distinct} of {sent} lost, {stored - distinct} doubled"
        return Row(f"CREATE, {clients} client{'s' * (clients > 1)}", *figures, 3, seen)

    def open(self, annotations: int, times: int, spot: Spot) -> Row:
        """OPEN an article: one request, gzip; the second answer is 304."""
        path, plain = f"/articles/{spot.article_id}", f"/articles/{spot.version_id}"
        reader = self.rita.twin()
        page = reader.get(path)
        again = reader.get(path, **{"If-None-Match": page.headers["ETag"]})
        figures = self.pair(
            1,
            times,
            lambda client, _: _expect(client.get(path).status, 200),
            lambda client, _: _expect(client.get(plain).status, 200),
        )
        seen = f"{page.size / 1024:,.0f} KiB {page.headers['Content-Encoding']}, then {again.status}"
        return Row(f"OPEN, {annotations:,} annotations", *figures, 4 if annotations <= 200 else 2.5, seen)

    def add(self, times: int, empty: Spot, full: Spot) -> Row:
        """ADD from the workbench by htmx on 5,000 annotations; the limit is an empty article."""
        mine, rounds = self.rita.twin(), []
        for turn in range(self.rounds):

            def on(spot: Spot, first: int = turn * times) -> tuple[float, float]:
                path = f"/articles/{spot.article_id}/claims"

                def act(_: int, number: int) -> None:
                    _expect(mine.post(path, words(spot, first + number), partial=True).status, 200)

                return measured(self.ours, 1, times, act)

            loaded, bare = on(full), on(empty)
            rounds.append((loaded[0], bare[0], loaded[1], bare[1]))
        return Row("ADD on 5,000 ÷ on none", *(median(v) for v in zip(*rounds, strict=True)), 1.2)

    def export(self, name: str, count: int) -> Row:
        """EXPORT everything published; memory is the worker's growth at its peak."""
        self.rita.twin().drain(f"/exports/{name}")
        self.ours.forget_peak()
        now, _ = self.ours.memory()
        ours = measured(self.ours, 1, 1, lambda *_: self.rita.twin().drain(f"/exports/{name}"))
        growth = self.ours.memory()[1] - now
        limit = measured(self.limit, 1, 1, lambda *_: self.guest.twin().drain(f"/exports/{name}"))
        return Row(
            f"EXPORT {count:,} as {name.split('.')[-1]}", ours[0], limit[0], ours[1], limit[1], 3,
            f"memory grew by {max(growth, 0):.0f} MiB",
        )  # fmt: skip


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        raise RuntimeError(f"The server answered {status} instead of {wanted}.")


def main() -> None:
    """Fill the newsroom, start both servers, print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, for a look while working")
    parser.add_argument("--only", default="", help="only rows whose name begins so, for example OPEN")
    parser.add_argument("--before", metavar="COMMIT", help="compare with the server of an earlier commit instead")
    asked = parser.parse_args()
    rounds, times, records = (1, 200, 5_000) if asked.quick else (3, 400, 50_000)
    if asked.before:
        print(heading(7, 100), comparison.HEAD, sep="\n\n", flush=True)
        for row in comparison.compare(asked.before, 3 if asked.quick else 7, 100, asked.only):
            print(row, flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        spots = {size: house.article(length, size) for size, length in SIZES.items()}
        fresh = {clients: house.article(6_000, 0) for clients in (1, 8, 32)}
        empty, full = house.article(100_000, 0), house.article(100_000, 5_000)
        if "EXPORT".startswith(asked.only[:6]):
            house.published(records)
        house.close()
        print(heading(rounds, times), HEAD, sep="\n\n", flush=True)
        limit_env = {"LIMIT_DATABASE": str(house.database)}
        with Server("app:app", house.env) as ours, Server("benchmarks.server.limit:app", limit_env) as limit:
            bench = Bench(house, ours, limit, rounds)
            steps: list[tuple[str, Callable[[], Row]]] = [
                *((f"CREATE {c}", lambda c=c: bench.create(c, times, fresh[c])) for c in fresh),  # type: ignore[misc]
                *((f"OPEN {n}", lambda n=n: bench.open(n, max(10, times // (1 + n // 100)), spots[n])) for n in spots),  # type: ignore[misc]
                ("ADD", lambda: bench.add(times, empty, full)),
                *((f"EXPORT {f}", lambda f=f: bench.export(f, records)) for f in ("checks.json", "checks.csv")),  # type: ignore[misc]
            ]
            for name, step in steps:
                if name.startswith(asked.only):
                    print(step(), flush=True)


def heading(rounds: int, times: int) -> str:
    """Date and machine."""
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    today = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {today}: {model.partition(':')[2].strip()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. Medians of {rounds} rounds of up to {times} operations."
    )


if __name__ == "__main__":
    main()
