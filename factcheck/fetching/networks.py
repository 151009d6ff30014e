"""Which network addresses are public (pure).

Sources: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890), multicast (RFC 5771, RFC 4291).
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NOT_PUBLIC: tuple[Network, ...] = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32", "2002::/16",  # documentation, 6to4
            "3fff::/20",  # documentation
        ),
    )
)  # fmt: skip
PUBLIC_IPV6 = IPv6Network("2000::/3")  # all that is assigned; mapped, NAT64, local and multicast addresses are outside


def is_public(address: Address) -> bool:
    """Whether an address belongs to a host on the internet, and to no private, local or translated network."""
    if isinstance(address, IPv6Address) and address not in PUBLIC_IPV6:
        return False
    return not is_in(address, NOT_PUBLIC)


def is_in(address: Address, networks: Iterable[Network]) -> bool:
    """Whether an address is in one of these networks."""
    return any(address.version == network.version and address in network for network in networks)
