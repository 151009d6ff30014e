"""The report of an article over HTTP."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import public
from factcheck.exports.caching import reader_blueprint, tag_of
from factcheck.exports.queries import state
from factcheck.site.report.page import report_page
from factcheck.site.service import setting_of
from factcheck.web.conditional import kept, stamped

bp = reader_blueprint("reports", __name__)


@bp.get("/reports/<int:article_id>")
@public
def report(article_id: int) -> ResponseReturnValue:
    """The report of an article; 304 for a reader who has it."""
    html, newest = report_page(article_id), state()[-1]
    setting = setting_of(article_id)
    if setting is not None and setting.shows_progress:
        newest = None  # claims come and go between publications
    tag = tag_of(html)
    return kept(tag, newest) or stamped(Response(html, mimetype="text/html"), tag, newest)
