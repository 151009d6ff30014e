"""Withdrawn means withdrawn: no rating of it is left at any public address or in any export."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from factcheck.db import db
from factcheck.verdicts.models import Edition
from tests.exports.public_routes import everything, holding
from tests.factories import make_claim, make_correction, make_edition, make_withdrawal, rating

SLUG = "the-harbour-opens-in-september"
REASON = "The permit was forged."
ATOM = "{http://www.w3.org/2005/Atom}"
OLD, NEW = "mostly-true", "mixed"


def words_of(key: str) -> tuple[str, str, str]:
    """By which a rating can be told: as its key stands in attributes and data, its name, and its definition."""
    it = rating(key)
    return f'"{it.key}"', it.name, it.definition


@pytest.fixture
def corrected(app: Flask) -> Edition:
    """A verdict whose rating was changed, beside another that stays."""
    first = make_edition(state="published", rated=OLD)
    version = first.verdict.claim.annotations[0].version
    make_edition(state="published", claim=make_claim("Costs were halved", version), rated="false")
    return make_correction(first, NEW)


def test_a_changed_rating_is_told_from_old_to_new_and_exported_as_the_new_one(app: Flask, corrected: Edition) -> None:
    for where in (f"/checks/{SLUG}", "/corrections", "/reports/1", "/checks"):
        page = app.test_client().get(where).text
        assert re.search(f"Rating:.*{rating(OLD).name}.*changed to.*{rating(NEW).name}", page, re.DOTALL), where
    assert "Rating changed from Mostly true to Mixed." in app.test_client().get("/feed.atom").text
    found = everything(app)
    rated_old = holding(found, *words_of(OLD))
    data = ("/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld", f"/checks/{SLUG}/claimreview")
    assert not [where for where in rated_old if where.startswith(data)], rated_old
    assert len([where for where in holding(found, *words_of(NEW)) if where.startswith(data)]) == 8


def test_after_a_withdrawal_no_public_address_and_no_export_has_its_rating(app: Flask, corrected: Edition) -> None:
    assert len(holding(everything(app), *words_of(NEW))) > 15
    make_withdrawal(corrected, REASON)
    found = everything(app)
    for key in (OLD, NEW):
        assert holding(found, *words_of(key)) == set()
    assert len(holding(found, rating("false").name)) > 15


def test_every_list_and_format_that_had_the_verdict_marks_it_with_the_reason(app: Flask, corrected: Edition) -> None:
    make_withdrawal(corrected, REASON)
    found = everything(app)
    marked = {where for where, text in found.items() if REASON in text}
    pages = {"/checks", "/corrections", "/reports/1", f"/checks/{SLUG}", f"/checks/{SLUG}/editions/1",
             f"/checks/{SLUG}/editions/2", f"/checks/{SLUG}/claimreview.jsonld", "/feed.atom", "/exports/checks.csv",
             "/exports/checks.json", "/reports/1/annotations/1.jsonld",
             f"/checks/{SLUG}/tables/1.csv", f"/checks/{SLUG}/tables/2.csv"}  # fmt: skip
    assert {where for where in marked if where.startswith("/") and " " not in where} == pages
    for where in pages:
        assert "withdrawn" in found[where].lower(), where


def test_the_page_opens_with_mark_day_and_reason_and_folds_the_old_text(app: Flask, corrected: Edition) -> None:
    withdrawal = make_withdrawal(corrected, REASON)
    page = app.test_client().get(f"/checks/{SLUG}")
    assert page.status_code == 200
    main = page.text.partition("<main")[2]
    order = (
        "Withdrawn",
        withdrawal.created_at.date().isoformat(),
        REASON,
        "<details",
        corrected.rationale.partition(" [")[0],
    )
    places = [main.index(words) for words in order]
    assert places == sorted(places)
    assert "application/ld+json" not in page.text
    assert "ClaimReview" not in main
    assert main.count("<h1") == 1


def test_the_claimreview_is_gone_with_the_reason_as_problem_json(app: Flask, corrected: Edition) -> None:
    reader, where = app.test_client(), f"/checks/{SLUG}/claimreview.jsonld"
    tag = reader.get(where).headers["ETag"]
    make_withdrawal(corrected, REASON)
    answer = reader.get(where, headers={"If-None-Match": tag, "Accept": "text/html"})
    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
    assert REASON in json.loads(answer.text)["detail"]
    assert f'/{SLUG}"' not in reader.get("/exports/claimreview.jsonld").text
    assert f'/{SLUG}"' not in reader.get("/reports/1/annotations.jsonld").text


def test_the_feed_tells_it_as_its_newest_entry_with_the_same_id(app: Flask, corrected: Edition) -> None:
    reader = app.test_client()
    before = entry(reader.get("/feed.atom").text)
    withdrawal = make_withdrawal(corrected, REASON)
    answer = reader.get("/feed.atom")
    after = entry(answer.text)
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}title") == f"Withdrawn: {corrected.headline}"
    assert after.findtext(f"{ATOM}updated") == withdrawal.created_at.isoformat(timespec="seconds")
    assert after.findtext(f"{ATOM}summary") == REASON
    assert [it.get("term") for it in after.findall(f"{ATOM}category")] == ["withdrawn"]
    feed = ElementTree.fromstring(answer.text)  # noqa: S314 - our own feed
    assert feed.findtext(f"{ATOM}updated") == after.findtext(f"{ATOM}updated")


def entry(feed: str) -> ElementTree.Element:
    """The first entry of a feed."""
    found = ElementTree.fromstring(feed).find(f"{ATOM}entry")  # noqa: S314 - our own feed
    assert found is not None
    return found


def test_csv_and_json_have_a_status_and_no_rating_of_it(app: Flask, corrected: Edition) -> None:
    make_withdrawal(corrected, REASON)
    reader = app.test_client()
    rows = list(csv.DictReader(io.StringIO(reader.get("/exports/checks.csv").text, newline="")))
    assert [(row["status"], row["rating"]) for row in rows] == [("withdrawn", ""), ("published", "false")]
    assert (rows[0]["withdrawal_reason"], rows[1]["withdrawn_at"]) == (REASON, "")
    items = json.loads(reader.get("/exports/checks.json").text)
    assert [(item["status"], "record" in item) for item in items] == [("withdrawn", False), ("published", True)]
    assert items[0]["record_sha256"] == corrected.record_sha256


def test_who_has_a_page_or_an_export_from_before_is_sent_the_new_one(app: Flask, corrected: Edition) -> None:
    reader = app.test_client()
    fetched = (f"/checks/{SLUG}", "/exports/checks.csv", "/exports/checks.json", "/exports/claimreview.jsonld",
               "/feed.atom", "/reports/1", "/reports/1/annotations.jsonld")  # fmt: skip
    tags = {where: reader.get(where).headers["ETag"] for where in fetched}
    make_withdrawal(corrected, REASON)
    for where, tag in tags.items():
        assert reader.get(where, headers={"If-None-Match": tag}).status_code == 200, where


def test_a_new_edition_puts_the_verdict_back_with_its_whole_course(app: Flask, corrected: Edition) -> None:
    make_withdrawal(corrected, REASON)
    make_correction(db.session.get_one(Edition, corrected.id), "false")
    page = app.test_client().get(f"/checks/{SLUG}").text
    assert 'class="stamp" data-rating="false"' in page
    course = page.partition('class="timeline"')[2]
    order = [rating(OLD).name, rating(NEW).name, REASON, rating("false").name]
    places = [course.index(words) for words in order]
    assert places == sorted(places)
    assert app.test_client().get(f"/checks/{SLUG}/claimreview.jsonld").status_code == 200
