"""What can be done with the report of an article."""

from __future__ import annotations

from sqlalchemy import select

from factcheck.accounts.models import User
from factcheck.articles.models import Article
from factcheck.audit.service import changes, record
from factcheck.db import check_revision, db
from factcheck.errors import EditConflict
from factcheck.i18n import _
from factcheck.permissions import Permission, require
from factcheck.site.models import ReportSetting, ReportText


def setting_of(article_id: int) -> ReportSetting | None:
    """What was chosen for the report of an article; None where nobody chose."""
    return db.session.scalars(select(ReportSetting).where(ReportSetting.article_id == article_id)).one_or_none()


def set_report(actor: User, article: Article, text: ReportText, *, shows_progress: bool, seen_revision: int) -> None:
    """Choose how much of the text readers of the report see, and whether they see the progress of the work.

    `seen_revision` is that of the setting as it was shown, 0 where there was none. Raises EditConflict if somebody else
    chose since.
    """
    require(actor, Permission.SET_REPORT, article)
    setting = setting_of(article.id)
    if seen_revision != 0 if setting is None else not check_revision(setting, seen_revision):
        raise EditConflict(_("Somebody else changed this setting while you were choosing. Nothing was saved."))
    setting = setting or ReportSetting(article=article, text=ReportText.QUOTES, shows_progress=False)
    before = {"text": setting.text, "shows_progress": setting.shows_progress}
    old, new = changes(before, {"text": text, "shows_progress": shows_progress})
    if new:
        setting.text, setting.shows_progress = text, shows_progress
        db.session.add(setting)
        db.session.flush()
        record(actor, "report:set", ("article", article.id), old, new)
