"""What is not public is forbidden: both ends of every range, in every way an address can be written."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from subscriptions_svc.deliveries.outbound import is_forbidden

# Written down anew from the registries of special addresses (RFC 6890 and those that extend it), and not read from the code.
V4 = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
    *("192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24"),
    *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32", "255.255.255.255/32"),
)
V6 = (
    *(
        "::/128",
        "::1/128",
        "::ffff:0:0/96",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/32",
        "2001:2::/48",
        "2001:10::/28",
    ),
    *(
        "2001:20::/28",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
        "2620:4f:8000::/48",
    ),
    *("4000::/2", "8000::/1"),
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
          "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
          "198.20.0.0",
          "223.255.255.255", "2606:4700::1111", "2a00::1", "2001:200::1", "2003::1")  # fmt: skip


def places(text: str) -> list[IPv4Address | IPv6Address]:
    """Both ends of a range, what lies next to them inside, and its middle."""
    network = ip_network(text)
    first, last = int(network[0]), int(network[-1])
    kind = type(network[0])
    return sorted({kind(one) for one in (first, min(first + 1, last), (first + last) // 2, max(last - 1, first), last)})


@pytest.mark.parametrize("text", [*V4, *V6])
def test_every_end_of_every_range_is_forbidden(text: str) -> None:
    for place in places(text):
        assert is_forbidden(str(place)), place
        assert is_forbidden(place.exploded), place


@pytest.mark.parametrize("text", V4)
def test_no_way_to_write_it_in_version_6_opens_a_forbidden_address(text: str) -> None:
    for place in places(text):
        plain = int(place)
        for prefix in ("::ffff:0:0", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:0:0"):
            assert is_forbidden(str(IPv6Address(int(IPv6Address(prefix)) | plain))), (prefix, place)
        assert is_forbidden(str(IPv6Address(0x2002 << 112 | plain << 80))), f"6to4 of {place}"
        assert is_forbidden(str(IPv6Address(0x20010000 << 96 | plain << 64))), f"Teredo server {place}"
        assert is_forbidden(str(IPv6Address(0x20010000 << 96 | plain ^ 0xFFFFFFFF))), f"Teredo client {place}"
        for marker in (0x00005EFE, 0x02005EFE):
            assert is_forbidden(str(IPv6Address(0x2A00 << 112 | marker << 32 | plain))), f"ISATAP of {place}"


def test_every_address_of_a_clouds_own_network_is_forbidden() -> None:
    for number in range(0, 65_536, 7):
        assert is_forbidden(str(IPv4Address((169 << 24 | 254 << 16) + number)))


@pytest.mark.parametrize("address", PUBLIC)
def test_what_lies_beside_a_range_is_public(address: str) -> None:
    assert not is_forbidden(address)


@pytest.mark.parametrize(
    "text", ["", "localhost", "1", "0x7f000001", "127.1", "010.0.0.1", "1.1.1.1.", " 1.1.1.1", "1.1.1.1/32", "[2a00::1]", "2a00::1%eth0"]
)
def test_what_is_no_plain_address_is_forbidden(text: str) -> None:
    assert is_forbidden(text)


@pytest.mark.parametrize("text", [*V4, *V6])
def test_opening_this_machine_opens_nothing_else(text: str) -> None:
    for place in places(text):
        here = place in ip_network("127.0.0.0/8") if place.version == 4 else place == ip_address("::1")
        assert is_forbidden(str(place), loopback=True) is not here, place
