"""What parts the paragraphs of plain text as people have it: from Word, mails, PDF files, posts, and poems."""

from __future__ import annotations

import textwrap

import pytest

from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import blocks_from_text, way_of_text

FIRST = (
    "The board of the ferries decided on Tuesday to sell two of its three ships, its chair said after the meeting. "
    "Passengers who have bought a ticket for the summer get their money back, according to the office in Tarnby."
)
SECOND = (
    "Critics say that the island loses its last way to the mainland in winter. They want the county to pay for a "
    "smaller ship, which the well-known architect Aino Ek has drawn, and they have collected 900 signatures."
)


def texts(text: str, title: str = "", way: Paragraphs = Paragraphs.AUTO) -> list[str]:
    return [block.text for block in blocks_from_text(text, title, way)]


@pytest.mark.parametrize(
    ("text", "title", "paragraphs"),
    [
        (
            "Ferry sold\nBy Signe Holt\nTwo ships go.\nOne stays.",
            "Ferry sold",
            ["By Signe Holt", "Two ships go.", "One stays."],
        ),
        ("Ferry  SOLD!\r\nTwo ships go.\r\nOne stays.", "Ferry sold", ["Two ships go.", "One stays."]),
        ("Ferry\u00a0sold\n\nTwo ships go.", "Ferry sold", ["Two ships go."]),
        ("Two ships go.\u2028One stays.\u2029Nobody pays.", "", ["Two ships go.", "One stays.", "Nobody pays."]),
        ("Two ships go.\rOne stays.\x85Nobody pays.", "", ["Two ships go.", "One stays.", "Nobody pays."]),
        ("First page.\fSecond page.", "", ["First page.", "Second page."]),
        ("第一の船。\n第二の船。", "", ["第一の船。", "第二の船。"]),
        ("أبحرت السفينة.\nعادت السفينة؟", "", ["أبحرت السفينة.", "عادت السفينة؟"]),
        ("Ferry sold\nShips for nobody\nMayor away", "", ["Ferry sold", "Ships for nobody", "Mayor away"]),
        (
            "Background\n\nTwo ships go.\nOne stays.\nNobody pays.",
            "",
            ["Background", "Two ships go.", "One stays.", "Nobody pays."],
        ),
        ("“Two go.”\n“One stays!”", "", ["“Two go.”", "“One stays!”"]),
    ],
)
def test_where_no_blank_line_parts_them_each_line_is_a_paragraph(text: str, title: str, paragraphs: list[str]) -> None:
    assert texts(text, title) == ([title] if title else []) + paragraphs


@pytest.mark.parametrize("width", [34, 60, 72, 78, 100])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\n    "])
def test_lines_that_were_broken_by_width_are_joined(width: int, between: str) -> None:
    text = textwrap.fill(FIRST, width) + between + textwrap.fill(SECOND, width)
    assert way_of_text(text, "") is Paragraphs.JOINED
    found = texts(text)
    assert " ".join(found) == f"{FIRST} {SECOND}"
    assert len(found) in ({1, 2} if between == "\n" else {2})  # the last line may have been full


def test_hyphens_at_line_ends_go_where_they_were_put_by_the_width() -> None:
    lines = ["The board of the ferries decided on Tuesday to sell two of its thr-", "ee ships, as the well-"]
    lines += ["known architect Aino Ek had asked for. Passengers get their money ba-", "ck, and the well-known pier"]
    lines += ["stays where it is until somebody has found out who really owns all", "of it, says the office."]
    found = texts("\n".join(lines), way=Paragraphs.JOINED)
    assert found == [
        "The board of the ferries decided on Tuesday to sell two of its three ships, as the well-known architect Aino "
        "Ek had asked for. Passengers get their money back, and the well-known pier stays where it is until somebody "
        "has found out who really owns all of it, says the office."
    ]


def test_lines_of_a_script_without_blanks_are_joined_without() -> None:
    sentence = "区役所は火曜日に三隻の船のうち二隻を売ることを決めたと会議のあとで議長が述べた"
    text = sentence * 4
    lines = [text[start : start + 34] for start in range(0, len(text), 34)]
    assert texts("\n".join(lines)) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The ship goes out,\nthe tide comes in,\nthe bell has rung\nand they begin.",
        "Das Schiff fährt aus,\nDie Flut kehrt um,\nDer Wind wird alt,\nDas Meer bleibt stumm.",
        "The harbour\nopens.",
        "He came in\nand said\nnothing at all.",
    ],
)
def test_a_verse_stays_together(text: str) -> None:
    assert texts(text) == [text]
    assert texts(f"{text}\n\n{text}") == [text, text]


def test_a_list_is_a_list_with_what_stands_before_it() -> None:
    found = blocks_from_text("The board wants:\n- two ships\n  for the summer\n- one pier\n\n1. First.\n2) Second.")
    assert [(block.kind.value, block.text) for block in found] == [
        ("paragraph", "The board wants:"),
        ("list-item", "- two ships\n  for the summer"),
        ("list-item", "- one pier"),
        ("list-item", "1. First."),
        ("list-item", "2) Second."),
    ]


def test_whoever_knows_better_says_so() -> None:
    text = "Two ships go.\nOne stays.\n\nNobody pays."
    assert texts(text, way=Paragraphs.BLANKS) == ["Two ships go.\nOne stays.", "Nobody pays."]
    assert texts(text, way=Paragraphs.LINES) == ["Two ships go.", "One stays.", "Nobody pays."]
    assert texts("Two ships\ngo.", way=Paragraphs.JOINED) == ["Two ships go."]


@pytest.mark.parametrize(
    ("first", "headline", "is_same"),
    [
        ("FERRY  SOLD", "Ferry sold", True),
        ("“Ferry sold”", "Ferry sold", True),
        ("Ｆｅｒｒｙ sold", "Ferry sold", True),
        ("Ferry sold again", "Ferry sold", False),
        ("Паром  продан", "Паром продан", True),
        ("किताब", "कितब", False),  # a vowel sign makes another word
        ("!!!", "???", False),
    ],
)
def test_a_headline_that_is_repeated_is_not_doubled(first: str, headline: str, is_same: bool) -> None:
    assert texts(f"{first}\n\nTwo ships go.", headline) == [headline, *([] if is_same else [first]), "Two ships go."]
