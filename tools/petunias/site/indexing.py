"""What a build leaves of the search index for the next, and the index of the next, made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from petunias.search.corpus import Corpus, Lexicon, reopened
from petunias.search.index import Index, Item, Kept
from petunias.search.patch import Before
from petunias.site.listing import indexer
from petunias.site.memory import Broken, Memory


def notes(index: Index, code: str) -> dict[str, Any]:
    """What to note of the index of a language; what is as it was is not noted again."""
    found: dict[str, Any] = {f"index {code}": index.kept}
    if index.spellings is not None:
        found[f"spellings {code}"] = index.spellings
    if index.points is not None:
        found[f"points {code}"] = tuple(index.points)
    return found


def words(lexicon: Lexicon) -> dict[str, Any]:
    """What to note of the words of the area."""
    return {"lexicon": lexicon.sealed, "concepts": lexicon.concepts}


def lexicon(kept: Memory) -> Lexicon:
    """The words of the area as they were noted."""
    return reopened(kept.note("lexicon"), lambda: kept.note("concepts"))


@dataclass(frozen=True, slots=True)
class Items:
    """The items of all listed entries in one language. `fresh` are those of edited ones, None for one in no list."""

    kept: Memory
    code: str
    fresh: Mapping[str, Item | None]

    def before(self, id: str) -> Item:
        """An entry's item as it was."""
        return Item(*self.kept.part("item", self.code, id))

    def now(self, id: str) -> Item:
        """An entry's item as it is."""
        return self.fresh.get(id) or self.before(id)

    def every(self) -> Callable[[str], Item]:
        """What gives any item as it is now, when most are needed: all are read at once."""
        parts = self.kept.parts("item", self.code)
        return lambda entry: self.fresh.get(entry) or Item(*parts[entry])


def reindexer(corpus: Corpus, items: Items, out: Path) -> Callable[[Sequence[str], Callable[[str], str]], Index]:
    """What makes the index of the language whose pages are in `out`: by changing what lies there if that can be."""
    kept, code = items.kept, items.code

    def read(path: str) -> bytes:
        try:
            return (out / path).read_bytes()
        except OSError as trouble:
            raise Broken(str(trouble)) from trouble

    def made(ids: Sequence[str], card: Callable[[str], str]) -> Index:
        last: Kept = kept.note(f"index {code}")
        if tuple(ids) != last.ids:
            return indexer(corpus, items.every())(ids, card)
        before = Before(last, read, lambda: kept.note(f"spellings {code}"), lambda: kept.note(f"points {code}"))
        edits = [(items.before(id), item) for id, item in items.fresh.items() if item]
        return corpus.patched(before, edits, items.now, card)

    return made
