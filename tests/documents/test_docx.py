"""Word files: headings, lists, tables, footnotes, and comments at their words."""

from __future__ import annotations

from factcheck.documents.foreign.docx import read_docx
from factcheck.documents.foreign.draft import DraftText
from factcheck.documents.notes.note import Note, NoteKind, NoteReply
from factcheck.documents.text import Block, BlockKind
from tests.documents.word_files import (
    begun,
    commented,
    comments,
    ended,
    extended,
    footnotes,
    noted,
    paragraph,
    run,
    word,
)


def words_of(found: DraftText, note: Note) -> list[str]:
    return [found.blocks[at].text[start:end] for at, start, end in note.places]


def test_paragraphs_have_the_kinds_of_their_styles() -> None:
    listed = "<w:p><w:pPr><w:numPr/></w:pPr>" + run("One lamp") + "</w:p>"
    body = paragraph(run("The lamp"), "Titel") + paragraph(run("Cost"), "berschrift1") + paragraph(run("Six.")) + listed
    found = read_docx(word(body))
    assert found.blocks == [
        Block(BlockKind.TITLE, "The lamp"),
        Block(BlockKind.HEADING, "Cost"),
        Block(BlockKind.PARAGRAPH, "Six."),
        Block(BlockKind.LIST_ITEM, "One lamp"),
    ]
    assert (found.title, found.byline) == ("The lamp", "Rita Roe")


def test_the_declared_title_is_taken_where_none_is_in_the_text() -> None:
    assert read_docx(word(paragraph(run("Six.")))).title == "Old lamp"


def test_forty_comments_and_twelve_footnotes_are_at_their_words() -> None:
    body = "".join(
        paragraph(
            run("It costs ") + commented(at, f"{at} million kroner") + run(" now.") + (noted(at) if at < 12 else "")
        )
        for at in range(40)
    )
    parts = {
        "comments": comments(*(f"Is {at} right?" for at in range(40))),
        "footnotes": footnotes(*(f"Source {at}" for at in range(12))),
    }
    found = read_docx(word(body, **parts))
    comments_found = [it for it in found.notes if it.kind is NoteKind.COMMENT]
    assert [(it.author, it.text, words_of(found, it)) for it in comments_found] == [
        ("Edda", f"Is {at} right?", [f"{at} million kroner"]) for at in range(40)
    ]
    footnotes_found = [it for it in found.notes if it.kind is NoteKind.FOOTNOTE]
    assert [(it.text, words_of(found, it)) for it in footnotes_found] == [
        (f"Source {at}", [f"It costs {at} million kroner now."]) for at in range(12)
    ]
    texts = [block.text for block in found.blocks]
    assert texts[:12] == [f"It costs {at} million kroner now. [{at + 1}]" for at in range(12)]
    assert texts[40:] == [f"[{at + 1}] Source {at}" for at in range(12)]


def test_rows_of_tables_have_their_cells_in_order() -> None:
    cells = "".join(f"<w:tc>{paragraph(run(it))}</w:tc>" for it in ("2014", "eleven  times"))
    assert read_docx(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).blocks == [
        Block(BlockKind.TABLE_ROW, "2014\televen times")
    ]


def test_deleted_text_of_tracked_changes_is_not_read_and_inserted_text_is() -> None:
    deleted = f"<w:del>{run('five')}<w:r><w:delText>four</w:delText></w:r></w:del>"
    body = paragraph(run("It costs ") + deleted + f"<w:ins>{run('six')}</w:ins>" + run(" million."))
    assert [block.text for block in read_docx(word(body)).blocks] == ["It costs six million."]


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    inner = run("a") + "<w:r><w:tab/></w:r>" + run("b") + "<w:r><w:br/></w:r>" + run("c")
    inner += "<w:r><w:noBreakHyphen/></w:r>" + run("d")
    assert read_docx(word(paragraph(inner))).blocks[0].text == "a\tb\nc\u2011d"


def test_the_properties_of_the_file_are_read() -> None:
    found = read_docx(word(paragraph(run("Six."))))
    assert (found.byline, found.language, found.created) == ("Rita Roe", "nb-NO", "2024-03-05")


def test_a_comment_may_be_on_words_of_several_blocks() -> None:
    body = begun(0) + paragraph(run("The lamp"), "Titel") + paragraph(run("It costs six.") + ended(0) + run(" No."))
    found = read_docx(word(body, comments=comments("Is it?")))
    assert words_of(found, found.notes[0]) == ["The lamp", "It costs six."]


def test_comments_overlap_and_nest() -> None:
    inner = begun(0) + run("It ") + begun(1) + run("costs ") + ended(0) + run("six") + ended(1) + run(".")
    found = read_docx(word(paragraph(inner), comments=comments("One", "Two")))
    assert [words_of(found, it) for it in found.notes] == [["It costs"], ["costs six"]]


def test_a_comment_on_deleted_words_is_at_those_before_it() -> None:
    deleted = f"<w:del>{begun(0)}{run('four')}{ended(0)}</w:del>"
    found = read_docx(word(paragraph(run("It costs") + deleted + run(".")), comments=comments("Is it?")))
    assert [block.text for block in found.blocks] == ["It costs."]
    assert [(it.text, words_of(found, it)) for it in found.notes] == [("Is it?", ["It costs"])]


def test_replies_are_of_their_comment_and_resolved_ones_say_so() -> None:
    body = paragraph(begun(0) + begun(1) + run("Six") + ended(0) + ended(1) + run("."))
    parts = {"comments": comments("Is it?", "It is."), "commentsExtended": extended({1: 0}, resolved={0})}
    notes = read_docx(word(body, **parts)).notes
    assert [(it.text, it.written, it.is_resolved) for it in notes] == [("Is it?", "2024-03-06T11:12:00Z", True)]
    assert notes[0].replies == (NoteReply("Edda", "2024-03-06T11:12:00Z", "It is."),)


def test_a_comment_that_the_text_does_not_refer_to_is_kept_without_words() -> None:
    notes = read_docx(word(paragraph(run("Six.")), comments=comments("Is it?"))).notes
    assert [(it.text, it.places) for it in notes] == [("Is it?", ())]


def test_a_comment_in_a_table_is_at_its_words() -> None:
    cells = "".join(f"<w:tc>{paragraph(it)}</w:tc>" for it in (run("2014  and"), run("a  ") + commented(0, "lamp")))
    found = read_docx(word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>", comments=comments("Is it?")))
    assert [block.text for block in found.blocks] == ["2014 and\ta lamp"]
    assert words_of(found, found.notes[0]) == ["lamp"]


def test_several_footnotes_in_a_sentence_have_the_words_before_each() -> None:
    inner = run("The lamp is old") + noted(0) + run(", and the mill is new") + noted(1) + noted(2) + run(". No.")
    found = read_docx(word(paragraph(inner), footnotes=footnotes("A", "B", "C")))
    assert found.blocks[0].text == "The lamp is old [1], and the mill is new [2] [3]. No."
    assert [words_of(found, it) for it in found.notes] == [
        ["The lamp is old"],
        ["and the mill is new"],
        ["and the mill is new"],
    ]
