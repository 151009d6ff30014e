"""Time `factcheck captures verify` beside `sha256sum` of the same files, in turn (benchmarks/results/captures.md)."""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from flask_migrate import upgrade

from benchmarks.captures import throughput
from factcheck import create_app
from factcheck.config import Settings
from factcheck.db import db
from factcheck.storage import store
from factcheck.storage.verifying import verified_files

FILES, SIZE = 10_000, 100_000  # and bytes of each: 1 GB
ROUNDS = 3
MEGABYTE = 1024 * 1024


class Used(NamedTuple):
    """Processor seconds of one pass over all files."""

    ours: float
    theirs: float


def main() -> None:
    """Fill a store, verify it both ways in each round, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=["verify", "throughput"], default="verify")
    parser.add_argument("--quick", action="store_true", help="a tenth of the files, one round")
    asked = parser.parse_args()
    if asked.what == "throughput":
        throughput.main(asked.quick)
        return
    count, rounds = (FILES // 10, 1) if asked.quick else (FILES, ROUNDS)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings.from_env({"FACTCHECK_HOME": folder, "FACTCHECK_DEMO": "0"}))
        with app.app_context():
            upgrade()
            fill(count)
            passes = [Used(by_us(count), by_sha256sum(Path(folder) / "captures")) for _ in range(rounds)]
            db.session.remove()
            db.engine.dispose()
    report(count, passes)


def fill(count: int) -> None:
    """Store files of random bytes; without fsync, because only reading is measured."""
    fsync, os.fsync = os.fsync, lambda _: None
    for number in range(count):
        store.put(os.urandom(SIZE), "application/octet-stream")
        if number % 500 == 499:
            db.session.commit()
    db.session.commit()
    os.fsync = fsync


def by_us(count: int) -> float:
    """Processor seconds of our verification, with its look-ups in the database."""
    before = seconds(resource.RUSAGE_SELF)
    found = list(verified_files())
    assert len(found) == count
    assert not any(file.damage for file in found)
    return seconds(resource.RUSAGE_SELF) - before


def by_sha256sum(folder: Path) -> float:
    """Processor seconds of coreutils on the same files, in one process for a thousand of them."""
    before = seconds(resource.RUSAGE_CHILDREN)
    command = "find . -type f ! -name installation -print0 | xargs -0 -n 1000 sha256sum > /dev/null"
    subprocess.run(["sh", "-c", command], cwd=folder, check=True)
    return seconds(resource.RUSAGE_CHILDREN) - before


def seconds(who: int) -> float:
    """Processor time of this process or its children, user and system."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def report(count: int, passes: list[Used]) -> None:
    """Print the medians, and our speed as a share of sha256sum's."""
    ours, theirs = median(it.ours for it in passes), median(it.theirs for it in passes)
    megabytes = count * SIZE / MEGABYTE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    machine = f"{platform.python_version()}, {os.cpu_count()} cores"
    print(f"{machine}, {count:,} files, {megabytes:,.0f} MB, {len(passes)} rounds")
    print("| | processor seconds (median) | MB per second |\n|---|--:|--:|")
    print(f"| captures verify | {ours:.2f} | {megabytes / ours:,.0f} |")
    print(f"| sha256sum | {theirs:.2f} | {megabytes / theirs:,.0f} |")
    print(f"Speed of sha256sum reached: {theirs / ours:.0%} (aim: at least 60 %). Peak memory {peak:.0f} MB.")


if __name__ == "__main__":
    main()
