"""What the form looks through for a group that is listed already: names and numbers, the same file for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterable

from petunias.checks import slug
from petunias.site import addresses
from petunias.site.listing import Listing

PATH = f"{addresses.REGISTER}known.json"


def known(listings: Iterable[Listing]) -> bytes:
    """Every entry but withdrawn ones as [id, its numbers, its name unless the id says it]. Light, with thousands."""
    rows = [[one.id, one.calls, "" if slug(one.name) == one.id else one.name] for one in listings if not one.withdrawn]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"[{lines}]\n".encode()
