"""Measure the server beside the limit, its peers, or an earlier commit, and print a table (benchmarks/results/)."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.server import comparison
from benchmarks.server.apps.app import App, Plan
from benchmarks.server.apps.doccano import Doccano
from benchmarks.server.apps.factcheck import Factcheck
from benchmarks.server.apps.label_studio import LabelStudio
from benchmarks.server.apps.limit import Limit
from benchmarks.server.load import Load, measured
from benchmarks.server.operations import DENSE, OPENING_CLIENTS, SHORT_LENGTH, Operation, operations, plan
from benchmarks.server.postgresql import PostgreSQL

APPS: tuple[type[App], ...] = (Factcheck, Limit)
PEERS: tuple[type[App], ...] = (Doccano, LabelStudio)
MINUTE = 60.0  # seconds of opening, after which memory is read


def main() -> None:
    """Fill and start the apps, print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, for a look while working")
    parser.add_argument("--only", default="", help="only rows whose name begins so, for example OPEN")
    parser.add_argument("--peers", action="store_true", help="also doccano and Label Studio, installed when missing")
    parser.add_argument(
        "--database", choices=("sqlite", "postgresql"), default="sqlite", help="of the app and the limit"
    )
    parser.add_argument("--before", metavar="COMMIT", help="compare with the server of an earlier commit instead")
    asked = parser.parse_args()
    is_on_server = asked.database == "postgresql"
    if asked.peers and is_on_server:
        parser.error("doccano and Label Studio are measured on SQLite only")
    if asked.before:
        print(heading(7, 100), comparison.HEAD, sep="\n\n", flush=True)
        for line in comparison.compare(asked.before, 3 if asked.quick else 7, 100, asked.only, is_on_server):
            print(line, flush=True)
        return
    rounds, times, listed, published = (1, 100, 200, 5_000) if asked.quick else (3, 210, 1_000, 50_000)
    print(heading(rounds, times), flush=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        kinds = (*APPS, *PEERS * asked.peers)
        filled = plan(listed, published if "EXPORT".startswith(asked.only[:6]) else 0)
        apps = [started(kind, Path(folder), filled, stack, is_on_server=is_on_server) for kind in kinds]
        print(f"| operation | {' | '.join(app.name for app in apps)} | observed |\n|---|{'--:|' * len(apps)}---|")
        print(*starts(apps), sep="\n", flush=True)
        for operation in operations(times, asked.database):
            if operation.name.startswith(asked.only):
                print(row(operation, apps, rounds), flush=True)
        print(memory("MEMORY after all", apps), flush=True)
        if not asked.quick:
            print(opened_for_a_minute(apps), flush=True)


def started(kind: type[App], folder: Path, plan: Plan, stack: ExitStack, *, is_on_server: bool) -> App:
    """An app, filled and started until the stack ends; with a PostgreSQL server of its own, or on SQLite."""
    name = kind.__name__
    database = stack.enter_context(PostgreSQL(folder / f"{name}-postgresql")) if is_on_server else None
    return stack.enter_context(kind(folder / name, plan, database))


def row(operation: Operation, apps: Sequence[App], rounds: int) -> str:
    """Medians over rounds in which the apps take turns: ms of CPU, actions per second, and the 95th percentile."""
    clients = [app.clients(operation.clients) for app in apps]
    loads: list[list[Load]] = [[] for _ in apps]
    for turn in range(rounds):
        for place in range(len(apps))[:: 1 if turn % 2 else -1]:
            load = operation.run(apps[place], clients[place], turn)
            loads[place] += [load] if load else []
    middles = [Load.middle(found) if found else None for found in loads]
    cells = [str(load or "") for load in middles]
    return f"| {operation.name} | {' | '.join(cells)} | {observed(operation, apps, middles)} |"


def observed(operation: Operation, apps: Sequence[App], middles: Sequence[Load | None]) -> str:
    """Our CPU against the target, and what became of our annotations."""
    ours, notes = middles[0], []
    if ours and operation.target:
        notes.append(f"target {operation.target:g} ms: {'met' if ours.cpu <= operation.target else '**not met**'}")
    if ours and operation.document:
        sent, lost, doubled = operation.losses(apps[0], ours.keys)
        notes.append(f"{lost} of {sent:,} lost, {doubled} doubled")
    return "; ".join(notes)


def starts(apps: Sequence[App]) -> list[str]:
    """The rows about the start, and memory after it."""
    cells = [f"{app.server.seconds:.1f} s, CPU {app.server.cpu_at_start:.1f} s" for app in apps]
    return [f"| START | {' | '.join(cells)} | |", memory("MEMORY idle", apps)]


def memory(name: str, apps: Sequence[App]) -> str:
    """Proportional memory of all processes, which is read after a second of rest."""
    time.sleep(1)
    found = [app.server.proportional_memory() for app in apps]
    cells = [f"{size:,.0f} MiB in {count} process{'es' * (count > 1)}" for size, count in found]
    return f"| {name} | {' | '.join(cells)} | |"


def opened_for_a_minute(apps: Sequence[App]) -> str:
    """Memory after opening the densest document by 16 clients for a minute."""
    document = f"dense {DENSE[-1]}"
    for app in apps:

        def act(client: Any, _: int, app: App = app) -> None:
            app.open(client, document)

        measured(app.server, app.clients(OPENING_CLIENTS), 1_000_000, MINUTE, act)
    return memory(f"MEMORY after a minute of OPEN, {DENSE[-1]:,} on {SHORT_LENGTH:,}", apps)


def heading(rounds: int, times: int) -> str:
    """Date and machine."""
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    today = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {today}: {model.partition(':')[2].strip()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}. Medians of {rounds} rounds of up to {times} operations.\n"
    )


if __name__ == "__main__":
    main()
