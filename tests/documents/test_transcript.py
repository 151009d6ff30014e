"""Transcripts: a block for each turn, with its time and its speaker."""

from __future__ import annotations

import pytest

from factcheck.documents.foreign.transcript import read_transcript
from factcheck.documents.text import Unreadable

VTT = """WEBVTT

NOTE not spoken

intro
00:01.000 --> 00:04.000 align:start
<v Edda Lund>The <b>lamp</b> costs

00:04.000 --> 00:06.000
<v Edda Lund>six million &amp; more.

00:00:07.500 --> 00:00:09.000
<v.loud Rob>When?
"""
SRT = """1
00:01:05,000 --> 00:01:07,000
MASTER: It failed
eleven times.

2
01:02:00,000 --> 01:02:03,000
Since 2014.
"""


def words(text: str) -> list[str]:
    return [block.text for block in read_transcript(text)]


def test_words_before_the_beginning_are_at_the_beginning() -> None:
    assert words("1\n-00:00:05,000 --> -00:00:01,000\nThe lamp costs six million.") == [
        "[00:00:00] The lamp costs six million."
    ]


def test_a_turn_is_a_block_with_time_and_speaker() -> None:
    assert words(VTT) == ["[00:00:01] Edda Lund: The lamp costs six million & more.", "[00:00:07] Rob: When?"]


def test_subrip_has_speakers_before_a_colon_and_pauses_part_blocks() -> None:
    assert words(SRT) == ["[00:01:05] MASTER: It failed eleven times.", "[01:02:00] Since 2014."]


def test_lines_that_roll_up_are_read_once() -> None:
    assert words("00:01.000 --> 00:02.000\nYes.\n\n00:02.000 --> 00:03.000\nYes.\n") == ["[00:00:01] Yes."]


@pytest.mark.parametrize("text", ["", "WEBVTT\n\n", "1\n2\n3\n", "00:01 --> 00:02\nNo thousandths"])
def test_a_file_without_times_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="no lines with times"):
        read_transcript(text)
