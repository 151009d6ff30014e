"""Rich Text Format: paragraphs with their kinds, characters, tables, footnotes, and annotations at their words."""

from __future__ import annotations

import pytest

from factcheck.documents.formats import RTF, format_of_file
from factcheck.documents.notes.note import NoteKind
from factcheck.documents.rtf import read_rtf
from factcheck.documents.text import Block, BlockKind

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}}"
    r"{\stylesheet{Normal;}{\s1\outlinelevel0 heading 1;}{\s2 Title;}{\*\cs10 Default;}}"
    r"{\info{\title Old lamp}{\author Rita R\'f6e}{\creatim\yr2024}}{\colortbl;\red0;}"
)


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def texts(body: str) -> list[str]:
    return [block.text for block in read_rtf(rtf(body)).blocks]


def test_paragraphs_have_the_kinds_of_their_styles() -> None:
    body = r"\pard\s2 The lamp\par\pard\s1 Cost\par\pard Six.\par\pard\ls1{\listtext 1.\tab}One lamp\par"
    found = read_rtf(rtf(body))
    assert found.blocks == [
        Block(BlockKind.TITLE, "The lamp"),
        Block(BlockKind.HEADING, "Cost"),
        Block(BlockKind.PARAGRAPH, "Six."),
        Block(BlockKind.LIST_ITEM, "One lamp"),
    ]
    assert (found.title, found.byline) == ("The lamp", "Rita Röe")


def test_the_declared_title_is_taken_where_none_is_in_the_text() -> None:
    assert read_rtf(rtf("Six.")).title == "Old lamp"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"caf\'e9", "café"),
        (r"\u1057?\u1083?", "Сл"),
        (r"{\f1 \'d1\'eb\'ee}", "Сло"),
        (r"\u-10179?\u-8704?", "\U0001f600"),
        (r"{\uc2\u8364\'80\'80x}", "€x"),
        (r"a\tab b\line c\~d\_e", "a\tb\nc\u00a0d\u2011e"),
        (r"\ldblquote a\rdblquote\emdash\{b\}\\", "“a”—{b}\\"),
        ("a\r\nb", "ab"),
        (r"a{\v hidden}b{\deleted five}c", "abc"),
        (r"a{\*\unheard of it}b{\pict 0a0b}c{\object{\objdata 00}}d{\header top}e", "abcde"),
        (r"a{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}b", "alinkb"),
    ],
)
def test_characters_are_read_as_they_are_meant(written: str, read: str) -> None:
    assert texts(written) == [read]


def test_the_bytes_of_embedded_files_are_skipped() -> None:
    assert read_rtf(HEAD.encode() + b"a{\\pict\\bin5 }x{x}}b}").blocks[0].text == "ab"


def test_rows_of_tables_have_their_cells_in_order() -> None:
    body = r"\trowd\pard\intbl 2014\cell eleven\par times\cell\row\pard Six.\par"
    assert read_rtf(rtf(body)).blocks == [
        Block(BlockKind.TABLE_ROW, "2014\televen times"),
        Block(BlockKind.PARAGRAPH, "Six."),
    ]


def test_footnotes_are_at_their_words() -> None:
    found = read_rtf(rtf(r"It costs six.{\super\chftn{\footnote\pard The {\b budget}.}} It is old.\par"))
    assert [block.text for block in found.blocks] == ["It costs six. [1] It is old.", "[1] The budget."]
    assert [(it.kind, it.text) for it in found.notes] == [(NoteKind.FOOTNOTE, "The budget.")]
    ((at, start, end),) = found.notes[0].places
    assert found.blocks[at].text[start:end] == "It costs six."


def test_annotations_are_at_their_words() -> None:
    body = (
        r"It costs {\*\atrfstart 1}six million{\*\atrfend 1}{\*\atnid ED}{\*\atnauthor Edda}\chatn"
        r"{\*\annotation{\*\atnref 1}{\*\atndate -12}\pard Is it?} now.\par"
    )
    found = read_rtf(rtf(body))
    assert [block.text for block in found.blocks] == ["It costs six million now."]
    assert [(it.kind, it.text, it.author) for it in found.notes] == [(NoteKind.COMMENT, "Is it?", "Edda")]
    ((at, start, end),) = found.notes[0].places
    assert found.blocks[at].text[start:end] == "six million"


def test_it_is_told_by_its_content() -> None:
    assert format_of_file("a.txt", rtf("Six.")) == RTF
