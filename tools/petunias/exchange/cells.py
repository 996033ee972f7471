"""One row while it is being read: its cells, and what became of each, so that nothing is dropped unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from petunias.exchange.finding import Found, without
from petunias.exchange.tabular import same


@dataclass(frozen=True, slots=True)
class Loss:
    """Something in a cell that could not be used."""

    column: str
    message: str
    fix: str


@dataclass
class Cells:
    """The cells of one row. A cell that says "none" in some way is empty.

    Transforms note here what they took out of a cell, and what they could not read.
    """

    raw: Mapping[str, str]
    none: frozenset[str]
    spellings: tuple[str, ...] = ()
    column: str = ""  # the column that is being read; empty in a template
    made: dict[str, str] = field(default_factory=dict)  # the mapping's extra columns
    losses: list[Loss] = field(default_factory=list)
    taken: dict[str, list[str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)  # columns that were used as a whole

    def get(self, column: str) -> str:
        """The cell of that column; empty if it says none."""
        name = same(column)
        text = self.made.get(name, self.raw.get(name, ""))
        return "" if len(text) < 60 and text.casefold().rstrip(".") in self.none else text

    def take(self, found: Sequence[Found], which: int = 1) -> str:
        """The `which`th good one of what was found. The bad ones are noted as lost."""
        for one in found:
            if one.trouble:
                self.lose(one.trouble, one.fix)
                self.taken.setdefault(same(self.column), []).append(one.raw)
        good = [one for one in found if one.value]
        if len(good) < which:
            return ""
        self.taken.setdefault(same(self.column), []).append(good[which - 1].raw)
        return good[which - 1].value

    def lose(self, message: str, fix: str) -> None:
        """Notes that something in the column being read cannot be used."""
        loss = Loss(self.column, message, fix)
        if loss not in self.losses:
            self.losses.append(loss)

    def left(self, columns: Mapping[str, str]) -> list[Loss]:
        """For each of those columns (name as compared: name as written), the words in it that nothing used."""
        unused = []
        for name, shown in columns.items():
            if name in self.whole or not self.get(name):
                continue
            rest = without(self.get(name), self.taken.get(name, []))
            if any(letter.isalnum() for letter in rest):
                short = rest if len(rest) <= 80 else f"{rest[:79]}…"
                unused.append(
                    Loss(shown, f'holds words that no field took: "{short}".', "see whether a reader needs them.")
                )
        return unused
