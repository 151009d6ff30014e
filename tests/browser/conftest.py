"""A real server and a real Chromium, on the demo newsroom."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, StorageState, StorageStateCookie, expect, sync_playwright
from werkzeug.test import Cookie

from factcheck.accounts.queries import demo_cast
from factcheck.db import db
from factcheck.demo.loader import load_if_empty
from factcheck.live import hub as live
from tests.browser.newsroom import CAST, PATIENCE, Newsroom, serving
from tests.browser.windows import Windows
from tests.databases import MIGRATED, States
from tests.factories import post
from tests.sizes import IS_THOROUGH

FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu",
    "--process-per-site",  # a page begins with the code that another page of its window has compiled
]  # fmt: skip
AGENT = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0"
DEMO = "demo_signed_in"  # the state in which the demo newsroom is loaded and everybody is signed in
LONGEST_FIRST = (  # so that no worker begins a long test when the others are done
    "test_whole_flow",
    "test_every_page",
    "test_counted_keys",
    "test_counted_job",
    "test_languages",
    "test_withdrawing",
    "test_watching_in_a_browser",
    "test_back_to_a_draft",
    "test_long_words",
    "test_every_state",
    "test_threads",
    "test_live",
    "test_workbench",
)
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest files first; keep the order of the others."""
    order = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda it: order.get(it.path.stem, len(order)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; the headless one starts four times as fast."""
    shell, full = shutil.which("chromium-headless-shell"), shutil.which("chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=(not IS_THOROUGH and shell) or full, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def signed_in(application: Flask, states: States) -> dict[str, StorageState]:
    """Load the demo newsroom once, sign everybody in, and keep that state; returns their cookies."""
    application.config["WTF_CSRF_ENABLED"] = False
    with application.app_context():
        assert load_if_empty()
        people = {user.name: user.id for user in db.session.scalars(demo_cast())}
        cookies = {name: cookies_of(application.test_client(), people[name]) for name in CAST}
        states.keep(DEMO)
        states.put_back(MIGRATED)
    return cookies


def cookies_of(client: FlaskClient, user_id: int) -> StorageState:
    """The cookies of somebody who has pressed their button on the demo's sign-in page."""
    assert post(client, f"/login/demo/{user_id}", headers={"User-Agent": AGENT}).status_code == 303
    assert client.get("/").status_code == 200  # the session's own key comes with a page
    return StorageState(cookies=[as_stored(it) for it in (client._cookies or {}).values()], origins=[])


def as_stored(it: Cookie) -> StorageStateCookie:
    """A cookie as the browser would have stored it."""
    return {
        "name": it.key, "value": it.value, "domain": "127.0.0.1", "path": it.path, "httpOnly": bool(it.http_only),
        "secure": bool(it.secure), "sameSite": "Lax", "expires": it.expires.timestamp() if it.expires else -1,
    }  # fmt: skip


@pytest.fixture(scope="session")
def listener() -> Iterator[socket.socket]:
    """The address of this worker's servers: browsers keep static files, and compiled code, by address."""
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        yield listener


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The windows that tests of this worker use again."""
    return Windows(browser)


@pytest.fixture
def newsroom(
    app: Flask,
    states: States,
    browser: Browser,
    signed_in: dict[str, StorageState],
    listener: socket.socket,
    windows: Windows,
) -> Iterator[Newsroom]:
    """The demo newsroom, served."""
    states.put_back(DEMO)
    guarded = windows.begin(app)
    with serving(app, browser, listener, guarded, windows.clear, windows.are) as url:
        windows.url = url
        yield Newsroom(url, browser, signed_in, windows)
        db.session.rollback()  # the test's open transaction must not delay requests that end now


@pytest.fixture
def hub(app: Flask, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Iterator[live.Hub]:
    """A hub that ends with its streams before the server; it polls the log more often than in production."""
    monkeypatch.setattr(live, "POLL_INTERVAL", 0.1)
    hub = live.start(app, most=8)
    yield hub
    hub.stop()
    app.extensions.pop(live.EXTENSION)
