"""What has happened lies in the past, wherever a day is typed; what is due does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles import service as articles
from factcheck.articles.models import Article
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service as claims
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim
from factcheck.db import db, utcnow
from factcheck.errors import Invalid
from factcheck.intake import service as intake
from factcheck.sources import service as sources
from factcheck.sources.models import Source
from factcheck.web import local_time
from factcheck.web.input import days
from tests.factories import hidden, make_article, make_claim, make_evidence, make_user, post, sign_in

FAR = date(2206, 5, 4)
PAGE = """<html lang="en"><head><title>Harbour</title>
<meta property="article:published_time" content="2206-05-04T10:00Z"></head>
<body><article><h1>Harbour</h1><p>It opens in May.</p></article></body></html>"""


@pytest.mark.parametrize(("hours", "is_future"), [(9, False), (10, True)])
def test_a_day_is_future_until_it_begins_somewhere(
    monkeypatch: pytest.MonkeyPatch, hours: int, is_future: bool
) -> None:
    noon = datetime(2026, 6, 5, tzinfo=UTC) + timedelta(hours=19 - hours)
    monkeypatch.setattr(days, "utcnow", lambda: noon)
    assert days.is_future(date(2026, 6, 6)) is is_future
    assert not days.is_future(date(2026, 6, 5))
    assert not days.is_future(None)


def test_a_day_is_past_when_it_is_over(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_time, "utcnow", lambda: datetime(2026, 6, 6, tzinfo=UTC))
    assert days.is_past(date(2026, 6, 5))
    assert not days.is_past(date(2026, 6, 6))
    assert not days.is_past(None)


def test_a_claim_was_not_said_in_the_future(app: Flask) -> None:
    rita, version = make_user("Rita"), make_article()
    words = [Quote("The harbour will open in May")]
    with pytest.raises(Invalid, match="in the future") as refusal:
        service.highlight(rita, version, words, claims.ClaimDetails("It opens in May", said_on=FAR))
    assert refusal.value.field == "said_on"
    claim = make_claim(version=version)
    with pytest.raises(Invalid, match="in the future"):
        claims.edit(rita, claim, replace(ClaimDetails.of(claim), said_on=FAR), claim.revision)
    claims.edit(rita, claim, replace(ClaimDetails.of(claim), said_on=utcnow().date()), claim.revision)


def test_a_day_in_the_future_that_is_there_from_before_keeps_no_other_change_away(app: Flask) -> None:
    claim = make_claim()
    claim.said_on = FAR
    db.session.commit()
    claims.edit(make_user("Rita"), claim, replace(ClaimDetails.of(claim), tags=("port",)), claim.revision)
    assert [tag.name for tag in claim.tags] == ["port"]


def test_an_article_was_not_published_in_the_future(app: Flask) -> None:
    article, rita = make_article().article, make_user("Rita")
    for act in (
        lambda it: intake.add(rita, b"Another text.", "text/plain", it),
        lambda it: articles.edit(rita, article, it, article.revision),
    ):
        with pytest.raises(Invalid, match="in the future") as refusal:
            act(ArticleDetails("Harbour", language="en", published_on=FAR))
        assert refusal.value.field == "published_on"


def test_a_page_is_not_believed_about_a_day_in_the_future(app: Flask) -> None:
    rita = make_user("Rita")
    with pytest.raises(Invalid, match="Enter the publication date"):
        intake.add(rita, PAGE.encode(), "text/html", ArticleDetails(""), is_undated=False)
    added = intake.add(rita, PAGE.encode(), "text/html", ArticleDetails(""))
    assert added.article.published_on is None


def test_a_source_was_not_published_in_the_future(app: Flask) -> None:
    rita, source = make_user("Rita"), make_evidence(make_claim()).source
    details = sources.SourceDetails("A law", published_on=FAR)
    for act in (
        lambda: sources.add(rita, details),
        lambda: sources.edit(rita, source, details, source.revision),
    ):
        with pytest.raises(Invalid, match="in the future") as refusal:
            act()
        assert refusal.value.field == "published_on"


def test_every_form_says_so_beside_its_field_and_keeps_what_was_typed(client: FlaskClient) -> None:
    row = make_evidence(make_claim())
    article, claim, source = row.claim.annotations[0].article, row.claim, row.source
    sign_in(client, make_user("Rita"))
    day = FAR.isoformat()
    known = {"title": "KEPT", "language": "en", "text": "A text.", "quote": "q", "stance": "supports"}
    said = {"statement": "KEPT", "exact": "Costs were halved", "kind": "checkable", "claimant_kind": "person"}
    for url, field, typed in (
        ("/articles/new", "published_on", known),
        (f"/articles/{article.id}/edit", "published_on", known),
        (f"/articles/{article.id}/claims", "said_on", said),
        (f"/claims/{claim.id}/edit", "said_on", said),
        (f"/claims/{claim.id}/evidence/new", "published_on", known),
        (f"/sources/{source.id}/edit", "published_on", known),
    ):
        page = client.get(url).text if "claims/" in url or url.endswith(("edit", "1")) else ""
        revision = hidden(page, "revision") if 'name="revision"' in page else "1"
        answer = post(
            client, url, **{**typed, field: day, "revision": revision, "source_kind": "page", "source_class": "primary"}
        )
        assert answer.status_code == 422, url
        assert "This date is in the future" in answer.text, url
        assert "KEPT" in answer.text, url
        assert day in answer.text, url
    stored = (db.session.query(Article).count(), db.session.query(Claim).count(), db.session.query(Source).count())
    assert stored == (1, 1, 1)
