"""What holds within a group and a paragraph of an RTF file (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from factcheck.documents.text import BlockKind

KINDS = (("title", BlockKind.TITLE), ("heading", BlockKind.HEADING), ("quote", BlockKind.QUOTE))
OTHERS = {"caption": BlockKind.CAPTION, "subtitle": BlockKind.LEAD, "list paragraph": BlockKind.LIST_ITEM}
ENDS = frozenset({"par", "sect", "page", "column"})
TEXT, SKIPPED, FOOTNOTE = "text", "skipped", "footnote"  # places of words, beside those named in the file
TABLES = frozenset({"fonttbl", "stylesheet", "info"})
INFO = frozenset({"title", "author"})
OF_NOTES = frozenset({FOOTNOTE, "annotation", "atnauthor", "atndate", "atrfstart", "atrfend", "atnparent", "atnid"})
UNREAD = frozenset(  # destinations whose words aren't text
    (
        *("colortbl", "pict", "object", "objdata", "header", "headerl", "headerr", "headerf"),
        *("footer", "footerl", "footerr", "footerf", "xe", "tc", "listtext", "pntext", "pnseclvl", "private"),
        *("themedata", "datastore", "fldinst", "filetbl", "revtbl", "listtable", "listoverridetable", "rsidtbl"),
        *("generator", "operator", "subject", "company", "manager", "category", "keywords", "comment", "doccomm"),
        *("creatim", "revtim", "printim", "buptim", "nonshppict", "atnicn", "ftnsep", "ftnsepc", "ftncn"),
        *("aftnsep", "aftnsepc", "aftncn", "userprops", "xmlnstbl", "template"),
    )
)
OF_GROUP = frozenset({"v", "deleted", "plain", "uc"})


@dataclass(frozen=True, slots=True)
class RtfGroup:
    """What holds until the end of a group: where its words go, and how its characters are read."""

    place: str = TEXT
    code_page: str = "cp1252"
    skip: int = 1  # characters after `\\u` that stand for it
    is_hidden: bool = False
    is_deleted: bool = False
    is_optional: bool = False  # it began with `\\*`: what isn't known in it is skipped

    def after(self, word: str, number: int | None) -> RtfGroup:
        """The group after one of OF_GROUP."""
        if word == "plain":
            return replace(self, is_hidden=False, is_deleted=False)
        if word == "uc":
            return replace(self, skip=max(0, number or 0))
        return replace(self, is_hidden=number != 0) if word == "v" else replace(self, is_deleted=number != 0)


@dataclass(slots=True)
class RtfParagraph:
    """The paragraph that is being read, and the cells before it in its row."""

    words: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    style: int = 0
    is_heading: bool = False
    is_listed: bool = False
    is_in_table: bool = False

    def take(self, word: str, number: int) -> None:
        """A control word with its number."""
        if word == "s":
            self.style = number
        elif word == "outlinelevel":
            self.is_heading = number < 9
        elif word == "ls":
            self.is_listed = number > 0

    def kind(self, styles: Mapping[int, str]) -> BlockKind:
        """Its kind; `styles` are the names of styles by their numbers, in lower case."""
        name = styles.get(self.style, "")
        for beginning, kind in KINDS:
            if name.startswith(beginning):
                return kind
        if self.is_heading:
            return BlockKind.HEADING
        is_listed = self.is_listed or name.startswith("list")
        return OTHERS.get(name, BlockKind.LIST_ITEM if is_listed else BlockKind.PARAGRAPH)


def whole(words: Sequence[str]) -> str:
    """The characters together: those beyond U+FFFF were written as two."""
    return "".join(words).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
