"""Two states of the code in one run: the present one and that of a commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.anchoring.cases import Case
from benchmarks.anchoring.methods import Answer, Answers, ask_of
from benchmarks.anchoring.peer import Ask
from benchmarks.anchoring.speed import Task
from benchmarks.earlier import ROOT, tree

WORKER = Path(__file__).with_name("worker.py")


class Code:
    """A process that runs one state of the code."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def reanchor(self, cases: Sequence[Case]) -> Answers:
        """The new places of the annotations."""
        marks = [(it.old, it.text, it.start, it.start + len(it.quote)) for it in cases]
        return [Answer(*place) if place else None for place in self._ask("marks", marks)]

    def find(self, cases: Sequence[Case]) -> Answers:
        """The places of the quotes, with context where there is any."""
        quotes = [(it.text, *ask_of(it)) for it in cases]
        return [Answer(*place) if place else None for place in self._ask("quotes", quotes)]

    def spent(self, task: Task) -> list[float]:
        """Milliseconds to prepare both versions, and then for each annotation."""
        found: list[float] = self._ask("task", task.old, task.new, list(task.spans))
        return found

    def sought(self, text: str, asks: Sequence[Ask]) -> list[float]:
        """Milliseconds to find each quote in a text; the first includes its preparation."""
        found: list[float] = self._ask("sought", text, asks)
        return found

    def _ask(self, act: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({act: arguments}), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


@contextmanager
def codes(before: str | None) -> Iterator[dict[str, Code]]:
    """The code at the commit `before`, if given, and the present code."""
    with ExitStack() as stack:
        found = {}
        if before:
            found["before"] = Code(stack.enter_context(_process(stack.enter_context(tree(before, "factcheck")))))
        found["now"] = Code(stack.enter_context(_process(ROOT)))
        yield found


@contextmanager
def _process(root: Path) -> Iterator[subprocess.Popen[str]]:
    told = {**os.environ, "PYTHONPATH": str(root), "PYTHONSAFEPATH": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, str(WORKER)], cwd=root, env=told, text=True, **pipes) as process:  # type: ignore[call-overload]
        yield process
        process.stdin.close()
