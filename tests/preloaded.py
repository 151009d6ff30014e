"""Programs for tests, forked from a process that has imported our code: importing it takes most of their start.

That process is started anew, so they inherit nothing of the test: no thread, connection, app or patch. What they do
once our code is imported is the same as in a shell. Others start from nothing: the commands of an empty folder in
tests/test_commands.py, and the servers of tests/faults/test_the_end_of_a_server.py.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO

from factcheck.config import PROJECT

PATIENCE = 120.0  # seconds until a program that doesn't end fails its test
forked = multiprocessing.get_context("forkserver")
forked.set_forkserver_preload(["flask.cli", "flask_migrate", "launch.refusing", "launch.newsroom", "tests.conftest"])


class Program:
    """A running program, for tests that use it as they would a `subprocess.Popen`."""

    def __init__(
        self, main: Callable[[], object], command: Sequence[str], env: Mapping[str, str], errors: Path
    ) -> None:
        """Call `main` with this command line and environment; what goes to standard error is added to `errors`."""
        here, there = forked.Pipe(duplex=False)
        with here, there:
            self._process = forked.Process(target=_run, args=(main, list(command), dict(env), there, errors))
            self._process.start()
            self.stdout: IO[str] = os.fdopen(os.dup(here.fileno()), encoding="utf-8")

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    def send_signal(self, number: signal.Signals) -> None:
        if self._process.is_alive():
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float = PATIENCE) -> int:
        """Its exit code, negative if a signal ended it."""
        self._process.join(timeout)
        code = self._process.exitcode
        assert code is not None, f"{self._process} doesn't end"
        return code


def run(
    main: Callable[[], object], command: Sequence[str], env: Mapping[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; a file in the folder keeps its standard error."""
    errors = folder / "stderr"
    errors.write_text("")
    program = Program(main, command, env, errors)
    with program.stdout as stdout:
        output = stdout.read()
    return subprocess.CompletedProcess(command, program.wait(), output, errors.read_text())


def _run(main: Callable[[], object], command: list[str], env: dict[str, str], stdout: Connection, errors: Path) -> None:
    os.chdir(PROJECT)
    os.environ.clear()
    os.environ.update(env)
    sys.argv[:] = command
    sys.orig_argv[:] = [sys.executable, *command]  # what a server starts again
    with stdout, errors.open("ab") as stderr:
        os.dup2(stdout.fileno(), 1)
        os.dup2(stderr.fileno(), 2)
    try:
        sys.exit(main())
    except Exception:
        sys.excepthook(*sys.exc_info())  # a program may have one of its own
        sys.exit(1)
