"""The exports over HTTP; anybody may fetch them."""

from __future__ import annotations

from itertools import chain

from flask import Response, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.exports import queries
from factcheck.exports.caching import fresh, reader_blueprint, tag_of
from factcheck.exports.cors import share
from factcheck.exports.formats import claimreview
from factcheck.exports.formats.csvfile import BOM
from factcheck.exports.lookup import newest_edition, opened, why_gone
from factcheck.exports.register import FORMATS, site
from factcheck.exports.stream import stream
from factcheck.web.conditional import kept, stamped
from factcheck.web.handlers import problem_json

bp = reader_blueprint("exports", __name__)
bp.after_request(share)


@bp.get("/checks/<slug:slug>/claimreview.jsonld")
@public
def claimreview_(slug: str) -> ResponseReturnValue:
    """The ClaimReview of one claim; problem+json with the reason if it was withdrawn (410) or taken down (451)."""
    if gone := why_gone(slug):
        return problem_json(*gone)
    (item,) = opened([newest_edition(slug)])
    body = claimreview.dump(claimreview.review(item, site())) + "\n"
    return fresh(item, lambda: Response(body, mimetype="application/ld+json"))


@bp.get("/exports/checks.csv")
@public
def csv() -> ResponseReturnValue:
    """Everything published, as CSV; with `?bom=1`, with a byte order mark, which Excel needs to read UTF-8."""
    return _export("csv", begin=BOM if request.args.get("bom") == "1" else "")


@bp.get("/exports/checks.json")
@public
def json() -> ResponseReturnValue:
    """Everything published, as JSON."""
    return _export("json")


@bp.get("/exports/averitec.json")
@public
def averitec() -> ResponseReturnValue:
    """Everything published, with its questions and answers, as the data set AVeriTeC has it."""
    return _export("averitec")


@bp.get("/exports/claimreview.jsonld")
@public
def claimreviews() -> ResponseReturnValue:
    """Every ClaimReview, as one graph."""
    return _export("claimreview")


@bp.get("/feed.atom")
@public
def atom() -> ResponseReturnValue:
    """The newest verdicts, as a feed."""
    return _export("atom")


def _export(name: str, article_id: int | None = None, *, begin: str = "") -> ResponseReturnValue:
    """A registered format, streamed, begun with `begin`; 304 while nothing was published or withdrawn since."""
    *counts, newest = queries.state()
    made = FORMATS[name]
    tag = tag_of(name, article_id, begin, counts, newest)
    if held := kept(tag, newest):
        return held
    text = stream(lambda: chain((begin,), made.make(article_id)))
    response = stamped(Response(text, mimetype=made.media_type), tag, newest)
    if made.suffix in {"csv", "json"}:
        response.headers["Content-Disposition"] = f'attachment; filename="checks.{made.suffix}"'
    return response
