"""What runs in a child process (`child.py` starts it): a function with its limits, whose answer is written as JSON."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType


def main(function: str, memory: str, seconds: str, niceness: str, *arguments: str) -> None:
    """Call `function` ("package.module:name") with the bytes on standard input, and write what it answers."""
    module, name = function.split(":")
    called = getattr(import_module(module), name)
    limit(int(memory), int(seconds))
    give_way(int(niceness))
    import_module("factcheck.processes.progress").is_asked = True  # type: ignore[attr-defined]  # a variable of it
    json.dump(called(sys.stdin.buffer.read(), *arguments), sys.stdout)


def limit(memory: int, seconds: int) -> None:
    """Limit this process to so many bytes of addresses and seconds of processor time."""
    try:
        import resource
    except ImportError:  # not on Windows, where the clock alone limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def give_way(niceness: int) -> None:
    """Let other processes have the processor first, the more the higher the number (from 0 to 19)."""
    if hasattr(os, "nice"):  # not on Windows
        os.nice(niceness)


def leave_out_app() -> None:
    """Let the package be only the folder of its modules: importing the application takes most of the time of all."""
    package = ModuleType("factcheck")
    package.__path__ = [str(Path(__file__).parents[1])]
    sys.modules["factcheck"] = package


if __name__ == "__main__":
    leave_out_app()
    main(*sys.argv[1:])
