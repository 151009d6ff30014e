"""The MUST rules of the W3C Web Annotation Data Model (Recommendation of 23 February 2017).

Each rule answers in words what is wrong, with its section; none where nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
MOTIVATIONS = {
    *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying"),
    *("linking", "moderating", "questioning", "replying", "tagging"),
}
ONE_VALUE = {"FragmentSelector", "CssSelector", "XPathSelector", "SvgSelector"}
Json = dict[str, Any]


def of_document(data: Json) -> list[str]:
    """All faults of a collection, a page or an annotation that is served as a document."""
    kinds = {"AnnotationCollection": of_collection, "AnnotationPage": of_page, "Annotation": of_annotation}
    faults = [] if CONTEXT in listed(data.get("@context")) else ["3.1: @context must have anno.jsonld"]
    kind = next((it for it in listed(data.get("type")) if it in kinds), None)
    if kind is None:
        return [*faults, "the type must be one of the model's"]
    if kind == "AnnotationPage" and not has_iri(data.get("partOf")):
        faults.append("5.2: a page that is served alone must say what it is part of")
    return [*faults, *kinds[kind](data)]


def of_collection(data: Json) -> Iterator[str]:
    """5.1: an AnnotationCollection."""
    yield from identity(data, "5.1")
    if not isinstance(data.get("label"), str) or not data["label"]:
        yield "5.1: a collection should have a label"
    total, first, last = data.get("total"), data.get("first"), data.get("last")
    if not is_count(total):
        yield "5.1: total must be a whole number from 0"
    if total and not (isinstance(first, dict) or is_iri(first)):
        yield "5.1: a collection that has annotations must have a first page"
    if not total and (first is not None or last is not None):
        yield "5.1: a collection without annotations has no page to be first or last"
    if last is not None and not is_iri(last):
        yield "5.1: last must be an IRI"
    if isinstance(first, dict):
        yield from of_page(first)
        if "@context" in first:
            yield "5.1: an embedded page must not have a context of its own"
        if first.get("partOf") != data.get("id"):
            yield "5.2: partOf must be the collection"
        if is_count(total) and "next" not in first and len(listed(first.get("items"))) != total:
            yield "5.1: total must be the number of annotations"


def of_page(data: Json) -> Iterator[str]:
    """5.2: an AnnotationPage."""
    yield from identity(data, "5.2")
    if "AnnotationPage" not in listed(data.get("type")):
        yield "5.2: the type must be AnnotationPage"
    items = data.get("items")
    if not isinstance(items, list) or not items:
        yield "5.2: items must be a list of at least one annotation"
    for name in ("next", "prev"):
        if name in data and not is_iri(data[name]):
            yield f"5.2: {name} must be an IRI"
    if "partOf" in data and not has_iri(data["partOf"]):
        yield "5.2: partOf must be an IRI"
    if "startIndex" in data and not is_count(data["startIndex"]):
        yield "5.2: startIndex must be a whole number from 0"
    for item in listed(items):
        if isinstance(item, dict):
            yield from of_annotation(item)
        elif not is_iri(item):
            yield "5.2: an item must be an annotation or its IRI"


def of_annotation(data: Json) -> Iterator[str]:
    """3: an Annotation."""
    yield from identity(data, "3.1")
    if "Annotation" not in listed(data.get("type")):
        yield "3.1: the type must be Annotation"
    if "body" in data and "bodyValue" in data:
        yield "3.2.5: bodyValue and body must not be together"
    if not listed(data.get("target")):
        yield "3.1: there must be at least one target"
    if not set(listed(data.get("motivation"))) <= MOTIVATIONS:
        yield "3.3.5: a motivation must be one of the model's"
    yield from lifecycle(data)
    for body in listed(data.get("body")):
        yield from of_resource(body, "body")
    for target in listed(data.get("target")):
        yield from of_resource(target, "target")


def lifecycle(data: Json) -> Iterator[str]:
    """3.3.1 and 3.3.2: when it was made, and by whom."""
    for name in ("created", "modified", "generated"):
        if name in data and not is_moment(data[name]):
            yield f"3.3.1: {name} must be one xsd:dateTime of UTC with Z"
    if is_moment(data.get("created")) and is_moment(data.get("modified")) and data["modified"] < data["created"]:
        yield "3.3.1: it can't be modified before it is created"
    for agent in listed(data.get("creator")):
        if isinstance(agent, dict) and "id" in agent and not is_iri(agent["id"]):
            yield "3.3.2: the id of an agent must be an IRI"
        if isinstance(agent, dict) and not set(listed(agent.get("type"))) <= {"Person", "Organization", "Software"}:
            yield "3.3.2: an agent is a Person, an Organization or Software"
        if not isinstance(agent, dict) and not is_iri(agent):
            yield "3.3.2: a creator must be an agent or its IRI"


def of_resource(data: Any, role: str) -> Iterator[str]:
    """3.2 and 4: a body or a target."""
    if not isinstance(data, dict):
        if not is_iri(data):
            yield f"3.2.1: a {role} must be an IRI or an object"
        return
    kinds = listed(data.get("type"))
    if "source" in data:
        yield from specific(data, role)
    elif "value" in data or "TextualBody" in kinds:
        if not isinstance(data.get("value"), str) or not data["value"]:
            yield "3.2.4: a textual body must have one value, a string"
    else:
        if not is_iri(data.get("id")):
            yield f"3.2.1: an external {role} must have one id, an IRI"
        for name in {"purpose", "selector", "state", "scope", "styleClass"} & set(data):
            yield f"4: {name} is not of an external {role}, only of a SpecificResource"
    if "purpose" in data and (role == "target" or not set(listed(data["purpose"])) <= MOTIVATIONS):
        yield "3.3.5: a purpose is of a body, and one of the motivations"
    for name in ("language", "processingLanguage"):
        if not all(re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", str(it)) for it in listed(data.get(name))):
            yield f"3.2.1: {name} must be a language tag (BCP 47)"
    if not all(re.fullmatch(r"[\w.+-]+/[\w.+-]+(;.*)?", str(it)) for it in listed(data.get("format"))):
        yield "3.2.1: format must be a media type"


def specific(data: Json, role: str) -> Iterator[str]:
    """4: a SpecificResource, with its selectors (4.2) and states (4.3)."""
    if "SpecificResource" not in listed(data.get("type")):
        yield "4: the type should be SpecificResource"
    if not has_iri(data["source"]):
        yield f"4: the {role} must have exactly one source, an IRI"
    if "selector" in data and not listed(data["selector"]):
        yield "4.2: no empty list of selectors"
    for selector in listed(data.get("selector")):
        yield from of_selector(selector)
    for state in listed(data.get("state")):
        yield from of_state(state)


def of_selector(data: Any) -> Iterator[str]:
    """4.2: a selector."""
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "TextQuoteSelector":
        if not isinstance(data.get("exact"), str) or not data["exact"]:
            yield "4.2.4: a quote must have its exact words"
        if not all(isinstance(data.get(name, ""), str) for name in ("prefix", "suffix")):
            yield "4.2.4: what stands around a quote must be strings"
    elif kind in {"TextPositionSelector", "DataPositionSelector"}:
        if not is_count(data.get("start")) or not is_count(data.get("end")):
            yield "4.2.5: start and end must be whole numbers from 0"
        elif data["end"] < data["start"]:
            yield "4.2.5: an end can't come before its start"
    elif kind == "RangeSelector":
        for name in ("startSelector", "endSelector"):
            yield from of_selector(data.get(name))
    elif kind not in ONE_VALUE or not isinstance(data.get("value"), str):
        yield "4.2: a selector must be one of the model's"
    if kind and "refinedBy" in data:
        yield from of_selector(data["refinedBy"])


def of_state(data: Any) -> Iterator[str]:
    """4.3: a state."""
    kind = data.get("type") if isinstance(data, dict) else None
    if kind == "HttpRequestState":
        if not isinstance(data.get("value"), str):
            yield "4.3.2: a request must have its headers as one value"
        return
    if kind != "TimeState":
        yield "4.3: a state must be a TimeState or an HttpRequestState"
        return
    span = [data.get(name) for name in ("sourceDateStart", "sourceDateEnd")]
    if (data.get("sourceDate") is None) is (span == [None, None]) or (None in span and span != [None, None]):
        yield "4.3.1: either sourceDate, or both its start and its end"
    if not all(is_moment(it) for it in [*listed(data.get("sourceDate")), *span] if it is not None):
        yield "4.3.1: a sourceDate must be an xsd:dateTime of UTC with Z"
    if not all(is_iri(it) for it in listed(data.get("cached"))):
        yield "4.3.1: a cached copy must be an IRI"


def identity(data: Json, section: str) -> Iterator[str]:
    if not is_iri(data.get("id")):
        yield f"{section}: there must be exactly one id, an IRI"


def listed(value: Any) -> list[Any]:
    """One value or several, as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def is_iri(value: Any) -> bool:
    """Whether this is an absolute IRI (RFC 3987): with a scheme, and nothing in it that must be encoded."""
    return isinstance(value, str) and bool(urlsplit(value).scheme) and not re.search(r'[\s<>"{}|\\^`]', value)


def has_iri(value: Any) -> bool:
    return is_iri(value.get("id") if isinstance(value, dict) else value)


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_moment(value: Any) -> bool:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
