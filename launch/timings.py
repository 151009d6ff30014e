"""The times of a test run: each part, and the slowest tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

SLOWEST = 10
WIDTH = 100  # characters of a test's name, which may contain a whole text


class Timing(NamedTuple):
    """The time of one test, fixtures included, and its part of the run."""

    seconds: float
    test: str
    part: str


def report(spent: Mapping[str, float], results: Path) -> str:
    """A table of the parts, and the slowest tests; `spent` in seconds by part, `results` has the parts' JUnit files."""
    lines = ["", "── time", *(f"{seconds:8.1f} s  {part}" for part, seconds in spent.items())]
    lines.append(f"{sum(spent.values()):8.1f} s  all")
    slowest = sorted((it for part in spent for it in timings(results, part)), reverse=True)[:SLOWEST]
    if slowest:
        lines += ["", f"── the {len(slowest)} slowest tests"]
        lines += [f"{it.seconds:8.1f} s  {shortened(it.test)} ({it.part})" for it in slowest]
    return "\n".join(lines)


def timings(results: Path, part: str) -> Iterator[Timing]:
    """The times of the tests of a part; none if the part isn't a pytest run or was interrupted."""
    file = results / f"{part}.xml"
    if not file.exists():
        return
    for case in ElementTree.parse(file).iter("testcase"):  # noqa: S314  # pytest wrote it a moment ago
        path = case.get("classname", "").replace(".", "/")
        yield Timing(float(case.get("time", 0)), f"{path}.py::{case.get('name')}", part)


def shortened(name: str) -> str:
    """A name on one line."""
    return name if len(name) <= WIDTH else f"{name[: WIDTH - 1]}…"
