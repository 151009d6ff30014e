"""The subjects: our workbench, and each peer on a plain page."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Request

from benchmarks.server.client import Client
from benchmarks.workbench.chromium import Scrolled, Tab
from benchmarks.workbench.house import Mark, Reading

PEERS = {
    "Recogito": "recogito/{}?renderer=SPANS",
    "Recogito, CSS": "recogito/{}?renderer=CSS_HIGHLIGHTS",
    "wrap": "wrap/{}",
}
POINTS, FOCUSED, ADDS = 100, 7, 7
SLOW = 2_000  # ms; a slower painting isn't repeated
BEGUN = (
    "() => { const it = performance.getEntriesByType('navigation')[0]; return [it.responseStart, it.encodedBodySize]; }"
)


class Measured(NamedTuple):
    """The figures of one subject on one article; times in ms, hit tests in µs."""

    paint: float
    marking: float
    painting: float
    navigation: float
    server: float
    page_bytes: int
    settled: float
    add: float
    added: float
    echo: float
    sent: int
    focus: float
    panel: float
    hit: float
    looked_up: float
    exact: float
    scrolled: Scrolled
    heap: float
    nodes: int
    stops: int
    told: int
    is_whole: bool
    marks: int


class Ours:
    """The real page of the real app; every round gets a full answer."""

    def __init__(self, browser: Browser, client: Client, rounds: int) -> None:
        self._browser, self._client, self._rounds = browser, client, rounds

    def measure(self, reading: Reading) -> Measured:
        """All figures of one article; adding comes last, because it changes it."""
        tab = Tab(self._browser, ("watch.js", "ours.js"), self._client)
        address = f"http://127.0.0.1:{self._client.port}/articles/{reading.article_id}"
        tab.page.goto(address)  # static files are in the cache from now on
        bare = f"http://127.0.0.1:{self._client.port}/articles/{reading.bare_id}"
        tab.page.goto(bare)
        painted: list[tuple[float, float, float, float, float]] = []
        plain: list[float] = []
        while len(painted) < self._rounds and not (painted and painted[-1][0] > SLOW):
            plain.append(self._painted(tab, f"{bare}?round={len(painted)}")[0])
            painted.append(self._painted(tab, f"{address}?round={len(painted)}"))
        paint, painting, navigation, server, settled = (middle(it) for it in zip(*painted, strict=True))
        page_bytes = tab.page.evaluate(BEGUN)[1]
        common = looked_at(tab, reading)
        adds = [self.add(tab, reading.words(number)) for number in range(ADDS)]
        add, echo, added, sent = (median(it) for it in zip(*adds, strict=True))
        told = min(tab.told(), len(reading.marks))
        tab.close()
        return Measured(
            paint=paint, marking=max(paint - middle(plain), 0), painting=painting, navigation=navigation, server=server,
            page_bytes=page_bytes, settled=settled, add=add, added=added, echo=echo, sent=int(sent),
            marks=len(reading.marks), told=told, **common,
        )  # fmt: skip

    def first_visit(self, reading: Reading) -> tuple[int, dict[str, int]]:
        """Bytes of the page and of each static file, loaded with an empty cache."""
        tab = Tab(self._browser, ("watch.js", "ours.js"), self._client)
        with tab.wire() as seen:
            tab.page.goto(f"http://127.0.0.1:{self._client.port}/articles/{reading.article_id}")
            tab.page.evaluate("() => bench.still(1500)")
        sizes = {it.url.rpartition("/")[2].partition("?")[0]: received(it) for it in seen if "/static/" in it.url}
        page = next(received(it) for it in seen if it.is_navigation_request())
        tab.close()
        return page, sizes

    def _painted(self, tab: Tab, address: str) -> tuple[float, float, float, float, float]:
        tab.page.goto(address)
        marks, settled = tab.page.evaluate("async () => [await bench.marks, await bench.cards]")
        server = tab.page.evaluate(BEGUN)[0]
        tab.page.evaluate("() => bench.still(300)")
        return marks - server, tab.work(), marks, server, settled

    def add(self, tab: Tab, words: dict[str, object]) -> tuple[float, float, float, int]:
        """CPU of a new highlight and of its event, ms until it was painted; bytes of its answer.

        The panel of the new claim, which is measured by itself, is there before the event.
        """
        with tab.wire() as seen:
            tab.page.evaluate("(words) => subject.send(words)", words)
            worked, painted = tab.busy("() => subject.release()")
            tab.page.evaluate("async () => { await subject.open(); await bench.still(500); }")
            echoed, _ = tab.busy("() => subject.hear()")
        answer = next(it for it in seen if it.method == "POST" and it.url.endswith("/claims"))
        return worked, echoed, painted, received(answer)


class Peer:
    """A library on its plain page, which has the text before the library gets the highlights."""

    def __init__(self, browser: Browser, url: str, name: str, rounds: int, limit: int) -> None:
        self._browser, self._rounds, self._limit = browser, rounds, limit
        self._address = f"{url}/{PEERS[name]}"

    def measure(self, reading: Reading) -> Measured:
        """All figures of one article."""
        tab = Tab(self._browser, ("watch.js",))
        painted: list[tuple[float, float, float, int]] = []
        while len(painted) < self._rounds and not (painted and painted[-1][0] > SLOW):
            painted.append(self._painted(tab, reading))
        paint, painting, navigation, marks = (middle(it) for it in zip(*painted, strict=True))
        reading = reading._replace(marks=reading.marks[: int(marks)])
        common = looked_at(tab, reading)
        adds = [self._add(tab, reading.mark(number)) for number in range(ADDS)]
        add, added = (median(it) for it in zip(*adds, strict=True))
        told = tab.told()
        tab.close()
        return Measured(
            paint=paint, marking=paint, painting=painting, navigation=navigation, server=0, page_bytes=0,
            settled=navigation, add=add, added=added, echo=0, sent=0, marks=int(marks), told=told, **common,
        )  # fmt: skip

    def _painted(self, tab: Tab, reading: Reading) -> tuple[float, float, float, int]:
        tab.page.goto(self._address.format(reading.article_id))
        act = """async ([marks, limit]) => {
          await bench.still(100);
          const loaded = performance.getEntriesByType("navigation")[0].loadEventEnd;
          const begun = performance.now();
          const done = subject.set(marks, limit);
          const spent = (await bench.painted(subject.drawn)) - begun;
          await bench.still(300);
          return [spent, loaded + spent, done];
        }"""
        spent, navigation, done = tab.page.evaluate(act, [reading.marks, self._limit])
        return spent, tab.work(), navigation, done

    def _add(self, tab: Tab, mark: Mark) -> tuple[float, float]:
        tab.page.evaluate("(offset) => { bench.reveal(offset); return bench.still(300); }", mark[1])
        act = """async (mark) => {
          const begun = performance.now();
          subject.add(mark);
          return (await bench.painted(() => true)) - begun;
        }"""
        return tab.busy(act, mark)


def looked_at(tab: Tab, reading: Reading) -> dict[str, Any]:
    """The same questions to every subject: points, focus, scrolling, memory, Tab stops, accessibility."""
    scrolled = tab.scroll()
    tab.page.evaluate("() => { scrollTo(0, 0); return bench.still(500); }")
    tab.page.evaluate("() => subject.ready?.()")
    points = tab.page.evaluate("(count) => bench.points(count)", POINTS)
    truth = [sorted(standing(reading.marks, it["offset"])) for it in points]
    hits = tab.page.evaluate("(points) => bench.hits(points)", points)
    right = sum(sorted(found) == wanted for found, wanted in zip(hits["answers"], truth, strict=True))
    in_sight = list(dict.fromkeys(claim for claims in truth for claim in claims))
    focus, panel = [], []
    for id_ in in_sight[:: max(1, len(in_sight) // FOCUSED)][:FOCUSED]:
        focus.append(tab.busy("(id) => subject.focus(id)", id_)[0])
        panel.append(tab.busy("() => subject.open?.()")[0])
    heap, nodes = tab.memory()
    text = tab.page.evaluate("() => document.getElementById('text').textContent")
    return {
        "scrolled": scrolled, "hit": hits["each"], "looked_up": hits["browser"], "exact": right / len(points),
        "focus": median(focus), "panel": median(panel), "heap": heap, "nodes": nodes,
        "stops": tab.page.evaluate("() => subject.stops()"), "is_whole": text == reading.text,
    }  # fmt: skip


def middle(values: Sequence[float]) -> float:
    """The mean of the middle half; medians would jump by 17 ms, because a painting waits for a frame."""
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return mean(ordered[quarter : len(ordered) - quarter])


def standing(marks: list[Mark], offset: int) -> list[int]:
    """The claims whose words include this character."""
    return [claim for claim, start, end in marks if start <= offset < end]


def received(request: Request) -> int:
    """Bytes of an answer's body on the wire."""
    return int(request.sizes()["responseBodySize"])
