"""How often an address may send something. Kept in memory alone: no address of anybody is ever written down."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

KEPT = 86_400.0  # seconds after which an address is forgotten
MOST = 20_000  # addresses remembered at a time


@dataclass
class Bucket:
    """Fills up by `rate` a second to `size`, and is drawn from."""

    size: float
    rate: float
    level: float
    at: float

    def draw(self, now: float) -> float:
        """Draws one, and gives 0; or gives the seconds until there is one."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level < 1:
            return (1 - self.level) / self.rate
        self.level -= 1
        return 0.0


@dataclass
class Limits:
    """So many at once, and so many an hour after that, for one address and for all together."""

    burst: int = 60
    hourly: int = 60
    all_burst: int = 1000
    all_hourly: int = 1000
    _buckets: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, address: str, now: float) -> float:
        """How many seconds the address has to wait before it may send; 0 if it may, which counts."""
        with self._lock:
            while self._buckets:
                oldest = next(iter(self._buckets.values()))
                if len(self._buckets) <= MOST and now - oldest.at < KEPT:
                    break
                self._buckets.popitem(last=False)
            own = self._bucket(household(address), self.burst, self.hourly, now)
            waiting = own.draw(now)
            return waiting or self._bucket("", self.all_burst, self.all_hourly, now).draw(now)

    def _bucket(self, key: str, burst: int, hourly: int, now: float) -> Bucket:
        found = self._buckets.setdefault(key, Bucket(burst, hourly / 3600, burst, now))
        self._buckets.move_to_end(key)
        return found


def household(address: str) -> str:
    """What counts as one: an address; of version 6 its first half, as each house has so many."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
