"""The boxes of a page: words beside blocks get a block of their own, as in browsers (pure).

CSS 2.2, 9.2.1.1 "Anonymous block boxes".
"""

from __future__ import annotations

from factcheck.documents.markup.elements import INLINE, PHRASING
from factcheck.documents.markup.node import Node

ANONYMOUS = "anonymous"


def lay_out(root: Node) -> list[Node]:
    """Wrap words beside blocks into blocks; returns all elements in document order, the new ones included."""
    nodes = list(root.walk())
    holding = _holding_blocks(nodes)
    for node in nodes:
        if node in holding:
            node.parts = _boxed(node, holding)
    return list(root.walk())


def _holding_blocks(nodes: list[Node]) -> set[Node]:
    """The elements that contain a block. A custom element within a paragraph counts as words of it."""
    holding: set[Node] = set()
    for node in reversed(nodes):
        parent = node.parent
        if parent is None:
            continue
        if node not in holding and node.tag not in INLINE and _is_made_up(node) and parent.tag in PHRASING:
            node.tag, node.is_inline = "span", True
            node.parts = [" ", *node.parts, " "]
        elif node in holding or not node.is_inline:
            holding.add(parent)
    return holding


def _is_made_up(node: Node) -> bool:
    return "-" in node.tag or ":" in node.tag


def _boxed(node: Node, holding: set[Node]) -> list[str | Node]:
    found: list[str | Node] = []
    run: list[str | Node] = []
    for part in node.parts:
        if isinstance(part, str) or (part.is_inline and part not in holding):
            run.append(part)
        else:
            found += [*_box(node, run), part]
            run = []
    return [*found, *_box(node, run)]


def _box(node: Node, run: list[str | Node]) -> list[str | Node]:
    """A run of words as one block; without words, it stays as it is."""
    if not any(part.strip() if isinstance(part, str) else part.parts for part in run):
        return run
    box = Node(ANONYMOUS, {}, node)
    box.parts = run
    for part in run:
        if isinstance(part, Node):
            part.parent = box
    return [box]
