"""Fetch a page from the web, as a person asked for it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.message import Message
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from factcheck.fetching.exchange import Answer, ask, first_header
from factcheck.fetching.host_queue import hosts
from factcheck.fetching.policy import PUBLIC, Policy
from factcheck.fetching.refusals import FetchRefused, Reason, refuse_status
from factcheck.urls import as_address, is_web_address

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
LONGEST = 1_010  # characters of a validator that is kept
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]{0,1000}"')  # RFC 9110 §8.8.3
HTTP_DATE = re.compile(r"[A-Za-z0-9,: +-]{1,60}")  # as its server wrote it


class Validators(NamedTuple):
    """What a server said of the state of a page (RFC 9110 §8.8), to ask whether it has changed; empty for nothing."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a request for the page if it has changed; what can't be a validator is left out."""
        etag = {"If-None-Match": self.etag} if ETAG.fullmatch(self.etag) else {}
        day = {"If-Modified-Since": self.last_modified} if HTTP_DATE.fullmatch(self.last_modified) else {}
        return etag | day


class Fetched(NamedTuple):
    """A page as its server sent it."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # unpacked, at most Policy.max_bytes; empty if the page hasn't changed
    media_type: str  # in lower case, without parameters; empty if the server named none
    charset: str  # as the server named it; empty if it didn't
    fetched_at: datetime  # UTC

    @property
    def is_unchanged(self) -> bool:
        """Whether the page is the same as when its validators were given; asked only with `Validators`."""
        return self.status == NOT_MODIFIED

    @property
    def validators(self) -> Validators:
        """What the server said of this state of the page."""
        etag, last_modified = (first_header(self.headers, name)[:LONGEST] for name in ("etag", "last-modified"))
        return Validators(etag, last_modified)


def fetch(
    url: str, policy: Policy = PUBLIC, seen: Validators | None = None, before: Callable[[str], None] | None = None
) -> Fetched:
    """Fetch the page at a web address, following its redirects, without cookies.

    With the validators of a page that was `seen`, the answer may be that it hasn't changed (304): then it has no body.
    Each host is looked up once, and only an address that was checked is connected to. Raises FetchRefused, a ValueError
    that names its reason. robots.txt isn't asked for: a person opens this one page (RFC 9309 is about crawlers). For
    what no person asks for, `before` is called with each address, also after a redirect, and may raise FetchRefused.
    """
    deadline = time.monotonic() + policy.seconds
    current, previous = url, ""
    conditions = seen.headers() if seen else {}
    for _ in range(policy.max_redirects + 1):
        if before is not None:
            before(current)
        answer = _asked(current, previous, policy, deadline, conditions)
        if answer.status not in REDIRECTS:
            if not (conditions and answer.status == NOT_MODIFIED):
                refuse_status(answer.status, urlsplit(current).hostname or "")
            return _fetched(url, current, answer)
        current, previous = _next(current, answer.header("location")), current
    raise FetchRefused(Reason.TOO_MANY_REDIRECTS, redirects=policy.max_redirects)


def post(url: str, data: bytes, media_type: str, policy: Policy = PUBLIC) -> Fetched:
    """Send data to a web address that the operator has named, and get its answer; redirects aren't followed.

    Raises FetchRefused, as `fetch` does.
    """
    answer = _asked(url, "", policy, time.monotonic() + policy.seconds, {"Content-Type": media_type}, data)
    if answer.status in REDIRECTS:
        raise FetchRefused(Reason.BAD_REDIRECT)
    refuse_status(answer.status, urlsplit(url).hostname or "")
    return _fetched(url, url, answer)


def _asked(
    url: str, previous: str, policy: Policy, deadline: float, headers: Mapping[str, str], sent: bytes | None = None
) -> Answer:
    """The answer of one address, when its host's turn has come."""
    if not is_web_address(url):
        raise FetchRefused(Reason.NO_WEB_ADDRESS)
    parts = urlsplit(url)
    is_redirected = urlsplit(previous).netloc.lower() == parts.netloc.lower()
    with hosts.turn(parts.netloc.lower(), deadline, is_redirected=is_redirected):
        return ask(parts, policy, deadline, headers, sent)


def _next(url: str, location: str) -> str:
    """The address that a redirect leads to."""
    try:
        target = as_address(urljoin(url, location)) if location else ""
    except ValueError:
        target = ""
    if not is_web_address(target):
        raise FetchRefused(Reason.BAD_REDIRECT)
    return target


def _fetched(url: str, final_url: str, answer: Answer) -> Fetched:
    declared = Message()
    declared["Content-Type"] = answer.header("content-type") or "application/octet-stream"
    media_type = declared.get_content_type() if answer.header("content-type") else ""
    charset = declared.get_content_charset("")
    now = datetime.now(UTC)
    return Fetched(url, final_url, answer.status, answer.headers, answer.body, media_type, charset, now)
