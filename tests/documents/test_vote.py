"""Which blocks of a page stay after a second reader was heard."""

from __future__ import annotations

import logging

import pytest

from factcheck.documents.extraction import second_reader
from factcheck.documents.extraction.coverage import Coverage
from factcheck.documents.extraction.second_reader import MAX_DEPTH, SecondReader
from factcheck.documents.extraction.site_phrases import is_day, is_of_the_site
from factcheck.documents.extraction.vote import Witness, votes
from factcheck.documents.html import from_html
from factcheck.documents.markup.tree import parsed
from factcheck.documents.text import Block, BlockKind
from tests.documents.read_pages import FIRST, SECOND, THIRD

BODY = [f"{it} Paragraph {number} says so." for number, it in enumerate([FIRST, SECOND, THIRD] * 4)]
TEASER = "The ferry company on the mainland has sold its oldest boat to a museum for a single krone"
LEAD = "The harbour master, the builder and the fishermen of the island don't agree about the lamp."


def stays(*blocks: tuple[BlockKind, str], others: str = "\n".join(BODY)) -> list[str]:
    found = [Block(*it) for it in blocks]
    return [block.text for block, is_kept in zip(found, votes(found, Witness(others)), strict=True) if is_kept]


STORY = [(BlockKind.PARAGRAPH, it) for it in BODY]
TITLE = (BlockKind.TITLE, "Lamp")


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.HEADING])
def test_what_no_other_reader_has_goes_unless_it_is_the_lead(kind: BlockKind) -> None:
    lead, teaser = (kind, LEAD), (BlockKind.PARAGRAPH, TEASER)
    assert stays(TITLE, lead, *STORY, teaser) == ["Lamp", LEAD, *BODY]


def test_a_long_paragraph_within_the_story_stays() -> None:
    missed = f"{LEAD} {TEASER}, and nobody on the island knows why."
    assert missed in stays(TITLE, *STORY[:6], (BlockKind.PARAGRAPH, missed), *STORY[6:])


@pytest.mark.parametrize("credit", ["", " Photo: Nadia Brehm"])
def test_a_sentence_under_a_picture_stays_and_a_credit_alone_goes(credit: str) -> None:
    said = f"The lamp of the harbour before it was taken down in 1974.{credit}"
    pictures = (BlockKind.CAPTION, said), (BlockKind.CAPTION, "Photo: Nadia Brehm")
    found = stays(TITLE, *STORY[:6], *pictures, *STORY[6:])
    assert said in found
    assert pictures[1][1] not in found


@pytest.mark.parametrize("kind", [BlockKind.LIST_ITEM, BlockKind.TABLE_ROW])
def test_items_and_rows_within_the_story_stay(kind: BlockKind) -> None:
    assert "for 12 people" in stays(TITLE, *STORY[:6], (kind, "for 12 people"), *STORY[6:])


def test_a_run_of_items_between_two_blocks_of_the_story_stays() -> None:
    items = [(BlockKind.LIST_ITEM, it) for it in ("for 12 people", "for 30 people", "for 7 dogs")]
    assert "for 30 people" in stays(TITLE, *STORY[:6], *items, *STORY[6:])
    assert "for 30 people" not in stays(TITLE, *STORY, *items)


def test_a_quotation_between_two_blocks_of_the_story_stays() -> None:
    quotation = (BlockKind.QUOTE, "We counted twice, and it was more.")
    assert quotation[1] in stays(TITLE, *STORY[:6], quotation, *STORY[6:])
    assert quotation[1] not in stays(TITLE, *STORY, quotation)


@pytest.mark.parametrize("tag", ["p", "h3", "blockquote"])
def test_a_block_that_is_a_link_leads_away(tag: str) -> None:
    inner = [f"<p>{it}</p>" for it in BODY]
    inner.insert(5, f"<{tag}>[ <a href=/ferry>{TEASER}</a> ]</{tag}>")
    page = from_html(f"<article><h1>Lamp</h1>{''.join(inner)}</article>")
    assert [block.text for block in page.blocks] == ["Lamp", *BODY]


def test_a_list_of_linked_sources_stays() -> None:
    inner = [f"<p>{it}</p>" for it in BODY]
    inner.insert(5, "<ul><li><a href=/act>The Lamp Act of 1904</a></li></ul>")
    page = from_html(f"<article><h1>Lamp</h1>{''.join(inner)}</article>")
    assert "The Lamp Act of 1904" in [block.text for block in page.blocks]


def test_a_reader_with_little_of_the_text_is_not_heard() -> None:
    assert stays(TITLE, *STORY, (BlockKind.PARAGRAPH, TEASER), others=BODY[0]) == ["Lamp", *BODY, TEASER]


def test_a_short_text_is_not_judged() -> None:
    assert stays(TITLE, *STORY[:3], (BlockKind.PARAGRAPH, TEASER)) == ["Lamp", *BODY[:3], TEASER]


def test_what_the_page_declares_counts_as_much() -> None:
    found = [Block(*it) for it in (*STORY, (BlockKind.CAPTION, "The old lamp"))]
    assert votes(found, Witness("", "\n".join([*BODY, "The old lamp"]))) == [True] * len(found)


def test_blocks_that_go_are_listed_with_the_parts_left_out() -> None:
    inner = "".join(f"<p>{it}</p>" for it in BODY)
    page = from_html(f"<article><h1>Lamp</h1>{inner}<p>Read also: the ferry is sold</p></article>")
    assert [block.text for block in page.blocks] == ["Lamp", *BODY]
    assert [(part.kind.value, part.text) for part in page.left_out] == [("outside", "Read also: the ferry is sold")]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Lesen Sie auch: Fähre verkauft",
            "© 2024 The Island",
            "Puedes ver: el faro",
            "Читайте также: паром",
            "Anzeige",
        ),
        *("Sign up to our newsletter today!", "Zobacz też: prom", "Lue myös: lautta on myyty", "5 min read"),
        *(
            "اقرأ أيضاً: العبّارة",
            "延伸阅读：渡轮",
            "Gefällt dir unser Magazin? Dann unterstütze uns.",
            "Подписка на рассылку",
        ),
        *(
            "*Werbung. Dieser Beitrag enthält Werbung.",
            "Last modified: 3 March 2004",
            "© 2022 The Island. " + "No. " * 68,
        ),
    ],
)
def test_a_site_speaks_for_itself(words: str) -> None:
    assert is_of_the_site(words)


@pytest.mark.parametrize(
    "words",
    ["Reading is also fun, said the master.", "The copyright was sold in 2014.", "Mira said no", "Lastly, he said no."],
)
def test_an_author_speaks(words: str) -> None:
    assert not is_of_the_site(words)


def test_a_line_that_is_a_date() -> None:
    assert is_day("Stand: 23.10.2018, 10:14 Uhr")
    assert not is_day("The price was 3.5 kroner")


@pytest.mark.parametrize(
    ("block", "share"),
    [("12. The  mill’s wheel", 1.0), ("xxvi. The mill's wheel", 1.0), ("Nothing of that is in it", 0.0), ("–", 0.0)],
)
def test_coverage_ignores_spacing_case_and_markers(block: str, share: float) -> None:
    assert Coverage("the mill's wheel turns").of(block) == share


def test_a_page_nested_too_deeply_is_not_read_twice() -> None:
    assert SecondReader(parsed("<div>" * (MAX_DEPTH + 5) + f"<p>{FIRST}</p>")).usual == ""


def test_a_page_too_large_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = parsed("<article>" + "".join(f"<p>{it}</p>" for it in BODY))
    assert BODY[5] in SecondReader(page).usual
    assert BODY[5] in SecondReader(page).strict
    monkeypatch.setattr(second_reader, "MAX_CHARACTERS", 100)
    assert SecondReader(page).usual == SecondReader(page).strict == ""
    monkeypatch.setattr(second_reader, "MAX_ELEMENTS", 3)
    assert SecondReader(page).usual == SecondReader(page).strict == ""


def test_a_second_reader_that_fails_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_args: object, **_options: object) -> str:
        raise RuntimeError("no")

    monkeypatch.setattr("trafilatura.extract", fail)
    with caplog.at_level(logging.WARNING):
        assert SecondReader(parsed(f"<p>{FIRST}</p>")).usual == ""
    assert "second time" in caplog.text
