"""Languages are named in the language of the site, in the order of their names, one name for each tag.

A tag of a region has the name of its language (BCP 47, RFC 5646 §2.2: subtags narrow from left to right).
"""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.documents.languages import named
from factcheck.i18n.language_names import language_names

pytestmark = pytest.mark.on_sqlite  # names of languages are in no database


def test_languages_are_named_in_order_and_codes_for_none_are_left_out(app: Flask) -> None:
    names = language_names()
    assert (names["fi"], names["zh-Hant"], names["pt-BR"]) == ("Finnish", "Traditional Chinese", "Brazilian Portuguese")
    assert list(names.values()) == sorted(names.values(), key=str.casefold)
    assert not {"und", "mul", "zxx", "root"} & names.keys()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "German (de)"),
        ("is", "Icelandic (is)"),
        ("de-DE", "German (de-DE)"),
        ("pt-BR", "Brazilian Portuguese (pt-BR)"),
        ("zh-Hant-HK", "Chinese, traditional (zh-Hant-HK)"),
        ("qaa", "qaa"),
    ],
)
def test_a_tag_has_the_name_of_its_longest_part_that_has_one(tag: str, name: str) -> None:
    assert named(tag) == name
