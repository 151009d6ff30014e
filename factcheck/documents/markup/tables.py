"""Tables of a page: layout tables, and the rows of all others, each cell in its column (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from factcheck.documents.markup.node import Node
from factcheck.documents.markup.text_density import Measure

GROUPS = ("thead", "tbody", "tfoot")  # in display order, whatever their order in the source
LONG_CELL = 600  # code points without spaces
LARGEST_SPAN = 1_000  # columns or rows (the limit for columns in HTML, "Attributes common to td and th elements")
MOST_REPEATED = 50_000  # code points and cells that spans may add to one table


def is_layout(table: Node, sizes: Mapping[Node, Measure]) -> bool:
    """Whether a table only lays out a page: it is marked so, or a cell has a heading, paragraphs or another table."""
    if table.get("role").strip().lower() in {"presentation", "none"}:
        return True
    rows = list(_rows(table))
    if all(len(row.elements) < 2 for row in rows) and (len(rows) == 1 or sizes[table].paragraphs):
        return True
    has_heads = any(cell.tag == "th" for row in rows for cell in row.elements)
    return any(_is_layout_cell(cell, sizes, has_heads=has_heads) for row in rows for cell in row.elements)


def rows_of(table: Node, read: Callable[[Node], str]) -> Iterator[str]:
    """The rows with words, their cells separated by tabs; `read` returns the words of a cell on one line.

    A cell that spans rows is repeated in each; one that spans columns is followed by empty ones.
    """
    spans: dict[int, tuple[int, str]] = {}  # column → number of rows that the cell still spans, its words
    room = MOST_REPEATED
    for row in _rows(table):
        cells, room = _cells(row, spans, read, room)
        if any(cells):
            yield "\t".join(cells)


def parts_beside_rows(table: Node) -> tuple[list[Node], list[Node]]:
    """The other content of a table: captions, and elements that aren't allowed in tables."""
    captions = [it for it in table.elements if it.tag == "caption"]
    return captions, [it for it in table.elements if it.tag not in {"caption", "tr", "colgroup", "col", *GROUPS}]


def _rows(table: Node) -> Iterator[Node]:
    for group in GROUPS:
        for child in table.elements:
            if child.tag == "tr" and group == "tbody":
                yield child
            elif child.tag == group:
                yield from (row for row in child.elements if row.tag == "tr")


def _cells(
    row: Node, spans: dict[int, tuple[int, str]], read: Callable[[Node], str], room: int
) -> tuple[list[str], int]:
    """The cells of a row, with those that span into it from above; `room` limits what spans may add."""
    found: list[str] = []
    for cell in row.elements:
        room -= _spanned(found, spans, room)
        words = read(cell)
        rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
        if columns > room or (rows - 1) * max(1, len(words)) > room:
            rows = columns = 1
        room -= columns - 1
        if rows > 1:
            spans |= {len(found) + it: (rows - 1, "" if it else words) for it in range(columns)}
        found += [words, *[""] * (columns - 1)]
    room -= _spanned(found, spans, room)
    return found, room


def _spanned(found: list[str], spans: dict[int, tuple[int, str]], room: int) -> int:
    """Insert cells that span into this row, as far as there is room; returns how much that added."""
    added = 0
    while len(found) in spans:
        if added > room:
            spans.clear()
            break
        column = len(found)
        rows, words = spans.pop(column)
        if rows > 1:
            spans[column] = (rows - 1, words)
        found.append(words)
        added += 1 + len(words)
    return added


def _span(cell: Node, name: str) -> int:
    value = cell.get(name).strip()[:5]
    return min(max(1, int(value)), LARGEST_SPAN) if value.isdecimal() else 1


def _is_layout_cell(cell: Node, sizes: Mapping[Node, Measure], *, has_heads: bool) -> bool:
    if cell.tag == "th" or cell not in sizes:
        return False
    measure = sizes[cell]
    if measure.paragraphs > 1 or (measure.words > LONG_CELL and not has_heads):
        return True
    for part in cell.elements:
        level = part.level
        if level in {1, 2} or (level and sizes[part].words < measure.words and measure.paragraphs):
            return True
        if part.tag == "table" and sizes[part].words and (part is not cell.elements[-1] or _count(part) > 1):
            return True
    return False


def _count(table: Node) -> int:
    return sum(len(row.elements) for row in _rows(table))
