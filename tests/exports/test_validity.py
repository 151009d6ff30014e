"""What consumers demand of each format, checked on the golden files' data."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

from factcheck.exports.formats import atom, claimreview, csvfile, jsonfile, webannotation
from tests.exports.records import ITEMS, NOTES, SITE, TEXT

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = re.compile(r"https://[^\s<>\"]+")


def reviews() -> list[dict[str, Any]]:
    graph: list[dict[str, Any]] = json.loads("".join(claimreview.render(ITEMS, SITE)))["@graph"]
    return graph


def test_claimreview_has_what_google_requires() -> None:
    """developers.google.com/search/docs/appearance/structured-data/factcheck: required and recommended properties."""
    for review in reviews():
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"]
        assert ADDRESS.fullmatch(review["url"])
        assert review["author"]["@type"] == "Organization"
        assert review["author"]["name"]
        date.fromisoformat(review["datePublished"])
        assert review["itemReviewed"]["@type"] == "Claim"
        rating = review["reviewRating"]
        assert rating["@type"] == "Rating"
        assert rating["alternateName"]


def test_a_rating_on_the_line_has_all_its_numbers_and_one_off_it_none() -> None:
    on_line, off_line = (review["reviewRating"] for review in reviews())
    assert (on_line["worstRating"], on_line["ratingValue"], on_line["bestRating"]) == (1, 1, 5)
    assert not {"worstRating", "ratingValue", "bestRating"} & set(off_line)


def test_claimreview_names_who_said_it_when_and_where_it_appeared() -> None:
    item, unknown = (review["itemReviewed"] for review in reviews())
    assert item["author"] == {
        "@type": "Person",
        "jobTitle": "mayor",
        "name": "Signe Holt",
        "sameAs": "https://www.wikidata.org/entity/Q42",
    }
    assert item["datePublished"] == "2026-06-05"
    assert [place["url"] for place in item["appearance"]] == ["https://courier.example/harbour?a=1&b=2"]
    assert set(unknown) == {"@type", "text"}


def test_json_ld_can_stand_in_a_script_element() -> None:
    assert "<" not in claimreview.dump(claimreview.review(ITEMS[0], SITE))


def test_web_annotations_follow_the_model_and_slice_the_text() -> None:
    """W3C Web Annotation Data Model: collection, page, specific resources, quote and position selectors."""
    data = json.loads("".join(webannotation.render(NOTES, SITE)))
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (data["type"], data["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    (item,) = data["first"]["items"]
    assert (data["total"], data["first"]["partOf"]) == (1, data["id"])
    assert item["type"] == "Annotation"
    assert ADDRESS.fullmatch(item["id"])
    assert len(item["target"]) == 2
    for target in item["target"]:
        quote, position = target["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert TEXT[position["start"] : position["end"]] == quote["exact"]
        assert TEXT[: position["start"]].endswith(quote["prefix"])
        assert TEXT[position["end"] :].startswith(quote["suffix"])


def test_atom_has_what_rfc_4287_requires() -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2; ids are tag URIs (RFC 4151)."""
    feed = ElementTree.fromstring("".join(atom.render(ITEMS, SITE)))  # noqa: S314 - our own feed
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for it in (feed, *entries):
        assert it.findtext(f"{ATOM}id")
        assert it.findtext(f"{ATOM}title")
        moment = datetime.fromisoformat(it.findtext(f"{ATOM}updated") or "")
        assert moment.tzinfo is not None
    for entry in entries:
        assert entry.find(f"{ATOM}author/{ATOM}name") is not None or feed.find(f"{ATOM}author/{ATOM}name") is not None
        assert (entry.findtext(f"{ATOM}id") or "").startswith("tag:checks.example,")
        assert entry.find(f"{ATOM}link[@rel='alternate']") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) == 2
    assert feed.findtext(f"{ATOM}updated") == max(entry.findtext(f"{ATOM}updated") or "" for entry in entries)


def test_csv_follows_rfc_4180_and_no_cell_runs_as_a_formula() -> None:
    text = "".join(csvfile.render(ITEMS, SITE))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows) == 3
    assert {len(row) for row in rows} == {len(csvfile.FIELDS)}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert dict(zip(rows[0], rows[1], strict=True))["headline"] == "'=The harbour opens in September"


def test_json_gives_back_the_very_bytes_that_were_approved() -> None:
    text = "".join(jsonfile.render(ITEMS, SITE))
    assert [item["record"]["claim_id"] for item in json.loads(text)] == [12, 13]
    for item in ITEMS:
        assert f'"record":{item.text},"record_sha256":"{item.sha256}"' in text
        assert hashlib.sha256(item.text.encode()).hexdigest() == item.sha256
