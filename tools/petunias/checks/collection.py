"""What the rules look at: one file as it stands, or every file that passed its schema with its record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from petunias import model
from petunias.problems import Problem
from petunias.schema import Kind
from petunias.yamlfile import Key, YamlFile, dotted

Item_co = TypeVar("Item_co", covariant=True)


@dataclass(frozen=True)
class FileView:
    """One file as it stands, whether or not its shape is right."""

    kind: Kind
    file: YamlFile

    @property
    def id(self) -> str:
        """The file's name without its ending."""
        return re.split(r"[/\\]", self.file.path)[-1].removesuffix(".yaml")

    def at(self, *key: str | int) -> str:
        """The text at the key; empty if there is none."""
        value = self.file.data
        for part in key:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return ""
        return value if isinstance(value, str) else ""

    @cached_property
    def texts(self) -> tuple[tuple[Key, str], ...]:
        """Every value in the file with its key, in order. Slow to make; ask `everything` first."""
        return tuple(_values(self.file.data))

    @cached_property
    def plain_texts(self) -> tuple[str, ...]:
        """Every value in the file, in no order."""
        return tuple(_texts(self.file.data))

    @cached_property
    def everything(self) -> str:
        """All values in one text, so that a rule can see at once that it has nothing to say."""
        return "\n".join(self.plain_texts)

    def error(self, key: Key, message: str, fix: str) -> Problem:
        """A finding about the value at `key`, which stops a build."""
        return Problem("error", self.file.path, self.file.line(key), dotted(key), message, fix)

    def hint(self, key: Key, message: str, fix: str) -> Problem:
        """A finding about the value at `key`, which does not stop a build."""
        return Problem("hint", self.file.path, self.file.line(key), dotted(key), message, fix)


@dataclass(frozen=True)
class Record(Generic[Item_co]):
    """One file and what it holds. `id` is the file's name without its ending."""

    id: str
    file: YamlFile
    item: Item_co

    def error(self, key: Key, message: str, fix: str) -> Problem:
        """A finding about the field at `key`, which stops a build."""
        return Problem("error", self.file.path, self.file.line(key), dotted(key), message, fix)

    def hint(self, key: Key, message: str, fix: str) -> Problem:
        """A finding about the field at `key`, which does not stop a build."""
        return Problem("hint", self.file.path, self.file.line(key), dotted(key), message, fix)


@dataclass(frozen=True)
class Collection:
    """The whole folder. Files that failed their schema are not in the tuples, but their ids are in `ids`.

    `area` is None if area.yaml failed its schema; then nothing can be said about what it should hold.
    """

    area: Record[model.Area] | None
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

    @cached_property
    def locality_ids(self) -> frozenset[str] | None:
        """The ids of the localities; None if area.yaml could not be read."""
        return frozenset(item.id for item in self.area.item.localities) if self.area else None

    @cached_property
    def lead_provider_ids(self) -> frozenset[str] | None:
        """The ids of the lead providers; None if area.yaml could not be read."""
        return frozenset(item.id for item in self.area.item.lead_providers) if self.area else None

    @cached_property
    def practice_ids(self) -> frozenset[str] | None:
        """The ids of the practices; None if area.yaml could not be read."""
        return frozenset(item.id for item in self.area.item.practices) if self.area else None


def _values(data: Any) -> Iterator[tuple[Key, str]]:
    # With a stack of its own: this runs over every value of every file.
    waiting: list[tuple[Key, Any]] = [((), data)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            waiting += [((*key, name), item) for name, item in reversed(value.items())]
        elif isinstance(value, list):
            waiting += [((*key, index), item) for index, item in reversed(list(enumerate(value)))]


def _texts(data: Any) -> list[str]:
    # Runs over every value of every file.
    found: list[str] = []
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return found
