"""Where a field's value comes from: a column, a fixed value, a template of columns, and what is done to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from petunias.exchange import transforms, words
from petunias.exchange.cells import Cells
from petunias.exchange.tabular import same

_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Step:
    """One transform, with what stands behind its colon."""

    name: str
    argument: Any = None


@dataclass(frozen=True, slots=True)
class Condition:
    """True if one of the words stands in the column; without words, if anything stands there."""

    column: str
    words: tuple[str, ...] = ()

    def holds(self, cells: Cells) -> bool:
        """Whether it is so in this row."""
        text = cells.get(self.column)
        holds = words.any_in(self.words, text) if self.words else bool(text)
        if holds:
            cells.whole.add(same(self.column))
        return holds


@dataclass(frozen=True, slots=True)
class Source:
    """One way to a value. Exactly one of column, template, value, join is set."""

    column: str | None = None
    template: str | None = None
    value: Any = None
    join: tuple[Sources, ...] = ()
    between: str = " "
    steps: tuple[Step, ...] = ()
    default: Any = ""
    when: Condition | None = None
    unless: Condition | None = None

    def evaluate(self, cells: Cells) -> Any:
        """The value in this row; empty if there is none."""
        if (self.when and not self.when.holds(cells)) or (self.unless and self.unless.holds(cells)):
            return ""
        value = self._start(cells)
        cells.column = self.column or ""
        for step in self.steps:
            if not value:
                break
            value = transforms.run(step.name, step.argument, value, cells)
        if value and not any(transforms.REGISTRY[step.name].picks for step in self.steps):
            cells.whole.update(map(same, self.columns()))
        return value or self.default

    def columns(self) -> Iterator[str]:
        """The columns whose text goes into the value."""
        if self.column is not None:
            yield self.column
        if self.template is not None:
            yield from (name for name, _ in slots(self.template))

    def _start(self, cells: Cells) -> Any:
        if self.column is not None:
            return cells.get(self.column)
        if self.template is not None:
            return filled(self.template, cells)
        if self.join:
            parts = [first(part, cells) for part in self.join]
            if any(isinstance(part, list) for part in parts):
                several = [item for part in parts if part for item in (part if isinstance(part, list) else [part])]
                return list(dict.fromkeys(several)) if all(isinstance(item, str) for item in several) else several
            return self.between.join(part for part in parts if part)
        return self.value


Sources = tuple[Source, ...]


def first(sources: Sequence[Source], cells: Cells) -> Any:
    """The first value that one of them gives; empty if none does."""
    for source in sources:
        if value := source.evaluate(cells):
            return value
    return ""


@cache
def slots(template: str) -> tuple[tuple[str, bool], ...]:
    """The columns named in a template, and whether the template does without. {Town} or {Town?}; {{ is a bracket."""
    names = [found[1] for found in _SLOT.finditer(template) if found[1] is not None]
    return tuple((name.removesuffix("?").strip(), name.endswith("?")) for name in names)


def stray_bracket(template: str) -> bool:
    """Whether there is a bracket that opens or closes nothing."""
    return re.search(r"[{}]", _SLOT.sub("", template)) is not None


def filled(template: str, cells: Cells) -> str:
    """The template with the row's cells in it; empty if a cell that it needs is empty.

    What stands in the cells is never read as a template itself.
    """
    values = {name: cells.get(name) for name, _ in slots(template)}
    if any(not values[name] and not optional for name, optional in slots(template)):
        return ""

    def slot(found: re.Match[str]) -> str:
        return found[0][0] if found[1] is None else values[found[1].removesuffix("?").strip()]

    return re.sub(r" +", " ", _SLOT.sub(slot, template)).strip()
