"""Which entries stand in which list, in what order, on which page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import NamedTuple, Protocol, TypeVar

from markupsafe import Markup

from petunias.freshness import freshness
from petunias.model import Area, Entry
from petunias.site import addresses

Item = TypeVar("Item")


class Named(Protocol):
    """What has a name to be sorted by: an entry, or its listing."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def localities(self) -> tuple[str, ...]: ...


AName = TypeVar("AName", bound=Named)


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards or rows, one after another: their entries' ids, and their digests. Fetched when they are printed."""

    ids: Sequence[str]
    digests: Sequence[str]
    fetch: Callable[[str], str]

    def __bool__(self) -> bool:
        return bool(self.ids)

    def __html__(self) -> Markup:
        return Markup("".join(map(self.fetch, self.ids)))  # noqa: S704 - our template has escaped them

    def __repr__(self) -> str:
        # Neither an id nor a digest has a blank in it.
        return f"<Cards {' '.join(self.ids)} {' '.join(self.digests)}>"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One page of a long list. `number` and `last` count pages from 1; `first` and `final` count entries from 1."""

    address: str
    number: int
    last: int
    total: int
    cards: Markup | Cards = Markup()

    @property
    def first(self) -> int:
        return (self.number - 1) * addresses.PAGE_LENGTH + 1

    @property
    def final(self) -> int:
        return min(self.number * addresses.PAGE_LENGTH, self.total)

    def with_cards(self, cards: Cards) -> Stretch:
        """The same page of the list, with its entries as HTML."""
        return replace(self, cards=cards)

    def address_of(self, number: int) -> str:
        """The address of another page of the same list."""
        return addresses.page(self.address, number)


class Letter(NamedTuple):
    """A letter of the A to Z, the address at which it begins, and its entries on one page."""

    name: str
    anchor: str
    address: str
    entries: tuple[Named, ...] = ()

    def __repr__(self) -> str:
        return tuple.__repr__(self)  # much faster, and thousands are needed


def pages(address: str, items: Sequence[Item]) -> Iterable[tuple[Stretch, Sequence[Item]]]:
    """The pages of a list with their items. An empty list has one page."""
    last = max(1, -(-len(items) // addresses.PAGE_LENGTH))
    for number in range(1, last + 1):
        start = (number - 1) * addresses.PAGE_LENGTH
        yield Stretch(address, number, last, len(items)), items[start : start + addresses.PAGE_LENGTH]


def listed(entry: Entry, area: Area, today: date) -> bool:
    """Whether an entry stands in lists: running or paused, and not out of date."""
    if entry.status.state not in ("active", "paused"):
        return False
    confirmed_on = entry.confirmed.on if entry.confirmed else None
    return freshness(confirmed_on, entry.added, area.review, today).state != "unlisted"


def serves(entry: Named, locality: str) -> bool:
    """Whether an entry serves a locality; one that names none serves all."""
    return not entry.localities or locality in entry.localities


def by_locality(entries: Iterable[AName], area: Area) -> dict[str, list[AName]]:
    """For each locality of the area those that serve it, in their order. Each is looked at once: there may be many."""
    found: dict[str, list[AName]] = {place.id: [] for place in area.localities}
    every = tuple(found)
    for entry in entries:
        for id in entry.localities or every:
            found[id].append(entry)
    return found


def letter(name: str) -> str:
    """The letter under which a name stands, of whatever alphabet and without accents; # for anything else."""
    first = name[:1]
    if first.isascii() and first.isalpha():
        return first.upper()
    for sign in unicodedata.normalize("NFKD", name):
        if sign.isalnum():
            return sign.upper()[:1] if sign.isalpha() else "#"
    return "#"


def by_name(entries: Iterable[AName]) -> list[AName]:
    """In order of name as a reader expects it: without accents and case; numbers first."""
    return sorted(entries, key=lambda entry: (letter(entry.name), plain(entry.name), entry.id))


def letters(entries: Sequence[Named]) -> tuple[Letter, ...]:
    """Every letter in use, with the address of the page on which it begins. `entries` are in order of name."""
    found: dict[str, str] = {}
    for index, entry in enumerate(entries):
        name = letter(entry.name)
        found.setdefault(
            name, f"{addresses.page(addresses.A_TO_Z, index // addresses.PAGE_LENGTH + 1)}#{_anchor(name)}"
        )
    return tuple(Letter(name, _anchor(name), address) for name, address in found.items())


def groups(entries: Sequence[Named]) -> tuple[Letter, ...]:
    """The entries of one page of the A to Z, under their letters."""
    grouped = groupby(entries, key=lambda entry: letter(entry.name))
    return tuple(Letter(name, _anchor(name), "", tuple(found)) for name, found in grouped)


def _anchor(name: str) -> str:
    if name == "#":
        return "numbers"
    return name.lower() if name.isascii() else f"letter-{ord(name)}"


def plain(name: str) -> str:
    """A name for sorting: without accents and case."""
    if name.isascii():
        return name.casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)).casefold()
