"""Articles are found by words, the same on both databases, whatever is typed."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.articles import service
from factcheck.articles.queries import listed
from factcheck.articles.service import ArticleDetails
from factcheck.db import db
from factcheck.fulltext.words import words_of
from tests.factories import make_article, make_user


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


def found(words: str) -> list[str]:
    return sorted(article.title for article in db.session.scalars(listed(words)))


@pytest.mark.parametrize(
    "words",
    [
        "harbour", "HARBOUR", "harb", "gävle", "gavle", "GA\u0308VLE", "тёплый", "теплый", "ТЕПЛЫЙ", "so\u00adft",
        "soft", "zero", "हिन्दी", "مرفأ", "example", "12", "courier harbour", "don't", "“don’t”", "Tarnby",
        "under score", "straße", "STRASSE",
    ],
)  # fmt: skip
def test_words_are_found_in_any_spelling(words: str) -> None:
    make_article(
        "The harbour in Gävle, тёплый приём. So\u00adft, ze\u200bro, हिन्दी, مرفأ, www.example.org/x, 12.5, don’t, "
        "under_score, Straße.",
        "One",
    )
    make_article("Nothing of that kind.", "Two")
    expected = ["One", "Two"] if words == "Tarnby" else ["One"]
    assert found(words) == expected


def test_all_words_must_occur() -> None:
    make_article("Harbour and mayor.", "One")
    make_article("Harbour only.", "Two")
    assert found("harbour mayor") == ["One"]
    assert found("harbour airport") == []
    assert found("arbour") == []  # a word is found from its beginning


@pytest.mark.parametrize(
    "words",
    [
        '"', '""', '"harbour', "harbour NEAR(mayor", "NEAR", "*", "harbour* OR", "AND", "NOT harbour", "title:harbour",
        "article_id:1", "harbour' & !", "') OR 1=1 --", ":*", "<->", "\\", "{", "^harbour", "-harbour", "%", "_", "🎉",
        "a" * 5000, "harbour " * 500, "(" * 2000, "\ud83d", "𞤀", "\u0301", "\x00harbour",
    ],
)  # fmt: skip
def test_nothing_that_is_typed_breaks_the_question(words: str) -> None:
    make_article("The harbour opens.", "One")
    assert found(words) in (["One"], [])


def test_operators_are_only_words() -> None:
    make_article("Salt and pepper.", "One")
    make_article("Salt.", "Two")
    assert found("salt AND pepper") == ["One"]
    assert found("salt OR pepper") == []
    assert found("salt NOT pepper") == []


@pytest.mark.parametrize("words", ["***", "“”", "_", "…"])
def test_a_question_without_words_finds_nothing(words: str) -> None:
    make_article("The harbour opens.", "One")
    assert found(words) == []


def test_particulars_are_found_and_forgotten_with_an_edit() -> None:
    article = make_article("The mayor spoke.", "Before").article
    service.edit(make_user("Rita"), article, ArticleDetails("After", "Gazette", language="en"), article.revision)
    db.session.commit()
    assert found("courier") == []
    for words in ("after", "gazette", "mayor", "before"):  # its first headline still stands in the text
        assert found(words) == ["After"]


def test_an_article_of_only_different_words_can_be_indexed() -> None:
    words = " ".join(f"слово{number}" for number in range(80_000))
    make_article(words, "Long")
    assert found("слово77") == ["Long"]


def test_words_are_folded_alike_at_both_ends() -> None:
    assert words_of("Ёлка, É\u200b-so\u00adft_A1 “ﬁn”") == ["елка", "e", "soft", "a1", "fin"]
