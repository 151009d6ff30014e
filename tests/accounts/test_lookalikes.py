"""Which names a reader takes for each other, and which not."""

from __future__ import annotations

import pytest

from factcheck.accounts.lookalikes import is_unreadable, look_alike, lookalike_groups, normalized_name

ALIKE = [
    ("Edda", "edda"),
    ("Edda", "EDDA"),
    ("Edda", "Еdda"),  # Cyrillic Е
    ("Edda", "Edd\u0430"),  # Cyrillic а
    ("Edda", "Ｅｄｄａ"),
    ("Edda", "𝐄𝐝𝐝𝐚"),
    ("Edda", " Edda "),
    ("Edda Berg", "Edda  Berg"),
    ("Edda Berg", "Edda\u00a0Berg"),
    ("Edda Berg", "EddaBerg"),
    ("Edda Berg", "Edda-Berg"),
    ("Edda Berg", "Edda Berg."),
    ("Edda", "Ed\u200bda"),
    ("Edda", "Ed\u00adda"),
    ("Edda", "\u202eEdda"),
    ("Iris", "lris"),
    ("IRIS", "lris"),
    ("Otto", "0tt0"),
    ("Maria", "Rnaria"),
    ("Bob", "Вob"),  # Cyrillic В
    ("Straße", "STRASSE"),
    ("Нина", "НИНА"),
    ("Вера", "вера"),
    ("José", "Jose\u0301"),
    ("Ριτα", "ΡΙΤΑ"),
    ("Ada", "Αda"),  # Greek Α
]
APART = [
    ("Rita", "Rob"),
    ("Eva", "Ena"),
    ("Ivan", "Inan"),
    ("José", "Jose"),
    ("Anna Berg", "Anna Borg"),
    ("Нина", "Hnha"),
    ("王伟", "王芳"),
    ("Müller", "Miller"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_look_alike(one: str, other: str) -> None:
    assert look_alike(one, other)
    assert look_alike(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_do_not(one: str, other: str) -> None:
    assert not look_alike(one, other)


@pytest.mark.parametrize(
    "name", ["", "  ", "\u200b", "Ed\u200bda", "\u202eaddE", "Edda\x00", "Ed\u00adda", "...", "\ue000"]
)
def test_a_name_that_hides_something_is_none(name: str) -> None:
    assert is_unreadable(name)


@pytest.mark.parametrize("name", ["Edda", "Anne-Marie O’Neill", "علی\u200cرضا", "Нина", "J. R. R. Tolkien"])
def test_a_name_may_have_what_names_have(name: str) -> None:
    assert not is_unreadable(name)


def test_a_name_is_kept_in_its_usual_form() -> None:
    assert normalized_name("  Jose\u0301   Berg ") == "José Berg"


def test_those_that_look_alike_are_named_together() -> None:
    assert lookalike_groups(["Edda", "Rita", "edda", "Rob", "Rіta"]) == [["Edda", "edda"], ["Rita", "Rіta"]]
    assert lookalike_groups(["Edda", "Rita"]) == []
