"""Nothing that a test does in a window is there in the next test that uses this window."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.newsroom import NARROW, PATIENCE, WIDE, Newsroom, serving
from tests.browser.windows import EMPTY, MARK, MOST_LEFT

pytestmark = pytest.mark.browser
LEAVE = """async () => {
  document.cookie = "left=1; path=/";
  localStorage.left = sessionStorage.left = "1";
  window.name = "left";
  await (await caches.open("left")).put("/left", new Response("1"));
  await new Promise((done) => (indexedDB.open("left").onsuccess = done));
  await (await (await navigator.storage.getDirectory()).getFileHandle("left", { create: true }));
  history.pushState({}, "", "/left");
}"""
LEFT = """async () => ({
  cookie: document.cookie,
  local: { ...localStorage },
  session: { ...sessionStorage },
  name: window.name,
  caches: await caches.keys(),
  databases: await indexedDB.databases(),
  files: await Array.fromAsync((await navigator.storage.getDirectory()).keys()),
  permission: (await navigator.permissions.query({ name: "geolocation" })).state,
  isOnline: navigator.onLine,
  isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  width: innerWidth,
  pagesBefore: history.length,
})"""


def next_test(newsroom: Newsroom) -> None:
    """What happens to windows between two tests; the server stays."""
    newsroom.windows.clear()


@pytest.fixture(autouse=True)
def one_window(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no window of an earlier test be taken first."""
    monkeypatch.setattr(newsroom.windows, "_free", [])


def test_a_window_used_again_has_nothing_of_the_last_test(newsroom: Newsroom) -> None:
    new = newsroom.browser.new_context(base_url=newsroom.url, viewport=WIDE).new_page()
    new.goto("/login")
    nothing = new.evaluate(LEFT)
    page = newsroom.page("/me", "Rita", viewport=NARROW, color_scheme="dark")
    window = page.context
    window.grant_permissions(["geolocation"])
    window.route("**/claims", lambda route: route.abort())
    page.evaluate(LEAVE)
    window.set_offline(True)
    left = page.evaluate(LEFT)
    assert [name for name in left if left[name] == nothing[name]] == []

    next_test(newsroom)
    assert page.url == EMPTY
    assert newsroom.context("Rob") is window
    assert {it["name"] for it in window.cookies()} == {
        MARK,
        *(it["name"] for it in newsroom.signed_in["Rob"]["cookies"]),
    }
    again = window.new_page()
    again.goto("/claims")
    assert again.evaluate(LEFT) == nothing
    expect(again.locator(".masthead")).to_contain_text("Rob")


def changed_scripts(window: BrowserContext, page: Page) -> None:
    window.add_init_script("window.left = 1")


def added_function(window: BrowserContext, page: Page) -> None:
    window.expose_function("left", lambda: 1)


def installed_clock(window: BrowserContext, page: Page) -> None:
    page.clock.install()


def moved_elsewhere(window: BrowserContext, page: Page) -> None:
    window.set_geolocation({"latitude": 60, "longitude": 25})


def listened(window: BrowserContext, page: Page) -> None:
    window.on("request", lambda request: None)


def read_as_stranger(window: BrowserContext, page: Page) -> None:
    window.clear_cookies()
    page.goto("/checks")  # which caches may keep


@pytest.mark.parametrize("change", [
    changed_scripts, added_function, installed_clock, moved_elsewhere, listened, read_as_stranger,
])  # fmt: skip
def test_a_window_with_what_cannot_be_undone_is_closed(
    newsroom: Newsroom, change: Callable[[BrowserContext, Page], None]
) -> None:
    window = newsroom.context("Rita")
    change(window, window.new_page())
    next_test(newsroom)
    assert window not in newsroom.browser.contexts


def test_a_window_stays_whatever_a_reader_in_a_new_one_may_store(newsroom: Newsroom) -> None:
    window = newsroom.context("Rita")
    window.new_page().goto("/claims")
    newsroom.page("/checks")
    next_test(newsroom)
    assert newsroom.context("Rob") is window


def slowed_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 2})


def one_of_many(page: Page) -> None:
    for _ in range(MOST_LEFT):
        page.context.new_page()


@pytest.mark.parametrize("change", [slowed_down, one_of_many])
def test_a_page_that_must_not_be_left_empty_is_closed(newsroom: Newsroom, change: Callable[[Page], None]) -> None:
    page = newsroom.page("/claims", "Rita")
    change(page)
    next_test(newsroom)
    assert page.is_closed()
    assert newsroom.context("Rob") is page.context


def test_a_request_of_an_earlier_test_is_refused(newsroom: Newsroom) -> None:
    window = newsroom.context("Rita")
    window.add_cookies([{"name": MARK, "value": "0", "url": newsroom.url}])
    answer = window.new_page().goto("/me")
    assert answer is not None
    assert answer.status == 410


def test_a_request_that_came_when_nobody_served_does_not_reach_the_next_test(app: Flask, browser: Browser) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()) as late:
        late.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with serving(app, browser, listener):
            late.settimeout(PATIENCE / 1000)
            with pytest.raises(ConnectionResetError):
                late.recv(1)
