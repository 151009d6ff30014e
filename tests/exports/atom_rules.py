"""The MUST rules of RFC 4287 (and RFC 6721 for deleted entries); each rule describes what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from tests.exports.annotation_rules import is_iri

ATOM, TOMBSTONES = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
Element = ElementTree.Element


def of_document(text: str) -> list[str]:
    """All faults of a feed."""
    try:
        feed = ElementTree.fromstring(text)  # noqa: S314 - our own feed
    except ElementTree.ParseError as error:
        return [f"not well-formed: {error}"]
    if feed.tag != f"{ATOM}feed":
        return ["4.1.1: the document is a feed"]
    faults = [*of_container(feed, "4.1.1"), *(fault for it in feed.findall(f"{ATOM}entry") for fault in of_entry(it))]
    if not [it for it in feed.findall(f"{ATOM}link") if it.get("rel") == "self"]:
        faults.append("4.1.1: a feed should have a link to itself")
    ids = Counter(it.findtext(f"{ATOM}id") for it in (feed, *feed.findall(f"{ATOM}entry")))
    faults += [f"4.2.6: {name} is the id of two" for name, count in ids.items() if count > 1]
    return [*faults, *(fault for it in feed.findall(f"{TOMBSTONES}deleted-entry") for fault in of_deleted(it))]


def of_entry(entry: Element) -> Iterator[str]:
    yield from of_container(entry, "4.1.2")
    if not entry.findall(f"{ATOM}author/{ATOM}name"):
        yield "4.1.2: an entry must have an author"
    if entry.find(f"{ATOM}content") is None and not links(entry, "alternate"):
        yield "4.1.2: an entry without content must have an alternate link"
    if len(entry.findall(f"{ATOM}summary")) > 1:
        yield "4.1.2: at most one summary"
    published, updated = entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")
    if published is not None and not is_moment(published):
        yield "3.3: published must be of RFC 3339"
    elif published and is_moment(updated) and datetime.fromisoformat(published) > datetime.fromisoformat(updated or ""):
        yield "nothing is updated before it is published"
    for category in entry.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "4.2.2: a category must have a term"
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", entry.get(LANG, "")):
        yield "2: xml:lang must be a language tag"


def of_container(it: Element, section: str) -> Iterator[str]:
    """Elements that feed and entry must have exactly once."""
    for name in ("id", "title", "updated"):
        if len(it.findall(f"{ATOM}{name}")) != 1:
            yield f"{section}: exactly one {name}"
    if not is_iri(it.findtext(f"{ATOM}id")):
        yield "4.2.6: an id must be an IRI"
    if not is_moment(it.findtext(f"{ATOM}updated")):
        yield "3.3: updated must be of RFC 3339"
    pairs = Counter((link.get("type"), link.get("hreflang")) for link in links(it, "alternate"))
    if any(count > 1 for count in pairs.values()):
        yield f"{section}: at most one alternate link of a type and language"
    for link in it.findall(f"{ATOM}link"):
        if not is_iri(link.get("href")):
            yield "4.2.7: a link must have an address"
    for name in it.findall(f"{ATOM}author"):
        if not name.findtext(f"{ATOM}name"):
            yield "3.2.1: a person must have a name"


def of_deleted(it: Element) -> Iterator[str]:
    if not is_iri(it.get("ref")) or not is_moment(it.get("when")):
        yield "RFC 6721: what is gone has a ref, an IRI, and a moment"


def links(it: Element, rel: str) -> list[Element]:
    return [link for link in it.findall(f"{ATOM}link") if link.get("rel", "alternate") == rel]


def is_moment(value: str | None) -> bool:
    if value is None or not RFC_3339.fullmatch(value):
        return False
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False
