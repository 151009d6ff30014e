"""The workbench of this commit beside that of an earlier one: CPU of the main thread, action by action in turn."""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from benchmarks.earlier import ROOT, run_in, tree
from benchmarks.server.client import Client
from benchmarks.server.house import EMAIL, PASSWORD
from benchmarks.server.process import app_server
from benchmarks.workbench.chromium import Tab
from benchmarks.workbench.house import Reading
from benchmarks.workbench.subjects import Ours

FILLING = Path(__file__).with_name("filling.py")
ARTICLES = ((6_000, 200), (6_000, 1_000), (100_000, 1_000))  # code points, annotations
HEAD = "| article | main thread, best and median ms | before | now | now ÷ before (medians) |\n|---|---|--:|--:|--:|"
ALLOWED = 1.05  # ratio


class Side:
    """One state of the code with its server, and a page of it."""

    def __init__(self, stack: ExitStack, browser: Browser, root: Path, article: tuple[int, int]) -> None:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        filled = json.loads(run_in(root, FILLING, folder, *map(str, article)).splitlines()[-1])
        self._reading = Reading(**filled["reading"])
        server = stack.enter_context(app_server(filled["env"], root))
        client = Client(server.port).sign_in(EMAIL, PASSWORD)
        self._address = f"http://127.0.0.1:{server.port}/articles/{self._reading.article_id}"
        self._ours = Ours(browser, client, 1)
        self._tab = Tab(browser, ("watch.js", "ours.js"), client)
        stack.callback(self._tab.close)
        self.seen: dict[str, list[float]] = defaultdict(list)

    def load(self) -> None:
        """The page, until its cards are placed."""
        self._tab.page.goto(self._address)
        self._tab.page.evaluate("async () => { await bench.cards; await bench.still(500); }")
        self.seen["page loaded"].append(self._tab.work())

    def focus(self, number: int, *, has_panel: bool) -> None:
        """A card after one whose panel is open, another after that, and its panel, in the `number`th round."""
        for name, place in (("highlight focused after a panel", 10 * number), ("highlight focused", 10 * number + 5)):
            claim = self._reading.marks[place][0]
            self.seen[name].append(self._tab.busy("(id) => subject.focus(id)", claim)[0])
        if has_panel:
            self.seen["panel opened"].append(self._tab.busy("() => subject.open()")[0])

    def add(self, number: int) -> None:
        """The `number`th new highlight, and its event from the stream."""
        worked, echoed, *_ = self._ours.add(self._tab, self._reading.words(number))
        self.seen["highlight added"].append(worked)
        self.seen["its event"].append(echoed)


def compare(browser: Browser, commit: str, rounds: int) -> Iterator[str]:
    """The rows of the table; a ratio above ALLOWED is in bold. What an earlier commit hasn't got is empty."""
    with ExitStack() as outer:
        roots = (outer.enter_context(tree(commit)), ROOT)
        panels = ["claim-panel" in (root / "static/js/main.js").read_text() for root in roots]
        for article in ARTICLES:
            with ExitStack() as stack:
                sides = [Side(stack, browser, root, article) for root in roots]
                for side in sides * rounds:
                    side.load()
                for number in range(rounds):
                    for side, has_panel in zip(sides, panels, strict=True):
                        side.focus(number, has_panel=has_panel)
                for number in range(min(rounds, 7)):
                    for side in sides:
                        side.add(number)
                yield from _rows(article, *(side.seen for side in sides))


def _rows(article: tuple[int, int], before: dict[str, list[float]], now: dict[str, list[float]]) -> Iterator[str]:
    title = f"{article[0]:,} characters, {article[1]:,} highlights"
    for name, values in now.items():
        then = before.get(name, [])
        ratio = median(values) / median(then) if then else 0
        shown = f"{ratio:.2f}" if ratio <= ALLOWED else f"**{ratio:.2f}**"
        yield f"| {title} | {name} | {_told(then)} | {_told(values)} | {shown if then else ''} |"


def _told(values: list[float]) -> str:
    return f"{min(values):.1f}, {median(values):.1f}" if values else ""
