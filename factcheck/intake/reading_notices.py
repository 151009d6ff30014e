"""Notices of how a text was read, if neither its declaration nor a person decided that."""

from __future__ import annotations

from flask import flash, url_for
from markupsafe import Markup

from factcheck.articles.models import Article, Version
from factcheck.documents.encodings.names import described
from factcheck.documents.formats import HTML, MHTML, SUFFIXES, suffix_of
from factcheck.documents.lines import Paragraphs
from factcheck.i18n import N_, _, count, ngettext
from factcheck.intake.reading.parsing import How, Manner

WAYS = {
    Paragraphs.LINES: N_("No blank lines separate paragraphs in this text, so each line became a paragraph."),
    Paragraphs.JOINED: N_("The lines of this text were hard-wrapped, so they were joined into paragraphs."),
}
SAVED_PAGES = frozenset({HTML, MHTML})
SHORT = 300  # code points of a text that is probably not the whole story
LINK = Markup('{} <a href="{}">{}</a>')


def tell_how(article: Article, how: How, manner: Manner, file_name: str = "") -> None:
    """Show how a text was read, unless that was chosen; `file_name` is empty for pasted text."""
    if how.is_guess:
        flash(_("The file doesn’t specify its encoding. It was read as %(name)s.", name=described(how.charset)), "info")
    if file_name and how.media_type in {HTML, MHTML} and SUFFIXES.get(suffix_of(file_name)) != HTML:
        flash(_("The file was read as a web page, because that is what it contains."), "info")
    if how.paragraphs in WAYS and not manner.paragraphs:
        address = url_for("article_updates.update", article_id=article.id, again=1)
        flash(LINK.format(_(WAYS[how.paragraphs]), address, _("Change text format")), "info")


def tell_left_out(version: Version, *, is_page: bool) -> None:
    """Show on the next page how much of a page was left out; as a warning if most of it was."""
    parts, is_short = version.left_out_count, is_page and version.length < SHORT
    if not parts and not is_short:
        return
    sentences = [_part_count(parts, version.left_out_length, version.length)] if parts else []
    if is_short:
        length = count(version.length)
        sentences.append(_("The text is very short (%(length)s characters): compare it with the page.", length=length))
    message = Markup("{} ").format(" ".join(sentences))
    if parts:
        where = url_for("article_versions.left_out", article_id=version.article_id, number=version.number)
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
