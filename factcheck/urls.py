"""Web addresses: validation and comparison (pure). They are stored as typed, next to the key for comparison."""

from __future__ import annotations

import re
import string
from urllib.parse import quote, urlsplit

from factcheck.hashing import sha256_hex

LONGEST = 2000  # characters
LONGEST_PATH = 4_800  # characters of a path of this site, which another address carries encoded once more
DEFAULT_PORTS = {"http": 80, "https": 443}
UNRESERVED = re.compile(r"%(2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")  # RFC 3986 §2.3, percent-encoded
ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
TRACKING = re.compile(  # query parameters that tell where a reader came from, and never select content
    r"utm_.*|_ga|_gl|_hsenc|_hsmi|dclid|fbclid|gad_source|gbraid|gclid|gclsrc|igsh|igshid|li_fat_id|mc_cid|mc_eid"
    r"|mkt_tok|msclkid|ttclid|twclid|wbraid|yclid|ysclid",
    re.IGNORECASE,
)
OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
UNSEEN = re.compile(
    r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)  # what copying adds
IN_BRACKETS = re.compile(
    r"<(?:URL:)?([^<>]*)>|[“„‘'\"«](.*?)[”“’'\"»]", re.IGNORECASE | re.DOTALL
)  # RFC 3986, appendix C
LINE_BREAKS = re.compile(r"[ ]*[\t\r\n]+[ ]*")
AFTER_HOST = re.compile(r"(https?://[^/?#\s]+)([/?#].*)", re.IGNORECASE | re.DOTALL)
JOINER = re.compile(r"[\u200c\u200d]")
DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
BLANK = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u3000]")
HOME = re.compile(r"/*(index\.(html?|php))?", re.IGNORECASE)


def is_web_address(url: str) -> bool:
    """Whether this is a full http or https address with a host, of at most 2,000 characters, without spaces.

    An address with a user name or password isn't valid here, because it would be shown to readers.
    """
    if len(url) > LONGEST or not url.isprintable() or " " in url:
        return False
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and "@" not in parts.netloc
        return is_whole and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that isn't a number, an unclosed bracket
        return False


def as_address(typed: str) -> str:
    """An address as it is stored: without the characters copied around it, and with its spaces encoded.

    Invisible characters, brackets and quotation marks around it, and line breaks in it, are removed (RFC 3986, appendix
    C). Spaces after the host become `%20`, joiners within a word are encoded as browsers do. Everything else stays as
    it was typed, also if it isn't a web address.
    """
    value = UNSEEN.sub("", typed).strip()
    around = IN_BRACKETS.fullmatch(value)
    if around is not None:
        value = (around[1] or around[2] or "").strip()
    value = LINE_BREAKS.sub("", value)
    whole = AFTER_HOST.fullmatch(value)
    return whole[1] + JOINER.sub(lambda found: quote(found[0]), BLANK.sub("%20", whole[2])) if whole else value


def doi_address(typed: str) -> str | None:
    """The address of a Digital Object Identifier (ISO 26324), typed with or without what is put before it; or None."""
    found = DOI.fullmatch(UNSEEN.sub("", typed).strip())
    return f"https://doi.org/{found[1]}" if found else None


def as_link(url: str | None) -> str | None:
    """The address for a link; None if it isn't a web address, whatever is stored."""
    return url if url and is_web_address(url) else None


def as_path(path: str | None) -> str | None:
    """A path of this site for a link; None for other sites and scripts."""
    is_own = bool(path) and OWN_PATH.fullmatch(path or "") is not None
    return path if is_own else None


def key(url: str) -> str:
    """The same for two addresses of one page: at most 2,000 bytes, or a digest of more; never shown.

    Scheme and host in lower case, the host in ASCII; no default port, no slash at the end of the path, letters of the
    path encoded alike (RFC 3986 §6.2.2 and 6.2.3). The query is unchanged except for tracking parameters; the fragment
    is kept only if it is a route (`#/…`, `#!…`). A DOI has one key in all its forms and whatever its case (ISO 26324).
    Anything that isn't a web address is only trimmed.
    """
    url = url.strip()
    if doi := doi_address(url.partition("#")[0]):
        url = doi.lower()
    if not is_web_address(url):
        return url
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port and parts.port != DEFAULT_PORTS[parts.scheme] else ""
    query, route = _query(parts.query), _route(parts.fragment)
    found = f"{parts.scheme}://{_host(parts.hostname or '')}{port}{_path(parts.path)}{query}{route}"
    return found if len(found.encode()) <= LONGEST else sha256_hex(found)


def is_home_page(url: str) -> bool:
    """Whether this is the home page of a site."""
    parts = urlsplit(url)
    return HOME.fullmatch(parts.path) is not None and not _query(parts.query) and not _route(parts.fragment)


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"
    try:
        return name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:  # too long for a domain name, or invalid letters: compared unchanged
        return name


def _path(path: str) -> str:
    path = quote(path.rstrip("/"), safe=string.printable)  # only non-ASCII characters
    path = UNRESERVED.sub(lambda found: chr(int(found[1], 16)), path)
    return ENCODED.sub(lambda found: found[0].upper(), path)


def _query(query: str) -> str:
    kept = "&".join(pair for pair in query.split("&") if not TRACKING.fullmatch(pair.partition("=")[0]))
    return f"?{kept}" if kept else ""


def _route(fragment: str) -> str:
    route = fragment.partition(":~:")[0]  # the rest only marks words of the page
    return f"#{route}" if route.startswith(("/", "!")) else ""


def path_of_site(value: str | None) -> str | None:
    """The path and query of a page of this site; None for whatever a browser may read as another site's.

    Browsers read `\\` as `/`, and drop tabs and line ends: none of our addresses has any of them.
    """
    if not value or len(value) > LONGEST_PATH or not value.isprintable() or not value.startswith("/"):
        return None
    if "\\" in value or " " in value or value.startswith("//"):
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else value


def path_of_page(address: str | None, host: str) -> str | None:
    """The path and query of a page from its full address; None if it isn't on this host."""
    try:
        parts = urlsplit(address or "")
    except ValueError:  # a bracket that never closes
        return None
    if parts.scheme not in DEFAULT_PORTS or parts.netloc.lower() != host.lower():
        return None
    return path_of_site(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/")
