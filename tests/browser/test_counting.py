"""Counters of the page and of the server agree to the code point."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from factcheck.db import db
from factcheck.evidence.models import Evidence
from factcheck.web.input.requests import as_kept
from tests.browser.modules import with_modules
from tests.browser.newsroom import Newsroom

pytestmark = pytest.mark.browser
LENGTHS = with_modules("""async (texts) => {
  const { storedLength } = modules["forms/char-count.js"];
  return texts.map(storedLength);
}""")
BLANKS = "".join(map(chr, range(0x3001)))  # among them all that Unicode or a language calls a blank
TEXTS = (
    "a\ufffe\U0001ffffb\ufdd0",
    "a\fb\x1ec",
    "",
    " a ",
    "\r\na\r\nb\rc\n",
    "👩‍👩‍👧 e\u0301",
    "\0\0a\0",
    "\ufeffa\u200b",
    "\u2028a\u3000",
    "\x1c a \x85",
)
LINE = "🛥" * 499 + "\n"  # long, because Chromium types each line anew
EDGES = [f"{sign}a{sign}" for sign in BLANKS if not sign.isalnum()]


def test_the_page_counts_as_the_server_does(newsroom: Newsroom) -> None:
    page = newsroom.page("/claims/4/evidence/new", "Rita")
    texts = [*TEXTS, *EDGES]
    assert page.evaluate(LENGTHS, texts) == [len(as_kept(text).strip()) for text in texts]
    quote, counter = page.locator("#quote"), page.locator("char-count[for=quote]")
    expect(counter).to_be_empty()
    quote.fill(LINE * 10 + "  ")
    expect(counter).to_contain_text("4999 of 5000")  # the last line end is a blank at the rim
    quote.fill(LINE * 10 + "🛥")
    expect(counter).to_contain_text("5001 characters, 1 too many")
    quote.fill(LINE * 9 + "🛥" * 500)
    expect(counter).to_contain_text("5000 of 5000")
    page.get_by_label("Source: address, DOI or title").fill("A boat")
    page.get_by_label("Primary").press("Space")
    page.get_by_label("Refutes the claim").press("Space")
    page.get_by_role("button", name="Add evidence").click()
    expect(page).to_have_url(re.compile(r"/claims/4"))
    stored = db.session.query(Evidence).order_by(Evidence.id.desc()).first()
    assert stored.quote == LINE * 9 + "🛥" * 500
    db.session.rollback()
