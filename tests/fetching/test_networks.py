"""Every kind of address that isn't a public host's is refused, and public ones are not."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from factcheck.fetching.networks import is_in, is_public

PRIVATE = (
    "0.0.0.1", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.0.9", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.7", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.9.9",
    "198.51.100.3", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
    "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "3fff::1",
    "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "8.8.8.8", "172.15.0.1", "172.32.0.1", "192.31.196.1", "2606:4700::1", "2a00:1450:4001::200e")


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_host_on_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_versions_of_addresses_and_networks_may_differ() -> None:
    networks = [ip_network("10.0.0.0/8"), ip_network("fd00::/8")]
    assert is_in(ip_address("10.9.9.9"), networks)
    assert is_in(ip_address("fd00::1"), networks)
    assert not is_in(ip_address("::10.9.9.9"), networks)
