"""Words that are anchored, or shown word for word, are never given to a browser to translate (HTML, `translate`)."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.factories import make_article, make_claim, make_edition, make_next_version, make_user, sign_in

WORDS = "The pier cost 3.1 million"
OLD = f"Pier opens\n\n{WORDS} euros, the rowers say.\n\nNobody said why."


@pytest.fixture
def rita(client: FlaskClient) -> FlaskClient:
    version = make_article(OLD, "Pier opens")
    make_edition(claim=make_claim(WORDS, version), state="published")
    make_next_version(version.article, OLD.replace("Nobody", "The crew"))
    return sign_in(client, make_user("Rita"))


@pytest.mark.on_sqlite
@pytest.mark.parametrize(
    "path",
    ["/articles/1/versions/1", "/articles/1", "/articles/1/sentences", "/articles/1/find?q=pier+cost+3.1+million",
     "/articles/1/versions/1/diff/2", "/claims/1", "/reports/1", "/checks/the-harbour-opens-in-september"],
)  # fmt: skip
def test_quoted_words_are_not_translated(rita: FlaskClient, path: str) -> None:
    root = html.fromstring(rita.get(path).text)
    holders = [it for it in root.iter("p", "blockquote", "label", "q", "article") if WORDS in it.text_content()]
    quoted = [it for it in holders if it.get("class") not in {"check", None} or it.tag in {"blockquote", "q"}]
    assert quoted
    for it in quoted:
        nearest = it.xpath("ancestor-or-self::*[@translate][1]/@translate")
        assert nearest == ["no"], html.tostring(it)[:200]
