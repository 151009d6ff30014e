"""The words of an element of a page, without any block being made of them (pure)."""

from __future__ import annotations

import re

from factcheck.documents.html.tree import Node

BREAK = Node("br", {})
BLANKS = re.compile(r"[ \t\n\r\f]+")  # HTML's white space; a no-break space is none


def lines_of(node: Node) -> str:
    """The words of an element, each of its blocks on a line of its own."""
    found: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, str):
            found.append(BLANKS.sub(" ", part))
        elif part.tag == "br":
            found.append("\n")
        else:
            edge = [] if part.is_inline else [BREAK]
            stack += [*edge, *reversed(part.parts), *edge]
    return "\n".join(filter(None, (line.strip() for line in "".join(found).split("\n"))))


def one_line(node: Node) -> str:
    """The words of an element on one line."""
    return " ".join(lines_of(node).split("\n"))
