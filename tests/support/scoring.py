"""How good a list of answers is, against queries that people have judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

DEEP = 10


@dataclass(frozen=True)
class Marks:
    """Means over the queries; `ndcg` and `zero` over those that have an answer, `false` over those that have none."""

    ndcg: float
    zero: float
    false: float


def gain(grades: Sequence[int]) -> float:
    """What a list of grades is worth, best first: each counts less the farther down it is."""
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:DEEP], 1))


def ndcg(relevant: Mapping[str, int], got: Sequence[str]) -> float:
    """The worth of the first ten, beside that of the best ten that there could be."""
    return gain([relevant.get(id, 0) for id in got]) / gain(sorted(relevant.values(), reverse=True))


def queries(path: Path) -> list[dict[str, Any]]:
    """The judged queries of a file."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def marks(judged: Sequence[Mapping[str, Any]], ask: Callable[[str], Sequence[str]]) -> Marks:
    """The marks of a search, where `ask` gives the ids that it shows."""
    got = [(query, ask(query["query"])) for query in judged]
    able = [(query["relevant"], ids) for query, ids in got if query["kind"] != "negative"]
    unable = [ids for query, ids in got if query["kind"] == "negative"]
    return Marks(
        sum(ndcg(relevant, ids) for relevant, ids in able) / len(able),
        sum(not ids for _, ids in able) / len(able),
        sum(bool(ids) for ids in unable) / len(unable),
    )
