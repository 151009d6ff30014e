"""Conversations in a browser: by pointer, by keyboard alone, without JavaScript, and that nobody is shut out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.threads import service as threads
from tests.browser.accessibility import faults
from tests.browser.hands import Keyboard, Plain, Pointer
from tests.browser.live import person
from tests.browser.newsroom import Newsroom, settled

pytestmark = pytest.mark.browser
QUESTION = "@Rob, which year does the ministry count from?"
PANEL = "section[aria-label=Conversation]"


def open_panel(hands: Pointer, number: int = 4) -> None:
    """The conversations on a claim, on its page."""
    hands.page.goto(f"/claims/{number}")
    expect(hands.page.locator("#threads")).to_be_visible()


def begin(hands: Pointer, body: str = QUESTION, *, is_blocking: bool = True) -> None:
    open_panel(hands)
    hands.act(hands.page.locator("summary", has_text="Start a conversation"))
    hands.fill("What do you want to ask or say?", body)
    if is_blocking:
        hands.tick("Block approval of the verdict until this is resolved")
    hands.press("Start conversation")
    expect(hands.page.locator(".thread", has_text=body)).to_be_visible()


@pytest.mark.parametrize("kind", [Pointer, Keyboard, Plain])
def test_a_question_is_asked_found_answered_and_resolved(newsroom: Newsroom, kind: type[Pointer]) -> None:
    rita, rob = kind(newsroom, "Rita"), kind(newsroom, "Rob")
    begin(rita)
    expect(rita.page.locator(".thread .state")).to_have_text("Blocks approval")

    rob.page.goto("/")
    rob.follow("Answer question")
    if kind is Plain:
        rob.press("Mark as seen")
    else:
        expect(rob.page.get_by_text("It is no longer listed on your desk.")).to_be_visible()
    rob.act(rob.page.locator("summary", has_text="Reply"))
    rob.fill("Your reply", "From 2022, by its footnote.")
    rob.press("Send reply")
    thread = rob.page.locator(".thread")
    expect(thread).to_contain_text("From 2022, by its footnote.")
    if kind is not Plain:
        expect(thread).to_be_focused()
    expect(rob.page.get_by_role("button", name="Resolve")).to_have_count(0)
    rob.page.goto("/")
    expect(rob.page.locator("[data-group=questions]")).to_have_count(0)

    open_panel(rita)
    rita.press("Resolve")
    expect(rita.page.locator(".thread summary")).to_contain_text("Resolved by Rita")
    rita.press("Reopen")
    expect(rita.page.locator(".thread .state")).to_have_text("Blocks approval")
    db.session.remove()


def test_a_refused_answer_keeps_what_was_typed_and_takes_the_focus(newsroom: Newsroom) -> None:
    rita = Pointer(newsroom, "Rita")
    begin(rita)
    rita.act(rita.page.locator("summary", has_text="Reply"))
    field = rita.page.get_by_label("Your reply")
    field.fill("x" * 5001)
    rita.press("Send reply")
    expect(rita.page.get_by_role("alert")).to_be_focused()
    expect(rita.page.get_by_role("alert")).to_contain_text("at most 5,000 characters")
    expect(field).to_have_value("x" * 5001)


def test_an_answer_half_typed_comes_back_in_its_conversation(newsroom: Newsroom) -> None:
    rita = Pointer(newsroom, "Rita")
    begin(rita)
    rita.act(rita.page.locator("summary", has_text="Reply"))
    rita.page.get_by_label("Your reply").fill("From 20")
    expect(rita.page.locator(".thread .draft-status")).to_contain_text("Draft saved at")
    open_panel(again := Pointer(newsroom, "Rita"))
    expect(again.page.get_by_label("Your reply")).to_have_value("From 20")
    expect(again.page.get_by_label("Your reply")).to_be_visible()


def test_an_approval_that_is_blocked_leads_to_the_conversation(newsroom: Newsroom) -> None:
    rita, emil = Pointer(newsroom, "Rita"), Pointer(newsroom, "Emil")
    waiting = emil.page.locator("section", has_text="Waiting for your decision").get_by_role("link").first
    emil.page.goto(waiting.get_attribute("href") or "")
    claim = emil.page.locator(".page-head .meta a").first.get_attribute("href") or ""
    open_panel(rita, int(claim.rsplit("/", 1)[1]))
    rita.act(rita.page.locator("summary", has_text="Start a conversation"))
    rita.fill("What do you want to ask or say?", QUESTION)
    rita.tick("Block approval of the verdict until this is resolved")
    rita.press("Start conversation")
    expect(rita.page.locator(".thread")).to_be_visible()
    emil.publish()
    expect(emil.page.get_by_role("alert")).to_contain_text("No blocking conversation")
    emil.page.get_by_role("alert").get_by_role("link").click()
    expect(emil.page.locator(".thread")).to_contain_text(QUESTION)
    emil.press("Resolve")
    expect(emil.page.locator(".thread summary")).to_contain_text("Resolved by Emil")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_overflows(newsroom: Newsroom, scheme: str, width: int) -> None:
    rita, edda = person("Rita"), person("Edda")
    claim = db.session.get_one(Claim, 4)
    asked = threads.start(rita, claim, f"{QUESTION} See https://ministry.example/{'long-' * 40}", is_blocking=True)
    resolved = threads.start(edda, claim, "هل هذه هي الترجمة الصحيحة؟ @Rob")
    db.session.flush()
    threads.resolve(edda, resolved)
    db.session.commit()
    of_asked, of_resolved = f"/threads/{asked.id}", f"/threads/{resolved.id}"
    db.session.rollback()
    rob = newsroom.blank("Rob", color_scheme=scheme, viewport={"width": width, "height": 900})
    for path in ("/", "/claims/4", "/claims/4/threads", of_resolved, of_asked):
        rob.goto(path)
        assert_fit(settled(rob), path)
        if path == of_resolved:
            expect(rob.locator(".thread summary", has_text="Resolved by")).to_be_visible()
    for fold in rob.locator(".thread details, #threads > details").all():
        fold.evaluate("it => { it.open = true; }")
    assert_fit(rob, "with all open")


def assert_fit(page: Page, what: str) -> None:
    assert faults(page) == [], what
    assert not re.search(r"\{\{|\}\}", page.locator("body").inner_html()), what
