"""Published, corrected to another rating, withdrawn: what readers get at every public address after each step."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from factcheck.db import db
from tests.browser.hands import Keyboard, Plain, Pointer
from tests.browser.newsroom import Newsroom
from tests.exports.public_routes import addresses

pytestmark = pytest.mark.browser
STATEMENT = "No fishing boat has been stopped"  # how the claim of the demo newsroom begins
HEADLINE = "At least one fishing boat was stopped since 2009"
SLUG = "at-least-one-fishing-boat-was-stopped-since-2009"
REASON = "The logbook belongs to another ship."
NOTE = "The trawler was stopped, and not searched. We now rate the claim mixed."
ATOM = "{http://www.w3.org/2005/Atom}"
PLACES = {"page", "list", "report", "csv", "json", "claimreview", "own claimreview", "feed", "annotations"}


@pytest.mark.parametrize("kind", [Pointer, Keyboard, Plain])
def test_readers_get_the_rating_of_today_or_none(app: Flask, newsroom: Newsroom, kind: type[Pointer]) -> None:
    emil, edda = kind(newsroom, "Emil"), kind(newsroom, "Edda")
    reader = newsroom.blank(java_script_enabled=False)
    decide(emil)
    assert ratings(reader) == dict.fromkeys(PLACES, "False")

    correct(emil)
    decide(edda)
    assert ratings(reader) == dict.fromkeys(PLACES, "Mixed")
    for where in (f"/checks/{SLUG}", "/corrections"):
        reader.goto(where)
        course = reader.locator("main li", has_text=NOTE)
        expect(course.locator(".rating")).to_have_text(["False", "Mixed"])

    withdraw(emil)
    gone = dict.fromkeys(PLACES, "Withdrawn") | {"claimreview": "", "own claimreview": "410", "annotations": ""}
    assert ratings(reader) == gone
    look_everywhere(app, reader)
    db.session.remove()


def decide(hands: Pointer) -> None:
    hands.page.goto("/")  # and not by a link: the desk that is open may show what was to be decided before
    hands.follow(STATEMENT)
    hands.publish()
    expect(hands.page.get_by_role("link", name="Public page")).to_be_visible()


def correct(emil: Pointer) -> None:
    """A typo it can't be; both sides of the decision are on the page of the other editor."""
    emil.follow("Correct verdict")
    emil.tick("Mixed")
    emil.tick("Typo")
    emil.fill("Note to readers", NOTE)
    emil.press("Save draft")
    expect(emil.page.locator("#correction_class-error")).to_contain_text("The rating changes from False to Mixed")
    emil.tick("Verdict changed")
    emil.press("Save draft")
    expect(emil.page.get_by_role("heading", name="Changes in this correction")).to_be_visible()
    emil.press("Submit for approval")
    expect(emil.page.get_by_text("Awaiting approval by another editor.")).to_be_visible()


def withdraw(emil: Pointer) -> None:
    emil.page.reload()
    emil.follow("Withdraw")
    emil.fill("Reason", REASON)
    emil.press("Withdraw verdict")
    expect(emil.page.get_by_role("heading", level=1)).to_contain_text(STATEMENT)


def ratings(reader: Page) -> dict[str, str]:
    """What each public page and export says of the verdict: its rating, that it is withdrawn, or nothing."""
    places = {
        "page": (f"/checks/{SLUG}", "main", ".stamp > strong"),
        "list": ("/checks", "main :is(.lead-check, .check-list > li)", ".stamp > strong, .chips > *"),
        "report": ("/reports/1", "main .verdicts > li", "p > :is(.state, .rating)"),
    }
    found = {}
    for name, (where, item, chip) in places.items():
        reader.goto(where)
        found[name] = reader.locator(item, has_text=HEADLINE).locator(chip).first.inner_text().strip()
    return found | dict(exported(reader))


def exported(reader: Page) -> Iterator[tuple[str, str]]:
    def get(where: str) -> str:
        return reader.request.get(where).text()

    row = next(it for it in csv.DictReader(io.StringIO(get("/exports/checks.csv"))) if it["url"].endswith(SLUG))
    yield "csv", row["rating_name"] or row["status"].capitalize()
    item = next(it for it in json.loads(get("/exports/checks.json")) if it["url"].endswith(SLUG))
    yield "json", item["record"]["rating"]["name"] if "record" in item else item["status"].capitalize()
    graph = {it["url"]: it for it in json.loads(get("/exports/claimreview.jsonld"))["@graph"]}
    yield "claimreview", "".join(it["reviewRating"]["alternateName"] for to, it in graph.items() if to.endswith(SLUG))
    own = reader.request.get(f"/checks/{SLUG}/claimreview.jsonld")
    yield "own claimreview", own.json()["reviewRating"]["alternateName"] if own.ok else str(own.status)
    entries = ElementTree.fromstring(get("/feed.atom")).findall(f"{ATOM}entry")  # noqa: S314 - our own feed
    titles = (it.findtext(f"{ATOM}title") or "" for it in entries)
    yield "feed", next(title for title in titles if HEADLINE in title).partition(":")[0]
    notes = json.loads(get("/reports/1/annotations.jsonld"))["first"]["items"]
    values = {it["body"][0]["value"].partition(":")[0] for it in notes if it["body"][1]["source"].endswith(SLUG)}
    yield "annotations", "".join(values)


def look_everywhere(app: Flask, reader: Page) -> None:
    """No address of the verdict itself has a rating any more, not even of an edition before."""
    own = [where for _, where in list(addresses(app)) if f"/{SLUG}" in where]
    assert len(own) >= 4
    for where in own:
        text = reader.request.get(where).text()
        assert not re.search(r'class="(rating|stamp)" data-rating|reviewRating', text), where
        assert REASON in text or reader.request.get(where).status == 404, where
