"""What an import comes to: how every row ended, what is written, what is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from petunias.checks.saying import counted
from petunias.exchange.memory import Memo
from petunias.problems import Problem

Outcome = Literal["entry", "update", "unchanged", "conflict", "problem"]
OUTCOMES: tuple[Outcome, ...] = ("entry", "update", "unchanged", "conflict", "problem")


@dataclass(frozen=True, slots=True)
class Ending:
    """How one row ended. `entry` is the id of its entry, if it has one."""

    row: int
    line: int
    outcome: Outcome
    entry: str = ""


@dataclass
class Plan:
    """What an import will do, worked out in full."""

    file: str
    blank: int
    endings: list[Ending] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    writes: dict[Path, str] = field(default_factory=dict)
    memos: dict[str, Memo] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        """How many rows ended so."""
        return sum(ending.outcome == outcome for ending in self.endings)


def summary(made: Plan) -> str:
    """The five numbers on one line."""
    counts = Counter(ending.outcome for ending in made.endings)
    words = {
        "entry": "new entry",
        "update": "update",
        "unchanged": "unchanged",
        "conflict": "conflict",
        "problem": "problem",
    }
    parts = [
        f"{counts[outcome]:,} unchanged" if outcome == "unchanged" else counted(counts[outcome], words[outcome])
        for outcome in OUTCOMES
    ]
    blank = f" ({counted(made.blank, 'blank row')} passed over)" if made.blank else ""
    return f"{made.file}: {counted(len(made.endings), 'row')}: {', '.join(parts)}{blank}"


def report(made: Plan) -> dict[str, Any]:
    """Everything about the import as plain data."""
    counts = {outcome: made.count(outcome) for outcome in OUTCOMES}
    return {
        "file": made.file,
        "rows": len(made.endings),
        "blank": made.blank,
        "counts": counts,
        "outcomes": [
            {"row": ending.row, "line": ending.line, "outcome": ending.outcome, "entry": ending.entry}
            for ending in made.endings
        ],
        "problems": [problem.as_dict() for problem in made.problems],
    }
