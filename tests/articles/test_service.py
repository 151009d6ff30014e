"""What can be done with articles, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from factcheck.accounts.models import Role
from factcheck.articles import service
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.articles.service import ArticleDetails
from factcheck.audit.models import Event
from factcheck.db import db
from factcheck.errors import Conflict, EditConflict, Invalid, NotAllowed
from factcheck.intake.service import Added
from tests.factories import HARBOUR as DETAILS
from tests.factories import add_article as add
from tests.factories import make_article, make_user

ODD = "No\u00a0break, so\u00adft, “curly” ‘quotes’, ze\u200bro, e\u0301 and é, 👩‍🚒 🎉, \u202bمرفأ\u202c נמל"
PAGE = """<!doctype html><html lang="fi_FI"><head><meta charset="{charset}"><title>Satama</title>
<meta name="author" content="Aino Salo"><meta property="og:site_name" content="Tärnbyn Sanomat">
<meta property="article:published_time" content="2026-05-04T08:00:00Z"><link rel="canonical" href="{url}"></head>
<body><nav>Etusivu</nav><article><h1>Satama avataan</h1><p>Määräaika on <b>toukokuu</b>.</p></article></body></html>"""


@pytest.fixture(autouse=True)
def _with_app(app: Flask) -> None:
    """Every test here uses the database."""


def stored(added: Added) -> Version:
    db.session.expire_all()
    return db.session.scalars(current_version(added.article.id)).one()


def test_particulars_are_mended_and_the_text_stays() -> None:
    version = make_article()
    article, before = version.article, version.text
    service.edit(make_user("Rob"), article, ArticleDetails("Renamed", language="he"), article.revision)
    db.session.commit()
    db.session.expire_all()
    again = db.session.scalars(current_version(article.id)).one()
    assert (again.text, again.article.title, again.article.direction) == (before, "Renamed", "rtl")
    assert again.article.revision == 2
    event = db.session.scalars(select(Event).where(Event.action == "article:edit")).one()
    assert (event.before["title"], event.after["title"]) == ("Harbour will open in May, mayor says", "Renamed")


def test_saving_what_already_stands_changes_and_records_nothing() -> None:
    article = add().article
    service.edit(make_user("Rob"), article, DETAILS, article.revision)
    db.session.commit()
    assert article.revision == 1
    assert db.session.scalars(select(Event).where(Event.action == "article:edit")).all() == []


def test_a_stale_edit_is_refused() -> None:
    article = add().article
    with pytest.raises(EditConflict, match="while you were writing"):
        service.edit(make_user("Rob"), article, ArticleDetails("Mine", language="fi"), article.revision - 1)
    assert article.title == "Harbour"


def test_an_edit_to_the_address_of_another_article_is_refused() -> None:
    add()
    other = add("Another.", ArticleDetails("Other", language="en")).article
    wanted = ArticleDetails("Other", language="en", canonical_url="https://COURIER.example/a/")
    with pytest.raises(Invalid, match="Harbour") as refusal:
        service.edit(make_user("Rita"), other, wanted, other.revision)
    assert refusal.value.field == "canonical_url"


def test_an_address_is_kept_as_it_was_typed_and_may_be_typed_otherwise() -> None:
    typed = "HTTPS://Courier.example/a/?Q=%2f&utm_source=x#top"
    article = add(details=replace(DETAILS, canonical_url=typed)).article
    assert (article.canonical_url, article.url_key) == (typed, "https://courier.example/a?Q=%2f")
    service.edit(make_user("Rob"), article, replace(DETAILS, canonical_url="https://courier.example/b"), 1)
    assert article.url_key == "https://courier.example/b"
    service.edit(make_user("Rob"), article, replace(DETAILS, canonical_url=None), article.revision)
    assert article.url_key is None


def test_an_article_that_shares_an_address_can_be_edited() -> None:
    add()
    other = add("Another.", is_separate=True).article
    service.edit(make_user("Rita"), other, replace(DETAILS, publisher="The Courier"), other.revision)
    assert other.publisher == "The Courier"


def test_archiving_is_an_editors_and_can_be_undone_once() -> None:
    article = add().article
    rita, edda = make_user("Rita"), make_user("Edda", Role.EDITOR)
    verbs: tuple[Callable[..., None], ...] = (service.archive, service.restore)
    for verb in verbs:
        with pytest.raises(NotAllowed):
            verb(rita, article)
    with pytest.raises(Conflict, match="isn’t archived"):
        service.restore(edda, article)
    service.archive(edda, article)
    with pytest.raises(Conflict, match="already archived"):
        service.archive(edda, article)
    service.restore(edda, article)
    assert article.archived_at is None
    actions = db.session.scalars(select(Event.action).where(Event.subject_type == "article").order_by(Event.id)).all()
    assert actions == ["article:add", "article:archive", "article:restore"]


def test_who_is_not_active_edits_nothing() -> None:
    article = add().article
    gone = make_user("Olga")
    gone.active = False
    with pytest.raises(NotAllowed):
        service.edit(gone, article, DETAILS, article.revision)
