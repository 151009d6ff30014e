"""A function in a process of its own, with limits of memory and time: for bytes that somebody made to harm its reader.

The child gets bytes on its standard input and answers JSON. It has no settings, no secrets and no connection to the
database; when it is killed, only its answer is missing. It is the same user of the machine, so it isn't a sandbox.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from typing import Any

MEMORY = 768 * 1024 * 1024  # bytes of addresses that a child may use
SECONDS = 30  # of processor time
WAITED = 4  # times as many seconds by the clock, as other processes want the processor too
MOST_ANSWERED = 64 * 1024 * 1024  # bytes


class ChildFailed(RuntimeError):
    """A child process used up its time or its memory, or died; the message says which."""


def run(function: str, data: bytes, *arguments: str, memory: int = MEMORY, seconds: int = SECONDS) -> Any:
    """The JSON that `function` ("package.module:name") makes of these bytes and arguments; raises ChildFailed."""
    command = [sys.executable, "-m", "factcheck.processes.child", function, str(memory), str(seconds), *arguments]
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(it for it in sys.path if it)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            command, input=data, capture_output=True, timeout=WAITED * seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise ChildFailed("time") from None
    if done.returncode != 0 or len(done.stdout) > MOST_ANSWERED:
        raise ChildFailed("memory" if b"MemoryError" in done.stderr else "time" if done.returncode < 0 else "error")
    return json.loads(done.stdout)


def _main(function: str, memory: str, seconds: str, *arguments: str) -> None:
    module, name = function.split(":")
    called = getattr(import_module(module), name)
    _limit(int(memory), int(seconds))
    json.dump(called(sys.stdin.buffer.read(), *arguments), sys.stdout)


def _limit(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows, where the clock alone limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main(*sys.argv[1:])
