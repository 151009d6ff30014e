"""*Report* on the workbench: what readers have, or a preview while they have none."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from factcheck.accounts.models import Role
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotations
from factcheck.articles.models import Version
from factcheck.claims.models import ClaimKind
from factcheck.db import db
from factcheck.site import service
from factcheck.site.models import ReportText
from factcheck.site.report.page import has_report
from tests.factories import make_article, make_claim, make_edition, make_takedown, make_user, sign_in

PREVIEW = "Readers have no report of this article until"


@pytest.fixture
def version(app: Flask) -> Version:
    """An article with an open claim and an opinion."""
    version = make_article()
    make_claim("Costs were halved", version)
    make_claim("not a day later", version).kind = ClaimKind.OPINION
    db.session.commit()
    return version


@pytest.fixture
def rita(app: Flask, version: Version) -> FlaskClient:
    return sign_in(app.test_client(), make_user("Rita"))


def test_without_a_verdict_the_workbench_leads_to_a_preview(app: Flask, rita: FlaskClient) -> None:
    assert 'href="/articles/1/report/preview"' in rita.get("/articles/1").text
    page = rita.get("/articles/1/report/preview")
    assert page.status_code == 200
    assert PREVIEW in page.text
    assert "No verdict has been published yet." in page.text
    assert "Show readers the progress" not in page.text
    assert "Costs were halved" not in page.text
    assert rita.get("/reports/1").status_code == 404
    assert rita.get("/articles/9/report/preview").status_code == 404
    assert app.test_client().get("/articles/1/report/preview").status_code == 303  # to sign in


def test_an_editor_can_let_readers_see_the_progress_from_there(app: Flask, version: Version) -> None:
    editor = sign_in(app.test_client(), make_user("Edda", Role.EDITOR))
    assert 'href="/articles/1/report"' in editor.get("/articles/1/report/preview").text
    service.set_report(make_user("Edda"), version.article, ReportText.QUOTES, shows_progress=True, seen_revision=0)
    db.session.commit()
    assert 'href="/reports/1"' in editor.get("/articles/1").text
    assert editor.get("/articles/1/report/preview").text == editor.get("/reports/1").text
    assert PREVIEW not in editor.get("/reports/1").text


def test_with_a_verdict_the_workbench_leads_to_the_report(rita: FlaskClient, version: Version) -> None:
    assert not has_report(1)
    edition = make_edition(state="published", claim=make_claim("The harbour will open in May", version))
    db.session.commit()
    assert has_report(1)
    assert 'href="/reports/1"' in rita.get("/articles/1").text
    assert rita.get("/reports/1").status_code == 200
    other = make_article("It will open in May, they say.", "The other shore")
    annotations.join(make_user("Rita"), edition.verdict.claim, other, [Quote("open in May")])
    db.session.commit()
    assert not has_report(other.article_id)  # the approved verdict doesn't rest on it
    make_takedown(edition)
    db.session.commit()
    assert not has_report(1)
