"""Documents that Google Docs exported as a web page, with their comments and footnotes."""

from __future__ import annotations

from factcheck.documents.html import Extracted
from factcheck.documents.notes.google_docs import read_html
from factcheck.documents.notes.note import Note, NoteKind


def reference(kind: str, number: int, label: str) -> str:
    return f'<sup><a href="#{kind}{number}" id="{kind}_ref{number}">[{label}]</a></sup>'


def body(kind: str, number: int, label: str, text: str) -> str:
    link = f'<a href="#{kind}_ref{number}" id="{kind}{number}">[{label}]</a>'
    return f'<div><p class="c1">{link}<span class="c2">{text}</span></p></div>'


PAGE = (
    '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"></head><body class="doc-content">'
    "<h1><span>The lamp</span></h1><p><span>It costs </span><span>six million</span>"
    + reference("cmnt", 1, "a")
    + reference("cmnt", 2, "b")
    + f"<span> now.</span>{reference('ftnt', 1, '1')}<span> It is old.</span></p>"
    + f"<p>Nobody knows why.{reference('cmnt', 3, 'c')} He left.</p><hr>"
    + body("ftnt", 1, "1", "&nbsp;The budget")
    + body("cmnt", 1, "a", "Is it?")
    + body("cmnt", 2, "b", "Or five?")
    + body("cmnt", 3, "c", "Who?")
    + "</body></html>"
)


def words_of(found: Extracted, note: Note) -> list[str]:
    return [found.blocks[at].text[start:end] for at, start, end in note.places]


def test_comments_and_footnotes_are_at_their_words() -> None:
    found = read_html(PAGE)
    assert [block.text for block in found.blocks] == [
        "The lamp",
        "It costs six million now. [1] It is old.",
        "Nobody knows why. He left.",
        "[1]\u00a0The budget",
    ]
    assert [(it.kind, it.text, words_of(found, it)) for it in found.notes] == [
        (NoteKind.COMMENT, "Is it?", ["six million"]),
        (NoteKind.COMMENT, "Or five?", ["six million"]),
        (NoteKind.FOOTNOTE, "The budget", ["It costs six million now."]),
        (NoteKind.COMMENT, "Who?", ["Nobody knows why."]),
    ]
    assert found.title == "The lamp"
    assert [it.text for it in found.left_out] == ["Is it?", "Or five?", "Who?"]


def test_any_other_page_is_read_as_ever() -> None:
    assert read_html("<h1>The lamp</h1><p>It costs six million.</p>").notes == ()
