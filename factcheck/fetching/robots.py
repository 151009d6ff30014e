"""What the robots.txt of a site allows (RFC 9309), for pages that are fetched without a person's asking (pure)."""

from __future__ import annotations

from urllib.parse import urlsplit

from protego import Protego

TOKEN = "Factcheck"  # noqa: S105 - the product token of our user agent, by which a robots.txt names us
MAX_SIZE = 500 * 1024  # code points that are read of a robots.txt (RFC 9309 §2.5)


def origin_of(url: str) -> str:
    """Scheme, host and port of a web address, in lower case, such as https://paper.example."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def robots_address(url: str) -> str:
    """The address of the robots.txt that has the rules for a page."""
    return f"{origin_of(url)}/robots.txt"


def is_allowed(rules: str, url: str) -> bool:
    """Whether a robots.txt of this text lets us fetch a page; the longest rule that fits decides."""
    return bool(Protego.parse(rules[:MAX_SIZE].removeprefix("\ufeff")).can_fetch(url, TOKEN))
