"""Serve a WSGI application on our web server: `python -m benchmarks.server.serve module:name host:port`."""

from __future__ import annotations

import signal
import sys
from importlib import import_module

from launch.web_server.server import Server


def main(target: str, listen: str) -> None:
    """Serve until SIGTERM, in one process."""
    module, _, name = target.partition(":")
    server = Server(getattr(import_module(module), name), listen)
    signal.signal(signal.SIGTERM, lambda *_: server.end())
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
