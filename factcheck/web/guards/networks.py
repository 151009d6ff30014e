"""Which addresses count as one client."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network


def network(address: str) -> str:
    """The network of one client: an IPv4 address, or the /64 of an IPv6 address; anything else unchanged."""
    try:
        found = ip_address(address.split("%", 1)[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)
