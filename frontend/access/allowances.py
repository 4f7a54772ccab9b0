"""How much of something each of many may take: so much at once, and so much a second; pure."""

import ipaddress
from collections import OrderedDict

REMEMBERED = 10_000  # the one that took nothing for longest is forgotten, and has all again
IPV6_NETWORK = 64  # bits; whoever has one IPv6 address has all of these


class Allowances:
    """Times are given, in seconds of one monotonic clock."""

    def __init__(self, most: float, per_s: float) -> None:
        self._most = most
        self._per_s = per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, now: float) -> bool:
        """Take one; return whether there was one left."""
        left, at = self._left.pop(name, (self._most, now))
        left = min(self._most, left + (now - at) * self._per_s)
        self._left[name] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > REMEMBERED:
            self._left.popitem(last=False)
        return left >= 1


def origin_of(address: str) -> str:
    """Return the address, or the network that an IPv6 address is one of many in."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if ip.version == 4:
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.IPv6Network((int(ip), IPV6_NETWORK), strict=False))
