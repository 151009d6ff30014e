"""When words of another article make the same claim (pure): thresholds for the score of `factcheck.anchoring`."""

from __future__ import annotations

MIN_SIMILAR_LETTERS = 20  # code points of the selected words: shorter ones are similar by chance
MIN_SIMILAR_SCORE = 0.55  # 0 to 1, of the passage in the other article
MAX_SIMILAR = 3  # claims that are listed
