"""The public page of a verdict, and each of its editions."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.captures.quotes import quoted_blocks
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.exports.caching import fresh, reader_blueprint
from factcheck.exports.formats import claimreview
from factcheck.exports.lookup import newest_edition, opened, takedown_at
from factcheck.exports.queries import Published
from factcheck.exports.register import site
from factcheck.i18n import _
from factcheck.site.addresses import own_address
from factcheck.verdicts import queries as verdicts
from factcheck.verdicts.editions.timeline import steps
from factcheck.verdicts.models import Edition, Takedown
from factcheck.watching.gone_sources import GoneSource, are_published, gone_sources

bp = reader_blueprint("checks", __name__)


@bp.get("/checks/<slug:slug>")
@public
def check(slug: str) -> ResponseReturnValue:
    """The public page of a claim, with exactly one ClaimReview; with none if its verdict was withdrawn."""
    if takedown := takedown_at(slug):
        return _tombstone(takedown)
    edition = newest_edition(slug)
    (item,) = opened([edition])
    gone = gone_sources(row.url for row in item.record.evidence)
    beside = sorted((url, it.capture.id, it.copy_url) for url, it in gone.items()), are_published()
    return fresh(item, lambda: _check_page(edition, item, gone), viewer=True, beside=beside if gone else None)


@bp.get("/checks/<slug:slug>/evidence/<int:number>/kept")
@public
def kept_page(slug: str, number: int) -> ResponseReturnValue:
    """The text that was kept of a source whose page is gone, if the newsroom publishes captures."""
    if takedown := takedown_at(slug):
        return _tombstone(takedown)
    (item,) = opened([newest_edition(slug)])
    row = next((row for row in item.record.evidence if row.number == number), None)
    kept = gone_sources([row.url]).get(row.url or "") if row else None
    if row is None or kept is None or item.withdrawn_at or not are_published():
        raise NotFound(_("There is no copy of this source here: its page is still at its address, or it isn’t public."))
    blocks = quoted_blocks(kept.capture, row.quote)
    return render_template("site/kept_page.html", record=item.record, row=row, capture=kept.capture, blocks=blocks)


@bp.get("/checks/<slug:slug>/editions/<int:number>")
@public
def check_edition(slug: str, number: int) -> ResponseReturnValue:
    """A published edition as it was, also after it was corrected; without its rating if it was withdrawn."""
    if takedown := takedown_at(slug):
        return _tombstone(takedown)
    newest = newest_edition(slug)
    editions = db.session.scalars(verdicts.published_editions(newest.verdict_id)).all()
    edition = next((edition for edition in editions if edition.number == number), None)
    if edition is None:
        raise NotFound(_("This edition doesn’t exist or isn’t published."))
    (item,) = opened([edition])
    url = site().check(slug) if edition is newest else own_address()
    return render_template("site/edition.html", record=item.record, item=item, is_newest=edition is newest, url=url)


def _tombstone(takedown: Takedown) -> ResponseReturnValue:
    """The page of a verdict that was taken down: the legal reason and the date (451, RFC 7725)."""
    return render_template("site/tombstone.html", gone=takedown), 451


def _check_page(edition: Edition, item: Published, gone: Mapping[str, GoneSource]) -> Response:
    timeline = steps(db.session.scalars(verdicts.published_editions(edition.verdict_id)).all())
    context = {"record": item.record, "item": item, "steps": timeline, "url": site().check(item.slug), "gone": gone}
    context |= {"is_text_published": are_published()}
    if item.withdrawn_at:
        return make_response(render_template("site/withdrawn.html", **context))
    jsonld = claimreview.dump(claimreview.review(item, site()))
    return make_response(render_template("site/check.html", jsonld=jsonld, **context))
