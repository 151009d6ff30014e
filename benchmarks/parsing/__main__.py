"""Read hostile pages of two sizes as uploads, and print the times and how they grow when a page doubles.

`python -m benchmarks.parsing [BYTES]`; exit 1 where doubling a page takes more than LINEAR times as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.parsing.pages import PAGES
from factcheck.articles.details import ArticleDetails
from factcheck.documents.formats import HTML
from factcheck.errors import Invalid
from factcheck.intake.reading.article_reader import read

SIZE = 1_000_000  # bytes of the smaller page
LINEAR = 3.0  # maximum growth of time for twice the page, with a margin for caches and the clock
FLOOR = 0.05  # seconds below which growth is ignored
TIMES = 3  # runs, of which the fastest counts


class Row(NamedTuple):
    """A page, the seconds for both sizes, and the outcome of the larger one."""

    name: str
    once: float
    twice: float
    outcome: str

    @property
    def growth(self) -> float:
        """Time of the larger page as a multiple of the smaller one's."""
        return self.twice / self.once if self.once else 1.0


def main() -> int:
    """Print the table, slowest first."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    rows = sorted((measured(name, make, size) for name, make in PAGES.items()), key=lambda row: -row.twice)
    print(f"| page | {size / 1e6:g} MB, s | {2 * size / 1e6:g} MB, s | growth | outcome |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(f"| {row.name} | {row.once:.2f} | {row.twice:.2f} | {row.growth:.1f} | {row.outcome} |")
    return int(any(row.twice > FLOOR and row.growth > LINEAR for row in rows))


def measured(name: str, make: Callable[[int], str], size: int) -> Row:
    """The best times of a page in both sizes."""
    once, _outcome = best(make(size).encode())
    twice, outcome = best(make(2 * size).encode())
    return Row(name, once, twice, outcome)


def best(raw: bytes) -> tuple[float, str]:
    """CPU seconds of this thread, and whether the page was read or why not."""
    outcome, seconds = "", []
    for _ in range(TIMES):
        begun = time.thread_time()
        try:
            found = read(raw, HTML, ArticleDetails("Headline", "Courier", language="en"), is_undated=True)
            outcome = f"{len(found.whole.text):,} characters"
        except Invalid as refusal:
            outcome = refusal.message
        seconds.append(time.thread_time() - begun)
    return min(seconds), outcome


if __name__ == "__main__":
    sys.exit(main())
