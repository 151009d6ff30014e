"""Windows of people that are used again in later tests: a new one would load and compile all scripts again.

A window is used again with new pages, at the same address, and without whatever the last test left in it: cookies,
storage, permissions, routes, the lack of a line. It keeps only what a browser keeps for ever: static files and their
compiled code. Pages of earlier tests stay in it, but empty. It isn't used again if the test did to it what can't be
undone, or if the server allowed it to store any other answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, CDPSession, Error, Page, ViewportSize
from werkzeug.http import parse_cookie

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WIDE: ViewportSize = {"width": 1440, "height": 900}
MOST = 2  # windows that wait for the next test; each has a process of its own
MARK = "window-of-test"  # the cookie with the number of the test
KEPT = "/static/favicon.svg"  # the page that keeps a window's process alive
EMPTY = "about:blank"  # what pages of earlier tests are led to
MOST_LEFT = 20  # of them in a window
LEAVING = 5_000  # ms
UNDONE = {  # messages to a window that change nothing, or whose effect `Windows.clear` undoes
    "addCookies", "clearCookies", "clearPermissions", "cookies", "createTempFiles", "grantPermissions",
    "newCDPSession", "newPage", "setNetworkInterceptionPatterns", "setOffline", "storageState",
}  # fmt: skip


class Window:
    """A window, the page that keeps its process alive, and what was asked of it since it was last cleared."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.context: BrowserContext = browser.new_context(base_url=url, viewport=WIDE)
        self._page = self.context.new_page()
        self._page.goto(KEPT)
        self._cdp: CDPSession = self.context.new_cdp_session(self._page)
        self._url = url
        self.asked: set[str] = set()
        self._note_messages()

    def _note_messages(self) -> None:
        channel = self.context._impl_obj._channel  # the one way to a window; playwright has no public view of it
        send = channel._call

        def noting(method: str, *values: Any, **options: Any) -> Any:
            self.asked.add(method)
            return send(method, *values, **options)

        channel._call = noting

    def can_be_cleared(self) -> bool:
        """Whether nothing was done to it that can't be undone. Without its mark, nobody noted what it stored."""
        return self.asked <= UNDONE and any(it["name"] == MARK for it in self.context.cookies())

    def clear(self) -> None:
        """Leave its pages and forget what they stored."""
        self._leave_pages(is_closing="newCDPSession" in self.asked)
        self.context.unroute_all()
        if "setOffline" in self.asked:
            self.context.set_offline(False)
        if "grantPermissions" in self.asked:
            self.context.clear_permissions()
        self.context.clear_cookies()
        self._cdp.send("Storage.clearDataForOrigin", {"origin": self._url, "storageTypes": "all"})
        self.asked.clear()

    def _leave_pages(self, *, is_closing: bool) -> None:
        """Lead its pages to an empty one, because closing any would drop the scripts that its process holds.

        They are closed if `is_closing`, or once there are many.
        """
        pages = [page for page in self.context.pages if page is not self._page]
        is_closing = is_closing or len(pages) > MOST_LEFT
        for page in pages:
            if is_closing or not _left(page):
                page.close()


def _left(page: Page) -> bool:
    """Lead a page to an empty one; False if it doesn't go."""
    try:
        if page.url != EMPTY:
            page.goto(EMPTY, timeout=LEAVING)
    except Error:
        return False
    return True


class Windows:
    """The windows of one browser at one address."""

    def __init__(self, browser: Browser) -> None:
        self._browser, self._tests = browser, count(1)
        self._free, self._taken = list[Window](), list[Window]()
        self.url, self.mark, self.is_stored = "", "", False

    def begin(self, app: Flask) -> WSGIApplication:
        """The app of the next test: it refuses what pages of earlier tests sent as they were closed."""
        self.mark, self.is_stored = str(next(self._tests)), False

        def guarded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            mark = parse_cookie(environ).get(MARK, "")
            if mark not in ("", self.mark):
                start_response("410 Gone", [])
                return []

            def noting(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                is_kept_nowhere = "no-store" in dict(headers).get("Cache-Control", "")
                if mark and not is_kept_nowhere and not environ["PATH_INFO"].startswith("/static/"):
                    self.is_stored = True
                return start_response(status, headers, *error)

            return app(environ, noting)

        return guarded

    def take(self, cookies: Sequence[Any]) -> BrowserContext:
        """A window with these cookies."""
        window = self._free.pop(0) if self._free else Window(self._browser, self.url)
        self._taken.append(window)
        mark = {"name": MARK, "value": self.mark, "url": self.url, "httpOnly": True}
        window.context.add_cookies([*cookies, mark])
        return window.context

    def clear(self) -> None:
        """Clear all windows at the end of a test; close those that can't be used again."""
        taken, self._taken = self._taken, []
        for window in taken:
            if self.is_stored or len(self._free) == MOST or not window.can_be_cleared():
                window.context.close()
            else:
                window.clear()
                self._free.append(window)

    def are(self, context: BrowserContext) -> bool:
        """Whether it is one of those that wait for the next test."""
        return any(window.context is context for window in self._free)
