"""A second process, which does its share of a whole build: it reads, checks and makes the pages of part of the entries.

The first process does as much for the others, and the rest: prose, lists, publishing. What one needs to know of the
other's entries is their listings and cards; those are light, where whole entries would cost more to send than to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from petunias import reading
from petunias.language import Language
from petunias.model import Directory, Entry
from petunias.processes import Helper, Line, can_help
from petunias.resources import Surroundings
from petunias.search.corpus import Lexicon, lexicon_of, reopened
from petunias.search.index import Item
from petunias.site import addresses
from petunias.site.addresses import Spot
from petunias.site.edition import Edition
from petunias.site.listing import Deck, Listing, dealt, indexer
from petunias.site.press import Shell
from petunias.site.pressroom import Pressed, PressRoom, template_sentence
from petunias.site.prose import entry_addresses
from petunias.site.publish import Parking
from petunias.site.tongues import Tongues

SHARE = 0.6  # of the entries; the first process has prose and lists to make as well
BATCH = 50  # pages told at a time


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that has been seen to: its path, its address for the sitemap, whether it was parked."""

    path: str
    address: str | None
    parked: bool


@dataclass(frozen=True, slots=True)
class _Order:
    """What the second process needs for its pages. Shells and listings are by language."""

    prose: frozenset[str]
    prose_code: str
    shells: Mapping[str, Shell]
    listings: Mapping[str, Sequence[tuple[Any, ...]]]
    parking: Parking


# Listings as tuples; cards, and items as tuples, by id.
_Dealt = tuple[list[tuple[Any, ...]], dict[str, str], dict[str, tuple[Any, ...]]]


class Second:
    """The second process, as the first sees it. `mine` are the ids of the entries that are left to the first."""

    def __init__(self, helper: Helper, mine: frozenset[str]) -> None:
        self._helper, self.mine = helper, mine
        self.addresses: frozenset[str] = frozenset()
        self._decks: dict[str, _Dealt] | None = None
        self._lexicon: Lexicon | None = None
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
        own = dealt(edition, self._lexicon)
        if self._decks is None:
            self._decks = self._helper.line.receive()
        listings, cards, items = self._decks[edition.language.code]

        def card(id: str) -> str:
            return own.card(id) if id in self.mine else cards[id]

        def item(id: str) -> Item:
            return own.item(id) if id in self.mine else Item(*items[id])

        every = [*own.listings, *(Listing(*values) for values in listings)]
        return Deck(every, card, item, own.corpus, indexer(own.corpus, item))

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
            {
                room.edition.language.code: [tuple(one) for one in room.deck.listings if one.id in self.mine]
                for room in rooms
            },
            parking,
        )
        self._helper.line.send(order)

    def ready(self) -> Iterator[Seen]:
        """The pages that it has seen to by now."""
        while self._left and self._helper.line.waiting():
            yield from self._take()

    def rest(self) -> Iterator[Seen]:
        """All its pages that have not come out yet; waits for them."""
        while self._left:
            yield from self._take()

    def _take(self) -> list[Seen]:
        found: list[Seen] = self._helper.line.receive()
        self._left = bool(found)
        return found


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
    # In the order in which a folder is read.
    ordered = sorted(ids, key="{}.yaml".format)
    first = len(ordered) - round(len(ordered) * SHARE)
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
    lexicon = reopened(words, tuple)  # the index, which needs the concepts, is for the first process
    whole = {edition.language.code: dealt(edition, lexicon) for edition in made}
    line.send({code: _dealt(deck) for code, deck in whole.items()})
    order: _Order = line.receive()
    tongues = Tongues(tuple(edition.language for edition in made), order.prose, order.prose_code, directory.area.url)
    seen: list[Seen] = []
    for edition in made:
        code = edition.language.code
        theirs = [Listing(*values) for values in order.listings[code]]
        own = whole[code]
        room = PressRoom(
            replace(edition, tongues=tongues),
            tongues,
            lambda language, spot: order.shells[language.code],
            replace(own, listings=[*theirs, *own.listings]),
        )
        for entry in edition.directory.entries:
            for pressed in _made(room, entry):
                seen.append(Seen(pressed.path, pressed.address, order.parking.put(pressed.path, pressed.content)))
            if len(seen) >= BATCH:
                line.send(seen)
                seen = []
    if seen:
        line.send(seen)
    line.send([])


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
