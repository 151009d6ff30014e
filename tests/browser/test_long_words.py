"""More words than an address holds: selected, joined and searched, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import select_words, selected_words
from tests.browser.newsroom import Newsroom, settled
from tests.factories import make_article, make_claim

pytestmark = pytest.mark.browser
SENTENCES = " ".join(f"Причал номер {number} закроют на две недели, сказала мэр города Тарнби." for number in range(70))


def at_article(newsroom: Newsroom, **options: object) -> Page:
    version = make_article(f"Причал закрыт\n\n{SENTENCES}", "Причал закрыт")
    make_claim("Причал номер 7 закроют", version)
    return newsroom.page(f"/articles/{version.article_id}", "Rita", **options)


def test_many_words_are_joined_and_found(newsroom: Newsroom) -> None:
    page = settled(at_article(newsroom))
    for length in (900, 4800):
        select_words(page, SENTENCES[:length].rstrip())
        page.locator(".selection-bar").get_by_role("button", name="Add to claim…").click()
        expect(page.get_by_role("heading", name="Add a quote to a claim")).to_be_visible()
        expect(page.get_by_label("Quote, as it appears in the article")).to_have_value(SENTENCES[:length].rstrip())
        page.go_back()
        settled(page)
    quick = page.get_by_role("search", name="Quick search")
    quick.get_by_role("searchbox").fill(SENTENCES)
    quick.get_by_role("button").click()
    expect(page.get_by_role("status").filter(has_text="result")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Keywords")).to_have_value(SENTENCES)
    expect(page.get_by_role("link", name="Причал закрыт")).to_be_visible()
    page.get_by_role("link", name="Clear search").click()
    expect(page).to_have_url("/search")


def test_what_is_known_of_many_selected_words_is_told(newsroom: Newsroom) -> None:
    page = settled(at_article(newsroom))
    select_words(page, SENTENCES[:1500].rstrip())
    expect(page.locator(".selection-bar .existing-claims")).to_contain_text("Already highlighted as claim")
    assert selected_words(page) == SENTENCES[:1500].rstrip()


def test_without_javascript_every_search_takes_a_paragraph(newsroom: Newsroom) -> None:
    page = at_article(newsroom, java_script_enabled=False)
    for where in ("/articles", "/claims", "/sources", "/articles/find"):
        page.goto(where)
        field = page.locator("main").get_by_role("searchbox")
        field.fill(SENTENCES)
        field.press("Enter")
        expect(page.locator("main").get_by_role("searchbox")).to_have_value(SENTENCES)
        expect(page.locator(".results")).to_contain_text("result")
    quick = page.get_by_role("search", name="Quick search").get_by_role("searchbox")
    quick.fill("причал 7")
    quick.press("Enter")
    expect(page).to_have_url("/search?q=%D0%BF%D1%80%D0%B8%D1%87%D0%B0%D0%BB+7")


def test_an_address_that_no_server_takes_shows_a_page(newsroom: Newsroom) -> None:
    page = newsroom.page("/login")
    page.goto(f"/claims?q={'x' * 40_000}")
    expect(page.get_by_role("heading", name="This address is too long")).to_be_visible()
