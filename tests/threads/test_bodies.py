"""A body is plain text: nothing in it becomes markup but names and addresses, and no character is lost."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck.threads.bodies import clean, key, mentioned, pieces, render
from factcheck.urls import is_web_address

NAMES = ["Rita", "Rita Holm", "Rob", "Jürgen Groß", "李雷", "O'Neil (desk)"]
PARTS = ("@Rita", "@rita holm", "@", "<script>", "</bdi>", '"', "&amp;", "&", "https://town.example/a?b=1&c=<d>", "\n",
         "http://x.example/\"onclick=alert(1)", "javascript:alert(1)", "<a href='x'>", "@O'Neil (desk)", "<b>@Rob</b>",
         "https://", "https://[", "\u202e", "@李雷", "🎉")  # fmt: skip
ATTRIBUTES = {"a": {"href", "rel", "dir"}, "bdi": {"class", "data-own"}}
bodies = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=8)), max_size=12).map("".join).map(clean)
some_names = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=6)), max_size=5)


class Reader(HTMLParser):
    """What a browser would see: the text, and every element with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.elements = "", []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"A comment came out: {data}")

    handle_decl = handle_pi = unknown_decl = handle_comment


@given(bodies, some_names, st.sampled_from(NAMES))
@example("<script>alert('@Rita')</script>", ["Rita"], "Rita")
@example("https://town.example/@Rita", ["Rita"], "Rob")
@example("@Rita\u0301", ["Rita"], "Rob")
def test_only_our_own_markup_comes_out_and_no_character_is_lost(body: str, names: list[str], own: str) -> None:
    seen = Reader(str(render(body, names, own)))
    assert seen.text == body
    for tag, attributes in seen.elements:
        assert set(attributes) <= ATTRIBUTES[tag]
        assert tag != "a" or is_web_address(attributes["href"])
        assert tag != "a" or attributes["rel"] == "noreferrer"


@given(bodies, some_names)
def test_the_pieces_of_a_body_are_the_body_and_only_names_are_mentioned(body: str, names: list[str]) -> None:
    assert "".join(piece.text for piece in pieces(body, names)) == body
    assert mentioned(body, names) <= {key(name) for name in names}


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("@Rita, which page?", {"rita"}),
        ("@RITA HOLM and @rob", {"rita holm", "rob"}),
        ("@Rita Holms", {"rita"}),
        ("@Rita  Holm", {"rita holm"}),
        ("@Ritas", set()),
        ("rita@Rob.example", set()),
        ("mail rita.@Rob", set()),
        ("@Nobody", set()),
        ("(@Rita)", {"rita"}),
        ("@Rita's", {"rita"}),
        ("@JÜRGEN GROSS", {"jürgen gross"}),
        (unicodedata.normalize("NFD", "@Jürgen Groß"), {"jürgen gross"}),
        ("请@李雷看一下", {"李雷"}),
        ("https://town.example/@Rita", set()),
        ("@O'Neil (desk)", {"o'neil (desk)"}),
        ("@Rita\nHolm", {"rita"}),
        ("", set()),
    ],
)
def test_names_are_found_longest_first_in_any_case_and_nowhere_within_words(body: str, keys: set[str]) -> None:
    assert mentioned(body, NAMES) == keys


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("See https://town.example/permit.", "https://town.example/permit"),
        ("(https://town.example/a_(b))", "https://town.example/a_(b)"),
        ("“https://town.example”", "https://town.example"),
        ("https://town.example/?q=a&b=c!", "https://town.example/?q=a&b=c"),
    ],
)
def test_an_address_ends_before_the_signs_of_the_sentence(body: str, address: str) -> None:
    assert [attributes["href"] for _, attributes in Reader(str(render(body, []))).elements] == [address]


@pytest.mark.parametrize("body", ["ftp://town.example", "javascript:alert(1)", "https://", "xhttps://town.example"])
def test_what_is_no_web_address_stays_text(body: str) -> None:
    assert Reader(str(render(body, []))).elements == []


def test_ones_own_name_is_set_apart_more_than_others() -> None:
    assert str(render("@Rita @Rob", NAMES, "Rob")) == (
        '<bdi class="mention">@Rita</bdi> <bdi class="mention" data-own>@Rob</bdi>'
    )


def test_a_body_is_kept_with_one_sign_for_the_end_of_a_line_and_without_what_no_database_stores() -> None:
    assert clean(" \r\na\r\nb\rc\x00\n ") == "a\nb\nc"
