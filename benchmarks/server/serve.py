"""Serve an application as `python3 app.py` does: `python -m benchmarks.server.serve module:name host:port`."""

from __future__ import annotations

import signal
import sys
from importlib import import_module

from flask import Flask

from launch.server import run
from launch.web_server.server import Server


def main(target: str, listen: str) -> None:
    """Serve until SIGTERM: the app with its jobs and streams, any other WSGI application alone."""
    module, _, name = target.partition(":")
    application = getattr(import_module(module), name)
    if isinstance(application, Flask) and "sqlalchemy" in application.extensions:
        run(application, listen)
        return
    server = Server(application, listen)
    signal.signal(signal.SIGTERM, lambda *_: server.end())
    server.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
