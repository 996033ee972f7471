"""From a directory to its index: what the search keeps of each entry, and the files made of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from petunias import records, schema, yamlfile
from petunias.language import Language
from petunias.model import Directory, Entry, WordGroup
from petunias.resources import shipped
from petunias.search.alarms import ALARMS
from petunias.search.attributes import attributes, spoken
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
    """What an area's entries are read with in one language. `words` False leaves the thesaurus out."""

    def __init__(self, directory: Directory, language: Language, *, words: bool = True) -> None:
        self._language = language
        self._groups = (directory.words or None) if words else ()
        self._gazetteer = Gazetteer(directory.area)
        self.attributes = attributes()

    @property
    def concepts(self) -> list[Concept]:
        """The groups of words, ready for use."""
        return _concepts(shipped_words() if self._groups is None else self._groups)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.concepts, self.attributes, self._names)

    def _names(self, code: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self._language.language_name(code), self._language.own_name(code))))

    def item(self, entry: Entry, state: int = 0, text: str = "") -> Item:
        """What the search keeps of an entry. `state` are the bits of its state, `text` what is shown as a reason."""
        words = self._reader.read(entry)
        return Item(entry.id, words, entry.domains, entry.localities, state, self._gazetteer.point(entry), text)

    def index(self, items: Iterable[Item], card: Callable[[str], str]) -> Index:
        """The files of the index. `items` are in order of their ids; `card` gives an entry's HTML."""
        every = list(items)
        known = [*self.attributes, *(spoken(code, self._names(code)) for code in languages(every))]
        return index(every, self.concepts, known, self._gazetteer.places(item.point for item in every), ALARMS, card)


def languages(items: Iterable[Item]) -> list[str]:
    """The languages, other than English, that are spoken somewhere."""
    facets = {facet for item in items for facet in item.words.facets}
    return sorted(facet.removeprefix("language=") for facet in facets if facet.startswith("language="))
