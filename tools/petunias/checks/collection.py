"""What the rules look at: every file that passed its schema, with its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from petunias import model
from petunias.problems import Problem
from petunias.yamlfile import Key, YamlFile, dotted

Item = TypeVar("Item")


@dataclass(frozen=True)
class Record(Generic[Item]):
    """One file and what it holds. `id` is the file's name without its ending."""

    id: str
    file: YamlFile
    item: Item

    def error(self, key: Key, message: str, fix: str) -> Problem:
        """A finding about the field at `key`, which stops a build."""
        return Problem("error", self.file.path, self.file.line(key), dotted(key), message, fix)

    def hint(self, key: Key, message: str, fix: str) -> Problem:
        """A finding about the field at `key`, which does not stop a build."""
        return Problem("hint", self.file.path, self.file.line(key), dotted(key), message, fix)


@dataclass(frozen=True)
class Collection:
    """The whole folder. Files that failed their schema are not in the tuples, but their ids are in `ids`."""

    area: Record[model.Area]
    entries: tuple[Record[model.Entry], ...] = ()
    partners: tuple[Record[model.Partner], ...] = ()
    topics: tuple[Record[model.Topic], ...] = ()
    words: Record[tuple[model.WordGroup, ...]] | None = None
    ids: Mapping[str, frozenset[str]] | None = None  # kind -> every id for which there is a file, good or bad

    def known(self, kind: str) -> frozenset[str]:
        """Every id of that kind of file, whether or not the file is in order."""
        return (self.ids or {}).get(kind, frozenset())

    @cached_property
    def entry_by_id(self) -> dict[str, Record[model.Entry]]:
        """The entries that passed their schema, by id."""
        return {record.id: record for record in self.entries}
