"""What fetching is allowed, and its limits."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import NamedTuple

from factcheck.fetching.networks import Address, Network

MEGABYTE = 1024 * 1024  # bytes
USER_AGENT = "Factcheck/0.1 (fact-checking; fetches a page when a person asks for it)"


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a host, as the system resolves it; raises OSError or UnicodeError if it can't."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(answer[4][0]).split("%", 1)[0]) for answer in found]


class Policy(NamedTuple):
    """Who may be asked, as whom, and how long and how much."""

    allowed: Sequence[Network] = ()  # networks that may be fetched from although they aren't public
    user_agent: str = USER_AGENT
    connect_seconds: float = 5.0
    seconds: float = 20.0  # from the call to the last byte, with all redirects
    max_bytes: int = 10 * MEGABYTE  # of the unpacked body
    max_redirects: int = 5
    resolve: Callable[[str, int], Sequence[Address]] = resolve  # called once for each address


PUBLIC = Policy()
