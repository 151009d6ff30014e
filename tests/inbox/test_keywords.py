"""Keywords of feeds: words by their beginning, phrases word for word, folded as the search folds."""

from __future__ import annotations

import pytest

from factcheck.inbox.keywords import folded, has_keyword, keywords_of, refused_count


@pytest.mark.parametrize(
    ("keywords", "text", "is_found"),
    [
        ("", "Anything", True),
        (" , ; ", "Anything", True),
        ("harbour", "The Harbour opens", True),
        ("harbour", "HARBOURS open", True),
        ("arbour", "The harbour opens", False),
        ("bridge, harbour", "The harbour opens", True),
        ("bridge\nroad", "The harbour opens", False),
        ('"harbour opens"', "The harbour opens in May", True),
        ('"harbour opens"', "The harbour soon opens", False),
        ('"harbour open"', "The harbour opens", False),
        ("“harbour opens” bridge", "A bridge", True),
        ("Sørensen", "SORENSEN says", True),
        ("cafe", "Café closes", True),
        ("выборы", "ВЫБОРЫ мэра", True),
        ("well-known", "a well known man", True),
        ("选举", "市长选举结果", True),
        ('"unclosed harbour', "The harbour", True),
        ("100%", "By 100 percent", True),
    ],
)
def test_one_keyword_is_enough(keywords: str, text: str, is_found: bool) -> None:
    assert has_keyword(folded(text), keywords_of(keywords)) is is_found


def test_title_and_summary_are_searched_together() -> None:
    assert has_keyword(folded("A title", "and the harbour"), keywords_of("harbour"))


def test_too_many_keywords_are_counted() -> None:
    assert refused_count(" ".join(f"word{number}" for number in range(61))) == 61
    assert refused_count(" ".join(f"word{number}" for number in range(60))) is None
