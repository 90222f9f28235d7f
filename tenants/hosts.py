"""Pure: a Host header becomes a HostMatch, or an InvalidHost that says why.

Nothing here asks the database; `tenants.middleware` turns a blog's match into a tenant.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum

LABEL = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")
PORT = re.compile(r"^[0-9]{1,5}$")
MAX_HOST = 253  # RFC 1035


class Kind(StrEnum):
    """What a host name means before anyone has looked it up."""

    PLATFORM = "platform"
    BLOG = "blog"  # a label below the blogs' domain
    FOREIGN = "foreign"  # any other well-formed name: perhaps somebody's own domain
    REDIRECT = "redirect"  # a name that only points at the platform: bare localhost, www


@dataclass(frozen=True, slots=True)
class HostMatch:
    """A well-formed host: lower case, without port or trailing dot."""

    kind: Kind
    host: str
    label: str = ""  # the blog's label, for BLOG


class InvalidHost(ValueError):
    """A Host header that no browser sends; `reason` is for developers."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(raw: str, *, platform_host: str, blogs_domain: str) -> HostMatch:
    """Classify the Host header `raw`; raises InvalidHost.

    `platform_host` and `blogs_domain` are lower-case names without a port.
    """
    host = _normalise(raw)
    if host == platform_host:
        return HostMatch(Kind.PLATFORM, host)
    if host in {f"www.{platform_host}", f"www.{blogs_domain}", blogs_domain} or _is_loopback(host):
        return HostMatch(Kind.REDIRECT, host)
    suffix = f".{blogs_domain}"
    if host.endswith(suffix):
        label = host.removesuffix(suffix)
        if "." in label:
            raise InvalidHost("a blog's address has one label below the blogs' domain")
        return HostMatch(Kind.BLOG, host, label)
    return HostMatch(Kind.FOREIGN, host)


def _normalise(raw: str) -> str:
    if not raw:
        raise InvalidHost("the Host header is empty")
    if not raw.isascii():
        raise InvalidHost("the Host header is not ASCII; international names come as punycode")
    host, colon, port = raw.lower().rpartition(":")
    if raw.startswith("["):
        return _ipv6(raw.lower())
    if not colon:
        host = port
    elif not PORT.match(port) or int(port) > 65535:
        raise InvalidHost("the port is not a number up to 65535")
    host = host.removesuffix(".")
    if not host or len(host) > MAX_HOST:
        raise InvalidHost("the name is empty or longer than 253 characters")
    if not all(LABEL.match(label) for label in host.split(".")):
        raise InvalidHost("the name has characters that no host name has")
    return host


def _ipv6(raw: str) -> str:
    address, bracket, rest = raw[1:].partition("]")
    if not bracket or (rest and not PORT.match(rest.removeprefix(":"))):
        raise InvalidHost("the IPv6 address is not closed, or its port is not a number")
    try:
        return str(ipaddress.IPv6Address(address))
    except ValueError:
        raise InvalidHost("the IPv6 address is malformed") from None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
