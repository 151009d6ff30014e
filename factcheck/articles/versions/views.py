"""Versions of an article over HTTP; the page of one version with its marks belongs to the desk."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from factcheck.articles import queries
from factcheck.articles.models import Article, Version
from factcheck.articles.versions import diff
from factcheck.db import db
from factcheck.documents.left_out import LeftOutKind, shown
from factcheck.i18n import N_
from factcheck.web.input.numbers import number
from factcheck.web.paging import page

bp = Blueprint("article_versions", __name__, url_prefix="/articles")

REASONS = {
    LeftOutKind.OUTSIDE: N_("Sidebar"),
    LeftOutKind.LINKS: N_("Links"),
    LeftOutKind.FORM: N_("Form"),
    LeftOutKind.HIDDEN: N_("Hidden on the page"),
    LeftOutKind.STRUCK: N_("Struck through"),
    LeftOutKind.COMMENT: N_("Comment"),
    LeftOutKind.ATTACHMENT: N_("Attachment"),
    LeftOutKind.REMOVED: N_("Removed in the preview"),
    LeftOutKind.FURTHER: N_("Other parts"),
}


@bp.get("/<int:article_id>/versions")
def versions(article_id: int) -> ResponseReturnValue:
    """Every version: when and by which person it was added, and what it changed."""
    article = db.get_or_404(Article, article_id)
    rows = page(queries.versions(article_id), Version.created_at, Version.id)
    numbers = [it.number for it in reversed(article.versions) if it.opened_at]
    changes = {it.number: _changes(it) for it in rows.items if it.opened_at and it.number > 1}
    return render_template("articles/versions.html", article=article, page=rows, numbers=numbers, changes=changes)


@bp.get("/<int:article_id>/diff")
def compare(article_id: int) -> ResponseReturnValue:
    """Redirect from the form that chooses two versions to their differences."""
    newest = db.first_or_404(queries.current_version(article_id)).number
    defaults = {"old": max(1, newest - 1), "new": newest}
    old, new = (number(request.args.get(name, str(it))) or 0 for name, it in defaults.items())
    return difference(article_id, old, new)


@bp.get("/<int:article_id>/versions/<int:number>/diff/<int:other>")
def difference(article_id: int, number: int, other: int) -> ResponseReturnValue:
    """The differences between two versions, by words and in reading order."""
    old = db.first_or_404(queries.version(article_id, number))
    new = db.first_or_404(queries.version(article_id, other))
    found = diff.compare(old.text, new.text)
    stretches = diff.stretches(found.paragraphs)
    numbers = [it.number for it in reversed(new.article.versions) if it.opened_at]
    shown = {"article": new.article, "old": old, "new": new, "numbers": numbers}
    return render_template("articles/diff.html", diff=found, stretches=stretches, **shown)


@bp.get("/<int:article_id>/versions/<int:number>/left-out")
def left_out(article_id: int, number: int) -> ResponseReturnValue:
    """The parts of the page that aren't in the text of a version, also of one in preparation."""
    query = select(Version).where(Version.article_id == article_id, Version.number == number)
    version = db.first_or_404(query.options(undefer(Version.left_out), joinedload(Version.article)))
    parts = shown(version.left_out)
    return render_template(
        "articles/left_out.html", version=version, article=version.article, parts=parts, reasons=REASONS
    )


def _changes(version: Version) -> tuple[int, int, int]:
    """Words added, words removed and paragraphs moved since the version before."""
    query = select(Version.id, Version.text_sha256)
    query = query.where(Version.article_id == version.article_id, Version.number == version.number - 1)
    before = db.session.execute(query).one()
    return _counted((before[0], before[1]), (version.id, version.text_sha256))


@lru_cache(maxsize=4096)
def _counted(old: tuple[int, str], new: tuple[int, str]) -> tuple[int, int, int]:
    """The counts for two (id, digest of the text), cached because texts never change."""
    rows = db.session.execute(select(Version.id, Version.text).where(Version.id.in_((old[0], new[0]))))
    texts = {row[0]: row[1] for row in rows}
    found = diff.compare(texts[old[0]], texts[new[0]])
    return found.added, found.removed, found.moved
