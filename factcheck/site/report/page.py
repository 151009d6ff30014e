"""The readable report of an article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import render_template
from sqlalchemy import Select, bindparam

from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.errors import NotFound
from factcheck.exports.queries import opened, published
from factcheck.exports.register import site
from factcheck.i18n import _
from factcheck.site.models import ReportText
from factcheck.site.report.annotated import annotated
from factcheck.site.report.progress import WHY_NOT_CHECKABLE, unpublished
from factcheck.site.report.verdicts import ReportedVerdict, in_text_order, tally
from factcheck.site.service import setting_of
from factcheck.verdicts.queries import published_ids


def has_report(article_id: int) -> bool:
    """Whether readers have a report of an article: something was published about it, or editors let progress show."""
    if _shows_progress(article_id):
        return True
    ids = db.session.scalars(_published_in(), {"article_id": article_id}).all()
    return any(in_text_order(opened([it]), article_id)[0].places for it in ids)


@cache
def _published_in() -> Select[int]:
    """Published editions on claims of the article `article_id`; built once, because each workbench asks."""
    article_id: Any = bindparam("article_id")
    return published_ids(article_id, with_withdrawn=True)


def report_page(article_id: int) -> str:
    """The report as HTML: what was published about an article, in the order of its text, as it was approved.

    Editors may add the text itself, and the numbers of claims still open (`ReportSetting`). With these an article has a
    report before anything is published. Raises NotFound for any other of which nothing was published.
    """
    verdicts = in_text_order(published(article_id, with_withdrawn=True), article_id)
    shows_progress = _shows_progress(article_id)
    if not verdicts and not shows_progress:
        raise NotFound(_("Nothing about this article has been published."))
    context = _verdicts(verdicts, article_id) if verdicts else _announced(article_id)
    context["unpublished"] = unpublished(article_id) if shows_progress else None
    return render_template("site/report.html", **context)


def preview_page(article_id: int) -> str:
    """The report before readers have it, for people who are signed in: as it is once editors let progress show."""
    return render_template(
        "site/report.html", is_preview=True, unpublished=unpublished(article_id), **_announced(article_id)
    )


def _shows_progress(article_id: int) -> bool:
    setting = setting_of(article_id)
    return setting is not None and setting.shows_progress


def _verdicts(verdicts: Sequence[ReportedVerdict], article_id: int) -> dict[str, Any]:
    """What the report says of published verdicts; the article is as the newest of them has it."""
    newest = max(verdicts, key=lambda it: it.item.record.approved_at)
    changed_at = max(it.item.changed_at for it in verdicts)
    context = _common(verdicts) | {"article": newest.places[0], "changed_at": changed_at}
    context["texts"] = sorted({(row.version, row.text_sha256) for it in verdicts for row in it.places})
    setting = setting_of(article_id)
    if setting is not None and setting.text is ReportText.WHOLE:
        context["version"], context["blocks"] = annotated(verdicts)
    return context


def _announced(article_id: int) -> dict[str, Any]:
    """What readers learn of an article before the first verdict: its details, and nothing of its text."""
    article = db.session.get_one(Article, article_id)
    published_on = article.published_on.isoformat() if article.published_on else None
    names = ("title", "publisher", "byline", "language", "direction")
    details = {name: getattr(article, name) for name in names}
    about = {"article_id": article.id, "url": article.canonical_url, "published_on": published_on, **details}
    return _common(()) | {"article": about}


def _common(verdicts: Sequence[ReportedVerdict]) -> dict[str, Any]:
    return {"verdicts": verdicts, "tally": tally(verdicts), "site": site(), "why_not": WHY_NOT_CHECKABLE}
