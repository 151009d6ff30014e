"""Turns addresses in a text into links."""

from __future__ import annotations

from linkify_it import LinkifyIt
from markupsafe import Markup, escape

from factcheck.urls import as_link

REL = "nofollow noopener ugc"  # no endorsement, and no access to our page (HTML, link types)
LINK = Markup('<a class="address" href="{}" rel="{}">{}</a>')
BEGINNINGS = ("http://", "https://", "www.")
QUOTES = frozenset("“”„«»‹›「」『』《》【】")
STOPS = "*:;,.!?’'…、。，；：！？）"  # at the end of an address they belong to the sentence

_finder = LinkifyIt({}, {"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False})
for _scheme in ("ftp:", "//", "mailto:"):
    _finder.add(_scheme, None)


def linked(text: str | None) -> Markup:
    """The text, escaped, with each http and https address in it as a link; also `www.…`, as browsers read it.

    linkify-it decides where an address starts, and which brackets and stops are part of it; `as_link` decides whether
    it may be a link.
    """
    pieces: list[Markup] = []
    text, end = text or "", 0
    for found in _finder.match(text) or ():
        html = _whole(found.raw)
        url = as_link(html if ":" in html[:6] else f"http://{html}")
        if url and html.lower().startswith(BEGINNINGS):
            pieces += [escape(text[end : found.index]), LINK.format(url, REL, html)]
            end = found.index + len(html)
    return Markup("").join([*pieces, escape(text[end:])])


def _whole(raw: str) -> str:
    """The address up to the first character that no address has: a quotation mark, or an invisible one."""
    length = next((place for place, sign in enumerate(raw) if sign in QUOTES or not sign.isprintable()), len(raw))
    return raw[:length].rstrip(STOPS)
