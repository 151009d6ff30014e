"""Notices of how a text was read, if neither its declaration nor a person decided that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import flash, url_for
from markupsafe import Markup

from factcheck.articles.models import Article, Version
from factcheck.documents.encodings.names import described
from factcheck.documents.formats import HTML, MHTML, SUFFIXES, WEB_ARCHIVES, suffix_of
from factcheck.documents.languages import named
from factcheck.documents.lines import Paragraphs
from factcheck.documents.origins import DetailOrigin
from factcheck.documents.text import BlockKind
from factcheck.i18n import N_, _, count, ngettext
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import ArticleForm
from factcheck.intake.reading.parsing import How, Manner
from factcheck.web.filters import day_in_words

WAYS = {
    Paragraphs.LINES: N_("No blank lines separate paragraphs in this text, so each line became a paragraph."),
    Paragraphs.JOINED: N_("The lines of this text were hard-wrapped, so they were joined into paragraphs."),
}
SAVED_PAGES = frozenset({HTML, MHTML})
LINE_KINDS = {
    BlockKind.TITLE: N_("Headline"),
    BlockKind.LEAD: N_("Lead"),
    BlockKind.HEADING: N_("Heading"),
    BlockKind.PARAGRAPH: N_("Paragraph"),
    BlockKind.QUOTE: N_("Quotation"),
    BlockKind.LIST_ITEM: N_("List item"),
    BlockKind.CAPTION: N_("Caption"),
    BlockKind.TABLE_ROW: N_("Table row"),
    BlockKind.PREFORMATTED: N_("Preformatted text"),
}
ORIGINS = {
    DetailOrigin.HEADLINE: N_("From the headline in the text."),
    DetailOrigin.FILE: N_("From the properties of the file."),
    DetailOrigin.BOOK: N_("From the description of the book."),
    DetailOrigin.MESSAGE: N_("From the header of the e-mail."),
    DetailOrigin.JSON_LD: N_("From the structured data of the page (JSON-LD)."),
    DetailOrigin.META: N_("From the meta tags of the page."),
    DetailOrigin.MARKUP: N_("From words that the page marks as such."),
    DetailOrigin.ADDRESS: N_("From the address of the page."),
    DetailOrigin.SHOWN: N_("Guessed from what the page shows. Check it."),
    DetailOrigin.GUESS: N_("Guessed from the text. Check it."),
    DetailOrigin.CREATED: N_("The file was created on %(day)s, according to its properties."),
}
SHORT = 300  # code points of a text that is likely not the whole story
LINK = Markup('{} <a href="{}">{}</a>')


def line_kinds() -> dict[BlockKind, str]:
    """The names of kinds of lines in the language of this page: a preview asks for thousands."""
    return {kind: _(name) for kind, name in LINE_KINDS.items()}


def notices(how: How, manner: Manner, file_name: str = "") -> list[str]:
    """How a text was read, unless that was chosen; `file_name` is empty for a pasted one."""
    found = []
    if how.is_guess:
        name = described(how.charset)
        found.append(_("The file doesn’t specify its encoding. It was read as %(name)s.", name=name))
    if file_name and how.media_type in SAVED_PAGES and SUFFIXES.get(suffix_of(file_name)) != HTML:
        found.append(_("The file was read as a web page, because that is what it contains."))
    if how.paragraphs in WAYS and not manner.paragraphs:
        found.append(_(WAYS[how.paragraphs]))
    return found


def origin_notices(origins: Mapping[str, str]) -> dict[str, str]:
    """Where details come from, by their names."""
    found = {}
    for name, value in origins.items():
        origin, _space, day = value.partition(" ")
        found[name] = _(ORIGINS[DetailOrigin(origin)], **({"day": shown_day(day)} if day else {}))
    return found


def shown_day(day: str) -> str:
    """A day in the language of the page; as the file has it if it is none."""
    try:
        return day_in_words(date.fromisoformat(day))
    except ValueError:
        return day


def tell_how(article: Article, how: How, manner: Manner, file_name: str = "") -> None:
    """Say with the next page how a text was read."""
    for notice in notices(how, manner, file_name):
        address = url_for("article_updates.update", article_id=article.id, again=1)
        is_of_lines = how.paragraphs in WAYS and notice == _(WAYS[how.paragraphs])
        flash(LINK.format(notice, address, _("Change text format")) if is_of_lines else notice, "info")


def tell_reading(version: Version, how: How, form: ArticleForm, file: File | None) -> None:
    """Say with the next page how a new article was read, unless its preview has shown that."""
    if form.is_previewed:
        return
    if not form.details().language:
        flash(_("Language according to the file: %(language)s.", language=named(version.article.language)), "info")
    tell_how(version.article, how, form.manner(), file.name if file else "")
    tell_left_out(version, is_page=how.media_type in SAVED_PAGES | WEB_ARCHIVES)


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
