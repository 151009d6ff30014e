"""Two people on one article: each sees the other's work within two seconds, and loses nothing of their own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from sqlalchemy import select

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Annotation, Target
from factcheck.articles.models import Article
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.live import hub as live
from factcheck.live import service
from tests.browser.accessibility import faults
from tests.browser.hands import expect_marked, let_go, select_words, selected_words
from tests.browser.live import drawn, hearing, is_streaming, person
from tests.browser.newsroom import Newsroom, settled
from tests.conftest import path_of
from tests.factories import make_claim, make_next_version

pytestmark = pytest.mark.browser
POLL_MS, BEATS_MS = 3_000, 10_400  # of a page: between two questions without a stream, and two signs of life
A_MINUTE_MS = 60_000
WORDS = "Every tonne that passes here passes in peace"
WHERE = """() => ({
  top: document.getElementById("block-6").getBoundingClientRect().top,
  focus: document.activeElement.id || document.activeElement.name,
  selected: document.getSelection().toString(),
})"""


@pytest.fixture
def text(newsroom: Newsroom) -> list[str]:
    """The paragraphs of article 1."""
    version = db.session.scalars(current_version(1)).one()
    paragraphs = [version.text[start:end] for _, start, end in version.blocks]
    db.session.rollback()  # a test that reads must not hold the writer's place
    return paragraphs


def by_rob(words: str, statement: str) -> int:
    """Rob highlights on another machine; answers the claim's number."""
    version = db.session.scalars(current_version(1)).one()
    claim = annotation_service.highlight(person("Rob"), version, [Quote(words)], claims.ClaimDetails(statement))
    db.session.commit()
    return claim.id


def mark(page: Page, claim_id: int) -> Locator:
    """The link that stands behind the words of a claim."""
    return page.locator(f"#text a.ref[data-number='{claim_id}']")


def card(page: Page, claim_id: int) -> Locator:
    return page.locator(f"#cards #claim-{claim_id}")


def height(it: Locator) -> float:
    return float(it.evaluate("it => it.getBoundingClientRect().top + scrollY"))


def test_anothers_claim_comes_in_while_the_reader_writes(newsroom: Newsroom, hub: live.Hub, text: list[str]) -> None:
    rita, rob = newsroom.workbench("Rita"), newsroom.workbench("Rob")
    is_streaming(rita, hub, 2)
    rita.locator("#composer > summary").click()
    statement = rita.get_by_label("Claim, in one sentence")
    statement.press_sequentially("Half of a sen")
    rita.evaluate("document.getElementById('block-5').scrollIntoView({block: 'start', behavior: 'instant'})")
    drawn(rita)
    before = rita.evaluate(WHERE)
    select_words(rob, WORDS)
    rob.get_by_role("button", name="Highlight a claim", exact=True).click()
    rob.get_by_label("Claim, in one sentence").fill("Every tonne passes in peace")
    with hearing(rob):  # their own act comes to the author's page as well, and changes nothing
        rob.get_by_role("button", name="Highlight claim").click()
    expect(rob.locator("#cards .card", has_text="Every tonne passes in peace")).to_have_count(1)
    claim_id = db.session.scalar(select(Claim.id).order_by(Claim.id.desc()).limit(1))
    db.session.rollback()
    expect(card(rita, claim_id or 0)).to_have_count(1)
    expect(mark(rita, claim_id)).not_to_have_count(0)
    expect(rita.locator("#notices")).to_contain_text(f"Rob highlighted claim {claim_id}.")
    assert rita.evaluate(WHERE) == before
    expect(statement).to_have_value("Half of a sen")
    found = str(rob.locator("#cards .card").count())
    expect(rita.locator("[data-counts=found]")).to_have_text(found)
    expect(card(rob, claim_id)).to_have_count(1)
    expect(rob.locator("[data-counts=found]")).to_have_text(found)
    expect(rob.locator("#notices")).not_to_contain_text("Rob highlighted")


def test_words_that_are_selected_stay_selected_until_the_reader_lets_go(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(settled(page), hub)
    select_words(page, WORDS)
    expect(page.locator(".selection-bar")).to_be_visible()  # once it is placed, nothing around the text may change
    before = height(page.locator("#block-3"))  # at the top of a page no browser makes up for what is put in above
    claim_id = by_rob(WORDS, "It passes in peace")
    expect(page.locator("#notices")).to_contain_text("Rob highlighted")  # goes after ten seconds
    expect(card(page, claim_id)).to_have_count(1)
    assert height(page.locator("#block-3")) == before
    assert selected_words(page) == WORDS
    expect(mark(page, claim_id)).to_have_count(0)
    expect(page.locator(".selection-bar")).to_be_visible()
    let_go(page)
    expect(mark(page, claim_id)).not_to_have_count(0)


def test_a_card_with_the_focus_keeps_it(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    page.keyboard.press("j")
    page.keyboard.press("j")
    focused = page.locator("#cards .card:focus")
    claim_id = int(focused.get_attribute("data-claim") or 0)
    page.evaluate("document.activeElement.addEventListener('blur', () => document.title = 'lost')")
    details = claims.ClaimDetails("Mended by Rob")
    claim = db.session.get_one(Claim, claim_id)
    claims.edit(person("Edda"), claim, details, claim.revision)
    db.session.commit()
    by_rob(WORDS, "It passes in peace")
    expect(page.locator("#cards")).to_contain_text("It passes in peace")
    expect(card(page, claim_id)).to_contain_text("Mended by Rob")
    expect(card(page, claim_id)).to_be_focused()
    expect(card(page, claim_id)).to_have_class("card focused")
    assert page.title() != "lost"
    starts = page.locator("#cards .card").evaluate_all("cards => cards.map((it) => parseInt(it.dataset.at))")
    assert starts == sorted(starts)


def test_the_link_of_a_card_keeps_the_focus_and_a_card_that_goes_gives_it_on(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    claim_id = by_rob(WORDS, "It passes in peace")
    link = card(page, claim_id).get_by_role("link").first
    expect(link).to_be_visible()
    link.focus()
    claim = db.session.get_one(Claim, claim_id)
    claims.edit(person("Rob"), claim, claims.ClaimDetails("Mended by Rob"), claim.revision)
    db.session.commit()
    expect(link).to_contain_text("Mended by Rob")
    expect(link).to_be_focused()
    claims.archive(person("Rob"), db.session.get_one(Claim, claim_id))
    db.session.commit()
    expect(card(page, claim_id)).to_have_count(0)
    expect(page.locator("#cards .card:focus")).to_have_count(1)


def test_an_answer_that_a_write_may_have_overtaken_is_asked_for_again(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    is_streaming(page, hub)
    found = page.locator("[data-counts=found]")
    before = int(found.text_content() or "")
    told: list[str] = []
    page.on("response", lambda answer: told.append(answer.url) if "/changes" in answer.url else None)

    def slowly(route: Route) -> None:
        answer = route.fetch()
        while not told:  # meanwhile the stream tells of the very same claim
            page.wait_for_timeout(20)
        route.fulfill(response=answer)

    page.route(lambda address: path_of(address) == "/articles/1/claims", slowly)
    select_words(page, WORDS)
    page.get_by_role("button", name="Highlight a claim", exact=True).click()
    page.get_by_label("Claim, in one sentence").fill("Every tonne passes in peace")
    page.get_by_role("button", name="Highlight claim").click()
    expect(page.locator("#cards .card", has_text="Every tonne passes in peace")).to_be_focused()
    with hearing(page):
        page.clock.fast_forward(POLL_MS)
    expect(found).to_have_text(str(before + 1))
    expect(page.locator("#cards .card", has_text="Every tonne passes in peace")).to_have_count(1)


def test_ones_own_claim_is_not_sent_a_second_time(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    select_words(page, WORDS)
    page.get_by_role("button", name="Highlight a claim", exact=True).click()
    page.get_by_label("Claim, in one sentence").fill("Every tonne passes in peace")
    with page.expect_response(lambda it: "/changes" in it.url and "seen=" in it.url and it.status == 200) as told:
        page.get_by_role("button", name="Highlight claim").click()
    made = page.locator("#cards .card", has_text="Every tonne passes in peace")
    expect(made).to_be_focused()
    answer = told.value.text()
    assert "card-title" not in answer
    assert "#block-" not in answer
    expect(page.locator("#live-seen [name=seen]")).to_have_count(0)
    expect(made).to_have_count(1)
    claim_id = int(made.get_attribute("data-claim") or 0)
    expect(mark(page, claim_id)).not_to_have_count(0)
    claim = db.session.get_one(Claim, claim_id)
    claims.edit(person("Rob"), claim, claims.ClaimDetails("Mended by Rob"), claim.revision)
    db.session.commit()
    expect(card(page, claim_id)).to_contain_text("Mended by Rob")
    expect(card(page, claim_id)).to_be_focused()


def test_the_server_is_told_of_a_hundred_acts_at_most(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    with hearing(page):  # what it asks as its stream begins would be answered between the next two steps
        by_rob(WORDS, "It passes")
    page.evaluate("""() => {
      const one = '<input type="hidden" name="seen" value="9">';
      document.getElementById("live-seen").innerHTML = one.repeat(150);
    }""")
    with page.expect_request(lambda it: "/changes" in it.url) as asked:
        by_rob(WORDS, "It passes in peace")
    assert asked.value.url.count("seen=") == 100


def test_a_mark_that_moves_takes_its_card_along(newsroom: Newsroom, hub: live.Hub, text: list[str]) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    claim_id = by_rob(text[21][:40], "It moves, and stays between the same neighbours")
    expect(card(page, claim_id)).to_have_count(1)
    drawn(page)
    before = height(card(page, claim_id))
    page.evaluate("document.getSelection().selectAllChildren(document.getElementById('block-22'))")
    part = db.session.scalars(select(Target).join(Target.annotation).where(Annotation.claim_id == claim_id)).one()
    annotation_service.resize(person("Rob"), part, Quote(text[22][:40]), part.revision)
    db.session.commit()
    expect(mark(page, claim_id)).to_have_count(0)
    let_go(page)
    expect_marked(page, claim_id, text[22][:40])
    drawn(page)
    assert height(card(page, claim_id)) > before + 50
    assert abs(height(card(page, claim_id)) - height(mark(page, claim_id))) < 40
    claim = db.session.get_one(Claim, claim_id)
    claims.edit(person("Rob"), claim, claims.ClaimDetails("It is said at great length. " * 40), claim.revision)
    db.session.commit()
    expect(card(page, claim_id)).to_contain_text("at great length")
    drawn(page)
    below = page.locator(f"#claim-{claim_id} + .card")
    assert height(below) > height(card(page, claim_id)) + card(page, claim_id).evaluate("it => it.offsetHeight")


def test_what_was_archived_goes_and_comes_back(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    claim_id = by_rob(WORDS, "It passes in peace")
    expect(card(page, claim_id)).to_have_count(1)
    claims.archive(person("Rob"), db.session.get_one(Claim, claim_id))
    db.session.commit()
    expect(card(page, claim_id)).to_have_count(0)
    expect(mark(page, claim_id)).to_have_count(0)
    claims.restore(person("Rob"), db.session.get_one(Claim, claim_id))
    db.session.commit()
    expect(card(page, claim_id)).to_have_count(1)


def test_where_the_only_claim_goes_none_is_said_to_be_there(newsroom: Newsroom, hub: live.Hub) -> None:
    claim = make_claim()
    article_id = claim.annotations[0].article_id
    db.session.commit()
    page = newsroom.workbench("Rita", article_id)
    is_streaming(page, hub)
    nothing = page.get_by_text("No claims yet")
    expect(nothing).to_be_hidden()
    claims.archive(person("Edda"), db.session.get_one(Claim, claim.id))
    db.session.commit()
    expect(nothing).to_be_visible()


def test_rail_and_counts_become_those_of_a_reload_and_what_stays_is_not_drawn_again(
    newsroom: Newsroom, hub: live.Hub
) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    shown = "(it) => document.querySelector(it).innerHTML.replace(/\\s+/g, ' ')"
    around = f"() => ['.rail > svg', '.progress'].map({shown})"
    before = page.evaluate(around)
    page.evaluate("() => { for (const it of document.querySelectorAll('.rail path')) it.stays = true; }")
    claim_id = by_rob(WORDS, "It passes in peace")
    expect(card(page, claim_id)).to_have_count(1)
    came = page.evaluate(around)
    assert all(now != was for now, was in zip(came, before, strict=True))
    assert page.evaluate("() => [...document.querySelectorAll('.rail path')].filter((it) => it.stays).length") > 0
    page.reload()
    assert page.evaluate(around) == came


def test_a_lost_line_misses_nothing(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    is_streaming(page, hub)
    with hearing(page):  # what it asks as its stream begins would be answered after the next claim
        by_rob(WORDS, "It passes")
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda asked: "/changes" in asked.url):
        claim_id = by_rob(WORDS, "It passes in peace")
        page.clock.fast_forward(POLL_MS)
    expect(card(page, claim_id)).to_have_count(0)
    expect(page.locator("#notices .notice")).to_have_count(0)
    page.context.set_offline(False)
    page.clock.fast_forward(POLL_MS)
    expect(card(page, claim_id)).to_have_count(1)
    expect(mark(page, claim_id)).not_to_have_count(0)


def test_a_stream_that_the_server_ends_is_opened_again(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    for line in list(hub._lines):
        line.tell(None)
    claim_id = by_rob(WORDS, "It passes in peace")
    expect(card(page, claim_id)).to_have_count(1)


def test_a_page_without_a_stream_asks_every_three_seconds(newsroom: Newsroom, hub: live.Hub) -> None:
    hub.most = 0
    page = newsroom.workbench("Rita", has_clock=True)
    page.clock.pause_at(page.evaluate("Date.now()") + A_MINUTE_MS)  # from here on only the test moves its time
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    claim_id = by_rob(WORDS, "It passes in peace")
    for _ in range(3):
        with page.expect_response(lambda answer: "/changes" in answer.url):
            page.clock.run_for(POLL_MS)
    page.clock.resume()
    expect(card(page, claim_id)).to_have_count(1)
    assert len([url for url in asked if "/changes" in url]) == 3
    assert [url for url in asked if "/live?" in url] == []
    assert not hub._lines


def test_a_stream_refused_at_the_second_time_is_not_asked_for_again_and_again(
    newsroom: Newsroom, hub: live.Hub
) -> None:
    page = newsroom.workbench("Rita", has_clock=True)
    is_streaming(page, hub)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/live?" in request.url else None)
    hub.most = 0
    with page.expect_response(lambda answer: "/live?" in answer.url and answer.status == 204):
        for line in list(hub._lines):
            line.tell(None)
        page.clock.fast_forward(POLL_MS)
    claim_id = by_rob(WORDS, "It passes in peace")
    for _ in range(3):
        page.clock.fast_forward(POLL_MS)
    expect(card(page, claim_id)).to_have_count(1)
    assert len(asked) == 1


def test_who_else_is_here_is_shown_in_words(newsroom: Newsroom, hub: live.Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "PRESENCE_INTERVAL", timedelta())
    rob = newsroom.workbench("Rob", has_clock=True)
    rita = newsroom.workbench("Rita", has_clock=True)
    expect(rita.locator("#live-people")).to_contain_text("Rob is here, at the title")
    expect(rita.locator("#live-people")).not_to_contain_text("Rita")
    rob.evaluate("document.getElementById('block-3').scrollIntoView({block: 'start', behavior: 'instant'})")
    rob.clock.fast_forward(BEATS_MS)
    expect(rob.locator("#live-people")).to_contain_text("Rita is here")
    rita.clock.fast_forward(BEATS_MS)
    expect(rita.locator("#live-people")).to_contain_text("at paragraph 3")


def test_a_review_being_written_is_shown(newsroom: Newsroom, hub: live.Hub) -> None:
    rob = newsroom.page("/", "Rob")
    with rob.expect_response(lambda answer: answer.url.endswith("/presence")):
        rob.goto("/claims/2/reviews/new")
    rita = newsroom.workbench("Rita")
    expect(rita.locator("#live-people")).to_contain_text("Rob is writing a review of claim 2")


def test_a_newer_version_is_told_and_never_forced(newsroom: Newsroom, hub: live.Hub, text: list[str]) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    page.locator("#composer > summary").click()
    page.get_by_label("Claim, in one sentence").fill("Half of a sentence")
    make_next_version(db.session.get_one(Article, 1), "\n\n".join([*text, "A last paragraph."]))
    expect(page.locator("#notices")).to_contain_text("Version 2 of this article is available")
    expect(page.locator("#live-version")).to_contain_text("Version 2 is available.")
    expect(page.get_by_label("Claim, in one sentence")).to_have_value("Half of a sentence")
    page.locator("#notices").get_by_role("link", name="Read version 2").click()
    expect(page.locator("#text")).to_contain_text("A last paragraph.")


def test_who_is_signed_out_elsewhere_keeps_what_they_typed(newsroom: Newsroom, hub: live.Hub) -> None:
    page = newsroom.workbench("Rita")
    is_streaming(page, hub)
    page.locator("#composer > summary").click()
    with page.expect_response(lambda it: "/drafts" in it.url and it.request.method == "POST"):
        page.get_by_label("Claim, in one sentence").fill("Half of a sentence")
    page.context.clear_cookies()
    by_rob(WORDS, "It passes in peace")
    expect(page.locator("#notices")).to_contain_text("You were signed out.")
    expect(page.get_by_label("Claim, in one sentence")).to_have_value("Half of a sentence")
    expect(page.locator("#cards")).not_to_contain_text("It passes in peace")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_and_nothing_overflows(newsroom: Newsroom, hub: live.Hub, scheme: str, width: int) -> None:
    newsroom.workbench("Rob")
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = settled(newsroom.page("/articles/1", "Rita", **options))
    expect(page.locator("#live-people")).to_contain_text("Rob is here")
    by_rob(WORDS, "It passes in peace")
    expect(page.locator("#notices .notice")).to_be_visible()
    assert faults(page) == []
