"""The chosen part of a page as plain blocks, in one walk without recursion (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factcheck.documents.extraction.story_blocks import StoryBlocks
from factcheck.documents.left_out import LeftOut, LeftOutKind
from factcheck.documents.markup.boilerplate import LEADS
from factcheck.documents.markup.elements import tokens
from factcheck.documents.markup.main_content import ContentChoice
from factcheck.documents.markup.node import BLANKS, Node, lines_of, one_line
from factcheck.documents.markup.tables import is_layout, parts_beside_rows, rows_of
from factcheck.documents.markup.text_density import PARAGRAPH, size
from factcheck.documents.text import BLANK_LINES, Block, BlockKind

KINDS = {
    "blockquote": BlockKind.QUOTE,
    "li": BlockKind.LIST_ITEM,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "pre": BlockKind.PREFORMATTED,
    "listing": BlockKind.PREFORMATTED,
    "xmp": BlockKind.PREFORMATTED,
}
ROWS_AND_CELLS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})
STRUCK = LeftOutKind.STRUCK
LINKED = 0.8  # share of a block in links, from which it only leads elsewhere
CLOSING = frozenset(".,;:!?)]")


def taken(root: Node, choice: ContentChoice) -> StoryBlocks:
    """Turn the words of a page into blocks."""
    writer = _Writer(choice)
    for is_start, part in _events(root, writer):
        writer.meet(part, is_start=is_start)
    writer.end_block()
    return StoryBlocks(writer.blocks, writer.left_out, frozenset(writer.linked))


def _events(root: Node, writer: _Writer) -> Iterator[tuple[bool, Node | str]]:
    stack: list[tuple[bool, Node | str]] = [(True, root)]
    while stack:
        is_start, part = stack.pop()
        if isinstance(part, str) or not is_start:
            yield is_start, part
        elif not writer.takes_whole(part):
            yield True, part
            stack.append((False, part))
            stack.extend((True, it) for it in reversed(part.parts))


class _Writer:
    """The blocks written so far; `kinds` are those of the open elements, outermost first."""

    def __init__(self, choice: ContentChoice) -> None:
        self.blocks: list[Block] = []
        self.left_out: list[tuple[int, LeftOut]] = []  # the number of blocks before each part, and the part
        self.linked: set[int] = set()  # the places of blocks that are one link or several
        self._choice = choice
        self._links = 0  # open ones
        self._words_in_links = 0
        self._kinds = [BlockKind.PARAGRAPH]
        self._words: list[str] = []
        self._struck: list[str] = []
        self._marker = ""
        self._has_gap = False

    def takes_whole(self, node: Node) -> bool:
        """Whether an element is left out or read as a table, so that its content isn't visited."""
        kind = self._choice.left_out.get(node)
        if kind is STRUCK and node.is_inline:
            self._struck.append(one_line(node))
            self._has_gap = True
        elif kind is not None:
            self.end_block()
            self._leave_out(kind, lines_of(node))
        elif node.tag == "table" and not is_layout(node, self._choice.whole):
            self._write_table(node)
        else:
            return False
        return True

    def meet(self, part: Node | str, *, is_start: bool) -> None:
        """Handle words, or the start or end of an element."""
        if isinstance(part, str):
            self._write(part)
        elif part.tag == "br":
            if is_start:
                self._words.append("\n")
        elif part.is_inline:
            self._links += (1 if is_start else -1) * (part.tag == "a" and part.has("href"))
        else:
            self.end_block()
            if is_start:
                self._kinds.append(self._kind_of(part) or self._kinds[-1])
                self._marker = part.get("marker") or self._marker
            else:
                self._kinds.pop()
                self._marker = "" if part.has("marker") else self._marker

    def end_block(self) -> None:
        """Close a block: empty lines (<br><br>) separate several."""
        kind, text = self._kinds[-1], "".join(self._words)
        self._words.clear()
        self._has_gap = False
        if kind is BlockKind.PREFORMATTED:
            parts = [text.strip("\n")]
        else:
            parts = BLANK_LINES.split(re.sub(r" *([\n\t]) *", r"\1", re.sub(r" {2,}", " ", text)))
        found = [Block(kind, part.strip()) for part in parts if part.strip()]
        if self._words_in_links > LINKED * size(text):
            self.linked |= set(range(len(self.blocks), len(self.blocks) + len(found)))
        self._words_in_links = 0
        self.blocks += found
        near = "\n".join(block.text for block in found)
        self.left_out += [(len(self.blocks), LeftOut(STRUCK, words, near)) for words in self._struck if words]
        self._struck.clear()

    def _write(self, words: str) -> None:
        if self._kinds[-1] is not BlockKind.PREFORMATTED:
            words = BLANKS.sub(" ", words)
        if not words:
            return
        if self._has_gap and words[0] in CLOSING and self._words:
            self._words[-1] = self._words[-1].rstrip(" ")
        if self._has_gap and words[0].isalnum() and self._words and self._words[-1][-1:].isalnum():
            words = f" {words}"
        self._has_gap = False
        if self._marker and words.strip():
            words, self._marker = self._marker + words.lstrip(), ""
        self._words.append(words)
        self._words_in_links += size(words) if self._links else 0

    def _kind_of(self, node: Node) -> BlockKind | None:
        """The kind of the words in an element, if it has its own."""
        if node is self._choice.headline:
            return BlockKind.TITLE
        if node.level:
            return BlockKind.HEADING
        if node.tag in KINDS:
            return KINDS[node.tag]
        return BlockKind.LEAD if LEADS.intersection(tokens(node)) else None

    def _write_table(self, table: Node) -> None:
        self.end_block()
        self._drop_unread(table)
        captions, others = parts_beside_rows(table)
        rows = [Block(BlockKind.TABLE_ROW, row) for row in rows_of(table, self._cell)]
        self.blocks += [Block(BlockKind.CAPTION, it) for it in map(self._cell, captions) if it]
        self.blocks += [Block(BlockKind.PARAGRAPH, it) for it in map(self._cell, others) if it]
        self.blocks += rows

    def _drop_unread(self, table: Node) -> None:
        """Remove rows and cells that are left out of a table; for a struck-out cell only the words, not the column."""
        for node in [it for it in table.walk() if it.tag in ROWS_AND_CELLS and it in self._choice.left_out]:
            self._leave_out(self._choice.left_out[node], lines_of(node))
            if node.parent is not None and self._choice.left_out[node] is not STRUCK:
                node.parent.parts = [part for part in node.parent.parts if part is not node]
            node.parts = []

    def _cell(self, node: Node) -> str:
        """The words of a cell on one line; what is left out of it is recorded."""
        found: list[str] = []
        gone: list[tuple[LeftOutKind, str]] = []
        stack: list[Node | str] = [node]
        while stack:
            part = stack.pop()
            if isinstance(part, str):
                found.append(part)
            elif kind := self._choice.left_out.get(part):
                gone.append((kind, one_line(part)))
            elif part.tag == "br":
                found.append(" ")
            else:
                edge = [] if part.is_inline else [" "]
                stack += [*edge, *reversed(part.parts), *edge]
        words = " ".join(it for it in BLANKS.split("".join(found)) if it)
        for kind, text in gone:
            self._leave_out(kind, text, words)
        return words

    def _leave_out(self, kind: LeftOutKind, text: str, near: str = "") -> None:
        if text and (kind is not LeftOutKind.HIDDEN or size(text) >= PARAGRAPH):
            self.left_out.append((len(self.blocks), LeftOut(kind, text, near)))
