"""One row to one entry, or to the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from petunias.checks.saying import listed
from petunias.exchange import fields, text
from petunias.exchange.cells import Cells
from petunias.exchange.identity import source_id
from petunias.exchange.mapping import Mapping
from petunias.exchange.sources import Source, Sources, first
from petunias.exchange.tabular import Row, same
from petunias.problems import Level, Problem

# Finds the errors of an entry: (dotted field, message, fix) each.
Verify = Callable[[dict[str, Any]], list[tuple[str, str, str]]]
_MISSING = {
    "contact": (
        "must have at least one way to get in touch, and has none that can be used.",
        "find a phone number, an e-mail address or a web page, and write it into the spreadsheet.",
    ),
    "domains": (
        "must fit one of the domains, and no word that the mapping knows for them stands here.",
        "add such a word to domains in the mapping, or the reason why this is no entry to skip.",
    ),
}


@dataclass
class Built:
    """What a row came to. `data` is None if there is no entry; then `problems` says why."""

    row: Row
    source: str = ""
    data: dict[str, Any] | None = None
    problems: list[Problem] = field(default_factory=list)
    naming: tuple[str, ...] = ()  # the texts from which an id is made


class Builder:
    """Turns rows into entries, by one mapping."""

    def __init__(self, mapping: Mapping, shown: str, verify: Verify, dated: str | None = None) -> None:
        self.mapping = mapping
        self.shown = shown
        self.verify = verify
        self.dated = dated
        self.columns = {same(name): name for _, name in mapping.references}
        named = (mapping.id_column or "", *mapping.id_columns, *mapping.entry_id, *mapping.entry_id_if_taken)
        self.ignored = set(map(same, (*mapping.ignored, *named)))
        self.name_column = same(self._name_column())

    def build(self, row: Row) -> Built:
        """The entry that the row makes."""
        built = Built(row)
        if row.trouble:
            column, message, fix = row.trouble
            self._say(built, "error", column, message, fix)
            return built
        cells = Cells(row.cells, self.mapping.none, self.mapping.spellings)
        for name, sources in self.mapping.extra:
            made = first(sources, cells)
            cells.made[same(name)] = made if isinstance(made, str) else ", ".join(made)
        built.source = source_id(self.mapping, cells)
        if reason := self._skipped(cells):
            self._say(
                built, "hint", "", f"left out. {reason}", "nothing, if that is right; else change skip in the mapping."
            )
            return built
        if not built.source:
            columns = listed(self.mapping.id_columns or [self.mapping.id_column or ""], "and")
            message = "must have an id, so that the next import knows the row again; it is empty."
            self._say(built, "error", columns, message, "fill in the cell.")
            return built
        self._fill(built, cells)
        return built

    def _name_column(self) -> str:
        """The column by which people know a row: the one that the name comes from."""
        sources = [source for path, several in self.mapping.fields if path == ("name",) for source in several]
        return next((source.column for source in sources if source.column), "")

    def _skipped(self, cells: Cells) -> str:
        for skip in self.mapping.skips:
            if all(part.holds(cells) for part in skip.when) and not (skip.unless and skip.unless.holds(cells)):
                return text.full_stop(skip.because)
        return ""

    def _fill(self, built: Built, cells: Cells) -> None:
        values = [(path, first(sources, cells)) for path, sources in self.mapping.fields]
        data = fields.assembled(values)
        mapping = self.mapping
        on = self.dated or data.get("confirmed", {}).get("on") or mapping.list_date
        data.pop("confirmed", None)
        if on:
            data["confirmed"] = {"on": on, "by": "import"}
        source = {"scheme": mapping.scheme, "id": built.source, "licence": mapping.licence, "url": mapping.url}
        data["source"] = {name: value for name, value in source.items() if value}
        built.data = self._sound(built, data)
        known = {name: shown for name, shown in self.columns.items() if name in built.row.cells}
        left = {name: shown for name, shown in known.items() if name not in self.ignored}
        # What a lost e-mail address said is told once, with the reason.
        level: Level = "hint"
        for loss in cells.losses:
            self._say(built, level, loss.column, loss.message, loss.fix)
        if built.data is None:
            return
        for loss in cells.left(left):
            self._say(built, level, loss.column, loss.message, loss.fix)
        for name, shown in known.items():
            if text.looks_garbled(built.row.cells[name]):
                message = "seems to have lost letters when it was saved in the wrong encoding."
                self._say(built, level, shown, message, 'save the list again as "CSV UTF-8", or mend the letters.')
        columns = mapping.entry_id or ()
        built.naming = (
            *([cells.get(column) for column in columns] if columns else [str(built.data["name"])]),
            *(cells.get(column) for column in mapping.entry_id_if_taken),
        )

    def _sound(self, built: Built, data: dict[str, Any]) -> dict[str, Any] | None:
        """The data without the parts that are wrong, each told as a hint; None, with errors, if it cannot stand."""
        for _ in range(30):
            found = self.verify(data)
            if not found:
                return data
            for dotted, message, fix in found:
                smaller = fields.without(data, fields.path_of(dotted)) if dotted else None
                if smaller is not None:
                    said = f"{dotted}: {message.removesuffix('.')}. It is left out."
                    self._say(built, "hint", self._column(dotted), said, fix)
                    data = smaller
                    break
            else:
                self._tell(built, data, found)
                return None
        return None

    def _tell(self, built: Built, data: dict[str, Any], found: list[tuple[str, str, str]]) -> None:
        for dotted, message, fix in found:
            top = dotted.split(".")[0]
            if top in _MISSING and top not in data:
                said, mend = _MISSING[top]
                self._say(built, "error", self._column(top), said, mend)
            elif dotted and top not in data:
                self._say(built, "error", self._column(top), f"{top}: must not be empty.", "fill in the cell.")
            else:
                self._say(built, "error", self._column(dotted), f"{dotted}: {message}" if dotted else message, fix)

    def _column(self, dotted: str) -> str:
        """The columns that feed the field, or the fields inside it."""
        path = fields.path_of(dotted)
        feeding = [sources for key, sources in self.mapping.fields if key[: len(path)] == path[: len(key)]]
        names = [name for sources in feeding for name in self._real_columns(sources)]
        return ", ".join(list(dict.fromkeys(names))[:4])

    def _real_columns(self, sources: Sources) -> list[str]:
        """The columns of the file behind a rule, also those from which an extra column is made."""
        names = []
        for column in _columns(sources):
            made = next((rule for name, rule in self.mapping.extra if same(name) == same(column)), None)
            names += self._real_columns(made) if made else [self.columns.get(same(column), column)]
        return names

    def _say(self, built: Built, level: Level, column: str, message: str, fix: str) -> None:
        name = built.row.cells.get(self.name_column, "")
        who = f" ({text.shorten(text.one_line(name), 50)})" if name else ""
        said = f"row {built.row.number}{who}: {message}"
        built.problems.append(Problem(level, self.shown, built.row.line, column, said, fix))


def _columns(sources: Sources) -> list[str]:
    return [column for source in sources for column in _of(source)]


def _of(source: Source) -> list[str]:
    return [*source.columns(), *(column for part in source.join for column in _columns(part))]
