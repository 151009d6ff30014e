"""Parts of the story that our reader left out come back when another reader has them."""

from __future__ import annotations

from factcheck.documents.extraction.restoring import with_restored
from factcheck.documents.extraction.second_reader import SecondReader
from factcheck.documents.left_out import LeftOutKind
from factcheck.documents.markup.main_content import ContentChoice
from factcheck.documents.markup.tree import parsed
from tests.documents.read_pages import FIRST, SECOND, THIRD

PAGE = f"<body><h1>Lamp</h1><p>{FIRST}</p><div><p>{SECOND}</p><p>{THIRD}</p><nav>Boats</nav></div></body>"
ALL = f"{FIRST} {SECOND} {THIRD}"


class Reading(SecondReader):
    """A second reader with these answers."""

    def __init__(self, usual: str, strict: str) -> None:
        self.usual, self.strict = usual, strict


def texts(usual: str, strict: str, kind: LeftOutKind = LeftOutKind.OUTSIDE) -> list[str]:
    page = parsed(PAGE)
    left_out = {it: kind for it in page.nodes if it.tag in {"div", "nav"}}
    blocks = with_restored(page.root, ContentChoice(left_out, None, {}), Reading(usual, strict)).blocks
    return [block.text for block in blocks]


def test_a_part_that_it_has_is_read_and_what_is_left_out_of_it_is_not() -> None:
    assert texts(ALL, ALL) == ["Lamp", FIRST, SECOND, THIRD]


def test_a_part_that_it_has_not_in_precision_mode_stays_left_out() -> None:
    assert texts(ALL, FIRST) == texts(FIRST, ALL) == ["Lamp", FIRST]


def test_what_nobody_sees_stays_left_out() -> None:
    assert texts(ALL, ALL, LeftOutKind.HIDDEN) == ["Lamp", FIRST]
