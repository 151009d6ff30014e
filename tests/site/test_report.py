"""The report of an article: its verdicts in the order of the text, their numbers, and the text where editors say so."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service as annotations
from factcheck.articles.models import Article, Version
from factcheck.audit.models import Event
from factcheck.claims import service as claims
from factcheck.claims.models import ClaimKind
from factcheck.db import db
from factcheck.errors import EditConflict, NotAllowed
from factcheck.site import service
from factcheck.site.models import ReportText
from factcheck.verdicts.models import Edition
from tests.databases import States
from tests.exports.public_routes import everything, holding
from tests.factories import (
    TEXT,
    make_article,
    make_claim,
    make_correction,
    make_edition,
    make_next_version,
    make_takedown,
    make_user,
    make_withdrawal,
    post,
    sign_in,
)

WORDS = ("Costs were halved", "not a day later", "The harbour will open in May")  # the last is the first in the text
UNQUOTED = "Qunquotedq"
STORY = f"{TEXT}\n\nIt rained all day in the old port of Tarnby. Nobody counted. {UNQUOTED} was there."


@pytest.fixture
def editions(app: Flask, states: States) -> list[Edition]:
    """Verdicts on the article's claims, published from its end to its beginning."""
    states.begin_from("report", fill)
    return list(db.session.scalars(select(Edition).order_by(Edition.id)))


def fill() -> None:
    """Store the article and the verdicts."""
    version = make_article(STORY)
    for words, key in zip(WORDS, ("mixed", "false", "false"), strict=True):
        make_edition(state="published", claim=make_claim(words, version), rated=key)


@pytest.fixture
def version(app: Flask) -> Version:
    """The article: that of `editions`, if a test asks for them before."""
    return db.session.scalars(select(Version)).first() or make_article(STORY)


def make_kind(version: Version, words: str, kind: ClaimKind = ClaimKind.CHECKABLE) -> None:
    """A claim of the article that is still open, or can't be checked for an internal reason."""
    reason = "" if kind is ClaimKind.CHECKABLE else "Qreasonq"
    details = claims.ClaimDetails("Qsecretq", kind=kind, kind_reason=reason)
    annotations.highlight(make_user("Rita"), version, [Quote(words)], details)
    db.session.commit()


def choose(article: Article, *, text: ReportText = ReportText.QUOTES, shows_progress: bool = False) -> None:
    """Edda's choice for the report."""
    seen = service.setting_of(article.id)
    edda = make_user("Edda", Role.EDITOR)
    revision = seen.revision if seen else 0
    service.set_report(edda, article, text, shows_progress=shows_progress, seen_revision=revision)
    db.session.commit()


def report(app: Flask, number: int = 1) -> html.HtmlElement:
    return html.fromstring(app.test_client().get(f"/reports/{number}").text)


def words_of(page: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", page.xpath("//main")[0].text_content())


def tally(page: html.HtmlElement) -> str:
    """The strip of numbers, as read aloud."""
    return " · ".join(" ".join(it.text_content().split()) for it in page.xpath("//*[@class='tally-strip']//li"))


def test_verdicts_stand_in_the_order_of_the_text_and_are_numbered(app: Flask, editions: list[Edition]) -> None:
    page = report(app)
    assert page.xpath("//ol[@class='verdicts']/li//blockquote/text()") == [WORDS[2], WORDS[1], WORDS[0]]
    assert page.xpath("//ol[@class='verdicts']/li/@id") == ["claim-1", "claim-2", "claim-3"]


def test_the_tally_counts_the_ratings_and_leaves_a_withdrawn_one_out(app: Flask, editions: list[Edition]) -> None:
    assert tally(report(app)) == "3 claims · 1 Mixed · 2 False"
    make_withdrawal(editions[0])
    page = report(app)
    assert tally(page) == "3 claims · 2 False · 1 Withdrawn"
    assert page.xpath("//*[local-name()='rect']/@data-rating") == ["false"]
    assert page.xpath("//*[local-name()='rect']/@width") == ["2", "1"]


def test_the_colophon_is_apart_from_the_last_verdict(app: Flask, editions: list[Edition], version: Version) -> None:
    (colophon,) = report(app).xpath("//footer[@class='colophon']")
    assert version.text_sha256 in colophon.text_content()
    assert len(re.findall(r"audit log \d+:[0-9a-f]{64}", colophon.text_content())) == 3
    assert not report(app).xpath("//ol[@class='verdicts']//*[contains(text(), 'SHA-256')]")


def test_quotes_only_is_the_default(app: Flask, editions: list[Edition]) -> None:
    assert UNQUOTED not in words_of(report(app))
    assert report(app).xpath("//mark") == []


def test_the_whole_text_has_numbered_marks_and_the_verdicts_beside_it(app: Flask, editions: list[Edition]) -> None:
    choose(db.session.get_one(Article, 1), text=ReportText.WHOLE)
    page = report(app)
    assert UNQUOTED in words_of(page)
    assert page.xpath("//mark/text()") == [WORDS[2], WORDS[1], WORDS[0]]
    assert page.xpath("//a[@class='ref']/@data-number") == ["1", "2", "3"]
    assert page.xpath("//a[@class='ref']/@href") == ["#claim-1", "#claim-2", "#claim-3"]
    assert page.xpath("//a[@class='ref']/@aria-label")[0] == "Verdict 1: False"
    rows = page.xpath("//div[@class='annotated-row'][.//mark]")
    assert [len(row.xpath(".//ol[@class='side-notes']/li")) for row in rows] == [1, 2]


def test_the_whole_text_is_in_no_other_answer(app: Flask, editions: list[Edition]) -> None:
    choose(db.session.get_one(Article, 1), text=ReportText.WHOLE)
    found = {where for where, text in everything(app).items() if UNQUOTED in text and where.startswith("/reports")}
    assert found == {"/reports/1", "/reports/1 application/json"}


def test_a_withdrawn_verdict_has_no_mark_and_no_rating_in_the_text(app: Flask, editions: list[Edition]) -> None:
    choose(db.session.get_one(Article, 1), text=ReportText.WHOLE)
    make_withdrawal(editions[0])
    page = report(app)
    assert page.xpath("//mark/text()") == [WORDS[2], WORDS[1]]
    assert page.xpath("//*[@data-rating='mixed']") == []


def test_the_text_is_the_newest_that_a_published_verdict_rests_on(app: Flask, editions: list[Edition]) -> None:
    article = db.session.get_one(Article, 1)
    choose(article, text=ReportText.WHOLE)
    make_next_version(article, "Another title\n\nQunapprovedq text.")
    assert "Qunapprovedq" not in words_of(report(app))
    assert report(app).xpath("//mark")


def test_no_text_is_shown_before_a_verdict_is_published(app: Flask, version: Version) -> None:
    make_edition(state="approved", claim=make_claim(WORDS[0], version))
    choose(version.article, text=ReportText.WHOLE, shows_progress=True)
    page = words_of(report(app))
    assert UNQUOTED not in page
    assert WORDS[0] not in page


def test_a_report_with_nothing_published_says_what_is_being_checked_where_editors_chose_that(
    app: Flask, version: Version
) -> None:
    make_kind(version, WORDS[0])
    make_kind(version, WORDS[1], ClaimKind.OPINION)
    assert app.test_client().get("/reports/1").status_code == 404
    choose(version.article, shows_progress=True)
    answer = app.test_client().get("/reports/1")
    assert answer.status_code == 200
    page = words_of(html.fromstring(answer.text))
    assert version.article.title in page
    assert "No verdict has been published yet." in page
    assert tally(html.fromstring(answer.text)) == "2 claims · 1 Opinion · 1 Open"
    assert "An opinion can be shared or not." in page
    assert "Last-Modified" not in answer.headers


def test_the_progress_is_numbers_and_nothing_of_the_claims(
    app: Flask, editions: list[Edition], version: Version
) -> None:
    make_kind(version, "Nobody counted.")
    make_kind(version, "on Monday", ClaimKind.OPINION)
    make_takedown(editions[1])
    choose(version.article, shows_progress=True)
    assert tally(report(app)) == "4 claims · 1 Mixed · 1 False · 1 Opinion · 1 Open"
    assert not holding(everything(app), "Qsecretq", "Qreasonq", "Nobody counted.")


def test_without_that_choice_open_claims_change_nothing(app: Flask, editions: list[Edition], version: Version) -> None:
    before = everything(app)
    make_kind(version, "on Monday")
    assert everything(app) == before


def test_a_new_open_claim_is_sent_to_readers_who_have_the_report(app: Flask, version: Version) -> None:
    choose(version.article, shows_progress=True)
    held = {"If-None-Match": app.test_client().get("/reports/1").headers["ETag"]}
    assert app.test_client().get("/reports/1", headers=held).status_code == 304
    make_kind(version, WORDS[0])
    assert app.test_client().get("/reports/1", headers=held).status_code == 200


def test_a_correction_shows_both_ratings_in_the_report(app: Flask, editions: list[Edition]) -> None:
    make_correction(editions[0], "true")
    (row,) = [it for it in report(app).xpath("//ol[@class='verdicts']/li") if "Mixed" in it.text_content()]
    assert row.xpath(".//*[@data-rating]/@data-rating") == ["true", "mixed", "true"]


def test_the_choice_is_an_editors_and_in_the_audit_log(app: Flask, version: Version) -> None:
    with pytest.raises(NotAllowed):
        service.set_report(make_user("Rita"), version.article, ReportText.WHOLE, shows_progress=True, seen_revision=0)
    choose(version.article, text=ReportText.WHOLE)
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert (event.action, event.subject_type, event.subject_id) == ("report:set", "article", 1)
    assert (event.before, event.after) == ({"text": "quotes"}, {"text": "whole-text"})
    choose(version.article, text=ReportText.WHOLE)
    assert db.session.scalars(select(Event).order_by(Event.id.desc())).first() is event


@pytest.mark.parametrize("seen_revision", [0, 7])
def test_a_choice_made_from_an_older_one_is_refused(app: Flask, version: Version, seen_revision: int) -> None:
    choose(version.article, text=ReportText.WHOLE)
    with pytest.raises(EditConflict):
        service.set_report(
            make_user("Edda"), version.article, ReportText.QUOTES, shows_progress=True, seen_revision=seen_revision
        )


@pytest.fixture
def edda(app: Flask) -> FlaskClient:
    editor: User = make_user("Edda", Role.EDITOR)
    return sign_in(app.test_client(), editor)


def test_an_editor_chooses_where_the_details_are_edited(edda: FlaskClient, version: Version) -> None:
    assert 'href="/articles/1/report"' in edda.get("/articles/1/edit").text
    form = html.fromstring(edda.get("/articles/1/report").text)
    assert form.xpath("//input[@name='text'][@checked]/@value") == ["quotes"]
    answer = post(edda, "/articles/1/report", text="whole-text", shows_progress="y", revision="0")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/articles/1/edit")
    form = html.fromstring(edda.get("/articles/1/report").text)
    assert form.xpath("//input[@name='text'][@checked]/@value") == ["whole-text"]
    assert form.xpath("//input[@name='shows_progress']/@checked")


def test_a_choice_without_an_answer_and_one_that_is_stale_are_refused_on_the_form(
    edda: FlaskClient, version: Version
) -> None:
    assert post(edda, "/articles/1/report", revision="0").status_code == 422
    assert post(edda, "/articles/1/report", text="whole-text", revision="0").status_code == 303
    stale = post(edda, "/articles/1/report", text="quotes", shows_progress="y", revision="0")
    assert stale.status_code == 409


def test_a_reviewer_has_neither_the_link_nor_the_form(app: Flask, version: Version) -> None:
    rita = sign_in(app.test_client(), make_user("Rita"))
    assert "/articles/1/report" not in rita.get("/articles/1/edit").text
    assert rita.get("/articles/1/report").status_code == 403
    assert post(rita, "/articles/1/report", text="whole-text", revision="0").status_code == 403
