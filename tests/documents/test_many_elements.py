"""Pages of many thousand elements that look like days or names are read in the time of any page of their size."""

from __future__ import annotations

import pytest

from factcheck.documents.html import from_html
from factcheck.documents.markup.node import MOST_SIBLINGS, Node
from factcheck.documents.text import Unreadable
from factcheck.processes import child

SECONDS = 20  # of processor time: twenty times what they take, and a tenth of what they took
PAGES = {
    "days": "<p class='byline date'>x 2024-05-06 by Ann" * 40_000,
    "names of nobody": "<b>Author:</b>" * 60_000,
    "days in a sentence": "<p>The ferry sails at nine." + "<time>May 6 2024</time>" * 60_000,
}


def read(data: bytes) -> int:
    try:
        return len(from_html(data.decode(), "https://paper.example/a").blocks)
    except Unreadable:
        return 0


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_many_elements_is_read(name: str) -> None:
    page = f"<html><body>{PAGES[name]}".encode()
    assert child.run("tests.documents.test_many_elements:read", page, seconds=SECONDS) >= 0


def test_neighbours_are_the_parts_beside_an_element_unless_they_are_too_many() -> None:
    parent = Node("p", {})
    node = Node("b", {}, parent)
    parent.parts = ["before", node, "after"]
    assert (node.preceding, node.following) == (["before"], ["after"])
    parent.parts += ["x"] * MOST_SIBLINGS
    assert (node.preceding, node.following) == ([], [])
    assert (parent.preceding, parent.following) == ([], [])
