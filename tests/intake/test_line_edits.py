"""Lines are removed or given another kind by name; all others, and the offsets of what stays, are as they were read."""

from __future__ import annotations

import pytest

from factcheck.articles.details import ArticleDetails
from factcheck.documents.left_out import LeftOutKind
from factcheck.documents.text import BlockKind
from factcheck.errors import Invalid
from factcheck.intake.reading.article_reader import Reading, ReadingOptions, read
from factcheck.intake.reading.line_edits import LineEdits, digest_of, lines_of, recorded
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.reading.preview import preview

TEXT = "Harbour\n\nRead also\n\nThe council\n\nShips go.\n\nRead also\n\n🎉 Ships stay."
DETAILS = ArticleDetails("Harbour", language="en")


def keys(words: str) -> list[str]:
    found = preview(TEXT.encode(), "text/plain", DETAILS, Manner(), LineEdits())
    return [line.key for line in found.lines if line.text == words]


def reading(edits: LineEdits, details: ArticleDetails = DETAILS) -> Reading:
    return read(TEXT.encode(), "text/plain", details, ReadingOptions(edits=edits, is_final=True))


def test_a_removed_line_is_not_frozen_and_kept_as_left_out() -> None:
    first, second = keys("Read also")
    found = reading(LineEdits(frozenset({first})))
    assert found.whole.text == "Harbour\n\nThe council\n\nShips go.\n\nRead also\n\n🎉 Ships stay."
    assert [(it.kind, it.text) for it in found.left_out] == [(LeftOutKind.REMOVED, "Read also")]
    assert reading(LineEdits(frozenset({first, second}))).whole.text.count("Read also") == 0


def test_a_line_becomes_a_heading_with_the_same_words_and_offsets() -> None:
    (key,) = keys("The council")
    before, after = reading(LineEdits()).whole, reading(LineEdits(kinds=((key, BlockKind.HEADING),))).whole
    assert before.text == after.text
    (heading,) = [block for block in after.blocks if block.kind is BlockKind.HEADING]
    assert after.text[heading.start : heading.end] == "The council"
    assert [block[1:] for block in before.blocks] == [block[1:] for block in after.blocks]


def test_the_line_of_the_headline_stays_one_when_the_headline_is_corrected() -> None:
    renamed = ArticleDetails("Harbour opens", language="en")
    found = reading(LineEdits(headline="Harbour"), renamed)
    assert found.whole.text.startswith("Harbour opens\n\nRead also")
    assert reading(LineEdits(), renamed).whole.text.startswith("Harbour opens\n\nHarbour\n\nRead also")


def test_a_name_of_no_line_and_the_headline_change_nothing() -> None:
    edits = LineEdits(frozenset({"title", "abc.0"}), (("abc.0", BlockKind.CAPTION), ("title", BlockKind.CAPTION)))
    assert reading(edits).whole == reading(LineEdits()).whole


def test_not_every_line_can_be_removed() -> None:
    found = preview(TEXT.encode(), "text/plain", DETAILS, Manner(), LineEdits())
    with pytest.raises(Invalid, match="Keep at least one") as refusal:
        reading(LineEdits(frozenset(line.key for line in found.lines)))
    assert refusal.value.field == "text"


def test_the_digest_of_what_was_shown_is_another_when_a_line_comes_goes_or_moves() -> None:
    def digest(text: str) -> str:
        return preview(text.encode(), "text/plain", DETAILS, Manner(), LineEdits()).shown

    texts = ["One.\n\nTwo.", "Two.\n\nOne.", "One.\n\nTwo.\n\nTwo.", "One."]
    assert len({digest(text) for text in texts}) == len(texts)
    assert digest("Harbour\n\nOne.") == digest("One.")
    assert digest_of(lines_of([])) != digest("One.")


def test_the_record_names_the_edits_and_says_nothing_where_there_are_none() -> None:
    assert recorded(LineEdits()) == {}
    edits = LineEdits(frozenset({"b.0", "a.0"}), (("c.0", BlockKind.HEADING),), "Harbour")
    expected = {"removed_lines": ["a.0", "b.0"], "line_kinds": [["c.0", "heading"]], "headline_line": "Harbour"}
    assert recorded(edits) == expected
