"""A page that is fetched from its address, and from then on is a file like one that was chosen."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from flask import current_app, request

from factcheck.accounts.session import current_user
from factcheck.documents.encodings.prescan import declared_charset
from factcheck.documents.encodings.whatwg import name_of
from factcheck.documents.formats import DOCX, EML, EPUB, ODT, RTF, suffix_of
from factcheck.errors import Invalid
from factcheck.fetching.client import Fetched, fetch
from factcheck.fetching.policy import PUBLIC
from factcheck.fetching.refusals import FetchRefused, Reason
from factcheck.i18n import _
from factcheck.intake.files import uploads
from factcheck.intake.files.uploads import File
from factcheck.intake.forms import TextForm
from factcheck.intake.reading.guesses import address_alone
from factcheck.web.input.fields import text

SUFFIXES = {  # of the media types that are read
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "multipart/related": ".mhtml",
    "application/pdf": ".pdf",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    DOCX: ".docx",
    ODT: ".odt",
    RTF: ".rtf",
    "text/rtf": ".rtf",
    EPUB: ".epub",
    EML: ".eml",
    "application/octet-stream": "",  # told by its content
    "": "",
}
MAX_NAME = 100  # code points


def file_of_request(form: TextForm) -> File | None:
    """The file that was chosen; without one, the page whose address was entered; else the file that was kept."""
    found = [file for file in request.files.getlist("upload") if file.filename]
    fetched = None if found else fetch_address(form)
    return fetched or uploads.chosen(current_user(), request.path, form, found[0] if len(found) == 1 else None)


def fetch_address(form: TextForm) -> File | None:
    """The page whose address stands alone in the text of a form; None if something else does.

    The address moves from the text to the details. Where the page can't be had, the form is no longer valid and says
    why, with all that was typed.
    """
    address = address_alone(text(form.text))
    if not address:
        return None
    try:
        page = fetch_page(address)
    except (FetchRefused, Invalid) as refusal:
        form.refuse_address(address, str(refusal))
        return None
    form.text.data = ""
    form.take_address(page.final_url)
    form.fetched = page
    form.charset.data = form.charset.data or charset_of(page)
    return file_of(page)


def fetch_page(address: str) -> Fetched:
    """The page at an address, as far as the settings allow; raises FetchRefused, or Invalid for another file."""
    networks = current_app.extensions["settings"].fetch_networks
    if networks is None:
        raise FetchRefused(Reason.OFF)
    page = fetch(address, PUBLIC._replace(allowed=networks))
    if page.media_type not in SUFFIXES:
        raise Invalid("text", _("The address leads to a file of type %(type)s, not to a page.", type=page.media_type))
    return page


def charset_of(page: Fetched) -> str:
    """The encoding that the server names, if the page itself declares none; empty for UTF-8, which is evident."""
    charset = name_of(page.charset)
    return charset if charset and charset != "utf-8" and declared_charset(page.body) is None else ""


def file_of(page: Fetched) -> File:
    """The page with a name as a browser would save it under; the suffix says the format."""
    parts = urlsplit(page.final_url)
    name = PurePosixPath(unquote(parts.path)).name or parts.hostname or ""
    suffix = SUFFIXES[page.media_type]
    stem = name.removesuffix(suffix_of(name)) if suffix else name
    return File(f"{stem[:MAX_NAME]}{suffix}", page.body)
