"""What a plain text says of its article is guessed from its first lines, and nothing that it does not say."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.articles.details import ArticleDetails
from factcheck.intake.reading.parsing import Manner
from factcheck.intake.reading.preview import Preview, preview

BODY = "The harbour will open in May, the mayor said, and nobody objected to it.\n\nThe costs were halved."


NOTHING = ArticleDetails("")


def look(text: str, details: ArticleDetails = NOTHING, media_type: str = "text/plain") -> Preview:
    return preview(text.encode(), media_type, details, Manner())


def struck(found: Preview) -> list[str]:
    return [line.text for line in found.lines if line.is_removed]


def test_headline_byline_day_language_and_address_are_taken_from_the_first_lines() -> None:
    head = "Harbour opens in May\n\nBy Anna Holm\n\n6 June 2026\n\nhttps://courier.example/harbour\n\n"
    found = look(head + BODY)
    assert found.details == ArticleDetails(
        "Harbour opens in May", "", "Anna Holm", date(2026, 6, 6), "en", "https://courier.example/harbour"
    )
    assert struck(found) == ["https://courier.example/harbour"]


def test_a_headline_that_the_text_says_twice_is_chosen_and_struck_where_it_is_repeated() -> None:
    found = look(f"All news\n\nHarbour opens in May\n\nHARBOUR OPENS IN MAY\n\n{BODY}")
    assert found.details.title == "Harbour opens in May"
    assert struck(found) == ["All news", "Harbour opens in May", "HARBOUR OPENS IN MAY"]


@pytest.mark.parametrize(
    "sections", ["All news", "News\n\nWorld", "Home > World news > North", "Новости", "Politik | Inland"]
)
def test_the_name_of_a_section_is_no_headline_and_struck_above_it(sections: str) -> None:
    found = look(f"{sections}\n\nHarbour opens in May\n\n{BODY}")
    assert found.details.title == "Harbour opens in May"
    assert struck(found) == [*sections.split("\n\n"), "Harbour opens in May"]


@pytest.mark.parametrize(
    "head", ["Bridge closed", "Bridge closed\n\nWhat now?", "Bridge closed for good\n\nRepairs would take ten years"]
)
def test_a_short_headline_stays_one_and_nothing_is_struck(head: str) -> None:
    found = look(f"{head}\n\n{BODY}")
    assert found.details.title == head.partition("\n")[0]
    assert struck(found) == []


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The harbour opens in May.",
        f"{'word ' * 50}\n\n{BODY}",
        "2026\n\n" + BODY,
        "https://a.example/b\n\n" + BODY,
    ],
)
def test_a_sentence_an_address_or_a_number_is_no_headline(text: str) -> None:
    assert look(text).details.title == ""


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Anna Holm and Bo Lind", "Anna Holm and Bo Lind"),
        ("Von Jörg Müller", "Jörg Müller"),
        ("By the time he came it was over", ""),
        ("By Anna Holm in 2026", ""),
        ("By Anna Holm.", ""),
    ],
)
def test_only_a_line_of_names_is_a_byline(line: str, byline: str) -> None:
    assert look(f"Harbour\n\n{line}\n\n{BODY}").details.byline == byline


@pytest.mark.parametrize("line", ["6 June 2999", "5/6/2026", "It was on 6 June 2026 that they met and spoke."])
def test_no_day_is_taken_that_has_not_begun_or_can_be_read_in_two_ways_or_is_in_a_sentence(line: str) -> None:
    assert look(f"Harbour\n\n{line}\n\n{BODY}").details.published_on is None


def test_what_is_known_already_is_not_guessed() -> None:
    known = ArticleDetails("Mine", "Courier", "Bo Lind", date(2026, 1, 2), "de", "https://courier.example/mine")
    assert look(f"Harbour\n\nBy Anna Holm\n\n6 June 2026\n\n{BODY}", known).details == known


def test_a_page_without_a_language_has_that_of_its_words() -> None:
    assert look(f"<h1>Harbour</h1><p>{BODY}</p>", media_type="text/html").details.language == "en"
    assert look(f"<html lang=fi><h1>Harbour</h1><p>{BODY}</p>", media_type="text/html").details.language == "fi"
