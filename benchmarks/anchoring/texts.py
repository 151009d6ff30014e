"""The articles: invented local news, with handwritten paraphrases of their sentences."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("texts")
LANGUAGES = {"ar": "Arabic", "de": "German", "en": "English", "fi": "Finnish", "ru": "Russian", "zh": "Chinese"}
HALVES = ("tuning", "report")  # articles alternate between them within their language


class Article(NamedTuple):
    """An invented article; `reworded` has paraphrases of some of its sentences."""

    name: str
    language: str
    half: str
    text: str
    reworded: dict[str, str]


def articles() -> list[Article]:
    """All articles, by name."""
    seen: Counter[str] = Counter()
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        language = path.stem[:2]
        half = HALVES[seen[language] % len(HALVES)]
        seen[language] += 1
        found.append(Article(path.stem, language, half, path.read_text().strip(), _reworded(path)))
    return found


def _reworded(path: Path) -> dict[str, str]:
    """The paraphrases; only some articles have them."""
    beside = path.with_suffix(".jsonl")
    lines = beside.read_text().splitlines() if beside.exists() else []
    return {row["original"]: row["reworded"] for row in map(json.loads, lines)}
