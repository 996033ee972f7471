"""One row that makes an entry, and the file that may be there already: what is to be done.

The one promise: what a person has written is never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from petunias import yamlfile
from petunias.exchange.identity import digest
from petunias.exchange.memory import Memo, file_sum
from petunias.problems import Level


@dataclass(frozen=True, slots=True)
class Case:
    """A row's entry, what is remembered of it, and the sum of the file that stands there now (empty: none)."""

    id: str
    path: Path
    data: dict[str, Any]
    added: str
    memo: Memo | None
    current: str
    keep: bool = False
    take: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """How the row ends; the text to write, if any; what to remember; what to say."""

    outcome: Literal["entry", "update", "unchanged", "conflict"]
    memo: Memo | None = None
    text: str | None = None
    message: str = ""
    fix: str = ""
    level: Level = "error"


def settle(case: Case) -> Settled:
    """What is to be done with the row."""
    made = digest(case.data)
    if case.keep:
        return Settled("unchanged", Memo(case.id, case.current, made, case.added, ours=False))
    if case.memo is None and not case.current:
        return _write(case, made, "entry")
    return _take(case, made) if case.take else _compare(case, made)


def _compare(case: Case, made: str) -> Settled:
    memo = case.memo
    if memo and memo.entry == case.id and memo.file == case.current:
        # Nobody has touched the file since the import left it, or since somebody had a change of theirs accepted.
        if memo.made == made:
            return Settled("unchanged", memo)
        if memo.file and memo.ours:
            return _write(case, made, "update")
    if case.current and file_sum(yamlfile.dump(case.data).encode("utf-8")) == case.current:
        return Settled("unchanged", _memo(case, made, case.current))
    return _conflict(case, made)


def _write(case: Case, made: str, outcome: Literal["entry", "update"]) -> Settled:
    text = yamlfile.dump(case.data)
    return Settled(outcome, _memo(case, made, file_sum(text.encode("utf-8"))), text)


def _take(case: Case, made: str) -> Settled:
    settled = _write(case, made, "update" if case.current else "entry")
    if settled.memo and settled.memo.file == case.current:
        return Settled("unchanged", settled.memo)
    return settled


def _memo(case: Case, made: str, file: str) -> Memo:
    return Memo(case.id, file, made, case.added, ours=True)


def _conflict(case: Case, made: str) -> Settled:
    ways = f"keep the file as it is with --keep {case.id}, or take the row with --take {case.id}."
    if not case.current:
        return Settled("conflict", case.memo, None, "was deleted by hand, and the row is still in the list.", ways)
    if case.memo is None:
        message = (
            "says that it came from this row, but nothing tells what the last import wrote, so it was not touched."
        )
        return Settled("conflict", None, None, message, ways)
    if case.memo.made == made:
        # The row says nothing new, so nothing is lost by leaving the file alone.
        message = "was changed by hand since the last import. The row has not changed."
        return Settled("conflict", case.memo, None, message, f"nothing, or {ways}", "hint")
    message = "was changed by hand, and now the row has changed too. The file was not touched."
    return Settled("conflict", case.memo, None, message, ways)
