"""The bookmarklet, and what it may hand over (pure)."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple
from urllib.parse import parse_qsl

from factcheck.errors import Invalid, Refusals
from factcheck.i18n import N_, _, count
from factcheck.urls import LONGEST, is_web_address

MAX_QUOTE = 2_000  # code points
MAX_ENCODED_QUOTE = 2_400  # characters as encoded in the address, of which servers take 8,000 after a sign-in
SPACES = "\n\r\t"
CONTROLS = N_("This has a control character (%(code)s), which no page of a browser sends.")
SCRIPT = (  # encodes only what a bookmark may hold; a percent sign would be decoded by browsers
    "javascript:(function(){{"
    "var q=String(getSelection()).trim().replace(/[\\ud800-\\udfff]/gu,'');"
    "while(encodeURIComponent(q).length>{most})q=Array.from(q).slice(0,-20).join('');"
    "var a='{page}?url='+encodeURIComponent(location.href)+'&quote='+encodeURIComponent(q);"
    "if(!open(a))location.href=a}})()"
)


class HandedOver(NamedTuple):
    """An address and words selected on its page, as they came."""

    url: str = ""
    quote: str = ""


def bookmarklet(page: str) -> str:
    """The address of a bookmark that opens `page` with the address and the selected words of the page in sight."""
    return SCRIPT.format(page=page, most=MAX_ENCODED_QUOTE)


def handed_over(query: str) -> HandedOver:
    """What the query of an address hands over, with every character as it came."""
    values = dict(reversed(parse_qsl(query, errors="replace")))  # the first of several
    return HandedOver(values.get("url", "").strip(), values.get("quote", "").strip())


def check(found: HandedOver) -> None:
    """Raise Invalid for `url` and `quote` with all that is wrong."""
    refusals = Refusals()
    with refusals.gather():
        _check_address(found.url)
    with refusals.gather():
        _refuse_controls("quote", found.quote)
        if len(found.quote) > MAX_QUOTE:
            message = N_("Select at most %(most)s characters; these are %(length)s.")
            raise Invalid("quote", _(message, most=count(MAX_QUOTE), length=count(len(found.quote))))
    refusals.tell()


def _check_address(url: str) -> None:
    _refuse_controls("url", url)
    if not url:
        raise Invalid("url", _("Enter the address of the page."))
    if len(url) > LONGEST:
        message = N_("An address can have at most %(most)s characters; this has %(length)s.")
        raise Invalid("url", _(message, most=count(LONGEST), length=count(len(url))))
    scheme = url.partition(":")[0].lower() if ":" in url else ""
    if scheme not in {"http", "https"}:
        message = N_("Only pages with an address that begins with https:// or http:// can be added.")
        raise Invalid("url", _(message))
    if not is_web_address(url):
        raise Invalid("url", _("This isn’t the full address of a page, or it has a user name or a password in it."))


def _refuse_controls(field: str, value: str) -> None:
    code = next((it for it in value if unicodedata.category(it) in {"Cc", "Cs"} and it not in SPACES), "")
    code = code or next((it for it in value if field == "url" and it in SPACES), "")
    if code:
        raise Invalid(field, _(CONTROLS, code=f"U+{ord(code):04X}"))
