"""Texts from elsewhere, kept to the character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.articles.text import (
    MAX_CHARACTERS,
    Block,
    BlockKind,
    Unreadable,
    blocks_from_text,
    canonical,
    clean,
    decode,
)

KEPT = "No\u00a0break, so\u00adft, “curly”, ze\u200bro, e\u0301, 👩‍🚒, \u202bعربي\u202c"


def test_what_is_kept_is_kept_to_the_character() -> None:
    assert clean(KEPT) == KEPT


def test_line_ends_marks_and_controls() -> None:
    assert clean("\ufeffone\r\ntwo\rthree\u2028four\x00\x07") == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_tell_the_encoding(encoding: str) -> None:
    assert clean(decode(KEPT.encode(encoding))) == KEPT


def test_a_declared_charset_is_believed() -> None:
    assert decode("Größe".encode("cp1252"), "cp1252") == "Größe"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="encoding"):
        decode(bytes(range(256)) * 4)
    with pytest.raises(Unreadable, match="surrogates"):
        clean("half \ud83d")
    with pytest.raises(Unreadable, match="no text"):
        canonical(blocks_from_text(" \n\n "))
    with pytest.raises(Unreadable, match="1,000,000"):
        canonical([Block(BlockKind.PARAGRAPH, "a" * (MAX_CHARACTERS + 1))])


def test_paragraphs_lists_and_the_title() -> None:
    blocks = blocks_from_text("Title\n\nOne\nline more\n \n- a\n- b", "Title")
    assert [(block.kind.value, block.text) for block in blocks] == [
        ("title", "Title"),
        ("paragraph", "One\nline more"),
        ("list-item", "- a"),
        ("list-item", "- b"),
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_blocks_always_slice_to_their_text(text: str) -> None:
    blocks = blocks_from_text(text)
    if not blocks:
        return
    whole = canonical(blocks)
    assert [whole.text[start:end] for _, start, end in whole.blocks] == [block.text for block in blocks]
    assert clean(whole.text) == whole.text
