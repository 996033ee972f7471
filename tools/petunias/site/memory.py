"""What a build leaves for the next: one SQLite file beside the site, OUT.cache.

It holds a digest of all that went in, times and sizes of the entries' files and of the site's, frames, compiled
templates, and for each entry what was made once from it. It may be deleted at any time: then the next build does its
whole work. One that cannot be read, or that another version wrote, counts as none.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

VERSION = f"petunias 1, python {sys.version}"
_TABLES = """
CREATE TABLE note (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE part (kind TEXT, language TEXT, id TEXT, value BLOB, PRIMARY KEY (kind, language, id));
"""

# One thing made from one entry: what kind of thing, the language, the entry's id, the thing.
Part = tuple[str, str, str, Any]


def beside(out: Path) -> Path:
    """The file beside a site that says what the last build left."""
    return out.with_name(f"{out.name}.cache")


class Broken(Exception):
    """What the last build left cannot be read, or not be added to."""


class Memory:
    """What the last build left. Everything in it was put in by us: it is no place for what strangers send.

    All methods raise Broken if the file is damaged, lacks what is asked for, or is held by another build.
    """

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def note(self, name: str) -> Any:
        """What was noted under the name."""
        return self._one("SELECT value FROM note WHERE name = ?", name)

    def parts(self, kind: str, language: str) -> dict[str, Any]:
        """What was made of that kind from every entry, by id, in no order."""
        with _readable():
            rows = self._base.execute("SELECT id, value FROM part WHERE kind = ? AND language = ?", (kind, language))
            loads = pickle.loads
            return {id: loads(value) for id, value in rows}

    def part(self, kind: str, language: str, id: str) -> Any:
        """What was made of that kind from one entry."""
        return self._one("SELECT value FROM part WHERE kind = ? AND language = ? AND id = ?", kind, language, id)

    def _one(self, question: str, *values: str) -> Any:
        with _readable():
            found = self._base.execute(question, values).fetchone()
            if found is None:
                raise Broken
            return pickle.loads(found[0])  # noqa: S301 - our own file

    def close(self) -> None:
        """Lets go of the file."""
        self._base.close()

    def put(self, notes: Mapping[str, Any], parts: Iterable[Part] = ()) -> None:
        """Puts these in place of what was there, all or none."""
        with _readable(), self._base:
            self._base.executemany("INSERT OR REPLACE INTO note VALUES (?, ?)", _rows(notes))
            self._base.executemany(
                "INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?)",
                ((*where, pickle.dumps(value, 5)) for *where, value in parts),
            )


@contextmanager
def _readable() -> Iterator[None]:
    """What a damaged file brings about is raised as Broken."""
    try:
        yield
    except (sqlite3.Error, pickle.PickleError, EOFError, LookupError, ValueError, TypeError, AttributeError) as trouble:
        raise Broken(str(trouble)) from trouble


@contextmanager
def opened(out: Path) -> Iterator[Memory | None]:
    """What the last build of the site left; None if there is nothing that can be used."""
    file = beside(out)
    memory = None
    with suppress(OSError):
        if file.is_file():
            memory = _opened(file)
    try:
        yield memory
    finally:
        if memory is not None:
            memory.close()


def _opened(file: Path) -> Memory | None:
    try:
        base = sqlite3.connect(file)
    except sqlite3.Error:
        return None
    # What is lost when the power fails is made again.
    with suppress(sqlite3.Error, Broken):
        base.execute("PRAGMA synchronous = OFF")
        memory = Memory(base)
        if memory.note("version") == VERSION:
            return memory
    base.close()
    return None


def written(out: Path, notes: Mapping[str, Any], parts: Iterable[Part]) -> None:
    """Writes a new file in place of the old. Without it the next build does its whole work: nothing is lost."""
    file = beside(out)
    fresh = file.with_name(f".{file.name}.new")
    with suppress(OSError, sqlite3.Error, Broken):
        fresh.unlink(missing_ok=True)
        with closing(sqlite3.connect(fresh)) as base:
            base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
            Memory(base).put({"version": VERSION, **notes}, parts)
        fresh.replace(file)


def forgotten(out: Path) -> None:
    """Removes the file: what it says is no longer so."""
    with suppress(OSError):
        beside(out).unlink(missing_ok=True)


def _rows(notes: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    return ((name, pickle.dumps(value, 5)) for name, value in notes.items())
