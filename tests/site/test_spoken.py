"""Words on a public page carry their language and direction; unknown ones leave it to the browser."""

from __future__ import annotations

import pytest

from factcheck.site.prose.spoken import spoken


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("de", ' lang="de" dir="ltr"'),
        ("ar", ' lang="ar" dir="rtl"'),
        ("und", ' lang="" dir="auto"'),
        (None, ' lang="" dir="auto"'),
        ('"><b', ' lang="&#34;&gt;&lt;b" dir="ltr"'),
    ],
)
def test_words_carry_their_language_and_direction(tag: str | None, attributes: str) -> None:
    assert spoken(tag) == attributes
