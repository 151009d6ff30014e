"""How long saves take beside 300 open event streams: `python -m benchmarks.streams [--quick]`.

25 reviewers save about once a second each, in turn without and with the streams, on all processes of the server.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.server.client import Client
from benchmarks.server.load import percentile
from benchmarks.server.process import Server, app_server
from benchmarks.streams.newsroom import Newsroom, reviewers, work_for
from benchmarks.streams.watcher import Stream, Watcher

REVIEWERS, STREAMS, PER_PERSON, ARTICLES = 25, 300, 4, 5
AIM = 1.3  # the 95th percentile of saves with streams, over that without
ROUNDS, SECONDS = 4, 30.0


def main(is_quick: bool) -> int:
    """Print the table; 1 if the aim is missed."""
    rounds, seconds = (1, 10.0) if is_quick else (ROUNDS, SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder), STREAMS // PER_PERSON, ARTICLES)
        with app_server(newsroom.env) as server:
            people = newsroom.signed_in(server.port, STREAMS // PER_PERSON)
            return measure(newsroom, server, people, rounds, seconds)


def measure(newsroom: Newsroom, server: Server, people: list[Client], rounds: int, seconds: float) -> int:
    """Measure in turn without and with streams; returns the exit code."""
    took: dict[bool, list[float]] = {False: [], True: []}
    cpu: dict[bool, float] = {False: 0.0, True: 0.0}
    for turn in range(2 * rounds):
        with_streams = bool(turn % 2)
        watcher = opened(newsroom, people) if with_streams else None
        before = server.cpu()
        crowd = reviewers(newsroom, [client.twin() for client in people[:REVIEWERS]], first=1 + turn * 50)
        work_for(crowd, seconds)
        cpu[with_streams] += server.cpu() - before
        took[with_streams] += [one for reviewer in crowd for one in reviewer.seconds]
        if watcher:
            watcher.stop()
    return report(took, cpu)


def opened(newsroom: Newsroom, people: list[Client]) -> Watcher:
    """A watcher with all streams open."""
    spots = newsroom.spots
    streams = [Stream(people[number // PER_PERSON], spots[number % len(spots)].article_id) for number in range(STREAMS)]
    watcher = Watcher(streams)
    watcher.start()
    deadline = time.monotonic() + 60
    while watcher.open_now() < STREAMS:
        if time.monotonic() > deadline:
            raise RuntimeError(f"Only {watcher.open_now()} of {STREAMS} streams are open.")
        time.sleep(0.1)
    return watcher


def report(took: dict[bool, list[float]], cpu: dict[bool, float]) -> int:
    """Print what was measured; returns the exit code."""
    print("| | saves | p50 ms | p95 ms | CPU ms a save |\n|---|---|---|---|---|")
    for with_streams, name in ((False, "without streams"), (True, f"with {STREAMS} streams")):
        one = took[with_streams]
        row = (1000 * percentile(one, 0.5), 1000 * percentile(one, 0.95), 1000 * cpu[with_streams] / len(one))
        print(f"| {name} | {len(one)} | " + " | ".join(f"{value:.0f}" for value in row) + " |")
    ratio = percentile(took[True], 0.95) / percentile(took[False], 0.95)
    print(f"\np95 with streams is {ratio:.2f} times that without; aim {AIM}")
    return int(ratio > AIM)


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
