"""The figures as tables, with the ratio of each peer to ours and the targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from benchmarks.workbench.subjects import Measured

OURS = "ours"
Told = Callable[[Measured], float | None]


class Size(NamedTuple):
    """An article to measure: code points, annotations, whether peers are measured, and the target ratio."""

    length: int
    annotations: int
    has_peers: bool
    ratio: float = 0

    @property
    def name(self) -> str:
        """The name in rows and titles."""
        return f"{self.length:,} characters, {self.annotations:,} highlights"


class Row(NamedTuple):
    """A row: its name, its value for a subject, its format, and whether a ratio makes sense."""

    name: str
    told: Told
    shape: str = "{:,.0f}"
    is_compared: bool = True


ROWS = (
    Row("data → painted, ms", lambda it: it.paint),
    Row("for the highlights alone, ms", lambda it: it.marking),
    Row("navigation → painted, ms", lambda it: it.navigation),
    Row("until the server's first byte, ms", lambda it: it.server or None, is_compared=False),
    Row("navigation → cards positioned, ms", lambda it: it.settled if it.server else None, is_compared=False),
    Row("page loaded and rendered, ms of main thread", lambda it: it.painting),
    Row("one highlight added, ms of main thread", lambda it: it.add, "{:,.1f}"),
    Row("its event from the stream, ms of main thread", lambda it: it.echo or None, "{:,.1f}", is_compared=False),
    Row("one highlight added, arrival → painted, ms", lambda it: it.added),
    Row("one highlight added, bytes sent (gzip)", lambda it: it.sent or None, is_compared=False),
    Row("the page, bytes sent (gzip)", lambda it: it.page_bytes or None, is_compared=False),
    Row("one highlight focused, ms of main thread", lambda it: it.focus, "{:,.1f}"),
    Row(
        "its panel opened, ms of main thread", lambda it: it.panel if it.server else None, "{:,.1f}", is_compared=False
    ),
    Row("hit test, µs", lambda it: it.hit, "{:,.0f}"),
    Row("the browser's own search alone, µs", lambda it: it.looked_up, is_compared=False),
    Row("hit test, exact sets, %", lambda it: 100 * it.exact, "{:,.1f}", is_compared=False),
    Row("frames in 2 s of scrolling", lambda it: it.scrolled.frames, is_compared=False),
    Row("frames later than 20 ms, %", lambda it: 100 * it.scrolled.late, is_compared=False),
    Row("DOM nodes", lambda it: it.nodes),
    Row("JS heap, MiB", lambda it: it.heap, "{:,.1f}"),
    Row("claims that are Tab stops", lambda it: it.stops, is_compared=False),
    Row("claims in the accessibility tree", lambda it: it.told, is_compared=False),
)


def table(size: Size, seen: Mapping[str, Measured]) -> str:
    """One article: a row for each figure, a column for each subject, `peer ÷ ours` beside the peers' figures."""
    names = list(seen)
    lines = [f"| | {' | '.join(names)} |", f"|---|{'--:|' * len(names)}"]
    for row in ROWS:
        lines.append(f"| {row.name} | {' | '.join(_cell(row, seen, name) for name in names)} |")
    whole = (("yes" if seen[name].is_whole else "**no**") for name in names)
    lines.append(f"| `textContent` is the text | {' | '.join(whole)} |")
    partly = [
        f"{it} had set {seen[it].marks:,} highlights when its time was up" for it in names if _is_cut(size, seen[it])
    ]
    note = f"\n\n{'; '.join(partly)}: its figures are of those." if partly else ""
    return f"### {size.name}\n\n" + "\n".join(lines) + note


def _cell(row: Row, seen: Mapping[str, Measured], name: str) -> str:
    value, ours = row.told(seen[name]), row.told(seen[OURS]) if OURS in seen else None
    if value is None:
        return ""
    shown = row.shape.format(value)
    if name == OURS or not row.is_compared or not ours:
        return shown
    return f"{shown} ({value / ours:.2g}×)" if value / ours < 100 else f"{shown} ({value / ours:,.0f}×)"


def _is_cut(size: Size, it: Measured) -> bool:
    return it.marks < size.annotations


class Goal(NamedTuple):
    """A target: its observed value, its wanted value, and whether it is met."""

    name: str
    seen: str
    wanted: str
    is_met: bool


def goals(size: Size, seen: Mapping[str, Measured]) -> Iterator[Goal]:
    """Our targets for one article."""
    ours = seen[OURS]
    peers = {name: it for name, it in seen.items() if name in {"Recogito", "wrap"}}
    for name, it in peers.items() if size.ratio else ():
        faster = it.marking / max(ours.marking, 1)
        goal = f"{size.name}: highlights painted, {name} ÷ ours"
        yield Goal(goal, f"{faster:.1f}", f"≥ {size.ratio:g}", faster >= size.ratio)
    if size.annotations == 5_000:
        whole = ours.navigation
        yield Goal(f"{size.name}: navigation → painted", f"{whole:,.0f} ms", "< 1,000 ms", whole < 1_000)
    if size.annotations == 1_000:
        yield Goal(f"{size.name}: add, main thread", f"{ours.add:.0f} ms", "≤ 30 ms", ours.add <= 30)
        yield Goal(f"{size.name}: focus, main thread", f"{ours.focus:.0f} ms", "≤ 30 ms", ours.focus <= 30)
        yield Goal(f"{size.name}: panel, main thread", f"{ours.panel:.0f} ms", "≤ 50 ms", ours.panel <= 50)
    yield Goal(f"{size.name}: add, bytes sent", f"{ours.sent:,} B", "≤ 2,048 B", ours.sent <= 2_048)
    is_hit = ours.hit <= 250 and ours.exact == 1
    yield Goal(
        f"{size.name}: hit test", f"{ours.hit:.0f} µs, {100 * ours.exact:.1f} % exact", "≤ 250 µs, all exact", is_hit
    )
    yield Goal(f"{size.name}: Tab stops", f"{ours.stops:,}", f"{size.annotations:,}", ours.stops >= size.annotations)
    yield Goal(f"{size.name}: `textContent`", "the text" if ours.is_whole else "another", "the text", ours.is_whole)


def goal_table(found: list[Goal]) -> str:
    """All targets, the missed ones in bold."""
    lines = ["| target | observed | wanted | |", "|---|--:|--:|---|"]
    lines += [f"| {it.name} | {it.seen} | {it.wanted} | {'met' if it.is_met else '**missed**'} |" for it in found]
    return "### Targets\n\n" + "\n".join(lines)


def visit(page: int, static: Mapping[str, int]) -> tuple[str, Goal]:
    """The first visit with an empty cache: bytes of the bodies as sent."""
    total, largest = sum(static.values()), sorted(static.items(), key=lambda it: -it[1])[:4]
    named = ", ".join(f"{name} {size / 1024:.1f}" for name, size in largest)
    words = (
        f"First visit, empty cache: {total / 1024:.0f} KiB in {len(static)} static files ({named}, …), "
        f"and the page itself, {page / 1024:.0f} KiB."
    )
    return words, Goal("first visit, static files", f"{total / 1e6:.3f} MB", "≤ 0.25 MB", total <= 250_000)
