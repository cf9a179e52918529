"""Which internet addresses may be reached. Names are resolved here, once, and the address checked is the one used."""

from __future__ import annotations

import ipaddress
import socket

from onrecord.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
KINDS = (
    ("is_unspecified", "an unspecified"),
    ("is_loopback", "a loopback"),
    ("is_link_local", "a link-local"),
    ("is_multicast", "a multicast"),
    ("is_site_local", "a site-local"),
    ("is_private", "a private"),
    ("is_reserved", "a reserved"),
)


class AddressError(FetchError):
    """A host has no address, or leads to one that is not to be reached."""


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses of a host, in the order to try. AddressError where there is none, or any may not be reached."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressError(f"host {host!r} is not found ({getattr(error, 'strerror', None) or error})") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private:
        for address in addresses:
            if kind := not_public(address):
                raise AddressError(f"host {host!r} leads to {kind} address ({address}), which must be allowed first")
    return addresses


def not_public(address: str) -> str:
    """What kind of address it is, where it is not on the public internet; empty where it is."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "an unreadable"
    for one in _meant(parsed):
        kind = next((name for attribute, name in KINDS if getattr(one, attribute, False)), "")
        if kind or not one.is_global:
            return kind or "a non-public"
    return ""


def _meant(address: Address) -> list[Address]:
    """The address and the IPv4 addresses that it stands for: a gateway or the system itself would lead there."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address in NAT64:  # how an IPv6-only network reaches the IPv4 one: in a reserved block, and public all the same
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    teredo = address.teredo[1] if address.teredo else None
    return [address, *(one for one in (address.ipv4_mapped, address.sixtofour, teredo) if one is not None)]
