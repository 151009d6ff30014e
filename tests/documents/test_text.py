"""Imported texts are kept exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents.encodings.decoding import decode
from factcheck.documents.text import (
    MAX_CHARACTERS,
    SEPARATOR,
    Block,
    BlockKind,
    Unreadable,
    blocks_from_text,
    canonical,
    clean,
)

KEPT = "No\u00a0break, so\u00adft, “curly”, ze\u200bro, e\u0301, 👩‍🚒, \u202bعربي\u202c"


def test_what_is_kept_is_kept_to_the_character() -> None:
    assert clean(KEPT) == KEPT


def test_line_ends_marks_and_controls() -> None:
    assert clean("\ufeffone\r\ntwo\rthree\u2028four\x00\x07") == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_tell_the_encoding(encoding: str) -> None:
    assert clean(decode(KEPT.encode(encoding)).text) == KEPT


def test_a_declared_charset_is_believed() -> None:
    assert decode("Größe".encode("cp1252"), "windows-1252").text == "Größe"
    assert decode("Größe, Höhe".encode(), "windows-1252").text == "Größe, Höhe"  # as far as it can be true


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мост откроется в мае, сказал мэр города. Это будет первый мост через реку.", "cp1251"),
        ("Most zostanie otwarty w maju, powiedział burmistrz. Będzie to pierwszy most przez rzekę.", "cp1250"),
        ("دار السالم قال وزير المياه إن منسوب نهر سارين انخفض إلى النصف خلال عشر سنوات", "cp1256"),
    ],
)
def test_an_undeclared_charset_is_told_by_its_language(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("raw", ["Größe zählt".encode("cp1252"), "Мэр".encode("cp1251")])
def test_what_would_be_a_guess_is_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="is uncertain"):
        decode(raw)


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


ANY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\n \t\u00a0\ufeff\u00ad-•T")))


@given(ANY, st.sampled_from(["", "T", " T\u00ad\r\nT "]))
def test_blocks_cover_the_text_and_slice_to_their_words_whatever_comes(text: str, title: str) -> None:
    blocks = blocks_from_text(text, title)
    try:
        whole = canonical(blocks)
    except Unreadable:
        return
    slices = [whole.text[start:end] for _, start, end in whole.blocks]
    assert SEPARATOR.join(slices) == whole.text  # in order, without gap or overlap
    assert all(words and words == words.strip() for words in slices)
    assert [kind for kind, _, _ in whole.blocks] == [block.kind for block in blocks]


def test_a_character_is_cleaned_alone_as_beside_others_that_are() -> None:
    for code in {*range(0xD800), *range(0xE000, 0x10000), *range(0x1FFFE, 0x110000, 0x10000), 0x1F469, 0x10FFFF}:
        for text in (f"{chr(code)}a", f"a{chr(code)}b"):
            assert clean(text) == clean(f"{text}\0"), hex(code)


@given(ANY, st.sampled_from(["", "T"]))
def test_a_text_taken_in_again_stays_as_it_is(text: str, title: str) -> None:
    assert clean(clean(text)) == clean(text)
    try:
        whole = canonical(blocks_from_text(text, title)).text
    except Unreadable:
        return
    assert clean(whole) == whole
    assert canonical(blocks_from_text(whole, title)).text == whole


LEAD = "Mayor promises swimming before the summer, and a fair price"
BODY = "TARNBY. The pool opens."


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (LEAD, "lead"),
        (LEAD + ".", "paragraph"),  # a sentence of the story
        (LEAD + "!”", "paragraph"),
        (LEAD + ":", "paragraph"),
        ("Too short", "paragraph"),
        (LEAD * 6, "paragraph"),
        (LEAD + "\nin two lines", "paragraph"),
    ],
)
def test_a_lead_is_set_apart_from_the_story(words: str, kind: str) -> None:
    assert blocks_from_text(f"T\n\n{words}\n\n{BODY}", "T")[1] == Block(BlockKind(kind), words)


def test_without_a_title_or_a_story_there_is_no_lead() -> None:
    assert [block.kind.value for block in blocks_from_text(f"{LEAD}\n\n{BODY}")] == ["paragraph", "paragraph"]
    assert [block.kind.value for block in blocks_from_text(f"T\n\n{LEAD}", "T")] == ["title", "paragraph"]


@pytest.mark.parametrize("text", ["\u200b\u00ad\ufeff", "\u202e \u2060"])
def test_a_text_that_nobody_can_see_is_none(text: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        canonical(blocks_from_text(text))
