"""No character is cut: what is marked begins and ends at borders of grapheme clusters."""

from __future__ import annotations

import pytest
import regex
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some

from factcheck.accounts.models import Role
from factcheck.anchoring import reanchor
from factcheck.anchoring.graphemes import widen
from factcheck.anchoring.selectors import select
from factcheck.annotations.models import Target
from factcheck.db import db
from tests.factories import make_article, make_user, post, sign_in

CHARACTERS = {
    "a family": "👩‍👩‍👧‍👦",
    "a skin": "👍🏽",
    "a flag": "🇫🇮",
    "a flag of tags": "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "a keycap": "1️⃣",
    "a heart in colour": "❤️",
    "combining accents": "e\u0301\u0323",
    "Hangul jamo": "\u1112\u1161\u11ab",
    "Devanagari": "क्षि",
    "Thai": "กำ",
    "Hebrew points": "שׁ",
    "a variation of Han": "葛\U000e0100",
}
PIECES = some.sampled_from([*CHARACTERS.values(), "a", " ", "\n", "🇫", "\u0301", "\u200d", "é", "字", "🎉"])
TEXTS = some.lists(PIECES, min_size=1, max_size=30).map("".join)


def borders(text: str) -> set[int]:
    return {0, len(text)} | {it.start() for it in regex.finditer(r"\X", text)}


@pytest.mark.parametrize("character", CHARACTERS.values(), ids=CHARACTERS)
def test_a_passage_that_cuts_a_character_is_widened(character: str) -> None:
    text = f"before {character}{character} between {character} after"
    first = text.index(character)
    for cut in range(1, len(character)):
        assert widen(text, first + cut, first + cut) == (first, first + len(character))
        assert widen(text, 3, first + cut) == (3, first + len(character))
        assert widen(text, first + len(character) + cut, len(text)) == (first + len(character), len(text))
    assert widen(text, first, first + len(character)) == (first, first + len(character))


@given(TEXTS, some.data())
def test_every_passage_ends_at_borders_and_holds_what_was_asked_for(text: str, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(text)))
    end = data.draw(some.integers(start, len(text)))
    left, right = widen(text, start, end)
    assert left <= start
    assert right >= end
    assert {left, right} <= borders(text)
    assert left == max(it for it in borders(text) if it <= start)
    assert right == min(it for it in borders(text) if it >= end)


def test_flags_in_a_long_row_are_paired_from_its_beginning() -> None:
    text = "x" + "🇫🇮" * 500
    assert widen(text, 400, 401) == (399, 401)
    assert widen(text, 401, 402) == (401, 403)


@given(TEXTS, some.data())
def test_what_is_stored_is_what_the_text_says(text: str, data: some.DataObject) -> None:
    start = data.draw(some.integers(0, len(text) - 1))
    words = select(text, start, data.draw(some.integers(start + 1, len(text))))
    assert text[words.start : words.end] == words.exact
    assert {words.start, words.end} <= borders(text)


def test_a_mark_that_is_carried_over_takes_the_whole_character_there() -> None:
    old = "The minister said yes, and the crowd of the harbour town cheered for an hour."
    new = old.replace("cheered", "cheered\u0301")
    start = old.index("the crowd")
    found = reanchor(old, new, start, old.index(" for an hour"))
    assert found is not None
    assert {found.start, found.end} <= borders(new)
    assert new[found.start : found.end].endswith("cheered\u0301")


def test_half_a_family_is_marked_as_the_whole(app: Flask) -> None:
    text = f"The harbour opens {CHARACTERS['a family']} in May, she said {CHARACTERS['a flag']} to all of them."
    version = make_article(text, "The harbour opens")
    client = sign_in(app.test_client(), make_user("Rita", Role.REVIEWER))
    chosen = {"kind": "checkable", "claimant_kind": "person", "about": "words"}
    asked = {"exact": "👧‍👦 in May, she said 🇫", "hint": str(version.text.index("👧")), "statement": "It opens"}
    answer = post(client, f"/articles/{version.article_id}/claims", **asked, **chosen)
    assert answer.status_code == 303, answer.text
    part = db.session.query(Target).one()
    assert part.exact == f"{CHARACTERS['a family']} in May, she said {CHARACTERS['a flag']}"
    assert version.text[part.start : part.end] == part.exact
