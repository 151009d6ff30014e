"""Fetch a page from the web, as a person asked for it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from email.message import Message
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from factcheck.fetching.exchange import Answer, ask
from factcheck.fetching.host_queue import hosts
from factcheck.fetching.policy import PUBLIC, Policy
from factcheck.fetching.refusals import FetchRefused, Reason, refuse_status
from factcheck.urls import as_address, is_web_address

REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Fetched(NamedTuple):
    """A page as its server sent it."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # unpacked, at most Policy.max_bytes
    media_type: str  # in lower case, without parameters; empty if the server named none
    charset: str  # as the server named it; empty if it didn't
    fetched_at: datetime  # UTC


def fetch(url: str, policy: Policy = PUBLIC) -> Fetched:
    """Fetch the page at a web address, following its redirects, without cookies.

    Each host is looked up once, and only an address that was checked is connected to. Raises FetchRefused, a ValueError
    that names its reason. robots.txt isn't asked for: a person opens this one page (RFC 9309 is about crawlers).
    """
    deadline = time.monotonic() + policy.seconds
    current, previous = url, ""
    for _ in range(policy.max_redirects + 1):
        answer = _asked(current, previous, policy, deadline)
        if answer.status not in REDIRECTS:
            refuse_status(answer.status, urlsplit(current).hostname or "")
            return _fetched(url, current, answer)
        current, previous = _next(current, answer.header("location")), current
    raise FetchRefused(Reason.TOO_MANY_REDIRECTS, redirects=policy.max_redirects)


def _asked(url: str, previous: str, policy: Policy, deadline: float) -> Answer:
    """The answer of one address, when its host's turn has come."""
    if not is_web_address(url):
        raise FetchRefused(Reason.NO_WEB_ADDRESS)
    parts = urlsplit(url)
    is_redirected = urlsplit(previous).netloc.lower() == parts.netloc.lower()
    with hosts.turn(parts.netloc.lower(), deadline, is_redirected=is_redirected):
        return ask(parts, policy, deadline)


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
