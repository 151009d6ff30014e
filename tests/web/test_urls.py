"""Web addresses: what is one, and which two name one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from factcheck.web.urls import LONGEST, is_home_page, is_web_address, key

PARTS = some.text(alphabet="aZé/%2D~=&?#!+;._", max_size=30)


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("HTTPS://Example.ORG:443/A/?utm_source=x&b=1#c", "https://example.org/A?b=1"),
        (" http://example.org:8080/ ", "http://example.org:8080"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://Bücher.example/ä/%c3%A4/%7ea%2Fb", "https://xn--bcher-kva.example/%C3%A4/%C3%A4/~a%2Fb"),
        ("https://a.example/?q=a+b%20c&x&y=&&z=%2f;w=é", "https://a.example?q=a+b%20c&x&y=&&z=%2f;w=é"),
        ("https://a.example/p?FBCLID=1&id=7&gclid=2&UTM_term=3", "https://a.example/p?id=7"),
        ("https://a.example/p?gclidx=1&butm_x=2", "https://a.example/p?gclidx=1&butm_x=2"),
        ("https://a.example/#/news/7", "https://a.example#/news/7"),
        ("https://a.example/#!news/7:~:text=found", "https://a.example#!news/7"),
        ("https://a.example/p#chapter-2", "https://a.example/p"),
        ("https://a.example/p#:~:text=found", "https://a.example/p"),
        ("urn:isbn:0", "urn:isbn:0"),
    ],
)
def test_addresses_as_they_are_compared(typed: str, compared: str) -> None:
    assert key(typed) == compared
    assert key(compared) == compared


@given(PARTS, PARTS, PARTS)
def test_a_key_is_its_own_key_and_fits_its_column(path: str, query: str, fragment: str) -> None:
    found = key(f"https://a.example/{path}?{query}#{fragment}")
    assert key(found) == found
    assert len(found.encode()) <= LONGEST


def test_two_long_addresses_that_differ_at_their_ends_are_two() -> None:
    one, other = (f"https://a.example/{'б' * 1970}{end}" for end in "xy")
    assert key(one) != key(other)
    assert len(key(one)) <= LONGEST


@pytest.mark.parametrize("url", ["https://a.example", "https://a.example/#top", "https://a.example/index.html?utm_x=1"])
def test_an_address_of_a_site_names_no_page(url: str) -> None:
    assert is_home_page(url)


@pytest.mark.parametrize("url", ["https://a.example/a", "https://a.example/?id=7", "https://a.example/#/news/7"])
def test_an_address_of_a_page_does(url: str) -> None:
    assert not is_home_page(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:x",
        "//a.example",
        "https://",
        "https://a b",
        "https://a:99999",
        "http://[x",
        "https://me:pw@a.example/",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert not is_web_address(url)
