"""The readable report of an article."""

from __future__ import annotations

from flask import render_template

from factcheck.errors import NotFound
from factcheck.exports.queries import published
from factcheck.exports.register import site
from factcheck.i18n import _


def report_page(article_id: int) -> str:
    """The report as HTML: the published verdicts of an article beside its words, as they were approved.

    Raises NotFound for an article of which nothing was published.
    """
    items = list(published(article_id, with_withdrawn=True))
    places = [row for item in items for row in item.record.appearances if row.article_id == article_id]
    if not places:
        raise NotFound(_("Nothing about this article has been published."))
    newest = max(items, key=lambda item: item.record.approved_at).record
    article = next(row for row in newest.appearances if row.article_id == article_id)
    texts = sorted({(row.version, row.text_sha256) for row in places})
    return render_template("site/report.html", article=article, texts=texts, items=items, site=site())
