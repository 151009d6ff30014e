"""A supervisor over a tiny application: `python -m tests.web_server.tiny PORT WORKERS FOLDER`.

The folder has what a test changes: `version`, which is answered as it was when the program started; `broken`, which
stops the program; `mute`, which stops each worker; `wait`, for whose end a request to /slow waits.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from launch.processes.handover import TRIAL, Handover
from launch.processes.listening import bound
from launch.processes.place import Place
from launch.processes.supervisor import Supervisor
from launch.processes.worker import work
from launch.web_server import limits


def main(port: str, workers: str, home: str) -> int:
    folder = Path(home)
    limits.YIELD_SECONDS = 1.0  # on a busy machine the worker with fewer connections may be late
    handover = Handover.taken(os.environ)
    if (folder / "broken").exists():
        print("broken", file=sys.stderr)
        return 3
    if os.environ.pop(TRIAL, ""):
        return 0
    if handover and handover.workers:
        return Supervisor.of(handover).run()
    version = (folder / "version").read_bytes()

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        while environ["PATH_INFO"] == "/slow" and (folder / "wait").exists():
            (folder / "is-waiting").touch()
            time.sleep(0.01)
        body = b"%s %d" % (version, os.getpid())
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    def act(place: Place) -> int:
        return 4 if (folder / "mute").exists() else work(application, place)

    if place := Place.taken(os.environ):
        return act(place)
    listener = handover.socket() if handover else bound("127.0.0.1", int(port))
    return Supervisor(act, listener, int(workers), "ready", handover).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
