"""Addresses in a text become links: what readers could only copy, they can follow."""

from __future__ import annotations

from linkify_it import LinkifyIt
from markupsafe import Markup, escape

from factcheck.urls import as_link

REL = "nofollow noopener ugc"  # nobody's judgement of ours, and no hold on our page (HTML, link types)
LINK = Markup('<a class="address" href="{}" rel="{}">{}</a>')
BEGINNINGS = ("http://", "https://", "www.")
QUOTES = frozenset("“”„«»‹›「」『』《》【】")
STOPS = "*:;,.!?’'…、。，；：！？）"  # at the end they are the sentence's

_finder = LinkifyIt({}, {"fuzzy_link": True, "fuzzy_email": False, "fuzzy_ip": False})
for _scheme in ("ftp:", "//", "mailto:"):
    _finder.add(_scheme, None)


def linked(text: str | None) -> Markup:
    """The text, escaped, with each http and https address in it as a link; `www.…` too, as browsers read it.

    Where an address begins, and which brackets and stops are its own, is linkify-it's business; whether it may be
    followed is that of `as_link`.
    """
    pieces: list[Markup] = []
    text, end = text or "", 0
    for found in _finder.match(text) or ():
        shown = _whole(found.raw)
        url = as_link(shown if ":" in shown[:6] else f"http://{shown}")
        if url and shown.lower().startswith(BEGINNINGS):
            pieces += [escape(text[end : found.index]), LINK.format(url, REL, shown)]
            end = found.index + len(shown)
    return Markup("").join([*pieces, escape(text[end:])])


def _whole(raw: str) -> str:
    """What was found up to the first sign that no address has: a quotation mark, or one that is not to be seen."""
    length = next((place for place, sign in enumerate(raw) if sign in QUOTES or not sign.isprintable()), len(raw))
    return raw[:length].rstrip(STOPS)
