"""The register of export formats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from flask import current_app

from factcheck.errors import NotFound
from factcheck.exports import queries
from factcheck.exports.addresses import Site
from factcheck.exports.formats import atom, averitec, claimreview, csvfile, jsonfile, webannotation
from factcheck.exports.queries import Published, deleted, feed_id, published
from factcheck.i18n import _
from factcheck.web.local_time import newsroom_zone


class Format(NamedTuple):
    """A format: media type, suffix of its files, whether it is of one article, and how it is made."""

    media_type: str
    suffix: str
    needs_article: bool
    make: Callable[[int | None], Iterator[str]]


def site() -> Site:
    """The public site of this installation."""
    settings = current_app.extensions["settings"]
    return Site(settings.site_name, settings.base_url, settings.language, zone=newsroom_zone())


def _standing(make: Callable[[Iterator[Published], Site], Iterator[str]]) -> Callable[[int | None], Iterator[str]]:
    """A format without withdrawn verdicts."""
    return lambda article: make(published(article), site())


def _marking(make: Callable[[Iterator[Published], Site], Iterator[str]]) -> Callable[[int | None], Iterator[str]]:
    """A format that marks withdrawn verdicts, and leaves their ratings out."""
    return lambda article: make(published(article, with_withdrawn=True), site())


def _feed(article_id: int | None) -> Iterator[str]:
    known = site()._replace(feed_id=feed_id())
    return atom.render(published(article_id, with_withdrawn=True), known, deleted())


def _annotations(article_id: int | None) -> Iterator[str]:
    return webannotation.render(notes(article_id or 0), site())


def notes(article_id: int) -> webannotation.Annotations:
    """Everything published about an article; raises NotFound for one that doesn't exist."""
    taken_at = queries.taken_at(article_id)
    if not taken_at:
        raise NotFound(_("This article doesn’t exist."))
    return webannotation.Annotations.of(article_id, published(article_id), taken_at)


FORMATS: dict[str, Format] = {
    "claimreview": Format("application/ld+json", "jsonld", False, _standing(claimreview.render)),
    "webannotation": Format(webannotation.MEDIA_TYPE, "jsonld", True, _annotations),
    "csv": Format("text/csv", "csv", False, _marking(csvfile.render)),
    "json": Format("application/json", "json", False, _marking(jsonfile.render)),
    "averitec": Format("application/json", "json", False, _standing(averitec.render)),
    "atom": Format("application/atom+xml", "atom", False, _feed),
}
