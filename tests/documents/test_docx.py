"""Word files: headings, lists, tables, footnotes, and comments at their words."""

from __future__ import annotations

from factcheck.documents.foreign.docx import read_docx
from factcheck.documents.text import Block, BlockKind
from tests.documents.word_files import commented, comments, footnotes, noted, paragraph, run, word


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
    assert [(it.kind.value, it.text, it.near) for it in found.comments] == [
        ("comment", f"Edda: Is {at} right?", f"{at} million kroner") for at in range(40)
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
