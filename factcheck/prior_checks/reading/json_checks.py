"""ClaimReview (schema.org) in any JSON-LD around it, and answers of the Fact Check Tools API (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MAX_DEPTH = 40  # of objects and lists in one another
COLUMNS = {  # where the values are, as errors name them
    "claim": "claimReviewed",
    "claimant": "itemReviewed.author.name",
    "said_on": "itemReviewed.datePublished",
    "publisher": "author.name",
    "url": "url",
    "title": "name",
    "rating": "reviewRating.alternateName",
    "reviewed_on": "datePublished",
    "language": "inLanguage",
}
RATINGS = ("alternateName", "name", "ratingValue")
TEXTS = ("@value", "name", "alternateName", "@id", "url")  # where an object has its text


def reviews_in(value: Any, depth: int = MAX_DEPTH) -> Iterator[dict[str, str]]:
    """The values of every review in a JSON value, by field, in order."""
    if depth < 1:
        return
    if isinstance(value, list):
        for part in value:
            yield from reviews_in(part, depth - 1)
    elif isinstance(value, dict):
        if _is_review(value):
            yield _of_review(value)
        elif isinstance(value.get("claimReview"), list) and "text" in value:
            yield from (_of_answer(value, review) for review in value["claimReview"] if isinstance(review, dict))
        else:
            for part in value.values():
                yield from reviews_in(part, depth - 1)


def _is_review(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rpartition("/")[2].rpartition(":")[2] == "ClaimReview" for kind in kinds)


def _of_review(review: dict[str, Any]) -> dict[str, str]:
    claim, rating = _first(review.get("itemReviewed")), _first(review.get("reviewRating"))
    return {
        "claim": _text(review.get("claimReviewed")) or _text(claim.get("text")),
        "claimant": _text(claim.get("author")),
        "said_on": _text(claim.get("datePublished")),
        "publisher": _text(review.get("author")) or _text(review.get("publisher")),
        "url": _text(review.get("url")) or _text(review.get("@id")),
        "title": _text(review.get("name")) or _text(review.get("headline")),
        "rating": next(filter(None, (_text(rating.get(name)) for name in RATINGS)), ""),
        "reviewed_on": _text(review.get("datePublished")),
        "language": _text(review.get("inLanguage")),
    }


def _of_answer(claim: dict[str, Any], review: dict[str, Any]) -> dict[str, str]:
    """A review in an answer of the Fact Check Tools API (its documentation, `claims.search`)."""
    publisher = _first(review.get("publisher"))
    return {
        "claim": _text(claim.get("text")),
        "claimant": _text(claim.get("claimant")),
        "said_on": _text(claim.get("claimDate")),
        "publisher": _text(publisher.get("name")) or _text(publisher.get("site")),
        "url": _text(review.get("url")),
        "title": _text(review.get("title")),
        "rating": _text(review.get("textualRating")),
        "reviewed_on": _text(review.get("reviewDate")),
        "language": _text(review.get("languageCode")),
    }


def _first(value: Any) -> dict[str, Any]:
    """An object, the first one of a list, or an empty one."""
    if isinstance(value, list):
        value = next((part for part in value if isinstance(part, dict)), None)
    return value if isinstance(value, dict) else {}


def _text(value: Any, depth: int = 5) -> str:
    """A value as text: itself, the first of a list, or the name of an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None or depth < 1:
        return ""
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, list):
        return next(filter(None, (_text(part, depth - 1) for part in value)), "")
    return (
        next(filter(None, (_text(value.get(name), depth - 1) for name in TEXTS)), "") if isinstance(value, dict) else ""
    )
