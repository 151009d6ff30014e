"""What was typed is in the form after Back, and no page replaces a newer draft that it has not shown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from factcheck.db import db
from factcheck.web.drafts import Draft
from tests.browser.newsroom import Newsroom, open_workbench, settled

pytestmark = pytest.mark.browser
KEPT = re.compile("Draft saved at")
FORMS = (  # of each room
    "/claims/4/edit", "/claims/4/evidence/new", "/claims/4/reviews/new", "/claims/3/verdict/new", "/claims/27/threads",
    "/articles/new", "/articles/1/update",
)  # fmt: skip
FIELD = "form:has(draft-autosave) :is(textarea, input[type=text]):visible:not([disabled])"
PUT_ASIDE = "window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def typed(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).first.fill(words)
    expect(page.locator("draft-autosave .draft-status").first).to_contain_text(KEPT)


def kept(form: str) -> dict[str, list[str]]:
    db.session.expire_all()
    fields = dict(db.session.query(Draft).filter_by(form=form).one().fields)
    db.session.rollback()
    return fields


def test_a_claim_begun_on_the_workbench_is_there_after_back(newsroom: Newsroom) -> None:
    page = open_workbench(newsroom.blank("Rita"))
    page.locator("#composer > summary").click()
    page.get_by_label("Claim, in one sentence").fill("Goods pass in pea")
    expect(page.locator("#claim-form .draft-status")).to_contain_text(KEPT)
    page.get_by_role("link", name="Articles", exact=True).click()
    expect(page).to_have_url("/articles")
    page.go_back()
    expect(page.get_by_label("Claim, in one sentence")).to_have_value("Goods pass in pea")
    expect(page.locator("char-count[for=statement]")).to_contain_text("17 of 75")
    page.get_by_label("Place of the statement").fill("Tarnby")  # whoever goes on goes on from there
    expect(page.locator("#claim-form .draft-status")).to_contain_text(KEPT)
    assert kept("/articles/1/claims")["statement"] == ["Goods pass in pea"]
    assert kept("/articles/1/claims")["place"] == ["Tarnby"]


def test_every_form_that_keeps_a_draft_has_it_after_back(newsroom: Newsroom) -> None:
    page = newsroom.page("/", "Edda")
    found = {}
    for path in FORMS:
        page.goto(path)
        page.locator("details:has(draft-autosave):not([open]) > summary").evaluate_all(
            "them => them.forEach((it) => it.click())"
        )
        settled(page).locator(FIELD).first.fill(f"Half of {path}")
        expect(page.locator("draft-autosave .draft-status", has_text=KEPT)).to_be_visible()
        page.goto("/me")
        page.go_back()
        expect(page.locator("draft-autosave .draft-status", has_text="restored")).to_be_visible()
        found[path] = page.locator(FIELD).first.input_value()
    assert found == {path: f"Half of {path}" for path in FORMS}


def answer_no_question(route: Route) -> None:
    route.abort() if route.request.method == "GET" else route.continue_()


def test_who_types_before_the_draft_has_come_is_asked_which_is_meant(newsroom: Newsroom) -> None:
    path, label = "/claims/4/reviews/new", "Rationale"
    page = newsroom.page(path, "Rob")
    typed(page, label, "Nobody was stopped")
    page.goto("/me")
    page.route(re.compile(r"/drafts\?form="), answer_no_question)
    page.go_back()
    page.get_by_label(label).fill("Begun anew")
    said = page.locator("draft-autosave .draft-status")
    expect(said).to_contain_text("a newer draft of this form")
    assert kept(path)["rationale"] == ["Nobody was stopped"]
    page.unroute_all()
    page.get_by_role("button", name="Use the newer draft").press("Enter")
    expect(page.get_by_label(label)).to_have_value("Nobody was stopped")
    typed(page, label, "Nobody was stopped there")
    assert kept(path)["rationale"] == ["Nobody was stopped there"]


def test_of_two_windows_neither_replaces_what_the_other_kept(newsroom: Newsroom) -> None:
    path, label = "/claims/4/reviews/new", "Rationale"
    context = newsroom.context("Rob")
    one, two, three = (context.new_page() for _ in range(3))
    for page in (one, two, three):
        page.goto(path)
        settled(page)
    typed(one, label, "From the first window")
    two.get_by_label(label).fill("From the second")
    expect(two.locator("draft-autosave .draft-status")).to_contain_text("a newer draft of this form")
    assert kept(path)["rationale"] == ["From the first window"]
    two.get_by_role("button", name="Keep this draft").click()
    expect(two.locator("draft-autosave .draft-status")).to_contain_text(KEPT)
    assert kept(path)["rationale"] == ["From the second"]
    three.evaluate(PUT_ASIDE)  # the browser shows it again as it was
    expect(three.get_by_label(label)).to_have_value("From the second")
    one.get_by_label(label).fill("From the first window, and on")
    expect(one.locator("draft-autosave .draft-status")).to_contain_text("a newer draft of this form")
    assert kept(path)["rationale"] == ["From the second"]
