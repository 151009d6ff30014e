"""Books: their particulars, and the chapter that was chosen."""

from __future__ import annotations

import pytest

from factcheck.documents.foreign.epub import read_epub
from factcheck.documents.formats import EPUB, format_of_file
from factcheck.documents.text import Block, BlockKind, UnreadableFile
from tests.documents.epub_files import epub

ONE = "<h1>The lamp</h1><p>It costs six million kroner, she said.</p><ul><li>One lamp</li></ul>"
TWO = "<h1>The mill</h1><p>It costs nothing at all, said the miller on Friday.</p>"


def test_the_chapters_are_listed_in_their_order_with_their_titles() -> None:
    book, page = read_epub(epub({"one": ONE, "two": TWO}))
    assert page is None
    assert [(it.path, it.title) for it in book.chapters] == [
        ("OEBPS/text/one.xhtml", "Chapter one"),
        ("OEBPS/text/two.xhtml", "Chapter two"),
    ]
    assert book.chapters[1].sample.startswith("The mill It costs nothing")


def test_the_chosen_chapter_is_read() -> None:
    book, page = read_epub(epub({"one": ONE, "two": TWO}), "OEBPS/text/one.xhtml")
    assert page is not None
    assert page.blocks[1:] == [
        Block(BlockKind.PARAGRAPH, "It costs six million kroner, she said."),
        Block(BlockKind.LIST_ITEM, "One lamp"),
    ]
    assert page.title == "The lamp"
    assert book[:5] == ("The lamps", "Rita Roe, Bo Lind", "Island Press", "en-GB", "2024-03-05")


def test_the_only_chapter_needs_no_choice() -> None:
    _book, page = read_epub(epub({"one": ONE}))
    assert page is not None
    assert page.title == "The lamp"


def test_a_chapter_without_a_heading_is_called_as_in_the_contents() -> None:
    _book, page = read_epub(epub({"one": "<p>It costs six million kroner, she said on Friday.</p>"}))
    assert page is not None
    assert page.title == "Chapter one"


def test_a_chapter_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no such chapter"):
        read_epub(epub({"one": ONE, "two": TWO}), "OEBPS/../secret")


def test_it_is_told_by_its_content() -> None:
    assert format_of_file("a.zip", epub({"one": ONE})) == EPUB
