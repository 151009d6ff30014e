"""The articles to measure with: invented local news of our own, and paraphrases of their sentences written by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("texts")
LANGUAGES = {"ar": "Arabic", "de": "German", "en": "English", "fi": "Finnish", "ru": "Russian", "zh": "Chinese"}
HALVES = ("tuning", "report")  # an article belongs to one of them, in turn within its language


class Article(NamedTuple):
    """An invented article; `reworded` has another wording for some of its sentences."""

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
    """Only some articles have paraphrases."""
    beside = path.with_suffix(".jsonl")
    lines = beside.read_text().splitlines() if beside.exists() else []
    return {row["original"]: row["reworded"] for row in map(json.loads, lines)}
