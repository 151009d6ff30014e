"""What a person hears of how a text was read, where neither the text nor they said so."""

from __future__ import annotations

from pathlib import Path

from flask import flash, url_for
from markupsafe import Markup

from factcheck.articles.models import Article
from factcheck.articles.reading import How, Manner
from factcheck.captures import store
from factcheck.captures.models import Capture
from factcheck.db import db
from factcheck.documents.encodings.decoding import decode
from factcheck.documents.encodings.names import described
from factcheck.documents.formats import HTML, MHTML, PLAIN, SUFFIXES, suffix_of
from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import Unreadable, clean
from factcheck.i18n import N_, _

WAYS = {
    Paragraphs.LINES: N_("No blank lines separate paragraphs in this text, so each line became a paragraph."),
    Paragraphs.JOINED: N_("The lines of this text were hard-wrapped, so they were joined into paragraphs."),
}
LINK = Markup('{} <a href="{}">{}</a>')


def tell(article: Article, how: How, manner: Manner, file_name: str = "") -> None:
    """Say how a text was read, unless that was chosen; `file_name` is empty for a pasted one."""
    if how.is_guess:
        flash(_("The file doesn’t specify its encoding. It was read as %(name)s.", name=described(how.charset)), "info")
    if file_name and how.media_type in {HTML, MHTML} and SUFFIXES.get(suffix_of(file_name)) != HTML:
        flash(_("The file was read as a web page, because that is what it contains."), "info")
    if how.paragraphs in WAYS and not manner.paragraphs:
        address = url_for("articles.update", article_id=article.id, again=1)
        flash(LINK.format(_(WAYS[how.paragraphs]), address, _("Change text format")), "info")


def text_as_it_came(home: Path, article: Article) -> str:
    """The plain text from which the newest version was made, to be read in another way; empty where it was a page."""
    capture = db.session.get_one(Capture, article.newest.raw_sha256)
    if capture.media_type != PLAIN:
        return ""
    try:
        return clean(decode(store.get(home, capture.sha256)).text)
    except (Unreadable, store.Damaged):
        return ""
