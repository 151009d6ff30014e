"""Web Annotations over HTTP, read-only (Web Annotation Protocol, 2017): collections, their pages, each annotation."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from factcheck.accounts.session import public
from factcheck.annotations.models import Annotation
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.exports.caching import reader_blueprint, tag_of
from factcheck.exports.cors import share
from factcheck.exports.formats import webannotation
from factcheck.exports.lookup import why_gone
from factcheck.exports.queries import state
from factcheck.exports.register import notes, site
from factcheck.i18n import _
from factcheck.verdicts.models import Verdict
from factcheck.web.conditional import kept, stamped
from factcheck.web.handlers import problem_json
from factcheck.web.input.numbers import number as number_of

bp = reader_blueprint("annotation_exports", __name__)
bp.after_request(share)

LDP = "http://www.w3.org/ns/ldp#"
RESOURCE = f'<{LDP}Resource>; rel="type"'
CONTAINER = f'<{LDP}BasicContainer>; rel="type", <http://www.w3.org/TR/annotation-protocol/>; rel="{LDP}constrainedBy"'


@bp.get("/reports/<int:article_id>/annotations.jsonld")
@public
def webannotation_(article_id: int) -> ResponseReturnValue:
    """The Web Annotation collection of an article; one of its pages with `?page=`, from 0."""
    found = notes(article_id)
    if "page" not in request.args:
        return _answer(webannotation.collection(found, site()), f"{RESOURCE}, {CONTAINER}", found.article_id)
    page_number = number_of(request.args["page"])
    if page_number is None or page_number >= found.pages:
        raise NotFound(_("This page doesn’t exist."))
    return _answer(webannotation.page(found, site(), page_number), RESOURCE, found.article_id, page_number)


@bp.get("/reports/<int:article_id>/annotations/<int:number>.jsonld")
@public
def annotation(article_id: int, number: int) -> ResponseReturnValue:
    """The annotation of this id; problem+json if its verdict was withdrawn (410) or taken down (451)."""
    found = notes(article_id)
    for item, row in found.rows:
        if row.annotation_id == number:
            return _answer(webannotation.annotation(item, row, found, site()), RESOURCE, article_id, number, "alone")
    claim = select(Annotation.claim_id).where(Annotation.id == number, Annotation.article_id == article_id)
    slug = db.session.scalars(select(Verdict.slug).where(Verdict.claim_id.in_(claim))).first()
    if slug and (gone := why_gone(slug)):
        return problem_json(*gone)
    raise NotFound(_("This annotation doesn’t exist."))


def _answer(data: dict[str, Any], links: str, *parts: object) -> Response:
    """The document with its media type and links (Protocol, 3.2 and 4.1); 304 if nothing was published since."""
    *counts, newest = state()
    tag = tag_of("webannotation", *parts, *counts, newest)
    response = kept(tag, newest)
    if response is None:
        response = stamped(Response(webannotation.alone(data), content_type=webannotation.MEDIA_TYPE), tag, newest)
    response.headers["Link"] = links
    response.headers["Allow"] = "GET, HEAD, OPTIONS"
    return response
