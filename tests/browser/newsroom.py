"""The demo newsroom on a real server, and browsers in which its people are signed in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, expect

from launch.web_server import limits
from launch.web_server.server import Server
from tests.browser.windows import WIDE, Windows

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PATIENCE = 20_000  # ms to wait for an expected state; a busy machine takes longer
CAST = ("Rita", "Rob", "Edda", "Emil", "Ada")
NARROW: ViewportSize = {"width": 390, "height": 844}
UNSETTLED = "[hx-trigger^=load]:not([data-htmx-powered]), .htmx-request:not([hx-sse\\:connect])"
IS_SETTLED = "async (unsettled) => { await document.fonts.ready; return !document.querySelector(unsettled); }"


OF_PAGES = {
    "viewport",
    "color_scheme",
    "reduced_motion",
    "forced_colors",
}  # options of a window that a page may have alone


@dataclass(frozen=True)
class Newsroom:
    """The address of the server, and the cookies of people by first name."""

    url: str
    browser: Browser
    signed_in: Mapping[str, StorageState]
    windows: Windows

    def context(self, name: str = "", **options: object) -> BrowserContext:
        """A window of that person; without a name, of an anonymous reader. With options it is a new one."""
        if name and not options:
            return self.windows.take(self.signed_in[name]["cookies"])
        cookies = {"storage_state": self.signed_in[name]} if name else {}
        return self.browser.new_context(**{"base_url": self.url, "viewport": WIDE, **cookies, **options})

    def blank(self, name: str = "", **options: object) -> Page:
        """An empty page in a window of that person."""
        if options.get("java_script_enabled"):  # as in every window
            del options["java_script_enabled"]
        if not name or options.keys() - OF_PAGES:
            return self.context(name, **options).new_page()
        page = self.context(name).new_page()
        if viewport := options.pop("viewport", None):
            page.set_viewport_size(viewport)
        if options:
            page.emulate_media(**options)
        return page

    def page(self, path: str, name: str = "", **options: object) -> Page:
        """A page in a window of that person."""
        page = self.blank(name, **options)
        page.goto(path)
        return page

    def workbench(self, name: str, article_id: int = 1, *, has_clock: bool = False, **options: object) -> Page:
        """An article with positioned cards; with `has_clock` the test controls its timers."""
        if not has_clock:
            return open_workbench(self.blank(name, **options), article_id)
        page = self.context(name, **{"viewport": WIDE, **options}).new_page()  # a new window, because a clock stays
        page.clock.install()
        return open_workbench(page, article_id)


def _drop_waiting(listener: socket.socket) -> None:
    """Close connections that came when nobody served: what pages of an earlier test sent as they were closed."""
    listener.setblocking(False)
    with suppress(BlockingIOError):
        while True:
            listener.accept()[0].close()


def _join_requests(server: Server) -> None:
    """Wait for requests whose clients are gone, so that none writes into the newsroom of the next test."""
    dispatcher = server.task_dispatcher
    with dispatcher.lock:
        assert dispatcher.thread_exit_cv.wait_for(lambda: not dispatcher.threads, timeout=PATIENCE / 1000)


def open_workbench(page: Page, article_id: int = 1) -> Page:
    """Go to an article; returns the page once its cards are positioned."""
    page.goto(f"/articles/{article_id}")
    expect(page.locator("#cards[data-placed]")).to_be_visible()
    return page


def settled(page: Page) -> Page:
    """Wait until the fragments and fonts of a page are loaded; returns the page."""
    expect(page.locator(UNSETTLED)).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


def arrived(page: Page) -> Page:
    """The same for a page to which the test went by its address, so that nothing leads it on meanwhile.

    It looks without a locator first, because the script for these is sent to each document and takes a seventh of its
    time.
    """
    return page if page.evaluate(IS_SETTLED, UNSETTLED) else settled(page)


def sign_in(page: Page, name: str) -> Page:
    """Sign in by the person's button on the demo's sign-in page."""
    page.goto("/login")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page).to_have_url("/")
    return page


@contextmanager
def serving(
    app: Flask,
    browser: Browser,
    listener: socket.socket | None = None,
    guarded: WSGIApplication | None = None,
    before_end: Callable[[], object] = lambda: None,
    is_kept: Callable[[BrowserContext], bool] = lambda context: False,
) -> Iterator[str]:
    """The address of a server as in production; at its end none of its pages is open and no request is in progress.

    `listener` is the socket of an address that others use later, `guarded` what to serve there instead of the app.
    At the end, `before_end` is called, and windows that were there before or are `is_kept` stay.
    """
    others = browser.contexts
    if listener:
        _drop_waiting(listener)
    app.config["WTF_CSRF_ENABLED"] = True
    server = Server(guarded or app, listener.dup() if listener else "127.0.0.1:0", threads=8)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        try:
            before_end()
            for context in browser.contexts:
                if context not in others and not is_kept(context):
                    context.close()
        finally:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(limits, "STAY", 0.0)  # no client is left
                server.end()
                thread.join()
                _join_requests(server)
