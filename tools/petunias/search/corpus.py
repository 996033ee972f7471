"""From a directory to its index: which entries, which words, which places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from petunias import records, schema, yamlfile
from petunias.language import Language
from petunias.model import Directory, Entry, WordGroup
from petunias.resources import shipped
from petunias.search.alarms import ALARMS
from petunias.search.attributes import Attribute, attributes
from petunias.search.entrywords import Reader
from petunias.search.index import Index, Item, index
from petunias.search.nearby import Gazetteer
from petunias.search.thesaurus import Concept, concepts


@cache
def shipped_words() -> tuple[WordGroup, ...]:
    """The words that come with the program, for a directory that has no words.yaml."""
    file = yamlfile.read(shipped("words.yaml"))
    data: Any = schema.typed("words", file.data)
    return records.words(data)


@cache
def _concepts(groups: tuple[WordGroup, ...]) -> list[Concept]:
    return concepts(groups)


class Corpus:
    """The listed entries of a directory in one language, ready to be searched; `entries` are in order of their ids."""

    def __init__(
        self, directory: Directory, entries: Iterable[Entry], language: Language, *, words: bool = True
    ) -> None:
        self.directory = directory
        self.entries = sorted(entries, key=lambda entry: entry.id)
        self.concepts = _concepts(directory.words or shipped_words()) if words else []
        spoken = {code for entry in self.entries for code in entry.languages if code.split("-")[0] != "en"}

        def names(code: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys((language.language_name(code), language.own_name(code))))

        self.attributes: list[Attribute] = attributes(directory.area, spoken, names)
        self.reader = Reader(self.concepts, self.attributes, names)
        self.gazetteer = Gazetteer(directory.area)

    def index(self, state: Callable[[Entry], int], card: Callable[[Entry], tuple[str, str]]) -> Index:
        """The files of the index. `state` gives the bits of an entry's state, `card` its HTML and its text."""
        items: Sequence[Item] = [
            Item(
                entry.id,
                self.reader.read(entry),
                entry.domains,
                entry.localities,
                state(entry),
                self.gazetteer.point(entry),
                *card(entry),
            )
            for entry in self.entries
        ]
        return index(items, self.concepts, self.attributes, self.gazetteer.places(self.entries), ALARMS)
