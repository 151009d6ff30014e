"""The cache of long texts is bounded by their length, and keeps the newest."""

from __future__ import annotations

from factcheck.textdiff.text_cache import cached_by_length


def test_the_least_used_texts_go_when_all_are_too_long() -> None:
    made: list[str] = []

    @cached_by_length(most=10)
    def shout(text: str) -> str:
        made.append(text)
        return text.upper()

    for text in ("four", "five", "four", "six", "four", "five"):
        assert shout(text) == text.upper()
    assert made == ["four", "five", "six", "five"]
    for _ in range(2):
        assert shout("longer than all that is kept") == "LONGER THAN ALL THAT IS KEPT"
    assert made[4:] == ["longer than all that is kept"]
    shout.cache_clear()
    shout("six")
    assert made[5:] == ["six"]
