"""Two browsers write one rationale: both changes stand together in the form of the slower one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.db import db
from tests.browser.newsroom import Newsroom
from tests.factories import make_edition

pytestmark = pytest.mark.browser


def test_both_changes_of_a_rationale_are_put_together_word_by_word(newsroom: Newsroom) -> None:
    edda = db.session.scalars(select(User).where(User.name == "Edda")).one()
    edition = make_edition(author=edda, state="draft")
    pages = [newsroom.page("/", "Edda") for _ in range(2)]
    for page in pages:
        page.goto(f"/editions/{edition.id}/edit")
    first, second = (page.get_by_label("Rationale") for page in pages)
    first.fill("The permit of the town says so [1].")
    pages[0].get_by_role("button", name="Save draft").click()
    expect(pages[0].locator("#notices")).to_contain_text("Draft saved.")
    second.fill("The permit says so [1]. Nobody has denied it.")
    pages[1].get_by_role("button", name="Save draft").click()
    expect(pages[1].get_by_role("alert")).to_be_focused()
    expect(pages[1].get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(second).to_have_value("The permit of the town says so [1]. Nobody has denied it.")
    pages[1].get_by_role("button", name="Save draft").click()
    expect(pages[1].locator(".preview")).to_contain_text("The permit of the town says so")
    expect(pages[1].locator(".preview")).to_contain_text("Nobody has denied it.")


def test_a_kept_draft_is_not_laid_over_what_was_put_together(newsroom: Newsroom) -> None:
    mine, theirs = (newsroom.page("/", name) for name in ("Rita", "Rob"))
    for page in (mine, theirs):
        page.goto("/articles/1/edit")
    title = mine.get_by_label("Headline").input_value()
    mine.get_by_label("Headline").fill(f"New: {title}")
    expect(mine.locator("draft-autosave .draft-status")).to_contain_text("Draft saved at")
    theirs.get_by_label("Byline").fill("Bo Lind")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.locator("#cards")).to_be_visible()
    with mine.expect_response(lambda answer: "/drafts?" in answer.url):
        mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(mine.get_by_role("button", name="Discard")).to_have_count(0)
    expect(mine.get_by_label("Headline")).to_have_value(f"New: {title}")
    expect(mine.get_by_label("Byline")).to_have_value("Bo Lind")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text(f"New: {title}")
