"""What the form looks through for a group that is listed already: names and numbers, the same file for everybody."""

from __future__ import annotations

import json
from collections.abc import Iterable

from petunias.checks import slug
from petunias.site import addresses

PATH = f"{addresses.REGISTER}known.json"


def line(id: str, calls: str, name: str) -> str:
    """An entry as [id, its numbers, its name unless the id says it]. Light, with thousands. `calls`: bare digits."""
    return json.dumps([id, calls, "" if slug(name) == id else name], ensure_ascii=False, separators=(",", ":"))


def known(lines: Iterable[str]) -> bytes:
    """The file of those lines, one for every entry but withdrawn ones."""
    together = ",\n".join(lines)
    return f"[{together}]\n".encode()
