"""The public site and the exports over HTTP; anybody may read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from flask import Blueprint, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.exports import queries
from factcheck.exports.audit_heads import name_head
from factcheck.exports.caching import tag_of, tell
from factcheck.exports.cors import share
from factcheck.exports.formats import claimreview
from factcheck.exports.formats.csvfile import BOM
from factcheck.exports.queries import Published
from factcheck.exports.register import FORMATS, site, streamed
from factcheck.i18n import _, current_language
from factcheck.i18n.labels import label_inside
from factcheck.reviews.queries import default_scale
from factcheck.verdicts import queries as verdicts
from factcheck.verdicts.editions.requirements import REQUIREMENTS
from factcheck.verdicts.editions.timeline import steps
from factcheck.verdicts.models import Edition, Takedown
from factcheck.web.conditional import kept, stamped
from factcheck.web.handlers import problem_json
from factcheck.web.paging import page

bp = Blueprint("exports", __name__)
bp.after_request(tell)
bp.after_request(name_head)
bp.after_request(share)


@bp.get("/checks")
@public
def checks() -> ResponseReturnValue:
    """All published verdicts, what changed last first; withdrawn ones are marked."""
    rows = page(verdicts.published(with_withdrawn=True), Edition.changed_at, Edition.id)
    return render_template("exports/checks.html", page=rows, items=_opened(rows.items), url=_own_address())


@bp.get("/checks/<slug:slug>")
@public
def check(slug: str) -> ResponseReturnValue:
    """The public page of a claim, with exactly one ClaimReview; none once its verdict is withdrawn."""
    if gone := _taken_down(slug):
        return _tombstone(gone)
    edition = _newest(slug)
    (item,) = _opened([edition])
    return _fresh(item, lambda: _check_page(edition, item), viewer=True)


@bp.get("/checks/<slug:slug>/editions/<int:number>")
@public
def check_edition(slug: str, number: int) -> ResponseReturnValue:
    """A published edition as it read, also after it was corrected; without its rating once it is withdrawn."""
    if gone := _taken_down(slug):
        return _tombstone(gone)
    newest = _newest(slug)
    editions = db.session.scalars(verdicts.published_editions(newest.verdict_id)).all()
    edition = next((edition for edition in editions if edition.number == number), None)
    if edition is None:
        raise NotFound(_("There is no such published edition."))
    (item,) = _opened([edition])
    url = site().check(slug) if edition is newest else _own_address()
    return render_template("exports/edition.html", record=item.record, item=item, is_newest=edition is newest, url=url)


@bp.get("/checks/<slug:slug>/claimreview.jsonld")
@public
def claimreview_(slug: str) -> ResponseReturnValue:
    """The ClaimReview of one claim; problem+json with the reason once it is withdrawn (410) or taken down (451)."""
    if gone := why_gone(slug):
        return problem_json(*gone)
    (item,) = _opened([_newest(slug)])
    body = claimreview.dump(claimreview.review(item, site())) + "\n"
    return _fresh(item, lambda: Response(body, mimetype="application/ld+json"))


@bp.get("/reports/<int:article_id>")
@public
def report(article_id: int) -> ResponseReturnValue:
    """The report of an article."""
    return _export("report", article_id)


@bp.get("/exports/checks.csv")
@public
def csv() -> ResponseReturnValue:
    """Everything published, as CSV; with `?bom=1`, begun by a byte order mark, which Excel needs to read UTF-8."""
    return _export("csv", begin=BOM if request.args.get("bom") == "1" else "")


@bp.get("/exports/checks.json")
@public
def json() -> ResponseReturnValue:
    """Everything published, as JSON."""
    return _export("json")


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


@bp.get("/corrections")
@public
def corrections() -> ResponseReturnValue:
    """Every correction, in the open."""
    rows = page(verdicts.corrections(), Edition.changed_at, Edition.id)
    gone = db.session.scalars(verdicts.takedowns()).all() if rows.is_first else []
    return render_template(
        "exports/corrections.html", page=rows, items=_opened(rows.items), gone=gone, url=_own_address()
    )


@bp.get("/methodology")
@public
def methodology() -> ResponseReturnValue:
    """How verdicts are made, from the same data that makes them."""
    scale = db.session.scalars(default_scale()).one()
    return render_template("exports/methodology.html", scale=scale, requirements=REQUIREMENTS, url=_own_address())


def _own_address() -> str:
    """The address of this page as it is to be known: with nothing in its query but where a list goes on."""
    after = request.args.get("after")
    return f"{site().base}{request.path}{f'?after={quote(after)}' if after else ''}"


def why_gone(slug: str) -> tuple[int, str, str] | None:
    """Status, title and detail of the problem at each address of a verdict that is taken down (451) or withdrawn (410).

    None for one that stands. The address of the verdict's page, which has its words, is not in it.
    """
    if gone := _taken_down(slug):
        day, reason = (gone.decided_at or gone.created_at).date().isoformat(), label_inside(gone.reason)
        return 451, _("Taken down"), _("Taken down on %(day)s: %(reason)s.", day=day, reason=reason)
    edition = db.session.scalars(verdicts.published(slug=slug, with_withdrawn=True)).first()
    if edition is None or not edition.withdrawal:
        return None
    day, reason = edition.withdrawal.created_at.date().isoformat(), edition.withdrawal.reason
    return 410, _("Withdrawn"), _("This verdict was withdrawn on %(day)s: %(reason)s", day=day, reason=reason)


def _newest(slug: str) -> Edition:
    """The newest published edition at an address, also a withdrawn one."""
    edition = db.session.scalars(verdicts.published(slug=slug, with_withdrawn=True)).first()
    if edition is None:
        raise NotFound(_("There is no published verdict at this address."))
    return edition


def _taken_down(slug: str) -> Takedown | None:
    return db.session.scalars(verdicts.taken_down(slug)).first()


def _tombstone(gone: Takedown) -> ResponseReturnValue:
    """The page of a verdict that was taken down: the legal reason and the date (451, RFC 7725)."""
    return render_template("exports/tombstone.html", gone=gone), 451


def _opened(editions: Sequence[Edition]) -> list[Published]:
    return queries.opened([edition.id for edition in editions])


def _check_page(edition: Edition, item: Published) -> Response:
    told = steps(db.session.scalars(verdicts.published_editions(edition.verdict_id)).all())
    context = {"record": item.record, "item": item, "steps": told, "url": site().check(item.slug)}
    if item.withdrawn_at:
        return make_response(render_template("exports/withdrawn.html", **context))
    jsonld = claimreview.dump(claimreview.review(item, site()))
    return make_response(render_template("exports/check.html", jsonld=jsonld, **context))


def _export(name: str, article_id: int | None = None, *, begin: str = "") -> ResponseReturnValue:
    """A registered format, streamed unless it is a page; 304 while nothing was published or withdrawn since.

    It begins with `begin`.
    """
    *counts, newest = queries.state()
    made = FORMATS[name]
    whole = "".join(made.make(article_id)) if made.is_page else None
    tag = tag_of(whole) if whole else tag_of(name, article_id, begin, counts, newest)
    if held := kept(tag, newest):
        return held
    response = stamped(Response(whole or streamed(made, article_id, begin), mimetype=made.media_type), tag, newest)
    if made.suffix in {"csv", "json"}:
        response.headers["Content-Disposition"] = f'attachment; filename="checks.{made.suffix}"'
    return response


def _fresh(item: Published, make: Callable[[], Response], *, viewer: bool = False) -> Response:
    """What one edition gives, with its validators; 304 when the reader has it already."""
    seen = (current_language().tag, *([g.user.id] if g.user else ())) if viewer else ()
    tag = tag_of(item.validator, *seen)
    return kept(tag, item.changed_at) or stamped(make(), tag, item.changed_at)
