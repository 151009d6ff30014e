"""robots.txt is read as RFC 9309 says: our group or that for all, the longest rule, wildcards."""

from __future__ import annotations

import pytest

from factcheck.fetching.robots import is_allowed, origin_of, robots_address

URL = "https://paper.example/news/2026/permit.html?page=2"


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nAllow: /\nDisallow: /news/", False),
        ("User-agent: *\nDisallow: /*.html$", True),
        ("User-agent: *\nDisallow: /*.html", False),
        ("User-agent: *\nDisallow: /*page=2$", False),
        ("User-agent: FactCheck\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: *\nDisallow: /news/2025/", True),
        ("\ufeffUser-agent: *\r\nDisallow: / # all\r\n", False),
        ("<!doctype html><title>Not found</title>", True),
        ("\x00" * 1000, True),
    ],
)
def test_what_is_allowed(rules: str, allowed: bool) -> None:
    assert is_allowed(rules, URL) is allowed


def test_the_rules_are_those_of_scheme_host_and_port() -> None:
    assert robots_address("https://Paper.example:8443/a?b#c") == "https://paper.example:8443/robots.txt"
    assert origin_of("HTTP://paper.example/a") == "http://paper.example"
