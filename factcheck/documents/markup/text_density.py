"""How much story an element has: words, links and paragraphs, counted in one pass (pure)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from factcheck.documents.markup.node import Node

PARAGRAPH = 40  # code points outside links from which a block counts as a paragraph
DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
DENSITY = 2.5  # letters of an alphabet that equal one character of a dense script


class Measure:
    """The content of an element and its descendants; lengths in code points without spaces."""

    __slots__ = (
        *("at", "end", "has_blocks", "has_heading", "has_linked_heading", "linked", "links", "own", "own_linked"),
        *("paragraphs", "prose", "weight", "words"),
    )

    def __init__(self, at: int) -> None:
        self.at = at  # its number in document order
        self.end = at  # that of the last element in it
        self.words = 0
        self.linked = 0  # of these, in links
        self.links = 0  # elements
        self.own = 0  # words outside its blocks
        self.own_linked = 0
        self.weight = 0  # words of paragraphs
        self.prose = 0  # words of blocks that aren't headings
        self.paragraphs = 0
        self.has_blocks = self.has_heading = self.has_linked_heading = False

    @property
    def is_linked(self) -> bool:
        """Whether most of it is links."""
        return self.linked * 2 > self.words

    def holds(self, other: Measure) -> bool:
        """Whether the other element is this one or inside it."""
        return self.at <= other.at <= self.end

    def add(self, child: Measure, *, is_inline: bool) -> None:
        """Add the counts of an element inside it."""
        self.words += child.words
        self.linked += child.linked
        self.links += child.links
        self.weight += child.weight
        self.prose += child.prose
        self.paragraphs += child.paragraphs
        self.has_heading |= child.has_heading
        self.has_linked_heading |= child.has_linked_heading
        if is_inline:
            self.has_blocks |= child.has_blocks
            self.own += child.own
            self.own_linked += child.own_linked
        else:
            self.has_blocks = True

    def close(self, node: Node) -> None:
        """Count the element's own content."""
        if node.tag == "a" and "href" in node.attributes:
            self.links += 1
            self.linked, self.own_linked = self.words, self.own
        if node.level:
            self.has_heading = True
            self.has_linked_heading = self.is_linked
        elif not node.is_inline:
            self.prose += self.own
            if self.own >= PARAGRAPH and self.own_linked * 2 <= self.own:
                self.weight += self.own - self.own_linked
                self.paragraphs += 1


def measured(nodes: Sequence[Node], skipped: Container[Node]) -> dict[Node, Measure]:
    """The measures of elements, which are all in document order; `skipped` ones are empty."""
    found: dict[Node, Measure] = {}
    for at in range(len(nodes) - 1, -1, -1):
        node = nodes[at]
        measure = found[node] = Measure(at)
        last = next((part for part in reversed(node.parts) if not isinstance(part, str)), None)
        if last is not None:
            measure.end = found[last].end
        if node in skipped:
            continue
        for part in node.parts:
            if isinstance(part, str):
                length = size(part)
                measure.words += length
                measure.own += length
            else:
                measure.add(found[part], is_inline=part.is_inline)
        if measure.words:
            measure.close(node)
    return found


def size(words: str) -> int:
    """The amount of text: code points without spaces; those of dense scripts count more."""
    length = len("".join(words.split()))
    return length if words.isascii() else length + int((DENSITY - 1) * len(DENSE.findall(words)))
