"""The entries that are there already: by id, and who may be the same as somebody new."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from petunias import phones, reading
from petunias.checks import slug
from petunias.duplicates import LIKELY, Likeness, alike
from petunias.model import Directory, Entry

MOST = 5  # shown at a time
PATIENCE = 1.0  # seconds in which nobody looks again whether a file has changed: with 10,000 that takes a while


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry that may be the same, and what the two have in common."""

    entry: Entry
    likeness: Likeness


class Neighbours:
    """The entries in a folder, read again within a second when a file has changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._stamp: object = None
        self._looked = -PATIENCE
        self._directory: Directory | None = None
        self._lock = Lock()

    @property
    def directory(self) -> Directory | None:
        """All of it, as it was when it was last right; None if it never was."""
        with self._lock:
            if time.monotonic() - self._looked >= PATIENCE:
                stamp = _stamp(self.folder)
                if stamp != self._stamp:
                    self._stamp = stamp
                    self._directory = reading.read_some(self.folder, words=False) or self._directory
                self._looked = time.monotonic()
        return self._directory

    def renew(self) -> None:
        """Looks at the files the next time, however soon that is."""
        self._looked = -PATIENCE

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries."""
        return self.directory.entries if self.directory else ()

    @property
    def standing(self) -> Mapping[str, bool] | None:
        """Of each entry whether it is there for people; None if nobody can say just now."""
        if self.directory is None:
            return None
        return {one.id: one.status.state not in ("closed", "withdrawn") for one in self.entries}

    def get(self, id: str) -> Entry | None:
        """The entry of that id, or that had it formerly."""
        for entry in self.entries:
            if entry.id == id or id in entry.formerly:
                return entry
        return None

    def same(self, name: str, numbers: Iterable[str | None]) -> list[Entry]:
        """Those that go by that name, whatever the order of its words, or have one of the numbers."""
        wanted, digits = _words(name), {phones.same_digits(number) for number in numbers if number}
        found = []
        for entry in self.entries:
            own = {phones.same_digits(number) for number in (entry.contact.phone, entry.contact.text) if number}
            if entry.status.state != "withdrawn" and ((wanted and _words(entry.name) == wanted) or own & digits):
                found.append(entry)
        return found[:MOST]

    def twins(self, entry: Entry) -> list[Twin]:
        """Those that are likely to be one thing with the entry, the likeliest first, with what they have in common."""
        found = []
        for other in self.entries:
            likeness = alike(entry, other) if other.id != entry.id else None
            if likeness and likeness.score >= LIKELY:
                found.append(Twin(other, likeness))
        return sorted(found, key=lambda twin: -twin.likeness.score)[:MOST]


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(slug(name).split("-"))) if slug(name) else ()


def _stamp(folder: Path) -> object:
    files = []
    for place in (folder, folder / "entries", folder / "partners", folder / "topics"):
        if place.is_dir():
            with os.scandir(place) as found:
                files += [
                    (one.path, (state := one.stat()).st_mtime_ns, state.st_size)
                    for one in found
                    if one.name.endswith(".yaml")
                ]
    return frozenset(files)
