"""Two people save the same thing at the same moment: the second waits, then sees the first one's change."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from factcheck.accounts.models import Role
from factcheck.articles import service as articles
from factcheck.articles.models import Article
from factcheck.claims import bulk
from factcheck.claims import service as claims
from factcheck.claims.models import Claim
from factcheck.claims.service import ClaimDetails
from factcheck.db import db
from factcheck.intake import service as intake
from factcheck.sources import service as sources
from factcheck.sources.models import Source, SourceClass
from factcheck.sources.service import SourceDetails
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import Edition
from tests.factories import hidden, make_claim, make_edition, make_evidence, make_user, post, rating, sign_in

WAITING = 0.5  # seconds after which the second one is waiting for the lock


def a_claim() -> tuple[str, dict[str, str], str]:
    claim = make_claim()
    form = {"statement": "It opens in spring", "kind": "checkable", "claimant_kind": "person"}
    return f"/claims/{claim.id}/edit", form, "statement"


def change_claim() -> None:
    claim = db.session.query(Claim).one()
    claims.edit(make_user("Rob"), claim, ClaimDetails(f"{claim.statement}, at last"), claim.revision)


def a_source() -> tuple[str, dict[str, str], str]:
    row = make_evidence(make_claim())
    form = {
        "title": "The permit",
        "url": "https://town.example/permit",
        "source_kind": "page",
        "source_class": "primary",
    }
    return f"/sources/{row.source_id}/edit", form, "title"


def change_source() -> None:
    source = db.session.query(Source).one()
    details = SourceDetails(source.title, url=source.url, source_class=SourceClass.PRIMARY)
    sources.edit(make_user("Rob"), source, replace(details, origin="The town"), source.revision)


def a_verdict() -> tuple[str, dict[str, str], str]:
    edition = make_edition(author=make_user("Rita", Role.EDITOR), state="draft")
    form = {
        "rating": "false",
        "headline": "Not before autumn",
        "summary": "Not in May.",
        "rationale": "So it says [1].",
    }
    return f"/editions/{edition.id}/edit", form, "headline"


def change_verdict() -> None:
    edition = db.session.query(Edition).one()
    details = VerdictDetails(rating(), edition.headline, "Not in May, nor in June.", edition.rationale)
    verdicts.edit(make_user("Rita"), edition, details, edition.revision)


def discard_verdict() -> None:
    verdicts.discard(make_user("Rita"), db.session.query(Edition).one())


def saved_meanwhile(app: Flask, url: str, form: dict[str, str], act: Callable[[], None]) -> TestResponse:
    """The answer to Rita's save that arrives when somebody else's change is flushed and not yet committed."""
    rita = sign_in(app.test_client(), make_user("Rita"))
    shown = rita.get(url).text
    form |= {name: hidden(shown, name) for name in ("revision", "base")}
    db.session.remove()
    answers = []

    def save() -> None:
        with app.app_context():
            answers.append(post(rita, url, **form))

    act()
    second = threading.Thread(target=save)
    second.start()
    time.sleep(WAITING)
    assert answers == []
    db.session.commit()
    second.join()
    return answers[0]


@pytest.mark.parametrize(
    ("make", "change"),
    [(a_claim, change_claim), (a_source, change_source), (a_verdict, change_verdict)],
    ids=["claim", "source", "verdict"],
)
def test_saving_at_the_same_moment_shows_both_changes(
    app: Flask, make: Callable[[], tuple[str, dict[str, str], str]], change: Callable[[], None]
) -> None:
    url, form, typed = make()
    answer = saved_meanwhile(app, url, form, change)
    assert answer.status_code == 409
    assert "Nothing is lost." in answer.text
    assert re.search(rf'name="{typed}"[^>]*(value="|>)[^"<]*{form[typed]}', answer.text)


def test_saving_a_draft_that_is_discarded_at_that_moment_is_refused(app: Flask) -> None:
    url, form, _ = a_verdict()
    answer = saved_meanwhile(app, url, form, discard_verdict)
    assert answer.status_code == 404
    assert db.session.query(Edition).all() == []


def test_bulk_tagging_waits_as_well(app: Flask) -> None:
    claim = make_claim()
    change_claim()
    refused = []

    def tag() -> None:
        with app.app_context():
            row = db.session.get_one(Claim, claim.id)
            try:
                bulk.tag(make_user("Rita"), [bulk.Chosen(row, 1)], ["sea"])
            except bulk.EditConflict as overtaken:
                refused.append(overtaken.message)
            db.session.rollback()

    second = threading.Thread(target=tag)
    second.start()
    time.sleep(WAITING)
    assert refused == []
    db.session.commit()
    second.join()
    assert "Somebody has changed it since the list was loaded" in refused[0]


def test_an_article_added_twice_at_the_same_moment_is_stored_once(app: Flask) -> None:
    rob = sign_in(app.test_client(), make_user("Rob"))
    details = articles.ArticleDetails("Harbour", language="en", canonical_url="https://courier.example/a")
    form = {"title": "Harbour", "language": "en", "is_undated": "y", "text": "The harbour opens in June."}
    answers = []

    def add() -> None:
        with app.app_context():
            answers.append(post(rob, "/articles/new", **form, canonical_url="https://courier.example/a?utm_source=x"))

    intake.add(make_user("Rita"), b"The harbour opens.", "text/plain", details)
    second = threading.Thread(target=add)
    second.start()
    time.sleep(WAITING)
    assert answers == []
    db.session.commit()
    second.join()
    assert answers[0].status_code == 409
    assert "This article already exists" in answers[0].text
    assert db.session.query(Article).count() == 1
