"""The program of this process, started again: in its place, beside it, or for a worker."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from launch.processes.handover import TRIAL, Handover
from launch.processes.place import Place

log = logging.getLogger(__name__)


def replace(handover: Handover) -> None:
    """Replace this process's program, which reads the handover; returns only if that fails, which is logged."""
    env = dict(os.environ)
    handover.into(env)
    sys.stdout.flush()
    sys.stderr.flush()
    try:
        with inherited(handover.files):
            os.execve(sys.executable, command(), env)
    except OSError as error:
        log.error("The program can't be replaced: %s. The present one goes on.", error)


def start_trial() -> int:
    """Start the program once more without serving; its process id."""
    return os.posix_spawn(sys.executable, command(), os.environ | {TRIAL: "1"})


def start_worker(place: Place) -> int:
    """Start a worker that loads the program itself; its process id. Raises OSError."""
    env = dict(os.environ)
    with inherited(place.into(env)):
        return os.posix_spawn(sys.executable, command(), env)


def command() -> list[str]:
    """The command line of this process."""
    return [sys.executable, *sys.orig_argv[1:]]


@contextmanager
def inherited(files: Sequence[int]) -> Iterator[None]:
    """While this context is open, programs that are started inherit these files."""
    for number in files:
        os.set_inheritable(number, True)
    try:
        yield
    finally:
        for number in files:
            os.set_inheritable(number, False)
