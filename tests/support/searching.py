"""Small directories to search, and the search's scripts to call."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from petunias import records
from petunias.model import Directory, Entry
from petunias.search.engine import Answer, Engine
from petunias.site.assets import SEARCH
from petunias.site.finding import ready
from support.directories import Data, area
from support.site import DIRECTORY, REPOSITORY, TODAY

ASSETS = REPOSITORY / "site_overrides" / "assets"
_HOST = """
function each(name, items) {
  var made = petuniasWords[name] || petuniasSpelling[name];
  return items.map(function (item) { return made.apply(null, item); });
}
function unpacked(content) {
  var found = petuniasFiles.unpack(Uint8Array.from(content));
  return Object.keys(found).map(function (key) {
    var record = found[key], entries = [];
    petuniasFiles.entriesOf(record, function (number, weight) { entries.push([number, weight]); });
    return [key, entries, record.phrases, record.domains, record.evidence];
  });
}
"""


class Scripts:
    """The scripts of the search, without a search."""

    def __init__(self) -> None:
        self._racer = MiniRacer()
        for name in SEARCH:
            self._racer.eval((ASSETS / name).read_text(encoding="utf-8"))
        self._racer.eval(_HOST)

    def each(self, name: str, items: Sequence[str | tuple[object, ...]]) -> list[Any]:
        """What the function of search-words.js or search-spelling.js makes of each item."""
        made = [[item] if isinstance(item, str) else list(item) for item in items]
        return self._call(f"each({json.dumps(name)}, {json.dumps(made)})")

    def files_of(self, keys: Sequence[str], count: int) -> list[int]:
        """In which of `count` files each key is looked for."""
        return self._call(
            f"{json.dumps(list(keys))}.map(function (key) {{ return petuniasFiles.fileOf(key, {count}); }})"
        )

    def unpacked(self, content: bytes) -> list[Any]:
        """The records of a file, as [key, entries, phrases, domains, evidence]."""
        return self._call(f"unpacked({list(content)})")

    def _call(self, code: str) -> Any:
        return json.loads(str(self._racer.eval(f"JSON.stringify({code})")))


class Searcher:
    """A search over a few entries. `words` are the groups of words.yaml; None takes the shipped ones."""

    def __init__(self, *entries: Entry, words: list[Data] | None = None, folder: Path = DIRECTORY, **of: Any) -> None:
        made = Directory(area(**of), tuple(entries), words=records.words(words) if words else ())
        found = ready(made, folder, TODAY)
        self.index = found.index
        self._engine = Engine(found.script, found.index, found.ids)

    def answer(self, words: str, near: str = "", **filters: Sequence[str]) -> Answer:
        """The whole answer."""
        return self._engine.ask(words, near, filters)

    def ids(self, words: str, near: str = "", **filters: Sequence[str]) -> list[str]:
        """The ids that answer, best first."""
        return [hit.id for hit in self.answer(words, near, **filters).hits]
