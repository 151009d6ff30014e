"""Windows of people that are used again in later tests: a new one would load and compile all scripts again.

A window is used again with new pages, at the same address, and without whatever the last test left in it: cookies,
storage, permissions, routes, the lack of a line. It keeps only what a browser keeps for ever: static files and their
compiled code. It isn't used again if the test did to it what can't be undone, or if the server allowed a browser to
store any other answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, CDPSession, ViewportSize
from werkzeug.http import parse_cookie

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

WIDE: ViewportSize = {"width": 1440, "height": 900}
MOST = 2  # windows that wait for the next test; each has a process of its own
MARK = "window-of-test"  # the cookie with the number of the test
EMPTY = "/static/favicon.svg"  # the page that keeps a window's process alive
UNDONE = {  # messages to a window that change nothing, or whose effect `Windows.clear` undoes
    "addCookies", "clearCookies", "clearPermissions", "cookies", "createTempFiles", "grantPermissions",
    "newCDPSession", "newPage", "setNetworkInterceptionPatterns", "setOffline", "storageState",
}  # fmt: skip


class Window:
    """A window, the page that keeps its process alive, and what was asked of it since it was last cleared."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.context: BrowserContext = browser.new_context(base_url=url, viewport=WIDE)
        self._page = self.context.new_page()
        self._page.goto(EMPTY)
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

    def clear(self) -> None:
        """Close its pages and forget what they stored."""
        for page in self.context.pages:
            if page is not self._page:
                page.close()
        self.context.unroute_all()
        self.context.set_offline(False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        self._cdp.send("Storage.clearDataForOrigin", {"origin": self._url, "storageTypes": "all"})


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
            if parse_cookie(environ).get(MARK, self.mark) != self.mark:
                start_response("410 Gone", [])
                return []

            def noting(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
                is_kept_nowhere = "no-store" in dict(headers).get("Cache-Control", "")
                if not is_kept_nowhere and not environ["PATH_INFO"].startswith("/static/"):
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
            if self.is_stored or not window.asked <= UNDONE or len(self._free) == MOST:
                window.context.close()
            else:
                window.clear()
                self._free.append(window)

    def are(self, context: BrowserContext) -> bool:
        """Whether it is one of those that wait for the next test."""
        return any(window.context is context for window in self._free)
