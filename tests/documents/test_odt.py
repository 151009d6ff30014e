"""OpenDocument texts: headings, lists, tables, footnotes, and annotations at their words."""

from __future__ import annotations

from factcheck.documents.foreign.draft import DraftText
from factcheck.documents.foreign.odt import read_odt
from factcheck.documents.formats import ODT, format_of_file
from factcheck.documents.notes.note import Note, NoteKind, NotePlace, NoteReply
from factcheck.documents.text import Block, BlockKind
from tests.documents.odt_files import commented, noted, odt, paragraph


def words_of(found: DraftText, note: Note) -> list[str]:
    return [found.blocks[at].text[start:end] for at, start, end in note.places]


def test_paragraphs_have_their_kinds() -> None:
    listed = "<text:list><text:list-item><text:p>One lamp</text:p></text:list-item></text:list>"
    cells = "".join(f"<table:table-cell><text:p>{it}</text:p></table:table-cell>" for it in ("2014", "eleven  times"))
    body = paragraph("The lamp", "Title") + '<text:h text:outline-level="1">Cost</text:h>' + paragraph("Six.")
    body += listed + f"<table:table><table:table-row>{cells}</table:table-row></table:table>" + paragraph("No.", "P1")
    found = read_odt(odt(body))
    assert found.blocks == [
        Block(BlockKind.TITLE, "The lamp"),
        Block(BlockKind.HEADING, "Cost"),
        Block(BlockKind.PARAGRAPH, "Six."),
        Block(BlockKind.LIST_ITEM, "One lamp"),
        Block(BlockKind.TABLE_ROW, "2014\televen times"),
        Block(BlockKind.QUOTE, "No."),
    ]
    assert (found.title, found.byline, found.language, found.created) == ("The lamp", "Rita Roe", "nb-NO", "2024-03-05")


def test_the_declared_title_is_taken_where_none_is_in_the_text() -> None:
    assert read_odt(odt(paragraph("Six."))).title == "Old lamp"


def test_spaces_tabs_and_breaks_are_characters() -> None:
    inner = 'a<text:s text:c="3"/>b<text:tab/>c<text:line-break/><text:span>d</text:span>e'
    assert read_odt(odt(paragraph(inner))).blocks[0].text == "a   b\tc\nde"


def test_deleted_text_of_tracked_changes_is_not_read_and_inserted_text_is() -> None:
    gone = "<text:tracked-changes><text:changed-region><text:deletion><text:p>five</text:p></text:deletion>"
    gone += "</text:changed-region></text:tracked-changes>"
    body = gone + paragraph('It costs <text:change-start text:change-id="a"/>six<text:change-end/> million.')
    assert [block.text for block in read_odt(odt(body)).blocks] == ["It costs six million."]


def test_annotations_and_footnotes_are_at_their_words() -> None:
    body = paragraph("It costs " + commented("six million", "Is it?") + f" now.{noted('The budget')}")
    found = read_odt(odt(body))
    assert [block.text for block in found.blocks] == ["It costs six million now. [1]", "[1] The budget"]
    comment, footnote = found.notes
    assert comment[:4] == (NoteKind.COMMENT, "Is it?", "Edda", "2024-03-06T11:12:13")
    assert words_of(found, comment) == ["six million"]
    assert (footnote.kind, footnote.text, words_of(found, footnote)) == (
        NoteKind.FOOTNOTE,
        "The budget",
        ["It costs six million now."],
    )


def test_replies_are_of_their_annotation_and_resolved_ones_say_so() -> None:
    reply = commented("", "It is.", "b", ' loext:parent-name="a"')
    body = paragraph(commented("Six", "Is it?", more=' loext:resolved="true"') + reply + " million.")
    notes = read_odt(odt(body)).notes
    assert [it.text for it in notes] == ["Is it?"]
    assert notes[0].is_resolved
    assert notes[0].replies == (NoteReply("Edda", "2024-03-06T11:12:13", "It is."),)
    assert notes[0].places == (NotePlace(0, 0, 3),)


def test_it_is_told_by_its_content() -> None:
    assert format_of_file("a.bin", odt(paragraph("Six."))) == ODT
