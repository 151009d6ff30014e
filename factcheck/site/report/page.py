"""The readable report of an article."""

from __future__ import annotations

from typing import Any

from flask import render_template

from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.exports.queries import published
from factcheck.exports.register import site
from factcheck.i18n import _
from factcheck.site.models import ReportText
from factcheck.site.report.annotated import annotated
from factcheck.site.report.progress import WHY_NOT_CHECKABLE, unpublished
from factcheck.site.report.verdicts import in_text_order, tally
from factcheck.site.service import setting_of


def report_page(article_id: int) -> str:
    """The report as HTML: what was published about an article, in the order of its text, as it was approved.

    Editors may add the text itself, and the numbers of claims still open (`ReportSetting`). With these an article has a
    report before anything is published. Raises NotFound for any other of which nothing was published.
    """
    verdicts = in_text_order(published(article_id, with_withdrawn=True), article_id)
    setting = setting_of(article_id)
    shows_progress = setting is not None and setting.shows_progress
    context = {"verdicts": verdicts, "tally": tally(verdicts), "site": site(), "why_not": WHY_NOT_CHECKABLE}
    context["unpublished"] = unpublished(article_id) if shows_progress else None
    if verdicts:
        newest = max((it for it in verdicts), key=lambda it: it.item.record.approved_at)
        context |= {"article": newest.places[0], "changed_at": max(it.item.changed_at for it in verdicts)}
        context["texts"] = sorted({(row.version, row.text_sha256) for it in verdicts for row in it.places})
        if setting is not None and setting.text is ReportText.WHOLE:
            context["version"], context["blocks"] = annotated(verdicts)
    elif shows_progress:
        context["article"] = _announced(db.session.get_one(Article, article_id))
    else:
        raise NotFound(_("Nothing about this article has been published."))
    return render_template("site/report.html", **context)


def _announced(article: Article) -> dict[str, Any]:
    """What readers learn of an article before the first verdict: its details, and nothing of its text."""
    published_on = article.published_on.isoformat() if article.published_on else None
    names = ("title", "publisher", "byline", "language", "direction")
    details = {name: getattr(article, name) for name in names}
    return {"article_id": article.id, "url": article.canonical_url, "published_on": published_on, **details}
