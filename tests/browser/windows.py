"""Windows of people, each with a page, that are used again in later tests: new ones would load all scripts again.

A window is used again at the same address, without whatever the last test left in it: cookies, storage, permissions,
routes, the lack of a line. It keeps only what a browser keeps for ever: static files and their compiled code. It isn't
used again if the test did to it what can't be undone, or if the server allowed a browser to store any other answer.

Its page is used again without its history, its name, its storage, its size and colours, and where the pointer was. A
new one takes its place if the test did anything else to it than use it.
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
EMPTY = "/static/favicon.svg"  # a page without scripts, which a browser may keep
UNDONE = {  # messages to a window that change nothing, or whose effect `Windows.clear` undoes
    "addCookies", "clearCookies", "clearPermissions", "cookies", "createTempFiles", "grantPermissions",
    "newCDPSession", "newPage", "setNetworkInterceptionPatterns", "setOffline", "storageState",
}  # fmt: skip
POINTED = {"mouseClick", "mouseDown", "mouseMove", "mouseUp", "mouseWheel"}
EMULATED, SIZED = "emulateMedia", "setViewportSize"
USED = {  # the same for a page and `Tab.clear`
    *POINTED, EMULATED, SIZED, "bringToFront", "goBack", "goForward", "keyboardInsertText", "keyboardPress",
    "keyboardType", "reload", "screenshot",
}  # fmt: skip
FORGET = "() => { sessionStorage.clear(); window.name = ''; }"
EMULATIONS = ("media", "color_scheme", "reduced_motion", "forced_colors", "contrast")


def messages_to(thing: BrowserContext | Page) -> set[str]:
    """The messages that are sent to a window or page from now on; its parts, such as frames, have others."""
    asked: set[str] = set()
    channel = thing._impl_obj._channel  # the one way to it; playwright has no public view of it
    send = channel._call

    def noting(method: str, *values: Any, **options: Any) -> Any:
        asked.add(method)
        return send(method, *values, **options)

    channel._call = noting
    return asked


class Tab:
    """A page of a window that is used again."""

    def __init__(self, window: BrowserContext) -> None:
        self.page: Page = window.new_page()
        self.cdp: CDPSession = window.new_cdp_session(self.page)
        self._leave()
        self._asked, self._listeners = messages_to(self.page), self._listening()

    def _leave(self) -> None:
        self.page.goto(EMPTY)
        self.page.evaluate(FORGET)
        self.page.goto("about:blank")  # where a new page begins
        self.cdp.send("Page.resetNavigationHistory")

    def _listening(self) -> set[str]:
        return {name for name, listeners in self.page._impl_obj._events.items() if listeners}

    def clear(self) -> bool:
        """Forget all that a test left in it; False if that isn't possible."""
        if self.page.is_closed() or not self._asked <= USED or self._listening() != self._listeners:
            return False
        try:
            if POINTED & self._asked:
                self.page.mouse.up()
                self.page.mouse.move(0, 0)
            self._leave()
        except Error:  # it doesn't answer, or leads elsewhere
            return False
        if EMULATED in self._asked:
            self.page.emulate_media(**dict.fromkeys(EMULATIONS, "null"))
        if SIZED in self._asked:
            self.page.set_viewport_size(WIDE)
        self._asked.clear()
        return True


class Window:
    """A window with a page, which also keeps its process alive, and what was asked of it since it was last cleared."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.context: BrowserContext = browser.new_context(base_url=url, viewport=WIDE)
        self._url, self.tab = url, Tab(self.context)
        self.asked = messages_to(self.context)

    def clear(self) -> None:
        """Close its other pages and forget what all of them stored."""
        for page in self.context.pages:
            if page is not self.tab.page:
                page.close()
        self.context.unroute_all()
        self.context.set_offline(False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        if "newCDPSession" in self.asked or not self.tab.clear():
            used, self.tab = self.tab, Tab(self.context)
            used.page.close()
        self.tab.cdp.send("Storage.clearDataForOrigin", {"origin": self._url, "storageTypes": "all"})
        self.asked.clear()


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

    def take(self, cookies: Sequence[Any]) -> Window:
        """A window with these cookies."""
        window = self._free.pop(0) if self._free else Window(self._browser, self.url)
        self._taken.append(window)
        mark = {"name": MARK, "value": self.mark, "url": self.url, "httpOnly": True}
        window.context.add_cookies([*cookies, mark])
        return window

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
