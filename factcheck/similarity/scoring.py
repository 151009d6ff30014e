"""When words of another article may make the same claim (pure): the thresholds, as chosen on the demo's articles."""

from __future__ import annotations

MIN_SIMILAR_LETTERS = 20  # code points of the selected words: shorter ones are similar by chance
MIN_SIMILAR_SCORE = 0.55  # 0 to 1, of the passage in the other article, as scored by `factcheck.anchoring`
MAX_SIMILAR = 3  # claims that are listed


def can_be_compared(words: str) -> bool:
    """Whether these words are long enough to be found elsewhere with meaning."""
    return len(words) >= MIN_SIMILAR_LETTERS


def is_similar(score: float) -> bool:
    """Whether a passage with this score, 0 to 1, is similar enough for its claims to be listed."""
    return score >= MIN_SIMILAR_SCORE
