"""A quotation is shown with the sentence before and after it, from the frozen text and nothing else."""

from __future__ import annotations

import pytest
from flask import Flask
from lxml import html

from factcheck.site.prose.context import MAX_GAP, MAX_SIDE, QuotationPart, in_context
from factcheck.verdicts.editions.snapshot_rows import PartSnapshot
from tests.factories import make_article, make_claim, make_edition

STORY = (
    "Harbour opens in May",
    "It rained on Monday. The mayor spoke at noon. The harbour opens in May, she said. Nobody clapped. Then it dried.",
    "Bread costs more.",
)


def parted(text: str, *words: str) -> list[PartSnapshot]:
    return [PartSnapshot(it, "", "", text.index(it), text.index(it) + len(it)) for it in words]


def shown(paragraphs: tuple[str, ...], *words: str, kind: str = "paragraph") -> list[tuple[str, bool]]:
    """The passages of a story whose first block is its title."""
    text, blocks, start = "\n\n".join(paragraphs), [], 0
    for index, paragraph in enumerate(paragraphs):
        blocks.append([kind if index else "title", start, start + len(paragraph)])
        start += len(paragraph) + 2
    return [tuple(it) for it in in_context(text, blocks, "en", parted(text, *words))]


def test_the_sentence_before_and_after_and_the_rest_of_its_own_are_around_it() -> None:
    assert shown(STORY, "The harbour opens in May,") == [
        ("The mayor spoke at noon. ", False),
        ("The harbour opens in May,", True),
        (" she said. Nobody clapped.", False),
    ]


def test_neither_the_paragraph_beside_it_nor_a_headline_lends_a_sentence() -> None:
    assert shown(STORY, "Bread costs more.") == [("Bread costs more.", True)]
    assert shown(STORY, "It rained on Monday.")[0] == ("It rained on Monday.", True)


def test_a_cell_of_a_table_is_quoted_alone() -> None:
    assert shown(STORY, "Bread costs more.", kind="table-row") == [("Bread costs more.", True)]


def test_two_parts_have_a_short_gap_whole_and_a_long_one_marked() -> None:
    near = shown(STORY, "The mayor spoke", "Nobody clapped.")
    assert near[2] == (" at noon. The harbour opens in May, she said. ", False)
    long = ("T", "One fact. " + "So it goes on. " * (MAX_GAP // 10) + "Another fact. The end.")
    assert (" […] ", False) in shown(long, "One fact.", "Another fact.")


def test_a_sentence_without_end_is_cut_at_a_word_and_marked() -> None:
    endless = ("T", f"{'word ' * 300}the fact {'word ' * 300}")
    (before, _), quoted, (after, _) = shown(endless, "the fact")
    assert quoted == ("the fact", True)
    assert before.startswith("…word")
    assert after.endswith("word…")
    assert max(len(before), len(after)) <= MAX_SIDE + 1


def test_overlapping_parts_show_each_word_once() -> None:
    text = "The harbour opens in May."
    parts = [PartSnapshot(text[a:b], "", "", a, b) for a, b in ((0, 11), (4, 17))]
    assert in_context(text, [["paragraph", 0, len(text)]], "en", parts) == [
        QuotationPart("The harbour", is_quoted=True),
        QuotationPart(" opens", is_quoted=True),
        QuotationPart(" in May.", is_quoted=False),
    ]


@pytest.mark.parametrize("words", ["not a day later"])
def test_the_public_page_has_the_context_in_grey_and_the_words_as_the_quotation(app: Flask, words: str) -> None:
    text = f"Title\n\nShe came late. It opens, {words}, she said. All went home. The last sentence."
    edition = make_edition(state="published", claim=make_claim(words, make_article(text)))
    page = html.fromstring(app.test_client().get(f"/checks/{edition.verdict.slug}").text)
    assert page.xpath("//figure//q/text()") == [words]
    around = "".join(page.xpath("//figure//*[@class='quote-context']/text()"))
    assert around == "She came late. It opens, , she said. All went home."
    assert "The last sentence" not in page.text_content()
