"""Whether anything is lost or done twice when workers are killed: `python -m benchmarks.crash [--quick]`.

A worker is killed every 5 seconds for two minutes, while 25 reviewers save about once a second each, one person adds
new versions, and ten pages watch. What isn't acknowledged is sent again with the same idempotency key.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.crash.signals import Signaller
from benchmarks.crash.stored import STORED, rows
from benchmarks.crash.updates import Updater
from benchmarks.server.load import percentile
from benchmarks.server.process import app_server
from benchmarks.streams.newsroom import Newsroom, Reviewer, reviewers, work_for
from benchmarks.streams.watcher import Stream, Watcher

REVIEWERS, WATCHERS, ARTICLES, UPDATED = 25, 10, 5, 100
INTERVAL, SECONDS, QUICK = 5.0, 120.0, 15.0
PATIENCE = 60.0  # seconds for the jobs and events of the last saves
LIVE_AIM = 2.0  # seconds from the answer to the page of somebody else, 95th percentile


def main(is_quick: bool) -> int:
    """Print what was lost and doubled; 1 if anything was."""
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder), REVIEWERS + WATCHERS + 1, ARTICLES + UPDATED)
        updated = newsroom.spots[ARTICLES:]
        del newsroom.spots[ARTICLES:]
        with app_server(newsroom.env) as server:
            people = newsroom.signed_in(server.port, REVIEWERS + WATCHERS + 1)
            spots = newsroom.spots
            streams = [
                Stream(client, spots[number % len(spots)].article_id)
                for number, client in enumerate(people[REVIEWERS:-1])
            ]
            watcher, killer, updater = Watcher(streams), Signaller(INTERVAL), Updater(people[-1], updated)
            crowd = reviewers(newsroom, people[:REVIEWERS])
            for helper in (watcher, killer, updater):
                helper.start()
            work_for(crowd, QUICK if is_quick else SECONDS)
            for one in (killer, updater):
                one.is_over.set()
                one.join()
            settle(newsroom.database)
            watcher.stop()
        return report(newsroom.database, crowd, streams, updater, killer.times)


def settle(database: Path) -> None:
    """Wait until all jobs are done, and pages have had time to hear of the last save."""
    deadline = time.monotonic() + PATIENCE
    query = "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running') AND name = 'version:open'"
    while rows(database, query)[0][0] and time.monotonic() < deadline:
        time.sleep(0.5)
    time.sleep(2 * LIVE_AIM)


def report(database: Path, crowd: Sequence[Reviewer], streams: Sequence[Stream], updater: Updater, killed: int) -> int:
    """Print the figures; returns the exit code."""
    acknowledged = {statement: at for reviewer in crowd for statement, at in reviewer.acknowledged.items()}
    claims = rows(database, STORED)
    stored = Counter(statement for _, statement in claims)
    lost = len(acknowledged.keys() - stored.keys())
    doubled = sum(count - 1 for count in stored.values())
    jobs = Counter(dict(rows(database, "SELECT subject_id, count(*) FROM audit_events "
                                       "WHERE action = 'article:reanchor' GROUP BY subject_id")))  # fmt: skip
    jobs_lost, jobs_twice = len(set(updater.done) - jobs.keys()), sum(count - 1 for count in jobs.values())
    delays, missing = live_delays(claims, acknowledged, streams)
    live = percentile(delays, 0.95)
    print(f"{killed} workers killed, {sum(stream.ended for stream in streams)} streams opened again")
    resent, refused = sum(one.resent for one in crowd), sum(one.refused for one in crowd)
    print(f"{len(acknowledged)} saves acknowledged: {lost} lost, {doubled} doubled; {resent} sent again")
    print(f"{refused} saves refused for a while")
    print(f"{len(updater.done)} updates acknowledged, {sum(jobs.values())} jobs: {jobs_lost} lost, {jobs_twice} twice")
    print(f"{len(delays)} live changes: p95 {live:.2f} s (aim {LIVE_AIM:.0f}), {missing} missing")
    saves = [one for reviewer in crowd for one in reviewer.seconds]
    print(f"saves: p50 {1000 * percentile(saves, 0.5):.0f} ms, p95 {1000 * percentile(saves, 0.95):.0f} ms")
    return int(bool(lost or doubled or jobs_lost or jobs_twice or missing or live > LIVE_AIM))


def live_delays(
    claims: Sequence[tuple[int, str]], acknowledged: dict[str, float], streams: Sequence[Stream]
) -> tuple[list[float], int]:
    """Seconds from each acknowledgement to each page of that article, and how many never arrived."""
    delays, missing = [], 0
    for claim_id, statement in claims:
        at = acknowledged.get(statement)
        for stream in streams if at is not None else ():
            if not statement.startswith(f"Measured {stream.article_id}."):
                continue
            arrived = stream.arrived.get(claim_id)
            missing += arrived is None
            delays += [] if arrived is None else [max(arrived - at, 0.0)]
    return delays, missing


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
