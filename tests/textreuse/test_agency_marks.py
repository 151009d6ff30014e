"""Agencies are read from datelines and credits, not from what a text reports."""

from __future__ import annotations

import pytest

from factcheck.textreuse.agency_marks import agencies


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("SKARHOLM, June 3 (Reuters) - The council voted.", "Reuters"),
        ("Lindenau (dpa/lno) - Der Rat hat zugestimmt.", "dpa"),
        ("ЗАОЗЁРСК, 3 мая. /ТАСС/. Совет одобрил план.", "TASS"),
        ("Tarnby (Norden Wire) – The council voted.", "Norden Wire"),
        ("AFP — The council voted.", "AFP"),
        ("The council voted.\n\n© AFP", "AFP"),
        ("市议会星期一决定拨款。（新华社）", "Xinhua"),
    ],
)
def test_a_dateline_or_a_credit_names_the_agency(text: str, agency: str) -> None:
    assert agencies(text) == {agency}


@pytest.mark.parametrize(
    "text",
    [
        "The company told Reuters that it would sell the ferry.",
        "The council (see page 4) voted on Monday for a new market.",
        "Councillors voted. AP and two other companies were paid for the photographs of the harbour.",
    ],
)
def test_an_agency_within_the_text_is_no_mark(text: str) -> None:
    assert agencies(text) == set()
