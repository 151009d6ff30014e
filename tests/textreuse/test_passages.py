"""Passages that two texts share survive another order and light rewriting; quotations of one speech are none."""

from __future__ import annotations

from factcheck.textreuse.fingerprints import hashes, winnowed
from factcheck.textreuse.passages import read, shared_passages
from factcheck.textreuse.words import compared_words

WIRE = (
    "Councillors in Skarholm voted late on Monday to build a covered market beside the old ferry terminal. "
    "The contract goes to a family business with long experience of harbours, which beat four other bidders."
)
SPEECH = (
    "“We have waited eleven years for this market, and nobody in this harbour town will wait a single year longer.”"
)


def _shared(one: str, other: str) -> list[tuple[str, str]]:
    found = shared_passages(read(one), read(other))
    return [(one[it.start : it.end], other[it.other_start : it.other_end]) for it in found]


def test_a_passage_is_found_in_both_texts() -> None:
    other = f"Rain fell all morning. {WIRE} Nobody complained about the weather."
    assert _shared(WIRE, other) == [(WIRE[:-1], WIRE[:-1])]


def test_another_order_and_light_rewriting_survive() -> None:
    first, second = WIRE.split(". ")
    rewritten = (
        f"{second} The Skarholm councillors voted on Monday to build a covered market beside the ferry terminal."
    )
    assert len(_shared(WIRE, rewritten)) == 2
    assert _shared(first, "Monday brought rain, and councillors stayed in the covered market until late.") == []


def test_a_quotation_of_the_same_speech_is_none() -> None:
    assert _shared(f"The mayor was angry. {SPEECH}", f"{SPEECH} So ended a long evening.") == []
    assert len(_shared(SPEECH[1:-1], f"Then: {SPEECH[1:-1]}")) == 1


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    chinese = "市议会星期一决定拨款修建新码头和大桥"
    assert [chinese[it.start : it.end] for it in compared_words(chinese)] == list(chinese)
    assert len(_shared(chinese, f"据悉，{chinese}。")) == 1


def test_endings_and_the_order_within_a_group_make_no_difference() -> None:
    one, other = compared_words("котельная остановлена вечером"), compared_words("остановлены вечером котельные")
    assert hashes(one) == hashes(other)


def test_winnowing_keeps_a_hash_of_every_window() -> None:
    assert winnowed([9, 8, 1, 7, 6, 5, 4]) == {1, 4}
    assert winnowed([3]) == {3}
    assert winnowed([]) == set()
