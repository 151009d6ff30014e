"""The server of this commit beside that of an earlier one: CPU per request, round by round in turn."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.earlier import ROOT, run_in, tree
from benchmarks.server.apps.factcheck import words
from benchmarks.server.client import Client
from benchmarks.server.house import EMAIL, PASSWORD, Spot
from benchmarks.server.postgresql import PostgreSQL
from benchmarks.server.process import Server, app_server

FILLING = Path(__file__).with_name("filling.py")
ARTICLES = {10: 6_000, 200: 6_000, 1_000: 100_000, 5_000: 100_000}  # annotations: code points
HEAD = "| operation | before, ms CPU | now, ms CPU | now ÷ before | rounds, lowest and highest |\n|---|--:|--:|--:|--:|"
APART = 100_000  # between the numbers of claims by a form and by htmx
WARM = 10  # requests before the first round
ALLOWED = 1.05  # ratio


class Side(NamedTuple):
    """One state of the code: its server, a signed-in person, and the articles by their number of annotations."""

    server: Server
    client: Client
    spots: dict[int, Spot]

    def cost(self, act: Callable[[Side, int], None], numbers: range) -> float:
        """CPU of the server in ms for one request."""
        side = self._replace(client=self.client.twin())  # the server closes connections that were idle for a while
        cpu = self.server.cpu()
        for number in numbers:
            act(side, number)
        return 1000 * (self.server.cpu() - cpu) / len(numbers)

    def get(self, path: str) -> None:
        """Read a page."""
        self.client.get(path).expect(200)

    def claim(self, annotations: int, number: int, *, partial: bool) -> None:
        """Highlight the `number`th words of an article, as a plain form or as the workbench does."""
        spot = self.spots[annotations]
        path = f"/articles/{spot.article_id}/claims"
        self.client.post(path, words(spot, number), partial=partial).expect(200 if partial else 303)


def operations(times: int) -> dict[str, tuple[int, Callable[[Side, int], None]]]:
    """What is compared: how often in a round, and the request."""

    def opened(annotations: int) -> Callable[[Side, int], None]:
        return lambda side, _: side.get(f"/articles/{side.spots[annotations].article_id}")

    return {
        "OPEN, 10 annotations": (times, opened(10)),
        "OPEN, 200 annotations": (times // 2, opened(200)),
        "OPEN, 1,000 annotations": (times // 5, opened(1_000)),
        "OPEN, 5,000 annotations": (times // 20, opened(5_000)),
        "LIST, the first page of all articles": (times // 2, lambda side, _: side.get("/articles")),
        "LIST, the first page of all claims": (times // 2, lambda side, _: side.get("/claims")),
        "SEARCH, articles by a word": (times // 2, lambda side, _: side.get("/articles?q=harbour")),
        "SEARCH, claims by a word": (times // 2, lambda side, _: side.get("/claims?q=harbour")),
        "CREATE, a form": (times, lambda side, number: side.claim(10, number, partial=False)),
        "CREATE, by htmx": (times, lambda side, number: side.claim(10, APART + number, partial=True)),
        "ADD on 200 annotations": (times, lambda side, number: side.claim(200, number, partial=True)),
        "ADD on 5,000 annotations": (times, lambda side, number: side.claim(5_000, number, partial=True)),
    }


def compare(commit: str, rounds: int, times: int, only: str, is_on_server: bool) -> Iterator[str]:
    """The rows of the table, on SQLite or on a PostgreSQL server for each side; a ratio above ALLOWED is in bold."""
    with ExitStack() as stack:
        before = _side(stack, stack.enter_context(tree(commit)), is_on_server)
        sides = [before, _side(stack, ROOT, is_on_server)]
        for name, (count, act) in operations(times).items():
            if not name.startswith(only):
                continue
            for side in sides:
                side.cost(act, range(-WARM, 0))
            costs: list[tuple[float, float]] = []
            for turn in range(rounds):
                numbers = range(turn * count, (turn + 1) * count)
                found = {id(side): side.cost(act, numbers) for side in sides[:: 1 if turn % 2 else -1]}
                costs.append((found[id(before)], found[id(sides[1])]))
            yield _row(name, costs)


def _side(stack: ExitStack, root: Path, is_on_server: bool) -> Side:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    database = stack.enter_context(PostgreSQL(Path(folder) / "postgresql")) if is_on_server else None
    articles = json.dumps([(length, annotations) for annotations, length in ARTICLES.items()])
    address = (database.url,) if database else ()
    filled = json.loads(run_in(root, FILLING, f"{folder}/home", articles, *address).splitlines()[-1])
    server = stack.enter_context(app_server(filled["env"], root, [database.pid] if database else ()))
    client = Client(server.port).sign_in(EMAIL, PASSWORD)
    spots = (Spot(**spot) for spot in filled["spots"])
    return Side(server, client, dict(zip(ARTICLES, spots, strict=True)))


def _row(name: str, costs: list[tuple[float, float]]) -> str:
    ratios = [now / then for then, now in costs]
    ratio = median(ratios)
    shown = f"{ratio:.2f}" if ratio <= ALLOWED else f"**{ratio:.2f}**"
    then, now = (median(values) for values in zip(*costs, strict=True))
    return f"| {name} | {then:.2f} | {now:.2f} | {shown} | {min(ratios):.2f}–{max(ratios):.2f} |"
