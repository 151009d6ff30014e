"""A tab of headless Chromium and its performance counters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

from benchmarks.server.client import Client

PAGES = Path(__file__).parent / "pages"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-gpu"]
WINDOW = {"width": 1440, "height": 900}
PATIENCE = 180_000  # ms for a page to load
QUIET = 400  # ms after an action in which its consequences end
TOLD = {"link", "mark", "button"}  # roles by which assistive technology could announce a highlight
DROPPED = 20  # ms between two frames above which a frame was dropped


class Scrolled(NamedTuple):
    """Frames in two seconds, and the share of late ones."""

    frames: int
    late: float


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium."""
    return playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


class Tab:
    """A page in its own context, signed in if a client is given."""

    def __init__(self, browser: Browser, scripts: Sequence[str], client: Client | None = None) -> None:
        self._context: BrowserContext = browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(PATIENCE)
        for name in scripts:
            self.page.add_init_script(path=PAGES / name)
        if client:
            address = f"http://127.0.0.1:{client.port}"
            cookies = (cookie.partition("=") for cookie in client.cookie.split("; "))
            self._context.add_cookies([{"name": name, "value": value, "url": address} for name, _, value in cookies])
        self._idle: list[float] = []  # ms of work of an idle page, as often as it was measured
        self._cdp = self._context.new_cdp_session(self.page)
        self._cdp.send(
            "Performance.enable", {"timeDomain": "threadTicks"}
        )  # CPU time, because others use this machine too
        self._cdp.send("HeapProfiler.enable")

    def close(self) -> None:
        """Close the page and its context."""
        self._context.close()

    def metrics(self) -> dict[str, float]:
        """The counters so far; times in CPU seconds of the main thread."""
        return {it["name"]: it["value"] for it in self._cdp.send("Performance.getMetrics")["metrics"]}

    def busy(self, act: str, argument: object = None) -> tuple[float, Any]:
        """Milliseconds of main-thread work for an action until it ended, and the result of the action.

        What the page does anyway in that time is subtracted: the least that was seen before this and earlier actions.
        """
        idle = f"async () => {{ await bench.still({QUIET}); }}"
        self._idle += [self._worked(idle, None)[0] for _ in range(1 if self._idle else 3)]
        wait = f"async (it) => {{ const told = await ({act})(it); await bench.still({QUIET}); return told; }}"
        worked, told = self._worked(wait, argument)
        return max(worked - min(self._idle), 0), told

    def work(self) -> float:
        """Milliseconds of main-thread work for this page so far."""
        return 1000 * self.metrics()["TaskDuration"]

    def _worked(self, act: str, argument: object) -> tuple[float, Any]:
        before = self.work()
        told = self.page.evaluate(act, argument)
        return self.work() - before, told

    def memory(self) -> tuple[float, int]:
        """MiB of the JavaScript heap after garbage collection, and nodes of the document."""
        self._cdp.send("HeapProfiler.collectGarbage")
        return self.metrics()["JSHeapUsedSize"] / 2**20, self.page.evaluate("() => bench.nodes()")

    def scroll(self) -> Scrolled:
        """Scroll for two seconds, to the end of the page but no faster than 4,000 px a second."""
        reach = self.page.evaluate(
            "() => { scrollTo(0, 0); return document.documentElement.scrollHeight - innerHeight; }"
        )
        distance = max(100, min(8_000, reach))
        self.page.evaluate("() => { bench.rolling = bench.beats(2000); }")
        gesture = {"x": 500, "y": 450, "yDistance": -distance, "speed": max(50, distance // 2)}
        self._cdp.send("Input.synthesizeScrollGesture", {**gesture, "gestureSourceType": "mouse"})
        gaps = self.page.evaluate("() => bench.rolling")
        return Scrolled(len(gaps), sum(gap > DROPPED for gap in gaps) / len(gaps))

    def told(self) -> int:
        """The number of highlights in the accessibility tree; each claim once if names identify it.

        Asked last: a page whose tree was asked for keeps it up to date, and everything takes longer.
        """
        nodes = self._cdp.send("Accessibility.getFullAXTree")["nodes"]
        shown = [it for it in nodes if not it["ignored"] and it["role"]["value"] in TOLD]
        names = [it.get("name", {}).get("value", "") for it in shown]
        return len({name.split(",")[0] for name in names if name.startswith("Claim ")}) or len(shown)

    @contextmanager
    def wire(self) -> Iterator[list[Request]]:
        """The requests that finish meanwhile."""
        seen: list[Request] = []

        def finished(request: Request) -> None:  # the library sets attributes on the handler, so no bare append
            seen.append(request)

        self.page.on("requestfinished", finished)
        yield seen
        self.page.remove_listener("requestfinished", finished)
