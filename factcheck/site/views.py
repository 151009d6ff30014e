"""Lists and pages of the public site that are not about one verdict; anybody may read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from babel.dates import format_skeleton
from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.db import db
from factcheck.exports import queries
from factcheck.exports.caching import reader_blueprint
from factcheck.exports.lookup import opened
from factcheck.exports.queries import Published
from factcheck.i18n import current_language
from factcheck.reviews.queries import default_scale
from factcheck.site.addresses import own_address
from factcheck.site.catalogue import CheckFilter, catalogue, choices, filtered
from factcheck.verdicts import queries as verdicts
from factcheck.verdicts.editions.requirements import requirements
from factcheck.verdicts.models import Edition
from factcheck.web.local_time import newsroom_day
from factcheck.web.paging import page, page_of

PAGE = 30  # verdicts on a page of the list

bp = reader_blueprint("site", __name__)


@bp.get("/checks")
@public
def checks() -> ResponseReturnValue:
    """All published verdicts, what changed last first, or those a reader asks for; withdrawn ones are marked."""
    chosen, entries = CheckFilter.of(request.args), catalogue()
    found = filtered(entries, chosen)
    rows = page_of(found, lambda entry: (entry.changed_at, entry.edition_id), PAGE)
    return render_template(
        "site/checks.html",
        page=rows,
        items=queries.opened([entry.edition_id for entry in rows.items]),
        chosen=chosen,
        choices=choices(entries),
        found=len(found) if chosen.arguments else None,
        url=own_address(chosen.arguments),
    )


@bp.get("/corrections")
@public
def corrections() -> ResponseReturnValue:
    """Every correction."""
    rows = page(verdicts.corrections(), Edition.changed_at, Edition.id)
    gone = db.session.scalars(verdicts.takedowns()).all() if rows.is_first else []
    months = _by_month(opened(rows.items))
    return render_template("site/corrections.html", page=rows, months=months, gone=gone, url=own_address())


@bp.get("/methodology")
@public
def methodology() -> ResponseReturnValue:
    """How verdicts are made, from the data that controls it."""
    scale = db.session.scalars(default_scale()).one()
    rules = requirements(is_reply_required=current_app.extensions["settings"].is_reply_required)
    return render_template("site/methodology.html", scale=scale, requirements=rules, url=own_address())


def _by_month(items: Iterable[Published]) -> list[tuple[str, list[Published]]]:
    """The items under the names of their months (newsroom time), such as June 2026, in the order in which they come."""
    groups = groupby(items, key=lambda item: newsroom_day(item.changed_at).replace(day=1))
    return [(_month_in_words(month), list(group)) for month, group in groups]


def _month_in_words(day: date) -> str:
    """The month and year of a day, in the language of the page."""
    return str(format_skeleton("yMMMM", day, locale=current_language().locale))
