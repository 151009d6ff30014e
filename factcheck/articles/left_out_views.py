"""What of a page is not in the text that was made of it: told when it is added, shown on request ever after."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from factcheck.articles.models import Version
from factcheck.articles.version_views import bp as bp  # this view stands at the same addresses
from factcheck.db import db
from factcheck.documents.formats import HTML, MHTML
from factcheck.documents.left_out import LeftOutKind, shown
from factcheck.i18n import N_, _, count, ngettext

SAVED_PAGES = frozenset({HTML, MHTML})
SHORT = 300  # code points of a text that is likely not the whole story
REASONS = {
    LeftOutKind.OUTSIDE: N_("Sidebar"),
    LeftOutKind.LINKS: N_("Links"),
    LeftOutKind.FORM: N_("Form"),
    LeftOutKind.HIDDEN: N_("Hidden on the page"),
    LeftOutKind.STRUCK: N_("Struck through"),
    LeftOutKind.FURTHER: N_("Other parts"),
}


@bp.get("/<int:article_id>/versions/<int:number>/left-out")
def left_out(article_id: int, number: int) -> ResponseReturnValue:
    """The parts of the page that are not in the text of a version, also of one that waits to be opened."""
    query = select(Version).where(Version.article_id == article_id, Version.number == number)
    version = db.first_or_404(query.options(undefer(Version.left_out), joinedload(Version.article)))
    parts = shown(version.left_out)
    return render_template(
        "articles/left_out.html", version=version, article=version.article, parts=parts, reasons=REASONS
    )


def tell_left_out(version: Version, *, is_page: bool) -> None:
    """Say with the next page how much of a page was left out, louder where little of it is left."""
    parts, is_short = version.left_out_count, is_page and version.length < SHORT
    if not parts and not is_short:
        return
    told = [_part_count(parts, version.left_out_length, version.length)] if parts else []
    if is_short:
        length = count(version.length)
        told.append(_("The text is very short (%(length)s characters): compare it with the page.", length=length))
    message = Markup("{} ").format(" ".join(told))
    if parts:
        where = url_for("articles.left_out", article_id=version.article_id, number=version.number)
        message += Markup('<a href="{}">{}</a>').format(where, _("Show parts left out"))
    flash(message, "warning" if is_short or version.left_out_length > version.length else "info")


def _part_count(parts: int, length: int, kept: int) -> str:
    number = count(parts)
    if length > kept:
        return ngettext(
            "%(shown)s part of the page was left out, longer than the text itself.",
            "%(shown)s parts of the page were left out, together longer than the text itself.",
            parts,
            shown=number,
        )
    return ngettext(
        "%(shown)s part of the page was left out.",
        "%(shown)s parts of the page were left out.",
        parts,
        shown=number,
    )
