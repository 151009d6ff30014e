"""Conversations are never published."""

from __future__ import annotations

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.exports.register import FORMATS
from factcheck.threads import service
from tests.exports.addresses import HEADLINE, URLS, command
from tests.factories import make_claim, make_edition, make_thread, make_user

CLAIMED = "The harbour opens in May"
SAID = "WHAT-THE-HOUSE-SAYS"


@pytest.fixture
def _talked(app: Flask) -> None:
    """A published verdict on a claim about which was talked before and after, openly and resolved."""
    claim = make_claim()
    before = make_thread(claim, f"@Rob {SAID}")
    service.reply(make_user("Rob"), before, SAID)
    service.resolve(make_user("Rita"), before)
    make_edition(state="published", claim=claim)
    make_thread(claim, SAID, is_blocking=True)
    db.session.commit()


@pytest.mark.usefixtures("_talked")
@pytest.mark.parametrize("name", FORMATS)
def test_no_export_has_a_word_of_it_by_address_or_by_command(app: Flask, name: str) -> None:
    asked = ("--article", "1") if FORMATS[name].needs_article else ()
    for text in (app.test_client().get(URLS[name]).text, command(app, name, *asked)[1].decode()):
        assert (CLAIMED if name == "averitec" else HEADLINE) in text  # that format has no headlines
        assert SAID not in text
        assert "@Rob" not in text


@pytest.mark.usefixtures("_talked")
def test_no_public_page_has_a_word_of_it(app: Flask) -> None:
    reader = app.test_client()
    for rule in app.url_map.iter_rules():
        if hasattr(app.view_functions[rule.endpoint], "is_public") and "GET" in (rule.methods or ()):
            with app.test_request_context():
                values = {"slug": "the-harbour-opens-in-september", "token": "none"}
                url = app.url_for(rule.endpoint, **{name: values.get(name, 1) for name in rule.arguments})
            assert SAID not in reader.get(url).text, url


@pytest.mark.usefixtures("_talked")
def test_nobody_outside_reads_a_conversation(app: Flask) -> None:
    for url in ("/claims/1/threads", "/threads/1", "/comments/1/edit"):
        assert app.test_client().get(url).status_code == 303
