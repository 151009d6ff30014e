"""Addresses in a text are links, whole and no more; whatever else is in it stays text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.web.linkify import linked

TOWN = "https://town.example/budget"


def links(text: str) -> list[str]:
    """Where the links of a text lead; each shows what it leads to, and nothing of the text is lost."""
    made = str(linked(text))
    assert unescape(re.sub(r"</?a\b[^>]*>", "", made)) == text
    for tag in re.findall(r"<a[^>]*>", made):
        assert 'rel="nofollow noopener ugc"' in tag
    assert len(re.findall("<", made)) == 2 * len(re.findall("<a ", made))
    return [unescape(it) for it in re.findall(r'href="([^"]*)"', made)]


@pytest.mark.parametrize(
    "around",
    [
        "See [1] and {}", "{}.", "{}, page 2", "({})", "[{}]", "<{}>", "“{}”", "«{}»", "‘{}’", '"{}"', "{}: there",
        "{}!", "{}?", "{};", "{}…", "\n{}\n", "见：{}。", "（{}）", "[budget]({})", "{}\u200b", "{}\u2028next", "({}).",
        "{}'", "**{}**", "{}”, she said",
    ],
)  # fmt: skip
def test_an_address_ends_where_the_sentence_goes_on(around: str) -> None:
    assert links(around.format(TOWN)) == [TOWN]


@pytest.mark.parametrize(
    "url",
    [
        "http://town.example", "https://town.example:8443/a?b=c&d=e#f", "https://en.wiki.example/Quay_(disambiguation)",
        "https://пример.рф/путь?а=б", "https://例え.jp/次", "https://town.example/%D0%9F+a,b;c=1", "HTTPS://Town.example/A",
        "https://town.example/a'b", "https://town.example/#!/news/1", "https://127.0.0.1/x", "https://town.example/~a/b_c-d",
        "https://town.example/" + "long" * 60,
    ],
)  # fmt: skip
def test_an_address_is_taken_whole(url: str) -> None:
    assert links(f"It is at {url} now.") == [url]
    assert links(url) == [url]


def test_several_are_several_and_www_is_one() -> None:
    assert links(f"{TOWN} and http://port.example/1, www.harbour.com/x.") == [
        TOWN,
        "http://port.example/1",
        "http://www.harbour.com/x",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "No address.", "javascript:alert(1)", "JaVaScRiPt://x.example/%0aalert(1)", "data:text/html,<b>x</b>",
        "ftp://town.example/x", "//town.example/x", "mailto:a@town.example", "a@town.example", "1.2.3.4",
        "town.example", "https://", "http://user:secret@town.example/", "https://town.example:99999/", "vbscript:x",
        "file:///etc/passwd",
    ],
)  # fmt: skip
def test_nothing_else_is_a_link(text: str) -> None:
    assert links(text) == []


@pytest.mark.parametrize(
    "attack",
    [
        'https://x.example/"onmouseover="alert(1)',
        "https://x.example/<script>alert(1)</script>",
        "https://x.example/' onclick='alert(1)",
        "<a href='https://x.example/'>",
    ],
)
def test_no_markup_gets_in(attack: str) -> None:
    made = str(linked(attack))
    assert "<script" not in made
    assert re.sub(r'<a class="address" href="[^"<>]*" rel="[^"]*">[^<]*</a>', "", made).count("<") == 0


@given(st.text() | st.text(alphabet="htps:/.w()[]<>\"'ax ?#&;”»\u200b", max_size=60))
def test_whatever_the_text_nothing_of_it_is_lost(text: str) -> None:
    links(text)


def test_of_nothing_there_is_nothing() -> None:
    assert linked(None) == ""
