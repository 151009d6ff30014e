"""A function in a process of its own, with limits of memory and time: for bytes that somebody made to harm its reader.

The child gets bytes on its standard input and answers JSON. It has no settings, no secrets and no connection to the
database; when it is killed, only its answer is missing. It is the same user of the machine, so it isn't a sandbox.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, Any

from factcheck.processes import child_process, progress

MEMORY = 768 * 1024 * 1024  # bytes of addresses that a child may use
SECONDS = 30  # of processor time
IN_A_JOB = 10  # niceness of a child that nobody waits for
WAITED = 4  # times as many seconds by the clock, as other processes want the processor too
MOST_ANSWERED = 64 * 1024 * 1024  # bytes
OUT_OF_TIME = getattr(signal, "SIGXCPU", signal.SIGTERM)  # which the system sends, too; Windows has none
OUT_OF_MEMORY = frozenset({"SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL"})  # libraries end so, and the system ends it so
COMPLAINTS, LONGEST_LINE = 50, 1_000  # lines of its standard error that are kept, and bytes of one


class ChildFailed(RuntimeError):
    """A child process used up its time or its memory, or died; the message says which."""


def run(
    function: str,
    data: bytes,
    *arguments: str,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    report: Callable[[int, int], None] | None = None,
) -> Any:
    """The JSON that `function` ("package.module:name") makes of these bytes and arguments; raises ChildFailed.

    `report` is called with how much is done, and of how much, each time the child says so (`progress.tell`). With it,
    as in a job, the child lets others have the processor first.
    """
    command = [sys.executable, "-P", child_process.__file__, function, str(memory), str(seconds)]
    command += [str(IN_A_JOB if report else 0), *arguments]
    with TemporaryFile() as given, TemporaryFile() as answered:
        given.write(data)
        given.seek(0)
        returned, complaints = _watched(command, given, answered, WAITED * seconds, report)
        answered.seek(0)
        answer = answered.read(MOST_ANSWERED + 1)
    if returned != 0 or len(answer) > MOST_ANSWERED:
        raise ChildFailed("memory" if b"MemoryError" in complaints else _reason(returned))
    return json.loads(answer)


def _reason(returned: int) -> str:
    """Which limit has ended a child with this return code, if a signal did."""
    if returned == -OUT_OF_TIME:
        return "time"
    return "memory" if returned < 0 and signal.Signals(-returned).name in OUT_OF_MEMORY else "error"


def _watched(
    command: list[str], given: IO[bytes], answered: IO[bytes], seconds: int, report: Callable[[int, int], None] | None
) -> tuple[int, bytes]:
    """Run a command to its end, or for so many seconds by the clock; its return code and the end of its complaints."""
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(it for it in sys.path if it)
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        command, stdin=given, stdout=answered, stderr=subprocess.PIPE, env=environment
    )
    timer = Timer(seconds, process.send_signal, [OUT_OF_TIME])
    timer.start()
    try:
        complaints = _complaints(process.stderr, report) if process.stderr else b""
        return process.wait(), complaints
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def _complaints(lines: IO[bytes], report: Callable[[int, int], None] | None) -> bytes:
    """The last lines that a child writes to its standard error, but for its progress, which is reported."""
    last: deque[bytes] = deque(maxlen=COMPLAINTS)
    while line := lines.readline(LONGEST_LINE):
        numbers = progress.read(line)
        if numbers is None:
            last.append(line)
        elif report is not None:
            report(*numbers)
    return b"".join(last)
