"""Measure the workbench beside its peers in headless Chromium (benchmarks/results/workbench.md)."""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.server.client import Client
from benchmarks.server.house import EMAIL, PASSWORD
from benchmarks.server.process import app_server
from benchmarks.workbench import comparison, tables
from benchmarks.workbench.chromium import launch
from benchmarks.workbench.house import Newsroom, Reading
from benchmarks.workbench.plain import Plain
from benchmarks.workbench.subjects import ADDS, FOCUSED, PEERS, Measured, Ours, Peer
from benchmarks.workbench.tables import OURS, Goal, Size

SIZES = (
    Size(6_000, 200, has_peers=True, ratio=5),
    Size(6_000, 1_000, has_peers=True),
    Size(100_000, 1_000, has_peers=True, ratio=8),
    Size(100_000, 5_000, has_peers=True),
    Size(1_000_000, 10_000, has_peers=False),
)
QUICK = (SIZES[0],)
LIMIT = 20_000  # ms that wrap has to set its highlights


def main() -> None:
    """Fill the newsroom, start both servers and the browser, print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the smallest article and fewer rounds")
    parser.add_argument("--only", default="", metavar="NAME", help=f"one subject: {', '.join((OURS, *PEERS))}")
    parser.add_argument("--before", metavar="COMMIT", help="compare with the workbench of an earlier commit instead")
    asked = parser.parse_args()
    if asked.before:
        print_comparison(asked.before, 3 if asked.quick else 7)
        return
    if asked.only not in {"", OURS, *PEERS}:
        parser.error(f"Choose one of {', '.join((OURS, *PEERS))}.")
    rounds = 4 if asked.quick else 12
    with tempfile.TemporaryDirectory() as folder:
        house = Newsroom(Path(folder))
        readings = {size: house.read(size.length, size.annotations) for size in (QUICK if asked.quick else SIZES)}
        house.close()
        with (
            app_server(house.env) as server,
            Plain(list(readings.values())) as plain,
            sync_playwright() as playwright,
        ):
            browser = launch(playwright)
            print(heading(browser, rounds), flush=True)
            client = Client(server.port).sign_in(EMAIL, PASSWORD)
            bench = Bench(browser, client, plain.url, rounds, asked.only)
            for words in bench.told(readings):
                print(words, end="\n\n", flush=True)
            browser.close()


def print_comparison(commit: str, rounds: int) -> None:
    """Print the table of two commits."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        print(comparison.HEAD, flush=True)
        for row in comparison.compare(browser, commit, rounds):
            print(row, flush=True)
        browser.close()


class Bench:
    """All subjects in one browser, one after another on each article."""

    def __init__(self, browser: Browser, client: Client, url: str, rounds: int, only: str) -> None:
        self._ours = Ours(browser, client, rounds)
        self._peers = {name: Peer(browser, url, name, rounds, LIMIT) for name in PEERS if only in {"", name}}
        self._has_ours = only in {"", OURS}

    def told(self, readings: dict[Size, Reading]) -> Iterator[str]:
        """The tables, as soon as each is measured, and the targets at the end."""
        goals: list[Goal] = []
        for size, reading in readings.items():
            seen = self.measured(size, reading)
            if seen:
                yield tables.table(size, seen)
            goals += tables.goals(size, seen) if self._has_ours else ()
        if self._has_ours:
            words, goal = tables.visit(*self._ours.first_visit(readings[SIZES[0]]))
            yield words
            yield tables.goal_table([*goals, goal])

    def measured(self, size: Size, reading: Reading) -> dict[str, Measured]:
        """The figures of each subject; adding a claim changes no peer's page."""
        seen = {OURS: self._ours.measure(reading)} if self._has_ours else {}
        return seen | {name: it.measure(reading) for name, it in self._peers.items() if size.has_peers}


def heading(browser: Browser, rounds: int) -> str:
    """Date and machine."""
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    today = datetime.now(UTC).date().isoformat()
    return (
        f"Measured on {today}: {model.partition(':')[2].strip()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, Chromium {browser.version.partition('.')[0]}. Middle halves of {rounds} "
        f"paintings, medians of {FOCUSED} acts, of {ADDS} where a mark is added; one above 2 s is not repeated; "
        f"wrap has {LIMIT // 1000} s to set its marks.\n"
    )


if __name__ == "__main__":
    main()
