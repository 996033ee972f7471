"""What need not run: a look at what goes in and at the site as it lies there, against what the last build left.

What goes in is data, prose, look, settings, program, versions, day. The entries' files are looked at one by one, so
that a build after a few edits knows which. The site's own files are looked at as well: one that somebody has touched
is made anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
from array import array
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from petunias.resources import Surroundings, shipped
from petunias.site import memory
from petunias.site.memory import Broken, Memory
from petunias.site.watch import stamp


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a build reads: a digest of everything but the entries, and time and size of each entry's file by its id."""

    digest: str
    entries: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Seal:
    """Time and size of all files and folders of a site. A folder ends in a slash; its time tells of new files in it."""

    names: tuple[str, ...]
    states: bytes


@dataclass(frozen=True, slots=True)
class Trace:
    """What the last build was made from, what it left, and what it counted."""

    inputs: Inputs
    files: int


def inputs(around: Surroundings, day: date, *, strict: bool, pdf: bool = False) -> Inputs:
    """Everything that a build for `day` reads. Take it before reading, or an edit may be missed."""
    program = Path(__file__).resolve().parents[1]
    places = [around.directory, around.docs, around.settings, *around.overrides, program]
    places += [shipped(name) for name in ("docs", "schema", "site_overrides", "mkdocs.yml", "words.yaml")]
    folder = around.directory / "entries"
    entries, others = _entries(folder)
    known = stamp(places, but=str(folder))
    said = f"{known}\n{others}\n{day}\n{strict}\n{pdf}\n{_installed()}"
    return Inputs(hashlib.sha256(said.encode()).hexdigest(), entries)


def _installed() -> list[str]:
    """Every package that Python finds, with its version; asking for those that count takes longer."""
    found = []
    for place in sys.path:
        with suppress(OSError), os.scandir(place or ".") as inside:
            found += [item.name for item in inside if item.name.endswith((".dist-info", ".egg-info"))]
    return sorted(found)


def _entries(folder: Path) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """The files of entries, and the names of whatever else is in their folder."""
    entries, others = {}, []
    if folder.is_dir():
        with os.scandir(folder) as found:
            for item in found:
                name = item.name
                if name.startswith("."):
                    continue
                if name.endswith(".yaml") and item.is_file():
                    known = item.stat()
                    entries[name[:-5]] = (known.st_mtime_ns, known.st_size)
                else:
                    others.append(name)
    return entries, sorted(others)


def seal(out: Path) -> Seal:
    """The state of every file and folder of a site, hidden ones as well; of `.git` only that it is there."""
    names, waiting = [""], [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{out}/{folder}") as found:
            for item in found:
                if item.name == ".git":
                    continue
                if item.is_dir(follow_symlinks=False):
                    names.append(f"{folder}{item.name}/")
                    waiting.append(names[-1])
                else:
                    names.append(f"{folder}{item.name}")
    return Seal(tuple(names), _states(out, names).tobytes())


def holds(out: Path, known: Seal) -> bool:
    """Whether the site is as it was when it was sealed."""
    try:
        return _states(out, known.names).tobytes() == known.states
    except OSError:
        return False


def resealed(out: Path, known: Seal, written: Collection[str], gone: Collection[str] = ()) -> Seal:
    """The seal after those files were written and removed; nobody else's change is sealed with them."""
    if gone or not frozenset(known.names).issuperset(written):
        known = _renamed(known, written, frozenset(gone))
    places = {name: place for place, name in enumerate(known.names)}
    states = array("q", known.states)
    touched = [*written, *gone]
    for path in {"", *written, *(f"{path.rpartition('/')[0]}/" for path in touched if "/" in path)}:
        states[2 * places[path] : 2 * places[path] + 2] = _states(out, (path,))
    return Seal(known.names, states.tobytes())


def _renamed(known: Seal, written: Iterable[str], gone: frozenset[str]) -> Seal:
    """A seal with room for what is new, and none for what has gone."""
    before = array("q", known.states)
    names, states = [], array("q")
    for place, name in enumerate(known.names):
        if name not in gone:
            names.append(name)
            states.extend(before[2 * place : 2 * place + 2])
    for name in sorted(frozenset(written).difference(names)):
        names.append(name)
        states.extend((0, 0))
    return Seal(tuple(names), states.tobytes())


def _states(out: Path, names: Iterable[str]) -> array[int]:
    """Time and size of each; a folder's size says nothing."""
    states = array("q")
    stat, top = os.lstat, f"{out}/"
    for name in names:
        known = stat(top + name)
        states.append(known.st_mtime_ns)
        states.append(-1 if name[-1:] in ("/", "") else known.st_size)
    return states


def last(kept: Memory) -> Trace | None:
    """What the last build was made from."""
    with suppress(Broken):
        trace = kept.note("trace")
        return trace if isinstance(trace, Trace) else None
    return None


def untouched(out: Path) -> bool:
    """Whether nobody has touched the site since the last build left it and a note of it."""
    with memory.opened(out) as kept, suppress(Broken):
        known = kept.note("seal") if kept else None
        return isinstance(known, Seal) and holds(out, known)
    return False


def edited(before: Inputs, now: Inputs) -> frozenset[str] | None:
    """The entries that were edited in between; None if anything else has changed as well."""
    if before.digest != now.digest or before.entries.keys() != now.entries.keys():
        return None
    return frozenset(id for id, state in now.entries.items() if before.entries[id] != state)
