"""Words, phrases and what else finds them, without a database."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.fulltext.folding import fold
from factcheck.fulltext.questions import MOST_TERMS, question
from factcheck.fulltext.words import LONGEST, indexed, words_of
from tests.fulltext.table import answers, has


@pytest.mark.parametrize(
    ("text", "asked", "is_found"),
    [
        ("The quay opens in May.", '"quay opens"', True),
        ("The quay opens in May.", '"opens quay"', False),
        ("The quay opens in May.", '"quay open"', False),  # whole words
        ("The quay opens in May.", "“quay opens” ma", True),
        ("The quay, he says, opens.", "“quay opens”", False),
        ("An x-ray machine, don’t!", '"X-ray machine" "don\'t"', True),
        ("码头修建市议会", "“市议会”", True),
        ("中国和美国人", "中国人", False),
        ("One quay", '"quay', True),
        ("One quay", "\"quay'", True),
        ("צה״ל", 'צה"ל', True),
        ("He said: \"We\" and left", '"We and"', True),
        ("10⁶ boats", "106", False),
        ("10⁶ boats", "10 boats", True),
        ("CO₂ und m²", "co2 M2", True),
        ("On 41 boats 7 000 people", "41,000", False),
        ("On 41 boats 7 000 people", "7000", True),
        ("In 2015 100 people", "2015100", False),
        ("4,100,000 euros", "100000", False),
        ("4,100,000 euros", "4.100.000", True),
        ("12,50 euros", "1250", False),
        ("1,00,000 rupees", "100000", True),
        ("from 3-4 to 2024-03-05", "2024-03-05", True),
        ("Hin- und Rückfahrt", "hin und rueckfahrt", True),
        ("Muenchen", "München", True),
        ("München", "munchen", True),
        ("Goethe", "Göthe", True),
        ("col·lecció", "col.leccio", False),
        ("col·lecció, paraŀlel", "colleccio parallel", True),
        ("ǈubljana", "ljubljana", True),
        ("ქართული Ა", "ა", True),
        ("पेड़", "पेड़", True),
        ("கப்பலில்", "கப்பல்", True),
        ("น้ำ", "นํ้า", True),
    ],
)  # fmt: skip
def test_questions_find_what_their_writer_means(text: str, asked: str, is_found: bool) -> None:
    assert answers(text, asked) is is_found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISTANBUL", "ıstanbul"), ("İstanbul", "istanbul"), ("STRASSE", "straße"), ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("ﬁn", "FIN"), ("Ĳssel", "ijssel"), ("Ŋŋ", "nn"), ("ƙasa", "KASA"), ("Ærø", "AERO"), ("Þór", "thor"),
        ("ё", "Е"), ("ｶﾞ", "ガ"), ("Ⅻ", "xii"), ("ᾼ", "α"), ("ﻻ", "لا"), ("১২", "12"), ("𝟙𝟚", "12"), ("क़", "क"),
        ("Երևան", "ԵՐԵՎԱՆ"), ("അവൻ", "അവന്\u200d"), ("ǅ", "dz"), ("ﷲ", "الله"), ("Ｏʻzbek", "o’zbek"),
        ("క్\u200cష", "క్ష"), ("کی\u200cخواهد", "كي\u200cخواهد"),
    ],
)  # fmt: skip
def test_what_is_the_same_to_readers_folds_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("й", "и"), ("ї", "і"), ("ў", "у"), ("ガ", "カ"), ("か", "カ"), ("ก่", "ก"),
                                            ("码", "碼"), ("ক", "কি"), ("ے", "ی"), ("ם", "מ")])  # fmt: skip
def test_what_is_different_to_readers_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


ANY = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("ßİıŁø-\u00ad\n’'ںلאくा์ 0٣,"), max_size=40)


@given(ANY)
def test_a_text_is_found_by_itself_and_in_capitals_of_a_plain_alphabet(text: str) -> None:
    words = indexed(text)
    assert "  " not in words
    asked = question(text.replace('"', " "))
    if asked.terms and not asked.is_cut:
        assert has(asked, words)


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_words_need_no_escaping(text: str) -> None:
    forbidden = set(string.punctuation + string.whitespace + "\0")
    for term in question(text).terms:
        for word in (word for every in term for word in every):
            assert not forbidden & set(word.text)
            assert 0 < len(word.text) <= LONGEST


def test_a_long_question_is_cut_and_says_so() -> None:
    asked = question(" ".join(f"word{number}" for number in range(MOST_TERMS + 1)))
    assert (len(asked.terms), asked.is_cut) == (MOST_TERMS, True)
    assert not question("one two").is_cut


def test_words_stand_in_order_as_folded() -> None:
    assert words_of("Ёлка, É\u200b-so\u00adft_A1 “ﬁn”") == ["елка", "e", "soft", "a1", "fin"]
