"""The app on a real server, for programs that read exports."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from launch.web_server import limits
from launch.web_server.server import Server


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of the site."""
    server = Server(app, "127.0.0.1:0", threads=4)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(limits, "STAY", 0.0)  # no client is left
            server.end()
            thread.join()
