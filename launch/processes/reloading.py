"""A reload: the new program is tried first, then replaces the supervisor's, while the workers go on."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Set

from launch.processes import forking
from launch.processes.handover import TRIAL, Handover

log = logging.getLogger(__name__)


class Reload:
    """The attempts of one supervisor to replace its program."""

    trial = 0  # the process that tries the new program

    def begin(self) -> None:
        """Start the program once more without serving."""
        log.warning("Reloading: trying the new program")
        self.trial = os.posix_spawn(sys.executable, command(), os.environ | {TRIAL: "1"})

    def conclude(self, code: int, listener: int, lifeline: tuple[int, int], workers: Set[int]) -> None:
        """Replace this process's program after a successful trial, or say why not."""
        if code:
            log.error("Not reloaded: the new program ended with %s. The present one goes on.", code)
            return
        env = dict(os.environ)
        Handover(listener, lifeline, tuple(sorted(workers))).into(env)
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            with forking.held_back():  # inherited; lifted by the next Inbox
                os.execve(sys.executable, command(), env)
        except OSError as error:
            log.error("Not reloaded: %s. The present program goes on.", error)


def command() -> list[str]:
    """The command line of this process."""
    return [sys.executable, *sys.orig_argv[1:]]
