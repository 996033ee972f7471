"""The entries that are there before an import: which ids are taken, which entry came from which row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from petunias import yamlfile
from petunias.exchange.memory import Memo, file_sum


@dataclass
class Shelf:
    """The folder of entries. Files that stand as the import left them are not read again: there may be thousands."""

    folder: Path
    scheme: str
    memos: dict[str, Memo]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The id of every file."""
        return frozenset(path.stem for path in self.folder.glob("*.yaml")) if self.folder.is_dir() else frozenset()

    @cached_property
    def sums(self) -> dict[str, str]:
        """The sum of each file that was imported before and is still there."""
        return {id: self._sum(id) for id in {memo.entry for memo in self.memos.values()} & self.ids}

    def sum(self, id: str) -> str:
        """The sum of the entry's file; empty if there is none."""
        return self.sums[id] if id in self.sums else self._sum(id) if id in self.ids else ""

    @cached_property
    def entry_of(self) -> dict[str, str]:
        """By source id, the entry that says it came from there, for files that people changed, renamed or brought."""
        return {id: entry for entry, data in self._others.items() if (id := self._source(data))}

    @cached_property
    def taken(self) -> frozenset[str]:
        """The ids that no new entry may have: those in use, and old ones whose addresses lead elsewhere."""
        old = [id for data in self._others.values() for id in _texts(data.get("formerly"))]
        return self.ids | frozenset(old) | frozenset(memo.entry for memo in self.memos.values())

    def added(self, id: str) -> str:
        """The day on which the entry joined, as its file says; empty if it says nothing."""
        said = self._others.get(id, {}).get("added", "")
        return said if isinstance(said, str) else ""

    @cached_property
    def _others(self) -> dict[str, dict[str, Any]]:
        left = {memo.entry for memo in self.memos.values() if memo.file and self.sums.get(memo.entry) == memo.file}
        files = ((id, yamlfile.read(self.folder / f"{id}.yaml").data) for id in sorted(self.ids - left))
        return {id: data for id, data in files if isinstance(data, dict)}

    def _source(self, data: dict[str, Any]) -> str:
        source = data.get("source")
        if not isinstance(source, dict) or source.get("scheme") != self.scheme:
            return ""
        return source["id"] if isinstance(source.get("id"), str) else ""

    def _sum(self, id: str) -> str:
        try:
            return file_sum((self.folder / f"{id}.yaml").read_bytes())
        except OSError:  # a folder of that name, or a file that may not be read: it is there, and not ours
            return "unreadable"


def _texts(node: Any) -> Iterable[str]:
    return [item for item in node if isinstance(item, str)] if isinstance(node, list) else []
