"""The regions around the text are up to date: notices, heading and orphaned marks, after each event."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.annotations.models import Anchor
from factcheck.articles import service as articles
from factcheck.articles.models import Article, Version
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service
from factcheck.claims.models import Claim
from factcheck.corrections import source_changes
from factcheck.corrections.models import ChangeAnswer, Outcome
from factcheck.db import db
from factcheck.desk import messages
from factcheck.jobs.worker import run_due
from factcheck.live.events import Act, acts_after, touched
from factcheck.reanchoring import service as reanchoring_service
from tests.factories import make_article, make_claim, make_edition, make_user, sign_in
from tests.live.pages import Page
from tests.texts import DELETED, DOUBLED, MOVED, NEW, OLD, REWORDED, update

MOVED_ONE, REWORDED_ONE, DELETED_ONE = 1, 2, 3
NOTICES, HEADING, LOST = "#article-notices", "#heading", "#lost"


@pytest.fixture
def version(app: Flask) -> Version:
    """Version 2, open: mark 1 was moved, mark 2 needs a look and has a verdict, mark 3 is lost, mark 4 is sure."""
    old = make_article(OLD, "No reason to dredge")
    claims = [make_claim(words, old) for words in (MOVED, REWORDED, DELETED, DOUBLED)]
    make_edition(state="published", claim=claims[1])
    fresh = update(old, NEW)
    run_due()
    return fresh


@pytest.fixture
def olga(client: FlaskClient, version: Version) -> FlaskClient:
    return sign_in(client, make_user("Olga"))


def loaded(client: FlaskClient) -> Page:
    return Page(client.get("/articles/1").text)


def edda() -> User:
    return make_user("Edda", Role.EDITOR)


def claim(number: int) -> Claim:
    return db.session.get_one(Claim, number)


def article() -> Article:
    return db.session.get_one(Article, 1)


def settle(act: Callable[..., None], number: int) -> None:
    """Say something of a claim's mark in version 2."""
    it = db.session.scalars(select(Anchor).where(Anchor.target_id == number)).one()
    act(make_user("Rob"), it, it.revision)


def mend(title: str) -> None:
    articles.edit(edda(), article(), ArticleDetails(title, "A & B", "C. Dahl", language="de"), article().revision)


def mend_claim(number: int) -> None:
    service.edit(edda(), claim(number), service.ClaimDetails("Said otherwise"), claim(number).revision)


def record_stealth_edit() -> None:
    seen = [(it.id, it.revision) for it in db.session.scalars(source_changes.unanswered(REWORDED_ONE)).unique()]
    source_changes.answer(edda(), claim(REWORDED_ONE), Outcome.STEALTH_EDIT, "No notice on the page.", seen)


def take_back() -> None:
    source_changes.take_back(edda(), db.session.scalars(select(ChangeAnswer)).one())


def after(client: FlaskClient, page: Page) -> set[str]:
    """Have the page take its answer; which parts came, all of them as a page loaded anew shows them."""
    db.session.commit()
    answer = client.get(f"/articles/1/changes?{page.asks}&version=2")
    assert answer.status_code == 200
    page.take(answer.text)
    assert page.seen() == loaded(client).seen()
    return {part for part in (NOTICES, HEADING, LOST) if f'hx-target="{part}"' in answer.text}


def text(page: Page, part: str) -> str:
    return " ".join(page.one(part).text_content().split())


def test_a_mark_that_is_settled_and_undone_changes_the_notice_and_the_list(olga: FlaskClient) -> None:
    page = loaded(olga)
    assert "2 highlights from earlier versions need a decision" in text(page, NOTICES)
    settle(reanchoring_service.confirm, REWORDED_ONE)
    assert after(olga, page) == {NOTICES, LOST}
    assert "1 highlight from earlier versions needs a decision" in text(page, NOTICES)
    settle(reanchoring_service.give_up, MOVED_ONE)
    after(olga, page)
    assert text(page, LOST).count("Choose the place") == 2
    settle(reanchoring_service.undo, MOVED_ONE)
    settle(reanchoring_service.give_up, DELETED_ONE)
    after(olga, page)
    assert "waits" not in text(page, NOTICES)
    assert text(page, LOST).count("Choose the place") == 1


def test_a_lost_claim_that_is_mended_archived_and_restored_reads_so_in_the_list(olga: FlaskClient) -> None:
    page = loaded(olga)
    mend_claim(DELETED_ONE)
    assert after(olga, page) == {NOTICES, LOST}
    assert "3. Said otherwise" in text(page, LOST)
    service.archive(edda(), claim(DELETED_ONE))
    after(olga, page)
    assert text(page, LOST) == ""
    assert "1 highlight from earlier versions needs a decision" in text(page, NOTICES)
    service.restore(edda(), claim(DELETED_ONE))
    after(olga, page)
    assert "Not found in version 2" in text(page, LOST)


def test_an_edit_of_a_claim_whose_mark_is_sure_brings_nothing_of_it(olga: FlaskClient) -> None:
    page = loaded(olga)
    mend_claim(MOVED_ONE)
    assert after(olga, page) == set()


def test_mended_particulars_change_the_heading_and_the_language_of_what_is_lost(olga: FlaskClient) -> None:
    page = loaded(olga)
    mend("Was ist <dran>?")
    assert after(olga, page) == {HEADING, LOST}
    assert text(page, HEADING).startswith("Was ist <dran>? A & B · C. Dahl")
    assert (page.one(HEADING).get("data-lang"), page.one(HEADING).get("data-dir")) == ("de", "ltr")


def test_an_archived_article_says_so_until_it_is_restored(olga: FlaskClient) -> None:
    page = loaded(olga)
    articles.archive(edda(), article())
    assert after(olga, page) == {NOTICES}
    assert "This article was archived" in text(page, NOTICES)
    assert "Restore article" not in text(page, NOTICES)  # that is an editor's
    assert page.news == ["Edda archived this article."]
    articles.restore(edda(), article())
    after(olga, page)
    assert "archived" not in text(page, NOTICES)
    assert page.news[1:] == ["Edda restored this article."]


def test_who_may_restore_is_led_there(app: Flask, version: Version) -> None:
    articles.archive(edda(), article())
    db.session.commit()
    page = loaded(sign_in(app.test_client(), edda()))
    assert page.one(NOTICES).xpath(".//a[@href='/articles/1/edit']")


def test_of_archiving_and_restoring_only_the_last_is_told(app: Flask) -> None:
    archived, restored = ("Edda", "article:archive"), ("Ada", "article:restore")
    assert messages.of_article([archived, restored]) == ["Ada restored this article."]
    assert messages.of_article([("Edda", "article:edit")]) == []


def test_ones_own_archiving_is_not_told(app: Flask, version: Version) -> None:
    client = sign_in(app.test_client(), edda())
    page = loaded(client)
    articles.archive(edda(), article())
    after(client, page)
    assert page.news == []


def test_a_version_that_came_in_is_told_before_it_is_opened(olga: FlaskClient, version: Version) -> None:
    page = loaded(olga)
    update(version, OLD)
    assert after(olga, page) == {NOTICES}
    assert "Version 3 was added." in text(page, NOTICES)


def test_a_stealth_edit_is_told_and_taken_back(olga: FlaskClient) -> None:
    page = loaded(olga)
    record_stealth_edit()
    assert after(olga, page) == {NOTICES}
    assert "Stealth edit, recorded by Edda" in text(page, NOTICES)
    take_back()
    after(olga, page)
    assert "Stealth edit" not in text(page, NOTICES)


def test_streams_are_woken_by_what_is_said_of_a_change(olga: FlaskClient) -> None:
    since = acts_after(0)[-1].id
    record_stealth_edit()
    db.session.commit()
    (act,) = acts_after(since)
    assert act.action == "verdict:answer-change"
    assert touched([act]) == {1: [act]}
    assert touched([Act(act.id, "verdict:submit", "claim", REWORDED_ONE)]) == {}


def test_words_that_a_mark_is_asked_for_hide_the_notice_that_it_waits(olga: FlaskClient) -> None:
    it = db.session.scalars(select(Anchor).where(Anchor.target_id == DELETED_ONE)).one()
    page = Page(olga.get(f"/articles/1?attach={it.id}").text)
    settles = page.one(NOTICES).xpath(".//*[@data-unresolved-count]")
    assert len(settles) == 1
    assert (
        page.find("#attach-form")[0].getparent() is page.one(NOTICES).getparent()
    )  # as a rule in parts/notice.css asks
