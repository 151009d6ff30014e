"""Lists and pages of the public site that are not about one verdict; anybody may read them."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.db import db
from factcheck.exports.caching import reader_blueprint
from factcheck.exports.lookup import opened
from factcheck.reviews.queries import default_scale
from factcheck.site.addresses import own_address
from factcheck.verdicts import queries as verdicts
from factcheck.verdicts.editions.requirements import REQUIREMENTS
from factcheck.verdicts.models import Edition
from factcheck.web.paging import page

bp = reader_blueprint("site", __name__)


@bp.get("/checks")
@public
def checks() -> ResponseReturnValue:
    """All published verdicts, newest change first; withdrawn ones are marked."""
    rows = page(verdicts.published(with_withdrawn=True), Edition.changed_at, Edition.id)
    return render_template("site/checks.html", page=rows, items=opened(rows.items), url=own_address())


@bp.get("/corrections")
@public
def corrections() -> ResponseReturnValue:
    """Every correction."""
    rows = page(verdicts.corrections(), Edition.changed_at, Edition.id)
    gone = db.session.scalars(verdicts.takedowns()).all() if rows.is_first else []
    return render_template("site/corrections.html", page=rows, items=opened(rows.items), gone=gone, url=own_address())


@bp.get("/methodology")
@public
def methodology() -> ResponseReturnValue:
    """How verdicts are made, from the data that controls it."""
    scale = db.session.scalars(default_scale()).one()
    return render_template("site/methodology.html", scale=scale, requirements=REQUIREMENTS, url=own_address())
