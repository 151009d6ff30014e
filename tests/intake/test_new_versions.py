"""A publisher changes an article: the new version is frozen like the first, and opened once."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from factcheck.accounts.models import Role
from factcheck.articles import queries, service
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version, listed
from factcheck.articles.service import ArticleDetails
from factcheck.articles.versions.opening import opening_key
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.documents.text import MAX_BYTES, MAX_CHARACTERS
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.intake import service as intake
from factcheck.jobs.models import Job
from factcheck.storage import store
from tests.factories import make_article, make_next_version, make_user

PAGE = (
    "<html lang=fi><head><meta name=author content=Aino></head><article><h1>Later</h1><p>In June.</p></article></html>"
)


@pytest.fixture
def article(app: Flask) -> Article:
    return make_article("It opens in May.", "Harbour").article


def update(article: Article, raw: str | bytes = "It opens in June.", **more: Any) -> Version:
    data = raw.encode() if isinstance(raw, str) else raw
    more = {"media_type": "text/plain", "seen_number": 1, **more}
    return intake.update(make_user("Rob"), article, data, **more)


def newest(article: Article) -> Version:
    db.session.commit()
    db.session.expire_all()
    return db.session.scalars(current_version(article.id)).one()


def acts(*names: str) -> list[Event]:
    return list(db.session.scalars(select(Event).where(Event.action.in_(names)).order_by(Event.id)))


def test_a_new_version_is_frozen_like_the_first(article: Article) -> None:
    raw = b"\xef\xbb\xbfIt  opens\r\nin June. \xf0\x9f\x8e\x89\r\n\r\n\r\nEnd."
    version = update(article, raw)
    expected = "Harbour\n\nIt  opens\nin June. 🎉\n\nEnd."
    assert (version.number, version.text, version.length) == (2, expected, len(expected))
    assert version.text_sha256 == hashlib.sha256(expected.encode()).hexdigest()
    assert store.get(version.raw_sha256) == raw
    assert [expected[start:end] for _, start, end in version.blocks] == expected.split("\n\n")
    assert (version.added_by_id, version.headline) == (make_user("Rob").id, "Harbour")


def test_nobody_works_on_it_before_it_is_open(article: Article) -> None:
    version = update(article)
    assert newest(article).number == 1
    assert db.session.scalars(queries.version(article.id, 2)).first() is None
    assert db.session.scalars(queries.waiting(article.id)).one() is version
    assert article.newest.number == 1
    assert db.session.scalars(listed("June")).all() == []
    service.open_version(None, version)
    assert newest(article).number == 2
    assert article.newest.number == 2
    assert db.session.scalars(queries.version(article.id, 1)).one().text == "Harbour\n\nIt opens in May."
    assert db.session.scalars(queries.waiting(article.id)).first() is None
    assert [len(db.session.scalars(listed(word)).all()) for word in ("June", "May")] == [1, 0]


def test_both_acts_are_recorded_with_numbers_and_digests(article: Article) -> None:
    version = update(article)
    service.open_version(make_user("Edda", Role.EDITOR), version)
    came, opened = acts("article:update", "article:open-version")
    assert (came.actor_name, came.before["version"], came.after["version"]) == ("Rob", 1, 2)
    assert (came.after["text_sha256"], came.after["raw_sha256"]) == (version.text_sha256, version.raw_sha256)
    assert (opened.actor_name, opened.before, opened.after) == ("Edda", {"version": 1}, {"version": 2})


@pytest.mark.parametrize(
    ("raw", "media_type", "title", "headline"),
    [
        ("It opens in June.", "text/plain", "", "Harbour"),
        ("It opens in June.", "text/plain", " Harbour\nlater ", "Harbour later"),
        (PAGE, "text/html", "", "Later"),
        (PAGE, "text/html", "Given", "Given"),
        ("<p>It opens in June.</p>", "text/html", "", "Harbour"),
    ],
)
def test_the_headline_is_the_given_one_else_the_files_else_the_articles(
    article: Article, raw: str, media_type: str, title: str, headline: str
) -> None:
    version = update(article, raw, media_type=media_type, title=title)
    assert (version.headline, article.title) == (headline, "Harbour")
    service.open_version(None, version)
    assert newest(article).article.title == headline
    assert (article.byline, article.language) == ("", "en")
    change = acts("article:open-version")[0]
    assert change.after.get("title") == (headline if headline != "Harbour" else None)
    assert [it.title for it in db.session.scalars(listed(headline))] == [headline]


def test_a_headline_that_was_mended_by_hand_stays_when_the_publisher_did_not_change_it(article: Article) -> None:
    service.open_version(None, update(article, PAGE, media_type="text/html"))
    service.edit(make_user("Rita"), article, ArticleDetails("Opens later", language="en"), article.revision)
    again = update(article, PAGE.replace("June", "July"), media_type="text/html", seen_number=2)
    service.open_version(None, again)
    assert (again.headline, newest(article).article.title) == ("Later", "Opens later")


def test_an_earlier_text_may_come_back(article: Article) -> None:
    make_next_version(article, "It opens in June.")
    third = update(article, "It opens in May.", seen_number=2)
    assert third.number == 3
    assert third.text_sha256 == db.session.scalars(queries.version(article.id, 1)).one().text_sha256


@pytest.mark.parametrize(
    ("raw", "more", "field", "words"),
    [
        ("It opens in May.\r\n", {}, "text", "This text is identical to version 1. Nothing has changed."),
        (" ", {}, "text", "It has no text. Paste the text, or choose another file."),
        (b"a" * (MAX_BYTES + 1), {}, "text", "at most 10 MB"),
        ("a" * (MAX_CHARACTERS + 1), {}, "text", "at most 1,000,000 characters"),
        (bytes(range(256)), {}, "text", "encoding"),
        ("%PDF", {"media_type": "application/zip"}, "text", "Only text, web pages, Markdown, PDF"),
        ("<nav>x</nav>", {"media_type": "text/html"}, "text", "no text"),
        ("June.", {"title": "a" * 501}, "title", "Enter at most 500 characters"),
        ("June.", {"title": "\ud800"}, "title", "surrogates"),
    ],
)
def test_each_refusal_names_its_field_and_keeps_nothing(
    article: Article, raw: str | bytes, more: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Invalid, match=words) as refusal:
        update(article, raw, **more)
    assert refusal.value.field == field
    assert db.session.scalar(select(func.count()).select_from(Version)) == 1


def test_an_archived_article_gets_no_version(article: Article) -> None:
    service.archive(make_user("Edda", Role.EDITOR), article)
    with pytest.raises(Conflict, match=r"archived. Restore it .* Your version wasn’t saved"):
        update(article)


def test_one_waits_at_a_time(article: Article) -> None:
    update(article)
    with pytest.raises(Conflict, match=r"Version 2, added by Rob, is still being prepared.* Your version wasn’t saved"):
        update(article, "It opens in July.")


def test_who_has_not_seen_the_newest_version_adds_none(article: Article) -> None:
    make_next_version(article, "It opens in June.")
    with pytest.raises(Conflict, match=r"Rob has since added version 2.* Your version wasn’t saved"):
        update(article, "It opens in July.", seen_number=1)


def test_of_two_that_race_the_database_keeps_the_first(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    first = newest(article)
    make_next_version(article, "It opens in June.", is_open=False)
    monkeypatch.setattr(intake, "_updatable", lambda article, seen: first)
    with pytest.raises(Conflict, match=r"Somebody else has since added version 2. Your version wasn’t saved"):
        update(article, "It opens in July.")
    assert db.session.scalar(select(func.count()).select_from(Version)) == 2


def test_only_who_is_active_may(article: Article) -> None:
    gone = make_user("Olga")
    gone.active = False
    with pytest.raises(NotAllowed):
        intake.update(gone, article, b"June.", "text/plain", seen_number=1)


def test_a_version_is_opened_once(article: Article) -> None:
    version = make_next_version(article, "It opens in June.")
    with pytest.raises(Conflict, match="Version 2 is already available"):
        service.open_version(None, version)


@pytest.mark.parametrize(
    "change", ["text = 'x'", "headline = 'x'", "added_by_id = 99", "number = 9", "blocks = '[]'", "opened_at = NULL"]
)
def test_the_database_refuses_to_change_a_version_and_to_open_it_again(article: Article, change: str) -> None:
    with pytest.raises(DatabaseError, match=r"a version of a text never changes|a version is opened once"):
        db.session.execute(text(f"UPDATE versions SET {change}"))  # noqa: S608 - of this test
    db.session.rollback()


def test_the_database_lets_one_version_wait(article: Article) -> None:
    update(article)
    add = "INSERT INTO versions (article_id, number, text, blocks, length, text_sha256, raw_sha256, added_by_id, {0}) "
    add += "SELECT article_id, 3, text, blocks, length, text_sha256, raw_sha256, added_by_id, {0} "
    add += "FROM versions WHERE number = 2"
    with pytest.raises(IntegrityError):
        db.session.execute(text(add.format("headline, created_at")))
    db.session.rollback()


def test_versions_survive_the_migration_down_and_up(article: Article) -> None:
    update(article)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0012_sign_ins")
    with pytest.raises(DatabaseError, match="never changes"):
        db.session.execute(text("UPDATE versions SET text = 'x'"))
    db.session.rollback()
    db.session.remove()
    upgrade()
    found = db.session.execute(text("SELECT number, headline, opened_at = created_at FROM versions ORDER BY number"))
    assert [tuple(row) for row in found] == [(1, "Harbour", True), (2, "Harbour", True)]


def test_every_new_version_asks_for_the_job_that_opens_it_from_wherever_it_came(article: Article) -> None:
    version = update(article)
    job = db.session.scalars(select(Job)).one()
    assert (job.name, job.arguments, job.key) == ("version:open", {"version_id": version.id}, opening_key(version))
    assert (job.location, job.asked_by_id) == ("/articles/1/versions/2/marks", make_user("Rob").id)
