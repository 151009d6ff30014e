"""Every export of the demo newsroom keeps the rules of its format, and each rule refuses a document with its fault."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from factcheck.exports.formats import atom, claimreview, webannotation
from factcheck.exports.formats.webannotation import Annotations
from tests.exports import annotation_rules, atom_rules, claimreview_rules
from tests.exports.public_routes import addresses
from tests.exports.records import GONE, ITEMS, NOTES, SITE, TAKEN, WITHDRAWN
from tests.factories import make_claim, make_edition, make_takedown, make_withdrawal

Json = dict[str, Any]


def fetched(app: Flask, endpoint: str) -> Iterator[tuple[str, str]]:
    """What every address of an endpoint answers with 200."""
    for name, where in list(addresses(app)):
        answer = app.test_client().get(where) if name == endpoint else None
        if answer is not None and answer.status_code == 200:
            yield where, answer.text


@pytest.mark.on_sqlite
def test_every_web_annotation_of_the_demo_newsroom_keeps_the_model_and_is_served_at_its_id(demo: Flask) -> None:
    reader, base, total = demo.test_client(), demo.extensions["settings"].base_url, 0
    for where, text in fetched(demo, "annotation_exports.webannotation_"):
        collection = json.loads(text)
        assert annotation_rules.of_document(collection) == [], where
        total += collection["total"]
        for address in [it for it in (collection.get("first", {}).get("id"), collection.get("last")) if it]:
            page = json.loads(reader.get(address.removeprefix(base)).text)
            assert (annotation_rules.of_document(page), page["id"]) == ([], address)
        for item in collection.get("first", {}).get("items", []):
            answer = reader.get(item["id"].removeprefix(base))
            assert json.loads(answer.text) == {"@context": webannotation.CONTEXT, **item}
            assert annotation_rules.of_document(json.loads(answer.text)) == []
            assert reader.get(item["body"][1]["source"].removeprefix(base)).status_code == 200
    assert total > 10


@pytest.mark.on_sqlite
def test_every_claimreview_of_the_demo_newsroom_keeps_the_rules_alone_together_and_in_its_page(demo: Flask) -> None:
    graph = json.loads(demo.test_client().get("/exports/claimreview.jsonld").text)
    assert claimreview_rules.of_document(graph) == []
    alone = [json.loads(text) for _, text in fetched(demo, "exports.claimreview_")]
    assert [fault for it in alone for fault in claimreview_rules.of_document(it)] == []
    pages = [text for _, text in fetched(demo, "checks.check")]
    inside = [re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S) for text in pages]
    assert {len(it) for it in inside} == {0, 1}
    assert sorted(json.dumps(json.loads(it[0])) for it in inside if it) == sorted(map(json.dumps, alone))
    assert len(graph["@graph"]) == len(alone) > 5


@pytest.mark.on_sqlite
def test_the_feed_of_the_demo_newsroom_keeps_the_rules(demo: Flask) -> None:
    assert atom_rules.of_document(demo.test_client().get("/feed.atom").text) == []


def test_so_does_what_is_made_of_records_with_withdrawn_and_gone_ones_and_of_none() -> None:
    for made in (atom.render(ITEMS, SITE), atom.render(WITHDRAWN, SITE, GONE), atom.render((), SITE)):
        assert atom_rules.of_document("".join(made)) == []
    assert claimreview_rules.of_document(json.loads("".join(claimreview.render(ITEMS, SITE)))) == []
    assert annotation_rules.of_document(good_annotations()) == []


def test_pages_follow_one_another_to_the_last() -> None:
    found = Annotations(3, NOTES.rows * 5, TAKEN, length=2)
    collection = webannotation.collection(found, SITE)
    assert (collection["total"], collection["last"]) == (5, f"{SITE.annotations(3)}?page=2")
    page, seen = collection["first"], []
    while True:
        alone = json.loads(webannotation.alone(page))
        assert annotation_rules.of_document(alone) == []
        seen.append((page["startIndex"], len(page["items"]), page.get("prev", "")[-1:]))
        if "next" not in page:
            break
        page = webannotation.page(found, SITE, int(page["next"].rpartition("=")[2]))
    assert seen == [(0, 2, ""), (2, 2, "0"), (4, 1, "1")]
    assert page["id"] == collection["last"]
    assert annotation_rules.of_document(collection) == []


def test_addresses_of_web_annotations_say_what_they_are_and_what_is_not_there(app: Flask) -> None:
    edition = make_edition(state="published")
    version = edition.verdict.claim.annotations[0].version
    other = make_edition(state="published", claim=make_claim("Costs were halved", version))
    make_edition(claim=make_claim("We open in May", version), state="approved")
    reader, base = app.test_client(), "/reports/1/annotations"
    collection, page, one = (reader.get(base + it) for it in (".jsonld", ".jsonld?page=0", "/1.jsonld"))
    for answer in (collection, page, one):
        assert answer.headers["Content-Type"] == 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
        assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in answer.headers["Link"]
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in collection.headers["Link"]
    for gone in (".jsonld?page=1", ".jsonld?page=-1", ".jsonld?page=x", ".jsonld?page=", "/3.jsonld", "/9.jsonld"):
        assert reader.get(base + gone).status_code == 404, gone
    assert reader.get("/reports/9/annotations.jsonld").status_code == 404
    assert reader.get("/reports/9/annotations/1.jsonld").status_code == 404
    make_withdrawal(edition)
    make_takedown(other)
    assert [reader.get(f"{base}/{number}.jsonld").status_code for number in (1, 2)] == [410, 451]
    nothing = json.loads(reader.get(f"{base}.jsonld").text)
    assert (nothing["total"], {"first", "last"} & set(nothing)) == (0, set())
    assert annotation_rules.of_document(nothing) == []


def good_annotations() -> Json:
    return json.loads("".join(webannotation.render(NOTES, SITE)))  # type: ignore[no-any-return]


def good_review() -> Json:
    return json.loads(claimreview.dump(claimreview.review(ITEMS[0], SITE)))  # type: ignore[no-any-return]


def put(path: str, value: Any) -> Callable[[Json], None]:
    """Sets what is at this path of a document; None removes it."""

    def plant(data: Any) -> None:
        *way, last = [int(it) if it.isdigit() else it for it in path.split("/")]
        for name in way:
            data = data[name]
        if value is None:
            del data[last]
        else:
            data[last] = value

    return plant


NOTE, TARGET = "first/items/0", "first/items/0/target/0"
IN_ANNOTATIONS = [
    ("@context", None, "3.1"), ("@context", "https://schema.org", "3.1"), ("id", None, "5.1"), ("id", "a b", "5.1"),
    ("type", "Collection", "type"), ("label", "", "5.1"), ("total", -1, "5.1"), ("total", "1", "5.1"),
    ("total", 2, "number of"), ("first", None, "first page"), ("last", "page 1", "last"),
    ("total", 0, "no page"), ("first/@context", "x", "embedded"), ("first/partOf", "https://else.example/", "5.2"),
    ("first/id", None, "5.2"), ("first/type", "Page", "5.2"), ("first/items", [], "at least one"),
    ("first/items", None, "at least one"), ("first/startIndex", -1, "startIndex"), ("first/next", 2, "next"),
    (f"{NOTE}/id", None, "3.1"), (f"{NOTE}/type", "Note", "3.1"), (f"{NOTE}/target", None, "target"),
    (f"{NOTE}/target", [], "target"), (f"{NOTE}/motivation", "judging", "3.3.5"), (f"{NOTE}/bodyValue", "x", "3.2.5"),
    (f"{NOTE}/created", "2026-06-08T12:00:00+00:00", "3.3.1"), (f"{NOTE}/created", "2026-06-08", "3.3.1"),
    (f"{NOTE}/modified", "2026-13-08T12:00:00Z", "3.3.1"), (f"{NOTE}/modified", "2020-01-01T00:00:00Z", "3.3.1"),
    (f"{NOTE}/creator/id", "the desk", "3.3.2"), (f"{NOTE}/creator/type", "Newsroom", "3.3.2"),
    (f"{NOTE}/body/0/value", None, "3.2.4"), (f"{NOTE}/body/0/purpose", "judging", "3.3.5"),
    (f"{NOTE}/body/0/language", "in English", "BCP 47"), (f"{NOTE}/body/0/format", "text", "media type"),
    (f"{NOTE}/body/1", {"id": "https://x.example/", "type": "Text", "purpose": "linking"}, "external body"),
    (f"{NOTE}/body/1", {"type": "Text"}, "3.2.1"), (f"{NOTE}/body/1", "no iri", "3.2.1"),
    (f"{NOTE}/body/1/source", "", "source"), (f"{NOTE}/body/1/type", "Resource", "SpecificResource"),
    (f"{TARGET}/source", ["a", "b"], "source"), (f"{TARGET}/selector", [], "4.2"),
    (f"{TARGET}/selector/0/exact", "", "4.2.4"), (f"{TARGET}/selector/0/exact", None, "4.2.4"),
    (f"{TARGET}/selector/0/prefix", 1, "4.2.4"), (f"{TARGET}/selector/0/type", "Quote", "4.2"),
    (f"{TARGET}/selector/0/refinedBy", {"type": "TextPositionSelector", "start": 1}, "4.2.5"),
    (f"{TARGET}/selector/1/start", -1, "4.2.5"), (f"{TARGET}/selector/1/start", 9999, "4.2.5"),
    (f"{TARGET}/selector/1/end", 1.5, "4.2.5"), (f"{TARGET}/state/type", "Digest", "4.3"),
    (f"{TARGET}/state/sourceDate", "2026-06-06T12:00:00+02:00", "4.3.1"), (f"{TARGET}/state/sourceDate", None, "4.3.1"),
    (f"{TARGET}/state/sourceDateStart", "2026-06-06T12:00:00Z", "4.3.1"), (f"{TARGET}/state/cached", "ab ab", "4.3.1"),
    (f"{TARGET}/state", {"type": "HttpRequestState"}, "4.3.2"), (f"{TARGET}/purpose", "linking", "3.3.5"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "words"), IN_ANNOTATIONS)
def test_a_fault_planted_in_annotations_is_refused(path: str, value: Any, words: str) -> None:
    data = good_annotations()
    put(path, value)(data)
    assert any(words in fault for fault in annotation_rules.of_document(data)), annotation_rules.of_document(data)


def test_a_page_alone_must_say_where_it_belongs() -> None:
    page = json.loads(webannotation.alone(webannotation.page(NOTES, SITE, 0)))
    assert annotation_rules.of_document(page) == []
    assert annotation_rules.of_document({**page, "partOf": None}) != []
    assert annotation_rules.of_document({name: it for name, it in page.items() if name != "partOf"}) != []


IN_REVIEW = [
    ("@context", "http://example.org", "@context"), ("@type", "Review", "type"), ("url", None, "url"),
    ("url", "/checks/x", "url"), ("url", "https://elsewhere.example/x", "site of its author"),
    ("claimReviewed", None, "claimReviewed"), ("claimReviewed", " ", "claimReviewed"), ("author", None, "author"),
    ("author/name", None, "author"), ("author/@type", "Thing", "author"), ("author/url", "desk", "url and sameAs"),
    ("datePublished", None, "ISO 8601"), ("dateModified", "8 June", "ISO 8601"),
    ("dateModified", "2020-01-01", "before"),
    ("inLanguage", None, "BCP 47"), ("inLanguage", "English language", "BCP 47"), ("language", "en", "no property"),
    ("reviewRating", None, "reviewRating"), ("reviewRating/alternateName", None, "alternateName"),
    ("reviewRating/ratingValue", "1", "numbers"), ("reviewRating/bestRating", None, "numbers"),
    ("reviewRating/ratingValue", 9, "between"), ("reviewRating/bestRating", 1, "between"),
    ("itemReviewed", None, "Claim"), ("itemReviewed/@type", "Thing", "Claim"), ("itemReviewed/text", "", "empty"),
    ("itemReviewed/author/name", "", "author of the claim"), ("itemReviewed/author/sameAs", "Q42", "sameAs"),
    ("itemReviewed/datePublished", "yesterday", "day of the claim"),
    ("itemReviewed/author/role", "mayor", "no property"), ("itemReviewed/appearance/0/url", "courier", "appears"),
    ("itemReviewed/appearance/0/@type", "Page", "CreativeWork"),
    ("itemReviewed/appearance/0/datePublished", "June", "day of an appearance"), ("description", "", "empty"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "words"), IN_REVIEW)
def test_a_fault_planted_in_a_claimreview_is_refused(path: str, value: Any, words: str) -> None:
    data = good_review()
    assert claimreview_rules.of_document(data) == []
    put(path, value)(data)
    assert any(words in fault for fault in claimreview_rules.of_document(data)), claimreview_rules.of_document(data)


def test_two_reviews_of_one_name_are_refused() -> None:
    one = {name: value for name, value in good_review().items() if name != "@context"}
    graph = {"@context": "https://schema.org", "@graph": [one, copy.deepcopy(one)]}
    assert claimreview_rules.of_document(graph) == ["two reviews have one @id"]


IN_FEED = [
    ("</feed>", "", "well-formed"), ("Nobody knows", "Nobody \ufffe knows", "well-formed"),
    ("<feed xmlns", "<rss xmlns", "well-formed"), ("http://www.w3.org/2005/Atom", "http://example.org/", "4.1.1"),
    ("<id>https://checks.example/feed.atom</id>", "", "exactly one id"),
    ("<id>https://checks.example/feed.atom</id>", "<id>feed</id>", "an IRI"),
    (r"<title>Unproven: Nobody knows</title>", "", "exactly one title"), ("claim-13", "claim-12", "the id of two"),
    ("<updated>2026-06-07T12:00:00+00:00</updated>", "<updated>yesterday</updated>", "3.3"),
    ("<updated>2026-06-07T12:00:00+00:00</updated>", "<updated>2026-06-07T12:00:00</updated>", "3.3"),
    ("<published>2026-06-07T12:00:00+00:00", "<published>2026-06-07T12:00:00.1", "3.3"),
    ("<published>2026-06-07", "<published>2027-06-07", "before"), (' rel="self"', ' rel="related"', "itself"),
    ('<category term="unproven"', '<category term=""', "4.2.2"),
    ('<entry xml:lang="en">', '<entry xml:lang="">', "xml:lang"),
    ('hreflang="en" href="https://checks.example/checks/nobody-knows-13"', 'hreflang="en" href="x y"', "4.2.7"),
    ('rel="alternate" type="text/html" hreflang="en" ', 'rel="related" ', "alternate"),
    ("<summary>No register", "<summary>x</summary><summary>No register", "one summary"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), [it for it in IN_FEED if it[2]])
def test_a_fault_planted_in_the_feed_is_refused(old: str, new: str, words: str) -> None:
    text = "".join(atom.render(ITEMS, SITE))
    assert old in text
    faults = atom_rules.of_document(text.replace(old, new, 1))
    assert any(words in fault for fault in faults), faults


def test_what_is_gone_must_say_when() -> None:
    text = "".join(atom.render(ITEMS, SITE, GONE))
    assert atom_rules.of_document(text) == []
    assert atom_rules.of_document(text.replace('when="', 'at="')) != []
