"""Web addresses: what is one, and which two name one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from factcheck.urls import (
    LONGEST,
    LONGEST_PATH,
    as_address,
    is_home_page,
    is_web_address,
    key,
    path_of_page,
    path_of_site,
)

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


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        ("https://a.example/My report.pdf", "https://a.example/My%20report.pdf"),
        ("https://a.example/a b?c=d e#f g", "https://a.example/a%20b?c=d%20e#f%20g"),
        ("\ufeff\u200bhttps://a.example/a\u00a0\u200e\n", "https://a.example/a"),
        ("<https://a.example/a>", "https://a.example/a"),
        ("<URL:https://a.example/a>", "https://a.example/a"),
        ("“https://a.example/a”", "https://a.example/a"),
        ("https://a.example/a-\r\n    long-one", "https://a.example/a-long-one"),
        ("https://a.example/a\u00a0b", "https://a.example/a%20b"),
        ("https://a.example/a%20b?q=%CF%EE;c=1&12345", "https://a.example/a%20b?q=%CF%EE;c=1&12345"),
        ("https://a.example/می\u200cخواهم", "https://a.example/می%E2%80%8Cخواهم"),  # a part of the word
        ("https://a b/c", "https://a b/c"),
        ("no address at all", "no address at all"),
        ("", ""),
    ],
)
def test_addresses_as_people_copy_them(copied: str, kept: str) -> None:
    assert as_address(copied) == kept
    assert as_address(kept) == kept


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


@pytest.mark.parametrize("path", ["/", "/claims/7", "/claims?q=a%20b&tag=é", "/checks/a-b#claim", "/a/../b", "/%5Cx"])
def test_a_path_of_this_site(path: str) -> None:
    assert path_of_site(path) == path
    assert path_of_page(f"https://a.example{path}", "a.example") == path.partition("#")[0]


@pytest.mark.parametrize(
    "address",
    [
        *(None, "", "x", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example"),
        *("/\t/evil.example", "\t//evil.example", "/\n/evil.example", "/a\r\nSet-Cookie: a=b", "https://evil.example"),
        *("javascript:alert(1)", "/ /evil.example", "/\u2028x", "/\x00", "/\ud800", "/a\\b", "?q=1"),
        *("http:///evil.example", "/" + "x" * LONGEST_PATH, " /", "/\u200e/x", "//[", "//user@evil.example/"),
    ],
)
def test_what_leads_elsewhere_is_no_path_of_this_site(address: str | None) -> None:
    assert path_of_site(address) is None


@given(some.text(alphabet="/\\ \t\r\nab:@[]?#.%0\u2028", max_size=12))
def test_no_path_of_this_site_leads_away(address: str) -> None:
    found = path_of_site(address)
    if found is not None:
        browsers = found.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "").strip()
        assert browsers.startswith("/")
        assert not browsers.startswith("//")


@pytest.mark.parametrize(
    "address", [None, "", "http://[", "//a.example/x", "/x", "https://b.example/x", "https://a.example:1/x", "data:x"]
)
def test_a_page_of_another_site_has_no_path_here(address: str | None) -> None:
    assert path_of_page(address, "a.example") is None
