"""The regions around the text are updated live, without moving anything that the reader looks at or holds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotation_service
from factcheck.annotations.models import Anchor, Annotation
from factcheck.articles import service as articles
from factcheck.articles.models import Article
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.jobs.worker import run_due
from factcheck.live import hub as live
from factcheck.reanchoring import service
from tests.browser.accessibility import faults
from tests.browser.hands import let_go, selected_words
from tests.browser.live import drawn, hearing, is_streaming, person
from tests.browser.newsroom import Newsroom
from tests.factories import make_article, make_claim
from tests.texts import DELETED, MOVED, NEW, OLD, REWORDED, update

pytestmark = pytest.mark.browser
TOP = "document.getElementById('block-2').getBoundingClientRect().top"
MORE = "\n\n".join(
    f"Paragraph {number}: the survey of the harbour goes on, and nothing is decided." for number in range(30)
)


@pytest.fixture
def article_id(newsroom: Newsroom) -> int:
    """A long article in version 2, of whose four marks one is lost and one needs a look."""
    old = make_article(f"{OLD}\n\n{MORE}", "No reason to dredge")
    for words in (MOVED, REWORDED, DELETED):
        annotation_service.highlight(person("Rita"), old, [Quote(words)], claims.ClaimDetails("So it was said"))
    db.session.commit()
    fresh = update(old, f"{NEW}\n\n{MORE}")
    run_due()
    make_claim("The harbour board of Tarnby", fresh)
    db.session.rollback()
    return fresh.article_id


@pytest.fixture
def page(newsroom: Newsroom, hub: live.Hub, article_id: int) -> Page:
    page = newsroom.workbench("Rita", article_id)
    is_streaming(page, hub)
    return page


def archive(article_id: int) -> None:
    articles.archive(person("Edda"), db.session.get_one(Article, article_id))
    db.session.commit()


def restore(article_id: int) -> None:
    articles.restore(person("Edda"), db.session.get_one(Article, article_id))
    db.session.commit()


def mend(article_id: int, title: str) -> None:
    article = db.session.get_one(Article, article_id)
    articles.edit(person("Edda"), article, ArticleDetails(title, "Courier", language="ar"), article.revision)
    db.session.commit()


def lost_mark(article_id: int) -> Anchor:
    query = select(Anchor).join(Anchor.version).where(Anchor.start.is_(None))
    return db.session.scalars(query.order_by(Anchor.id.desc())).first() or pytest.fail("Every highlight was found.")


def give_up(article_id: int) -> None:
    it = lost_mark(article_id)
    service.give_up(person("Rob"), it, it.revision)
    db.session.commit()


def archive_claims(*numbers: int) -> None:
    for number in numbers:
        claims.archive(person("Edda"), db.session.get_one(Claim, number))
    db.session.commit()


def notices(page: Page) -> Locator:
    return page.locator("#article-notices")


@pytest.mark.parametrize("scrolled", [0, 90, 1200])
def test_a_notice_comes_and_goes_and_the_text_stays_where_it_is(page: Page, article_id: int, scrolled: int) -> None:
    page.evaluate(f"scrollTo({{ top: {scrolled}, behavior: 'instant' }})")
    drawn(page)
    before = page.evaluate(TOP)
    archive(article_id)
    expect(notices(page)).to_contain_text("This article was archived")
    expect(page.locator("#notices")).to_contain_text("Edda archived this article.")
    drawn(page)
    assert page.evaluate(TOP) == pytest.approx(before, abs=1)
    page.evaluate(f"scrollTo({{ top: {scrolled}, behavior: 'instant' }})")
    before = page.evaluate(TOP)
    restore(article_id)
    expect(notices(page)).not_to_contain_text("archived")
    drawn(page)
    assert page.evaluate(TOP) == pytest.approx(before, abs=1)


def test_a_notice_whose_link_has_the_focus_waits_until_it_is_let_go(page: Page, article_id: int) -> None:
    link = notices(page).get_by_role("link", name="Resolve them")
    link.focus()
    with hearing(page):
        give_up(article_id)
    expect(link).to_be_focused()
    link.evaluate("it => it.blur()")
    expect(notices(page).get_by_role("link", name="Resolve it")).to_be_visible()


def test_mended_particulars_stand_in_the_heading_and_the_draft_stays(page: Page, article_id: int) -> None:
    page.locator("#composer > summary").click()
    statement = page.get_by_label("Claim, in one sentence")
    statement.fill("Half of a sentence")
    mend(article_id, "A reason to dredge after all")
    expect(page.get_by_role("heading", level=1)).to_have_text("A reason to dredge after all")
    expect(page.locator("#text")).to_have_attribute("lang", "ar")
    expect(page.locator("#text")).to_have_attribute("dir", "rtl")
    expect(statement).to_have_value("Half of a sentence")
    expect(statement).to_be_focused()
    assert faults(page) == []


def test_a_heading_of_which_words_are_selected_waits(page: Page, article_id: int) -> None:
    page.evaluate("document.getSelection().selectAllChildren(document.querySelector('h1'))")
    with hearing(page):
        mend(article_id, "A reason to dredge after all")
    assert selected_words(page) == "No reason to dredge"
    let_go(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("A reason to dredge after all")


def test_a_notice_waits_while_something_stands_at_words_of_the_text(page: Page, article_id: int) -> None:
    bar = page.locator(".selection-bar:visible")
    page.evaluate("document.getSelection().selectAllChildren(document.getElementById('block-5'))")
    expect(bar).to_have_count(1)
    archive(article_id)
    expect(page.locator("#notices")).to_contain_text("Edda archived this article.")
    expect(notices(page)).not_to_contain_text("archived")
    let_go(page)
    expect(bar).to_have_count(0)
    expect(notices(page)).to_contain_text("This article was archived")


def test_only_the_lost_are_shown_and_counted_while_there_are_some(page: Page, article_id: int) -> None:
    cards, lost = page.locator("#cards .card:visible"), page.locator("#lost li:visible")
    every = cards.count()
    assert every > 0
    page.get_by_text("Filter claims").click()
    scrolled = page.evaluate("scrollY")
    state = page.get_by_label("Status or rating")
    state.focus()
    state.select_option("Not found in this version")
    expect(cards).to_have_count(0)
    expect(lost).to_have_count(1)
    expect(page.locator("claim-filter output")).to_have_text("1 not found")
    expect(page.locator("#notices")).to_contain_text("Claims not found: 1.")
    assert page.evaluate("scrollY") == scrolled
    expect(state).to_be_focused()
    assert faults(page) == []
    page.get_by_label("Highlighted by me").check()
    expect(page.locator("claim-filter output")).to_have_text("1 not found")
    page.get_by_role("button", name="Clear filters").click()
    expect(cards).to_have_count(every)
    expect(page.locator("claim-filter output")).to_have_text("")


def test_lost_claims_of_others_are_not_ones_own(newsroom: Newsroom, article_id: int) -> None:
    page = newsroom.page(f"/articles/{article_id}", "Rob")
    page.get_by_text("Filter claims").click()
    page.get_by_label("Status or rating").select_option("Not found in this version")
    page.get_by_label("Highlighted by me").check()
    expect(page.locator("claim-filter output")).to_have_text("0 not found")
    expect(page.locator("#lost li:visible")).to_have_count(0)


def test_the_filter_for_the_lost_goes_with_the_last_of_them(page: Page, article_id: int) -> None:
    page.get_by_text("Filter claims").click()
    page.get_by_label("Status or rating").select_option("Not found in this version")
    page.locator("#text").focus()
    it = lost_mark(article_id)
    service.move(person("Rob"), it, Quote("The board meets again in November."), it.revision)
    db.session.commit()
    expect(page.locator("#lost li")).to_have_count(0)
    expect(page.locator("#cards .card:visible")).to_have_count(4)
    expect(page.locator("#filter-state")).to_have_value("")
    expect(page.locator("#filter-state option[value=lost]")).to_be_disabled()


def test_the_filter_goes_also_where_no_card_stands(page: Page, article_id: int) -> None:
    lost = lost_mark(article_id).target.annotation.claim_id
    others = select(Annotation.claim_id).where(Annotation.article_id == article_id, Annotation.claim_id != lost)
    archive_claims(*db.session.scalars(others).all())
    expect(page.locator("#cards .card")).to_have_count(0)
    page.get_by_text("Filter claims").click()
    page.get_by_label("Status or rating").select_option("Not found in this version")
    expect(page.locator("claim-filter output")).to_have_text("1 not found")
    page.locator("#text").focus()
    archive_claims(lost)
    expect(page.locator("#filter-state")).to_have_value("")
    expect(page.locator("claim-filter output")).to_have_text("")


def test_without_lost_claims_there_is_no_filter_for_them(newsroom: Newsroom) -> None:
    page = newsroom.page("/articles/1", "Rita")
    expect(page.locator("#filter-state option[value=lost]")).to_be_disabled()
