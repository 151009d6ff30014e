"""Languages are named in the language of the site, in the order of their names, one name for each tag."""

from __future__ import annotations

from flask import Flask

from factcheck.i18n.language_names import language_names


def test_languages_are_named_in_order_and_codes_for_none_are_left_out(app: Flask) -> None:
    names = language_names()
    assert (names["fi"], names["zh-Hant"], names["pt-BR"]) == ("Finnish", "Traditional Chinese", "Brazilian Portuguese")
    assert list(names.values()) == sorted(names.values(), key=str.casefold)
    assert not {"und", "mul", "zxx", "root"} & names.keys()
