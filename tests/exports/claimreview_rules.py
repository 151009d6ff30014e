"""The rules of schema.org and of Google's ClaimReview documentation; each rule describes what is wrong.

https://schema.org/ClaimReview and developers.google.com/search/docs/appearance/structured-data/factcheck
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]
OF_TYPE = {
    "ClaimReview": "url datePublished dateModified inLanguage author claimReviewed name description itemReviewed "
    "reviewRating",
    "Claim": "text author datePublished appearance firstAppearance",
    "Rating": "alternateName ratingExplanation ratingValue worstRating bestRating",
    "Organization": "name url sameAs",
    "Person": "name jobTitle sameAs url",
    "CreativeWork": "url name publisher datePublished",
}
PROPERTIES = {kind: set(names.split()) for kind, names in OF_TYPE.items()}


def of_document(data: Json) -> list[str]:
    """All faults of a document: one ClaimReview, or a graph of them."""
    faults = [] if data.get("@context") == "https://schema.org" else ["@context must be https://schema.org"]
    reviews = data.get("@graph", [data])
    ids = [it.get("@id") for it in reviews]
    if len(set(ids)) != len(ids):
        faults.append("two reviews have one @id")
    return [*faults, *(fault for it in reviews for fault in of_review(it))]


def of_review(data: Json) -> Iterator[str]:
    """A ClaimReview."""
    yield from vocabulary(data, "ClaimReview")
    if not is_address(data.get("url")):
        yield "Google: url is required, the address of the page with the whole review"
    if not said(data.get("claimReviewed")):
        yield "Google: claimReviewed is required"
    yield from of_agent(data.get("author"), "author")
    if (
        isinstance(data.get("author"), dict)
        and urlsplit(str(data["author"].get("url"))).netloc != urlsplit(str(data.get("url"))).netloc
    ):
        yield "Google: the page must be on the site of its author"
    yield from of_dates(data)
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(data.get("inLanguage"))):
        yield "schema.org: inLanguage is a language tag (BCP 47)"
    yield from of_rating(data.get("reviewRating"))
    yield from of_claim(data.get("itemReviewed"))


def of_dates(data: Json) -> Iterator[str]:
    published, modified = data.get("datePublished"), data.get("dateModified")
    if not is_day(published) or not is_day(modified):
        yield "schema.org: datePublished and dateModified are ISO 8601"
    elif str(modified) < str(published):
        yield "schema.org: nothing is modified before it is published"


def of_rating(data: Any) -> Iterator[str]:
    """The reviewRating: a label, and all numbers or none."""
    if not isinstance(data, dict):
        yield "Google: reviewRating is required"
        return
    yield from vocabulary(data, "Rating")
    if not said(data.get("alternateName")):
        yield "Google: alternateName is required, the rating as a word"
    numbers = [data.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if numbers == [None] * 3:
        return
    if not all(isinstance(it, int | float) and not isinstance(it, bool) for it in numbers):
        yield "Google: ratingValue needs worstRating and bestRating, all of them numbers"
    elif not (numbers[0] <= numbers[1] <= numbers[2] and numbers[0] < numbers[2]):
        yield "Google: ratingValue lies between worstRating and bestRating, which is more"


def of_claim(data: Any) -> Iterator[str]:
    """The itemReviewed: a Claim with its author, date and appearances."""
    if not isinstance(data, dict):
        yield "Google: itemReviewed is a Claim"
        return
    yield from vocabulary(data, "Claim")
    if "author" in data:
        yield from of_agent(data["author"], "author of the claim")
    if "datePublished" in data and not is_day(data["datePublished"]):
        yield "schema.org: the day of the claim is ISO 8601"
    for place in data.get("appearance", []):
        yield from vocabulary(place, "CreativeWork")
        if not is_address(place.get("url")):
            yield "Google: where a claim appears is an address"
        if "datePublished" in place and not is_day(place["datePublished"]):
            yield "schema.org: the day of an appearance is ISO 8601"


def of_agent(data: Any, what: str) -> Iterator[str]:
    if not isinstance(data, dict) or data.get("@type") not in {"Person", "Organization"} or not said(data.get("name")):
        yield f"Google: the {what} is a Person or an Organization with a name"
        return
    yield from vocabulary(data, data["@type"])
    if not all(is_address(data[name]) for name in ("url", "sameAs") if name in data):
        yield f"schema.org: url and sameAs of the {what} are addresses"


def vocabulary(data: Json, kind: str) -> Iterator[str]:
    """The type is right, every property is one of schema.org's for it, and no value is empty."""
    if data.get("@type") != kind:
        yield f"schema.org: the type is {kind}"
    for name, value in data.items():
        if not name.startswith("@") and name not in PROPERTIES[kind]:
            yield f"schema.org: {name} is no property of {kind}"
        if value in (None, "", [], {}):
            yield f"{name} is empty; what is not known is left out"


def said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_address(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r'https?://[^\s<>"]+', value))


def is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value[:10]))
    except ValueError:
        return False
