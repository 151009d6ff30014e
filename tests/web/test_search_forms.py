"""Every search and filter has a name, a named field and a button; lists say how many were found, and the way out."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from tests.databases import States
from tests.factories import make_user, sign_in
from tests.web.test_long_questions import fill


@pytest.fixture
def rita(app: Flask, states: States) -> FlaskClient:
    states.begin_from("piers", fill)
    return sign_in(app.test_client(), make_user("Rita"))


PAGES = ("/articles", "/claims", "/sources", "/articles/find", "/articles/1/find", "/articles/1", "/articles/1/join",
         "/claims/1/evidence/new")  # fmt: skip


@pytest.mark.on_sqlite  # a form has the same fields on both databases
@pytest.mark.parametrize("path", PAGES)
def test_every_search_has_a_name_a_named_field_and_a_button(rita: FlaskClient, path: str) -> None:
    page = html.fromstring(rita.get(path).text)
    searches = page.xpath("//*[@role='search']")
    assert len(searches) >= 2 or path == "/articles/1/find"
    names = [it.get("aria-label") for it in searches]
    assert all(names)
    assert len(set(names)) == len(names)
    for search in searches:
        (field,) = search.xpath(".//input[@type='search']")
        assert field.get("aria-label") or page.xpath(f"//label[@for='{field.get('id')}']")
        (button,) = search.xpath(".//button")
        assert button.text_content().strip() or button.get("aria-label")
    for filters in page.xpath("//form[contains(@class, 'filters')]"):
        assert filters.get("aria-label")
        assert filters.xpath(".//button[not(@type='reset')]")


@pytest.mark.parametrize("path", ["/articles", "/claims", "/sources"])
def test_a_list_says_how_many_were_found_and_offers_the_way_out(rita: FlaskClient, path: str) -> None:
    assert "Clear search" not in rita.get(path).text
    for words, told in (("причал", "1 result"), ("volcano", "0 results")):
        page = rita.get(f"{path}?q={words}").text
        assert told in page
        assert f'<a href="{path}">Clear search</a>' in page
    assert re.search("No (article|claim|source)s found", page)
