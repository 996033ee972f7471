"""A second process, which does its share of a whole build: it reads, checks and makes the pages of part of the entries.

It makes the index of the search as well. The first process does as much for the other entries, and the rest: prose,
lists, publishing. What one needs to know of the other's entries is their listings, cards and items; those are light,
where whole entries would cost more to send than to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from petunias import reading
from petunias.language import Language
from petunias.model import Directory, Entry
from petunias.processes import Helper, Line, can_help
from petunias.resources import Surroundings
from petunias.search.corpus import Lexicon, lexicon_of, reopened
from petunias.search.index import Index, Item
from petunias.search.thesaurus import Concept
from petunias.site import addresses
from petunias.site.addresses import Spot
from petunias.site.edition import Edition
from petunias.site.listing import Deck, Listing, dealt, indexer
from petunias.site.press import Shell
from petunias.site.pressroom import Pressed, PressRoom, template_sentence
from petunias.site.prose import entry_addresses
from petunias.site.publish import Parking
from petunias.site.tongues import Tongues

# Until both have read and listed their entries, the first process also has prose, and the words of the search, to make
# ready. That takes as long as so many entries. It takes a few entries in any case.
OTHER_WORK, LEAST = 1500, 0.15
BATCH = 50  # pages told at a time


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that has been seen to: its path, its address for the sitemap, whether it was parked."""

    path: str
    address: str | None
    parked: bool


# Listings as tuples; cards, and items as tuples, by id.
_Dealt = tuple[list[tuple[Any, ...]], dict[str, str], dict[str, tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class _Indexed:
    """The index of a language, whose files have been seen to."""

    code: str
    index: Index


@dataclass(frozen=True, slots=True)
class _Order:
    """What the second process needs for its pages and the index. Shells, and what the first dealt, are by language."""

    prose: frozenset[str]
    prose_code: str
    shells: Mapping[str, Shell]
    dealt: Mapping[str, _Dealt]
    concepts: Sequence[Concept]
    parking: Parking


class Second:
    """The second process, as the first sees it. `mine` are the ids of the entries that are left to the first."""

    def __init__(self, helper: Helper, mine: frozenset[str]) -> None:
        self._helper, self.mine = helper, mine
        self.addresses: frozenset[str] = frozenset()
        self._decks: dict[str, _Dealt] | None = None
        self._own: dict[str, Deck] = {}
        self._lexicon: Lexicon | None = None
        self._indexes: dict[str, Index] = {}
        self._seen: list[Seen] = []
        self._left = True

    def stop(self) -> None:
        self._helper.stop()

    def agrees(self, directory: Directory | None) -> bool:
        """Whether there is no error in its share, nor in the first one's, nor between the two."""
        # It is made ready once, while the other still reads.
        self._lexicon = lexicon_of(directory) if directory else None
        self._helper.line.send(self._lexicon.sealed if self._lexicon else None)
        said = self._helper.line.receive()
        if directory is None or said is None:
            return False
        olds, self.addresses = said
        return all(old not in olds for entry in directory.entries for old in entry.formerly)

    def deck(self, edition: Edition) -> Deck:
        """The listings and cards of all entries: those of the edition, then its own."""
        code = edition.language.code
        own = self._own[code] = dealt(edition, self._lexicon)
        if self._decks is None:
            self._decks = self._helper.line.receive()
        return replace(_whole(own, self._decks[code]), index=lambda ids, card: self._index(code))

    def _index(self, code: str) -> Index:
        """The index of a language, without its files; waits for it."""
        while code not in self._indexes:
            self._take()
        return self._indexes[code]

    def go(self, rooms: Sequence[PressRoom], shell: Callable[[Language, Spot], Shell], parking: Parking) -> None:
        """Lets it make its pages. `rooms` are the first one's press rooms."""
        tongues = rooms[0].tongues
        order = _Order(
            tongues.prose,
            tongues.prose_code,
            {
                room.edition.language.code: shell(
                    room.edition.language, Spot("s/" * Spot(addresses.entry("x"), room.edition.folder).depth)
                )
                for room in rooms
            },
            {code: _dealt(deck) for code, deck in self._own.items()},
            rooms[0].deck.corpus.concepts,
            parking,
        )
        self._helper.line.send(order)

    def ready(self) -> Iterator[Seen]:
        """The pages that it has seen to by now."""
        while self._left and self._helper.line.waiting():
            self._take()
        yield from self._told()

    def rest(self) -> Iterator[Seen]:
        """All its pages that have not come out yet; waits for them."""
        while self._left:
            self._take()
        yield from self._told()

    def _told(self) -> list[Seen]:
        found, self._seen = self._seen, []
        return found

    def _take(self) -> None:
        found: _Indexed | list[Seen] = self._helper.line.receive()
        if isinstance(found, _Indexed):
            self._indexes[found.code] = found.index
            return
        self._left = bool(found)
        self._seen += found


@contextmanager
def asked(
    around: Surroundings, ids: Sequence[str], editions: Callable[[Directory], Sequence[Edition]]
) -> Iterator[Second | None]:
    """A second process at work on its share of the entries of these ids; None where it would not help.

    `editions` makes the editions of a directory.
    """
    if not can_help(len(ids)):
        yield None
        return
    ordered = sorted(ids, key="{}.yaml".format)
    first = max(round(len(ordered) * LEAST), (len(ordered) - OTHER_WORK) // 2)
    mine, theirs = frozenset(ordered[:first]), frozenset(ordered[first:])
    second = Second(Helper(lambda line: _work(line, around, theirs, editions)), mine)
    try:
        yield second
    finally:
        second.stop()


def read(folder: Path, second: Second | None) -> tuple[Directory, Second | None]:
    """The Directory with the entries that are left to this process, or with all where there is no other.

    ProblemsFound, with every finding, if there is an error in any.
    """
    if second is not None:
        directory = reading.read_some(folder, second.mine)
        if second.agrees(directory) and directory is not None:
            return directory, second
        second.stop()
    return reading.read_or_raise(folder), None


def _work(
    line: Line, around: Surroundings, ids: frozenset[str], editions: Callable[[Directory], Sequence[Edition]]
) -> None:
    directory = reading.read_some(around.directory, ids, words=False)
    words = line.receive()
    if words is None or directory is None or {entry.id for entry in directory.entries} != ids:
        line.send(None)
        return
    olds = frozenset(old for entry in directory.entries for old in entry.formerly)
    line.send((olds, frozenset(entry_addresses(directory.entries))))
    made = editions(directory)
    concepts: list[Concept] = []  # they come later: only the index needs them
    lexicon = reopened(words, lambda: concepts)
    whole = {edition.language.code: dealt(edition, lexicon) for edition in made}
    line.send({code: _dealt(deck) for code, deck in whole.items()})
    order: _Order = line.receive()
    concepts += order.concepts
    tongues = Tongues(tuple(edition.language for edition in made), order.prose, order.prose_code, directory.area.url)
    for edition in made:
        code = edition.language.code
        room = PressRoom(
            replace(edition, tongues=tongues),
            tongues,
            lambda language, spot: order.shells[language.code],
            _whole(whole[code], order.dealt[code]),
        )
        line.send(_Indexed(code, replace(room.maker.index, files=())))
        pages = chain(room.search_files(), chain.from_iterable(_made(room, one) for one in edition.directory.entries))
        while batch := list(islice(pages, BATCH)):
            line.send([Seen(page.path, page.address, order.parking.put(page.path, page.content)) for page in batch])
    line.send([])


def _whole(own: Deck, dealt: _Dealt) -> Deck:
    """The deck of all entries: those that this process has dealt, and those of the other."""
    listings, cards, items = dealt
    mine = frozenset(one.id for one in own.listings)

    def card(id: str) -> str:
        return own.card(id) if id in mine else cards[id]

    def item(id: str) -> Item:
        return own.item(id) if id in mine else Item(*items[id])

    every = sorted([*own.listings, *(Listing(*values) for values in listings)], key=_in_folder)
    return replace(own, listings=every, card=card, item=item, index=indexer(own.corpus, item))


def _in_folder(one: Listing) -> str:
    """A key for the order in which a folder is read."""
    return f"{one.id}.yaml"


def _dealt(deck: Deck) -> _Dealt:
    listed = [one.id for one in deck.listings if one.listed]
    return (
        [tuple(one) for one in deck.listings],
        {id: deck.card(id) for id in listed},
        {id: tuple(deck.item(id)) for id in listed},
    )


def _made(room: PressRoom, entry: Entry) -> list[Pressed]:
    """The entry's pages; what goes wrong in a template is said here, as no traceback comes back from a process."""
    try:
        return room.entry(entry)
    except Exception as trouble:  # noqa: BLE001 - it goes on, as itself or as a sentence
        sentence = template_sentence(trouble)
        raise ValueError(sentence) if sentence else trouble from None
