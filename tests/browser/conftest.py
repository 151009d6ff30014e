"""A real server and a real Chromium, on the demo newsroom."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from factcheck.demo.loader import load_if_empty
from factcheck.live import hub as live
from factcheck.web.limits import limiter

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"]


class Patient(WSGIRequestHandler):
    """A connection on which nothing comes, as browsers open them ahead, is given up."""

    timeout = 5  # seconds


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def url(app: Flask, browser: Browser) -> Iterator[str]:
    """The address of a running demo newsroom."""
    assert load_if_empty()
    with serving(app, browser) as address:
        yield address


@pytest.fixture
def hub(app: Flask, url: str) -> Iterator[live.Hub]:
    """A hub that ends, with its streams, before the server does."""
    hub = live.start(app, most=8)
    yield hub
    hub.stop()
    app.extensions.pop(live.EXTENSION)


@contextmanager
def serving(app: Flask, browser: Browser) -> Iterator[str]:
    """The address of a server; at its end no page is open and no request under way."""
    app.config["WTF_CSRF_ENABLED"] = True
    limiter.reset()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its line per request would hide a failure
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Patient)
    server.daemon_threads = False  # so that server_close() waits for the requests under way
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        for context in browser.contexts:
            context.close()
        server.shutdown()
        thread.join()
        server.server_close()
