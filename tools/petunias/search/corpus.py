"""From a directory to its index: what the search keeps of each entry, and the files made of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from petunias import records, schema, yamlfile
from petunias.language import Language
from petunias.model import Directory, Entry, WordGroup
from petunias.resources import shipped
from petunias.search.attributes import Attribute, attributes, spoken
from petunias.search.entrywords import Reader
from petunias.search.index import Index, Item, index, item
from petunias.search.nearby import Gazetteer
from petunias.search.patch import Before, patched
from petunias.search.thesaurus import Concept, Known, concepts, known_of, opened, sealed


@cache
def shipped_words() -> tuple[WordGroup, ...]:
    """The words that come with the program, for a directory that has no words.yaml."""
    file = yamlfile.read(shipped("words.yaml"))
    data: Any = schema.typed("words", file.data)
    return records.words(data)


@dataclass(frozen=True)
class Lexicon:
    """The groups of words of an area, ready for use: as concepts, and as what is looked for in an entry's text.

    `concepts` are worked out, or taken from a note, when somebody asks: a build after an edit does without.
    """

    get: Callable[[], Sequence[Concept]]
    known: Known

    @cached_property
    def concepts(self) -> Sequence[Concept]:
        """The groups, numbered in their order."""
        return self.get()

    @cached_property
    def sealed(self) -> Mapping[str, Any]:
        """What is looked for, in a form that is quickly read again."""
        return sealed(self.known)


@cache
def lexicon(groups: tuple[WordGroup, ...] | None) -> Lexicon:
    """Groups of words made ready; None stands for those that come with the program."""
    found = concepts(shipped_words() if groups is None else groups)
    return Lexicon(lambda: found, known_of([*found, *(one.concept(len(found)) for one in attributes())]))


def lexicon_of(directory: Directory) -> Lexicon:
    """The words of a directory, or of the program if it has none."""
    return lexicon(directory.words or None)


def reopened(sealed: Mapping[str, Any], get: Callable[[], Sequence[Concept]]) -> Lexicon:
    """A lexicon from what another process, or an earlier build, has made ready. `get` gives the concepts."""
    return Lexicon(get, opened(sealed))


class Corpus:
    """What an area's entries are read with in one language.

    `words` are those of the directory unless they are given; False leaves them out.
    """

    def __init__(self, directory: Directory, language: Language, words: Lexicon | bool = True) -> None:
        self._language = language
        self._directory = directory
        self._words = words
        self._gazetteer = Gazetteer(directory.area)
        self.attributes = attributes()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The groups of words."""
        if isinstance(self._words, Lexicon):
            return self._words
        return lexicon_of(self._directory) if self._words else lexicon(())

    @property
    def concepts(self) -> Sequence[Concept]:
        """The groups of words as concepts."""
        return self.lexicon.concepts

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self.lexicon.known, self.attributes, self._names)

    def _names(self, code: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self._language.language_name(code), self._language.own_name(code))))

    def _all_attributes(self, languages: Iterable[str]) -> list[Attribute]:
        """The attributes when these languages are spoken."""
        return [*self.attributes, *(spoken(code, self._names(code)) for code in languages)]

    def item(self, entry: Entry, state: int = 0, text: str = "") -> Item:
        """What the search keeps of an entry. `state` are the bits of its state, `text` what is shown as a reason."""
        words, point = self._reader.read(entry), self._gazetteer.point(entry)
        return item(entry.id, words, entry.domains, entry.localities, state, point, text)

    def index(self, items: Iterable[Item], card: Callable[[str], str]) -> Index:
        """The files of the index. `items` are in order of their ids; `card` gives an entry's HTML."""
        return index(list(items), self.concepts, self._all_attributes, self._gazetteer.places, card)

    def patched(
        self,
        before: Before,
        edits: Iterable[tuple[Item, Item]],
        item: Callable[[str], Item],
        card: Callable[[str], str],
    ) -> Index:
        """The index of before with some entries' items, as they were and as they are."""
        return patched(before, edits, item, self._all_attributes, self._gazetteer.places, card)
