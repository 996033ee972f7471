"""The file that submissions are kept in: one SQLite database, whose every change is a transaction written through."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NAME = "inbox.sqlite3"
VERSION = 1
TABLES = """
CREATE TABLE submission (
    reference TEXT PRIMARY KEY, state TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL,
    offer TEXT NOT NULL, received TEXT NOT NULL, ended TEXT, reason TEXT NOT NULL DEFAULT '',
    file TEXT NOT NULL DEFAULT ''
);
CREATE INDEX submission_digest ON submission (digest);
CREATE INDEX submission_state ON submission (state, received);
CREATE TABLE history (
    number INTEGER PRIMARY KEY, reference TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX history_reference ON history (reference);
CREATE TABLE log (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
    reference TEXT NOT NULL
);
CREATE TRIGGER log_stays BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'The log is only added to'); END;
CREATE TRIGGER log_remains BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'The log is only added to'); END;
CREATE TABLE letter (
    number INTEGER PRIMARY KEY, reference TEXT NOT NULL, recipient TEXT NOT NULL, subject TEXT NOT NULL,
    body TEXT NOT NULL, due TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, sent TEXT
);
CREATE TABLE person (
    entry TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, consented TEXT NOT NULL,
    reference TEXT NOT NULL
);
CREATE TABLE door (mark TEXT PRIMARY KEY, email TEXT NOT NULL, until TEXT NOT NULL);
CREATE TABLE editor (email TEXT PRIMARY KEY, invited TEXT NOT NULL);
"""


class Trouble(Exception):
    """It cannot be done; the message says why in a sentence."""


class Full(Trouble):
    """There is no room: on the disk, or for a team to read."""


class Base:
    """The database in a folder, which is made if it is not there. Safe for several threads and processes at once.

    `most_pages` sets a limit to the file, in pages of 4 KiB. Full is raised if there is no room left, Trouble if the
    file cannot be used.
    """

    def __init__(self, folder: Path, most_pages: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder, self.file = folder, folder / NAME
        self._most_pages = most_pages
        self._own = threading.local()
        # Nobody else on the machine reads what people have sent.
        os.close(os.open(self.file, os.O_CREAT | os.O_WRONLY, 0o600))
        with self.writing() as base:
            version = base.execute("PRAGMA user_version").fetchone()[0]
            if version > VERSION:
                raise Trouble(f"{self.file}: was written by a newer Petunias. Fix: install that one.")
            if version < VERSION:
                for statement in _statements(TABLES):
                    base.execute(statement)
                base.execute(f"PRAGMA user_version = {VERSION}")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The database of this thread, to ask it things."""
        try:
            yield self._opened()
        except sqlite3.Error as trouble:
            if "full" in str(trouble):
                raise Full("There is no room on the disk.") from trouble
            raise Trouble(f"{self.file}: {trouble}.") from trouble

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which nobody comes between, and which is on the disk when it ends."""
        with self.reading() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
                base.execute("COMMIT")
            except BaseException:
                if base.in_transaction:
                    base.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Lets go of this thread's connection."""
        base: sqlite3.Connection | None = getattr(self._own, "base", None)
        if base is not None:
            base.close()
            self._own.base = None

    def _opened(self) -> sqlite3.Connection:
        base: sqlite3.Connection | None = getattr(self._own, "base", None)
        if base is None:
            base = sqlite3.connect(self.file, timeout=10, isolation_level=None)
            base.execute("PRAGMA journal_mode = WAL")
            base.execute("PRAGMA synchronous = FULL")
            base.execute("PRAGMA secure_delete = ON")  # what is purged does not lie about in the file
            if self._most_pages:
                base.execute(f"PRAGMA max_page_count = {int(self._most_pages)}")
            self._own.base = base
        return base


def _statements(text: str) -> Iterator[str]:
    """One statement at a time, so that all of them are in one transaction."""
    waiting = ""
    for line in text.strip().splitlines(keepends=True):
        waiting += line
        if sqlite3.complete_statement(waiting):
            yield waiting
            waiting = ""


def written(moment: datetime) -> str:
    """A moment as it is kept: UTC, so that texts are in the order of time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """What `written` wrote."""
    return datetime.fromisoformat(text)
