"""The readers that are compared, each in a process and an environment of its own.

The others are installed once, with these versions, into $XDG_CACHE_HOME/factcheck-benchmarks.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.earlier import ROOT
from benchmarks.extraction.pages import Page
from benchmarks.server.apps.installing import commands_of

WORKER = Path(__file__).with_name("worker.py")


class Reader(NamedTuple):
    """A reader: its name in the table, in the worker, and its environment (none: that of this project)."""

    name: str
    key: str
    environment: str = ""
    has_details: bool = True

    def answers(self, pages: Sequence[Page]) -> list[dict[str, Any]]:
        """What it finds in each page, with the processor time in ms."""
        python = str(commands_of(self.environment) / "python") if self.environment else sys.executable
        lines = "\n".join(json.dumps({"name": it.name, "url": it.url, "html": it.html}) for it in pages)
        command = [python, str(WORKER), self.key]
        env = {"PYTHONPATH": "" if self.environment else str(ROOT), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        done = subprocess.run(command, input=lines, env=env, check=True, stdout=subprocess.PIPE, text=True)
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


READERS = (
    Reader("Factcheck", "factcheck"),
    Reader("trafilatura 2.3.1", "trafilatura", "readers-2026-11"),
    Reader("the same, precision mode", "precision", "readers-2026-11"),
    Reader("readability-lxml 0.8.4.1", "readability", "readers-2026-11", has_details=False),
    Reader("newspaper4k 0.9.3.1", "newspaper", "readers-2026-11"),
)
