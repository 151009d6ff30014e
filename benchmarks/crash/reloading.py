"""Whether a request fails at a reload or an orderly end: `python -m benchmarks.crash.reloading [--quick]`.

25 reviewers save about once a second each. The server is reloaded again and again, and ended while they go on.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from benchmarks.crash.signals import Signaller, children
from benchmarks.crash.stored import STORED, rows
from benchmarks.server.load import percentile
from benchmarks.server.process import app_server
from benchmarks.streams.newsroom import Newsroom, Reviewer, reviewers, work_for

REVIEWERS, ARTICLES = 25, 5
INTERVAL, SECONDS, QUICK = 2.0, 120.0, 40.0
END = 8.0  # seconds that the reviewers go on after the signal


def main(is_quick: bool) -> int:
    """Print the failures; 1 if there were any."""
    seconds = QUICK if is_quick else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder), REVIEWERS, ARTICLES)
        with app_server(newsroom.env) as server:
            crowd = reviewers(newsroom, newsroom.signed_in(server.port, REVIEWERS))
            reloads = Signaller(INTERVAL, reloads=True)
            reloads.start()
            end = threading.Timer(seconds - END, stop, (reloads, children(os.getpid())[0]))
            end.start()
            work_for(crowd, seconds)
        return report(newsroom.database, crowd, reloads.times)


def stop(reloads: Signaller, supervisor: int) -> None:
    """End the server in order, between two reloads."""
    reloads.is_over.set()
    reloads.join()
    os.kill(supervisor, signal.SIGTERM)


def report(database: Path, crowd: Sequence[Reviewer], reloads: int) -> int:
    """Print the figures; returns the exit code.

    At the end a client may send on a connection that has just been closed. That fails like a new connection would. It
    is counted only if the server has carried it out.
    """
    saves = [one for reviewer in crowd for one in reviewer.seconds]
    unanswered = [statement for reviewer in crowd for statement in reviewer.unanswered]
    stored = {statement for _, statement in rows(database, STORED)}
    dropped = len(stored.intersection(unanswered))
    failed, refused = sum(one.resent for one in crowd), sum(one.refused for one in crowd)
    print(f"{reloads} reloads and an end: {len(saves)} saves answered at once, {len(unanswered)} came too late")
    print(f"{failed} failed, {dropped} carried out and not answered, {refused} refused for a while")
    print(f"saves: p50 {1000 * percentile(saves, 0.5):.0f} ms, p95 {1000 * percentile(saves, 0.95):.0f} ms")
    return int(bool(failed or dropped or refused))


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
