"""An element of a page, its words and its elements (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST_SIBLINGS = 1_000  # parts of an element among which the neighbours of one are looked for
BLANKS = re.compile(r"[ \t\n\r\f]+")  # HTML's white space, without the no-break space


def names(words: str) -> frozenset[str]:
    """Names written in one string."""
    return frozenset(words.split())


class Node:
    """An element: `parts` are its words and elements in order.

    `is_inline`, whether its words are in one line with those around it, and `level`, of a heading 1 to 6, are for
    `elements.classify` to say.
    """

    __slots__ = ("attributes", "is_inline", "level", "parent", "parts", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Node | None = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.parts: list[str | Node] = []
        self.is_inline = False
        self.level = 0

    def get(self, name: str) -> str:
        """An attribute; empty if it is missing."""
        return self.attributes.get(name, "")

    def has(self, name: str) -> bool:
        """Whether the attribute exists, even if empty."""
        return name in self.attributes

    @property
    def elements(self) -> list[Node]:
        """The descendants, without those inside these."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def preceding(self) -> list[str | Node]:
        """The parts of its parent before it; none of more than MOST_SIBLINGS, where each would pass all others."""
        siblings = self.parent.parts if self.parent is not None else []
        return siblings[: siblings.index(self)] if len(siblings) <= MOST_SIBLINGS and siblings else []

    @property
    def following(self) -> list[str | Node]:
        """The parts of its parent after it, as far as those before it."""
        siblings = self.parent.parts if self.parent is not None else []
        return siblings[siblings.index(self) + 1 :] if len(siblings) <= MOST_SIBLINGS and siblings else []

    @property
    def ancestors(self) -> Iterator[Node]:
        """Its ancestors, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """The node and its descendants in document order; an element that is emptied meanwhile is skipped."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.elements))

    def beginning(self, most: int) -> tuple[str, bool]:
        """The first words in it, up to `most` code points and elements, and whether these are all."""
        found, room = "", most
        stack: list[str | Node] = [self]
        while stack and room > 0 and len(found) <= most:
            part = stack.pop()
            if isinstance(part, str):
                found = (found + part[: most * 2]).lstrip()
            else:
                room -= 1
                stack.extend(reversed(part.parts[: most * 2]))
        return found[:most], not stack and len(found) <= most

    def brief(self, most: int) -> str | None:
        """All words in it if they are few, else None."""
        words, is_all = self.beginning(most)
        return words.strip() if is_all else None

    @property
    def first_words(self) -> str:
        """Its words before its first element, without the space around them."""
        return self.parts[0].strip() if self.parts and isinstance(self.parts[0], str) else ""

    @property
    def text(self) -> str:
        """All words in it, unchanged."""
        found: list[str] = []
        stack: list[str | Node] = [self]
        while stack:
            part = stack.pop()
            if isinstance(part, str):
                found.append(part)
            else:
                stack.extend(reversed(part.parts))
        return "".join(found)


BREAK = Node("br", {})


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
