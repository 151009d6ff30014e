"""A watched article gets its next version if highlighted words changed on its page, and none for anything else."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.articles import service as articles
from factcheck.articles.details import ArticleDetails
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.audit.models import Event
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.intake import service as intake
from factcheck.intake.reading.article_reader import ReadingOptions
from factcheck.intake.reading.incoming import receive
from factcheck.intake.reading.line_edits import LineEdits
from factcheck.intake.reading.preview import preview
from factcheck.reanchoring.queries import unresolved
from factcheck.watching import service
from factcheck.watching.looks import look_job
from factcheck.watching.models import LookResult, WatchedPage
from tests.factories import make_claim, make_next_version, make_user
from tests.watching.watched_site import WatchedSite, look

CLAIMED = "The opening is planned for September."


@pytest.fixture
def article(app: Flask, site: WatchedSite) -> Article:
    """The page of the site, with a claim, watched."""
    details = ArticleDetails("Building permit", "Town", language="en", canonical_url=site.url)
    rita = make_user("Rita")
    added = intake.add(rita, site.page.encode(), "text/html", details, is_undated=True)
    db.session.commit()
    make_claim(CLAIMED, db.session.scalars(current_version(added.article.id)).one())
    service.watch(rita, added.article)
    db.session.commit()
    return added.article


@pytest.fixture
def page(article: Article) -> WatchedPage:
    found = service.page_of(article)
    assert found is not None
    return found


def versions() -> list[Version]:
    return list(db.session.scalars(select(Version).order_by(Version.number)))


def test_changed_words_become_the_next_version_and_wait_for_a_person(page: WatchedPage, site: WatchedSite) -> None:
    site.edit("The opening is planned for September.", "Nobody knows when it will open.")
    look()
    first, second = versions()
    assert page.looks.result is LookResult.UPDATED
    assert "Nobody knows when it will open." in second.text
    assert (second.number, second.opened_at is not None, second.added_by.name) == (first.number + 1, True, "Rita")
    assert len(db.session.scalars(unresolved(second.id)).unique().all()) == 1
    event = db.session.scalars(select(Event).where(Event.action == "article:update")).one()
    assert event.actor_name == "Factcheck"
    look()
    assert (page.looks.result, len(versions())) == (LookResult.UNCHANGED, 2)


def test_changes_elsewhere_add_none(page: WatchedPage, site: WatchedSite) -> None:
    site.etag = '"1"'
    site.edit("four million", "five million")
    look()
    assert (page.looks.result, len(versions())) == (LookResult.CHANGED, 1)
    make_claim("The town council has granted the permit", versions()[0])
    look()
    assert "If-None-Match" not in site.requests("/permit")[-1]  # a new highlight may be where the page has changed
    assert page.looks.result is LookResult.CHANGED


def test_an_unchanged_page_adds_none(page: WatchedPage) -> None:
    look()
    assert (page.looks.result, len(versions())) == (LookResult.UNCHANGED, 1)


def test_a_page_that_isnt_the_article_any_more_adds_none(page: WatchedPage, site: WatchedSite) -> None:
    site.page = "<!doctype html><title>Cookies</title><p>" + "Please accept all our cookies before you read on. " * 9
    look()
    assert (page.looks.result, len(versions())) == (LookResult.FAILED, 1)
    assert "hardly any words of the article" in page.looks.reason


def test_a_page_without_text_adds_none(page: WatchedPage, site: WatchedSite) -> None:
    site.page, site.media_type = "\x00\x01", "image/png"
    look()
    assert (page.looks.result, len(versions())) == (LookResult.FAILED, 1)
    assert "No text could be read" in page.looks.reason


def test_lines_that_a_person_removed_stay_removed(app: Flask, site: WatchedSite) -> None:
    site.edit("<h1>", "<p>Subscribe to our letter, which comes every day.</p><h1>")
    details = ArticleDetails("Building permit", "Town", language="en", canonical_url=site.url)
    rita, raw = make_user("Rita"), site.page.encode()
    lines = preview(raw, "text/html", details, ReadingOptions().manner, None).lines
    removed = frozenset(line.key for line in lines if "Objections" in line.text)
    assert removed
    incoming = receive(raw, "text/html", details, ReadingOptions(is_undated=True, edits=LineEdits(removed)))
    article = intake.add_incoming(rita, incoming).article
    db.session.commit()
    make_claim(CLAIMED, db.session.scalars(current_version(article.id)).one())
    service.watch(rita, article)
    site.edit("September", "October")
    look()
    assert ["Objections" in version.text for version in versions()] == [False, False]
    assert "October" in versions()[-1].text


def test_a_version_that_a_person_added_meanwhile_wins(page: WatchedPage, article: Article, site: WatchedSite) -> None:
    site.edit("September", "October")
    write = look_job.look({"page_id": page.id}, lambda done, total: None)
    make_next_version(article, "Building permit\n\nThe opening is planned for December.")
    write()
    db.session.commit()
    assert (page.looks.result, len(versions())) == (LookResult.CHANGED, 2)


def test_an_archived_article_isnt_looked_at(page: WatchedPage, article: Article, site: WatchedSite) -> None:
    before = site.asked()
    articles.archive(make_user("Edda", Role.EDITOR), article)
    look()
    assert site.asked() == before


@pytest.mark.usefixtures("watching")
def test_an_article_with_an_address_is_watched_by_default(app: Flask, site: WatchedSite) -> None:
    details = ArticleDetails("Building permit", "Town", language="en", canonical_url=site.url)
    added = intake.add(make_user("Rita"), site.page.encode(), "text/html", details, is_undated=True)
    db.session.commit()
    assert service.page_of(added.article) is not None
    assert db.session.scalars(select(Claim)).all() == []
