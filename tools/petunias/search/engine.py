"""Runs the browser's own search script, so that the command line answers as the site does, in the same order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from py_mini_racer import MiniRacer

from petunias.search.index import FOLDER, Index

# Files come as text of which each sign is one byte.
_HOST = """
var petuniasHost;
function petuniasOpen(manifest, options) {
  petuniasHost = petuniasSearch.engine(JSON.parse(manifest), JSON.parse(options));
  return "";
}
function petuniasAdd(name, text) {
  var bytes = new Uint8Array(text.length);
  for (var i = 0; i < text.length; i += 1) { bytes[i] = text.charCodeAt(i); }
  petuniasHost.add(name, bytes);
  return "";
}
function petuniasAsk(asked) { return JSON.stringify(petuniasHost.search(JSON.parse(asked))); }
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer. `far` is in kilometres; None if no place was given or the entry has none."""

    id: str
    score: float
    far: float | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search says: hits, best first, and how it took the words."""

    hits: tuple[Hit, ...]
    chips: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    near: str | None
    near_known: bool
    danger: tuple[str, ...]
    domains: tuple[str, ...]


class Engine:
    """The search over one index. `script` is what the browser runs; `ids` are those of the index, in its order."""

    def __init__(self, script: str, index: Index, ids: Sequence[str], without: Sequence[str] = ()) -> None:
        self._ids = ids
        self._files = {path.removeprefix(FOLDER): content for path, content in index.files}
        self._racer = MiniRacer()
        self._racer.eval(script)
        self._racer.eval(_HOST)
        manifest = self._files[index.manifest.removeprefix(FOLDER)].decode()
        self._racer.call("petuniasOpen", manifest, json.dumps({"without": list(without)}))

    def close(self) -> None:
        """Lets the script's engine go."""
        self._racer.close()

    def ask(self, words: str, near: str = "", filters: Mapping[str, Sequence[str]] | None = None) -> Answer:
        """The answer to `words`. `filters` maps facets to values, such as {"day": ["monday"]}."""
        asked = json.dumps({"q": words, "near": near, "filters": {k: list(v) for k, v in (filters or {}).items()}})
        while True:
            told: dict[str, Any] = json.loads(str(self._racer.call("petuniasAsk", asked)))
            if "need" not in told:
                break
            for name in told["need"]:
                self._racer.call("petuniasAdd", name, self._files[name].decode("latin-1"))
        place = told["near"]
        return Answer(
            hits=tuple(Hit(self._ids[hit["entry"]], hit["score"], hit["far"]) for hit in told["hits"]),
            chips=tuple(dict.fromkeys(told["chips"])),
            changes=tuple((wrong, right) for wrong, right in told["changes"]),
            near=place["name"] if place else None,
            near_known=bool(place) and not place.get("unknown"),
            danger=tuple(told["danger"]),
            domains=tuple(told["domains"]),
        )
