"""A build after a few edits: only what was edited is read, and only the pages that it changes are made.

It takes the rest from what the last build left, and comes out the same, byte for byte, as a whole build. Where it is
not sure of that, it leaves the work to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

from petunias import reading
from petunias.language import Language
from petunias.model import Directory, Entry
from petunias.resources import Surroundings
from petunias.search.corpus import Corpus
from petunias.search.index import FOLDER
from petunias.signposting.services import phrases_of
from petunias.site import indexing, memory, publish, quick
from petunias.site.addresses import Spot
from petunias.site.edition import Edition
from petunias.site.listing import Deck, Listing, listing
from petunias.site.making import Plan
from petunias.site.memory import Broken, Memory, Part
from petunias.site.press import Shell
from petunias.site.pressroom import Pressed, PressRoom
from petunias.translating import translated

SHELVES = 64

Near = dict[tuple[str, tuple[str, ...]], tuple[tuple[str, str, str], ...]]


class Unsure(Exception):
    """Only a whole build can tell."""


@dataclass
class Shells:
    """The frames of a site, which are kept as they are made."""

    make: Callable[[Language, Spot], Shell] | None = None
    kept: dict[tuple[str, int], Shell] = field(default_factory=dict)

    def __call__(self, language: Language, spot: Spot) -> Shell:
        key = (language.code, spot.depth)
        if key not in self.kept:
            if self.make is None:
                raise Unsure
            self.kept[key] = self.make(language, spot)
        return self.kept[key]


def remember(
    out: Path, before: quick.Inputs, made: publish.Outcome, plan: Plan, rooms: Iterable[PressRoom], shells: Shells
) -> None:
    """Leaves what the next build needs, after a whole build from `before`."""
    notes: dict[str, Any] = {
        "trace": quick.Trace(before, made.written + made.same),
        "seal": quick.seal(out),
        "prose": (plan.prose, plan.prose_code),
        "codes": plan.codes,
        "pdfs": plan.shelf.digests if plan.shelf else {},
        "shells": shells.kept,
    }
    parts: list[Part] = []
    for room in rooms:
        code = room.edition.language.code
        notes[f"prints {code}"] = room.prints
        notes[f"near {code}"] = _near(room)
        shelves: dict[str, list[Listing]] = {}
        for one in room.deck.listings:
            shelves.setdefault(_shelf(one.id), []).append(one)
            if one.listed:
                parts.append(("card", code, one.id, room.deck.card(one.id)))
                parts.append(("item", code, one.id, tuple(room.deck.item(one.id))))
        parts += (("listings", code, shelf, found) for shelf, found in shelves.items())
        notes |= indexing.notes(room.maker.index, code)
        notes |= indexing.words(room.deck.corpus.lexicon)
    memory.written(out, notes, parts)


def rebuilt(
    around: Surroundings, out: Path, kept: Memory, before: quick.Inputs, edited: frozenset[str], day: date
) -> publish.Outcome | None:
    """Makes anew what the edited entries change; None if a whole build has to do it. `before`: what goes in now."""
    try:
        return _rebuilt(around, out, kept, before, edited, day)
    except Unsure:
        return None
    except Broken:
        memory.forgotten(out)
        return None


def _rebuilt(
    around: Surroundings, out: Path, kept: Memory, before: quick.Inputs, edited: frozenset[str], day: date
) -> publish.Outcome:
    directory = reading.read_some(around.directory, edited, words=False)
    if directory is None or {entry.id for entry in directory.entries} != edited:
        raise Unsure
    prose, prose_code = kept.note("prose")
    plan = Plan(directory, around.overrides, day, prose=prose, prose_code=prose_code, codes=kept.note("codes"))
    shells = Shells(kept=kept.note("shells"))
    changes = [_Change(plan, edition, kept, shells, out) for edition in plan.editions]
    others = frozenset().union(*(change.others for change in changes)) - edited
    if others:
        more = reading.read_some(around.directory, others, words=False)
        if more is None or {entry.id for entry in more.entries} != others:
            raise Unsure
        directory = Directory(directory.area, directory.entries + more.entries)
    files: dict[str, bytes] = {}
    notes: dict[str, Any] = {}
    parts: list[Part] = []
    for change in changes:
        for pressed in change.pressed(directory):
            if pressed.path in files:
                raise Unsure
            files[pressed.path] = pressed.content
        notes |= change.notes
        parts += change.parts
    trace: quick.Trace = kept.note("trace")
    known: quick.Seal = kept.note("seal")
    names = frozenset(known.names)
    folders = tuple(f"{edition.folder}{FOLDER}" for edition in plan.editions)
    # The files of the search are named by what is in them: those that are there are right, the others of no use.
    right = frozenset().union(*(change.search for change in changes))
    gone = {name for name in names if name.startswith(folders) and name[-1] != "/"} - right
    files = {path: content for path, content in files.items() if not (path in names and path in right)}
    if not all(path in names or path.startswith(folders) for path in files):
        raise Unsure
    new = files.keys() - names
    outcome = publish.amend(out, files, trace.files + len(new) - len(gone), gone)
    seal = quick.resealed(out, known, files, gone)
    kept.put({**notes, "trace": quick.Trace(before, outcome.written + outcome.same), "seal": seal}, parts)
    return outcome


class _Change:
    """What the edits change in one language."""

    def __init__(self, plan: Plan, edition: Edition, kept: Memory, shells: Shells, out: Path) -> None:
        self.edition, self.code = edition, edition.language.code
        shelves: dict[str, list[Listing]] = kept.parts("listings", self.code)
        # In the order in which a folder is read, as a whole build has them.
        found = sorted(chain.from_iterable(shelves.values()), key=lambda one: f"{one.id}.yaml")
        known = {one.id: one for one in found}
        corpus = Corpus(edition.directory, edition.language, indexing.lexicon(kept))
        phrases = phrases_of(edition.directory)
        fresh = {entry.id: listing(entry, edition, corpus, phrases) for entry in edition.directory.entries}
        self.parts: list[Part] = []
        for id, (one, card, item, _) in fresh.items():
            if id not in known:
                raise Unsure
            was = known[id]
            # Where there are pages is for a whole build to settle.
            if (one.formerly, one.withdrawn) != (was.formerly, was.withdrawn):
                raise Unsure
            known[id] = one
            if item:
                self.parts.append(("card", self.code, id, card))
                self.parts.append(("item", self.code, id, tuple(item)))
        for shelf in sorted({*map(_shelf, fresh)}):
            self.parts.append(("listings", self.code, shelf, [known[one.id] for one in shelves[shelf]]))

        def card_of(id: str) -> str:
            return fresh[id].card if id in fresh else str(kept.part("card", self.code, id))

        items = indexing.Items(kept, self.code, {id: made.item for id, made in fresh.items()})
        index = indexing.reindexer(corpus, items, out / edition.folder)
        deck = Deck(list(known.values()), card_of, items.now, corpus, index)
        self.room = PressRoom(edition, plan.tongues, shells, deck)
        self._prints: Mapping[str, bytes] = kept.note(f"prints {self.code}")
        self._pages = [page for page, found in self.room.lists() if self._prints.get(page.spot.path) != found]
        if self.room.prints.keys() != self._prints.keys():
            raise Unsure
        near, before = _near(self.room), kept.note(f"near {self.code}")
        self.others = {
            one.id
            for one in known.values()
            if not one.withdrawn
            and (
                (near[one.domains[0], one.localities] != before.get((one.domains[0], one.localities)))
                or not fresh.keys().isdisjoint(one.see)
            )
        }
        self.notes = {f"prints {self.code}": self.room.prints, f"near {self.code}": near}
        self.notes |= indexing.notes(self.room.maker.index, self.code)
        self.search = frozenset(edition.folder + name for name in self.room.maker.index.names)

    def pressed(self, directory: Directory) -> Iterable[Pressed]:
        """The pages that change. `directory` holds the entries whose own pages may."""
        yield from map(self.room.page, self._pages)
        yield from self.room.data_files()
        entries: tuple[Entry, ...] = translated(directory, self.code).entries
        for entry in entries:
            yield from self.room.entry(entry)


def _shelf(id: str) -> str:
    """Where the listing of an entry is kept. All are read at each build: that goes faster by the shelf than by one."""
    return str(crc32(id.encode()) % SHELVES)


def _near(room: PressRoom) -> Near:
    """What pages say of others near by: for each kind and place, the first few."""
    found: Near = {}
    for one in room.deck.listings:
        key = (one.domains[0], one.localities)
        if key not in found:
            found[key] = tuple((other.id, other.name, other.badge) for other in room.maker.first_near(one))
    return found
