"""What an editor chooses for the report of an article, over HTTP."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from factcheck.accounts.session import current_user
from factcheck.articles.models import Article
from factcheck.db import db
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.site import service
from factcheck.site.forms import ReportForm
from factcheck.site.models import ReportText
from factcheck.site.report.page import has_report, preview_page, report_page
from factcheck.web.forms import Refused, render_form, submit
from factcheck.web.idempotency import commit_and_redirect

bp = Blueprint("report_settings", __name__)


@bp.route("/articles/<int:article_id>/report", methods=["GET", "POST"])
def edit(article_id: int) -> ResponseReturnValue:
    """Choose how much of the article's text readers see, and whether they see the progress of the work."""
    article = db.get_or_404(Article, article_id)
    require(current_user(), Permission.SET_REPORT, article)
    if request.method == "GET":
        return _page(article, ReportForm.of(service.setting_of(article.id)))
    form = ReportForm(request.form)
    refused = submit(form, lambda: _set(article, form), current=lambda: ReportForm.of(service.setting_of(article.id)))
    if isinstance(refused, Refused):
        return _page(article, form, refused)
    return commit_and_redirect(url_for("articles.edit", article_id=article.id), _("Saved. Readers see it now."))


@bp.get("/articles/<int:article_id>/report/preview")
def preview(article_id: int) -> ResponseReturnValue:
    """The report that an article will have; once readers have one, that."""
    article = db.get_or_404(Article, article_id)
    return report_page(article.id) if has_report(article.id) else preview_page(article.id)


def _set(article: Article, form: ReportForm) -> None:
    text, shows_progress = ReportText(form.text.data), bool(form.shows_progress.data)
    seen_revision = form.seen_revision()
    service.set_report(current_user(), article, text, shows_progress=shows_progress, seen_revision=seen_revision)


def _page(article: Article, form: ReportForm, refused: Refused | None = None) -> ResponseReturnValue:
    return render_form("site/report_setting.html", form, refused, article=article)
