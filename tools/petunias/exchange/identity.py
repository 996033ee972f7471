"""Which row is which, run after run: the row's id in its list, and the id of the entry it becomes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Mapping as Named

from petunias.checks.saying import slug
from petunias.exchange.cells import Cells
from petunias.exchange.mapping import Mapping

LONGEST = 70  # signs of an id, so that a number may follow
_KEPT = re.compile(r"index|page|con|nul|aux|prn|com[0-9]|lpt[0-9]")  # the site or a computer keeps these for itself


def digest(data: object) -> str:
    """A short sum of anything that JSON can hold, or of bytes. Equal data, equal sum."""
    content = data if isinstance(data, bytes) else json.dumps(data, sort_keys=True, ensure_ascii=False).encode()
    return hashlib.sha256(content).hexdigest()[:32]


def source_id(mapping: Mapping, cells: Cells) -> str:
    """The row's id in its list: a column's text, or a sum of several columns; empty if those are empty.

    A row's place in the file is no id: it changes when somebody sorts the list.
    """
    if mapping.id_column:
        return cells.get(mapping.id_column)[:120]
    texts = [" ".join(cells.get(column).casefold().split()) for column in mapping.id_columns]
    return digest(texts)[:12] if any(texts) else ""


def entry_ids(wanted: Named[str, Sequence[str]], taken: Collection[str], scheme: str) -> dict[str, str]:
    """An entry id for each source id.

    `wanted` has, by source id, the texts to make it of: the name, then what is added while two rows would have the
    same. Rows of one name all get the addition, so that none depends on which of them stands first.
    """
    steps = {source: _steps(texts, f"{scheme}-{slug(source)}".strip("-")) for source, texts in sorted(wanted.items())}
    ids: dict[str, str] = {}
    used = set(taken)
    for level in range(max((len(several) for several in steps.values()), default=0)):
        open_ones = {
            source: several[min(level, len(several) - 1)] for source, several in steps.items() if source not in ids
        }
        counts = Counter(open_ones.values())
        for source, id in open_ones.items():
            if counts[id] == 1 and id not in used and not _KEPT.fullmatch(id):
                ids[source] = id
                used.add(id)
    for source, several in steps.items():
        if source not in ids:
            number = 2 if several[-1] in used else 1
            while f"{several[-1]}-{number}" in used:
                number += 1
            ids[source] = f"{several[-1]}-{number}"
            used.add(ids[source])
    return ids


def _steps(texts: Sequence[str], fallback: str) -> list[str]:
    """Ever longer ids: the first text, the first two, and so on."""
    steps: list[str] = []
    for text in texts:
        part = slug(text)
        before = steps[-1] if steps else ""
        if part and not before.endswith(part):
            whole = f"{before}-{part}".strip("-")
            steps.append(
                whole if len(whole) <= LONGEST else f"{before[: LONGEST - len(part) - 1]}-{part}"[-LONGEST:].strip("-")
            )
    return [re.sub("-+", "-", step) for step in steps] or [fallback]
