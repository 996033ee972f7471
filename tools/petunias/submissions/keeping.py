"""What is kept, for how long, and how it is kept safe: purge, backup, restore."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from petunias import files, phones
from petunias.submissions.base import NAME, VERSION, Base, Trouble, moment, written
from petunias.submissions.message import Person
from petunias.submissions.offer import Offer

KEPT_FOR = timedelta(days=90)  # after its end


def people(base: Base) -> list[Person]:
    """Who answers for which entry."""
    with base.reading() as found:
        rows = found.execute("SELECT entry, name, email, phone, consented, reference FROM person ORDER BY entry")
        return [Person(entry, name, email, phone, moment(at), ref) for entry, name, email, phone, at, ref in rows]


def purge(base: Base, now: datetime, standing: Mapping[str, bool] | None) -> tuple[int, int]:
    """Removes submissions 90 days after their end, and people whose entry is not listed any more.

    `standing` says of each entry that is there whether it is listed; None if nobody can say. Where an entry is not
    there yet, as a pull request waits, its people are kept for 90 days. Gives how many of each were removed. Only the
    line in the log is left.
    """
    with base.writing() as found:
        old = "SELECT reference FROM submission WHERE ended IS NOT NULL AND ended < ?"
        gone = [row[0] for row in found.execute(old, (written(now - KEPT_FOR),))]
        for reference in gone:
            for table in ("submission", "history", "letter"):
                found.execute(f"DELETE FROM {table} WHERE reference = ?", (reference,))  # noqa: S608 - our own names
            _log(found, reference, now)
        found.execute("DELETE FROM letter WHERE sent IS NOT NULL AND sent < ?", (written(now - KEPT_FOR),))
        # Links to sign in that nobody sent: they let nobody in any more.
        found.execute("DELETE FROM letter WHERE reference = '' AND due < ?", (written(now - timedelta(days=1)),))
        found.execute("DELETE FROM door WHERE until < ?", (written(now),))
        every = found.execute("SELECT entry, consented FROM person").fetchall() if standing is not None else []
        left = [
            entry for entry, consented in every if not (standing or {}).get(entry, moment(consented) >= now - KEPT_FOR)
        ]
        found.executemany("DELETE FROM person WHERE entry = ?", [(entry,) for entry in left])
    shrink(base)
    return len(gone), len(left)


def forget(base: Base, who: str, now: datetime) -> int:
    """Removes somebody's private contact from everywhere; gives from how many places.

    They are found by e-mail, phone or reference. What they wrote for the public stays.
    """
    count = 0
    with base.writing() as found:
        for reference, text in list(found.execute("SELECT reference, offer FROM submission")):
            offer = Offer.from_json(text)
            if reference == who or _is_one(who, offer.private.values()):
                bare = replace(offer, private={}, rest="")
                found.execute("UPDATE submission SET offer = ? WHERE reference = ?", (bare.as_json(), reference))
                found.execute("UPDATE history SET note = '' WHERE reference = ?", (reference,))
                found.execute("DELETE FROM letter WHERE reference = ?", (reference,))
                _log(found, reference, now)
                count += 1
        for entry, reference, *said in list(found.execute("SELECT entry, reference, email, phone, name FROM person")):
            if reference == who or _is_one(who, said):
                found.execute("DELETE FROM person WHERE entry = ?", (entry,))
                count += 1
        for number, to in list(found.execute("SELECT number, recipient FROM letter")):
            if _is_one(who, [to]):
                found.execute("DELETE FROM letter WHERE number = ?", (number,))
                count += 1
    shrink(base)
    return count


def _is_one(who: str, said: Iterable[str]) -> bool:
    wanted = who.strip().lower()
    return bool(wanted) and any(
        wanted == text.strip().lower()
        or (phones.judge(who) != "impossible" and phones.same_digits(who) == phones.same_digits(text))
        for text in said
    )


def _log(found: sqlite3.Connection, reference: str, now: datetime) -> None:
    values = (written(now), reference)
    found.execute("INSERT INTO log (at, who, action, reference) VALUES (?, '', 'purge', ?)", values)


def shrink(base: Base) -> None:
    """What is removed is not left in the journal either."""
    with base.reading() as found:
        found.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def backup(base: Base, to: Path) -> int:
    """A whole copy in a file of its own, while the service runs; gives the number of submissions in it."""
    to.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=f".{to.name}.")
    os.close(handle)
    try:
        with base.reading() as found, closing(sqlite3.connect(name)) as copy:
            found.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        count = _counted(Path(name))
        with Path(name).open("rb") as file:
            os.fsync(file.fileno())
        Path(name).replace(to)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count


def restore(folder: Path, copy: Path) -> int:
    """Puts a backup in place of what is there, which is kept beside it; gives the number of submissions.

    The service must not be running. Trouble if it is, or if the copy is not whole.
    """
    count = _counted(copy)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with held(folder):
        there = folder / NAME
        if there.exists():
            _put_aside(there)
        files.write(there, copy.read_bytes())
        there.chmod(0o600)
    return count


def _put_aside(there: Path) -> None:
    """Keeps what was there beside it, whole if it can be."""
    try:
        with closing(sqlite3.connect(there)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as trouble:
        if trouble.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Trouble(f"{there}: another program uses it. Fix: stop it first.") from trouble
        # It is broken, and that is why a backup takes its place.
    # A journal that stayed would be read into the backup.
    for end in ("", "-wal", "-shm"):
        part = there.with_name(f"{there.name}{end}")
        if part.exists():
            part.replace(there.with_suffix(f".before-restore{end}"))


def _counted(file: Path) -> int:
    """The number of submissions in a database that is whole."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as found:
            sound = found.execute("PRAGMA integrity_check").fetchone()[0]
            version = found.execute("PRAGMA user_version").fetchone()[0]
            if sound != "ok" or not 0 < version <= VERSION:
                raise Trouble(f"{file}: must be a whole backup of an inbox. Fix: take another one.")
            return int(found.execute("SELECT count(*) FROM submission").fetchone()[0])
    except sqlite3.Error as trouble:
        raise Trouble(f"{file}: must be a whole backup of an inbox ({trouble}). Fix: take another one.") from trouble


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder for one program: the service, or a restore. Trouble if another holds it.

    The system lets go of it when a program ends, however it ends.
    """
    with (folder / "service.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Trouble(f"{folder}: the inbox service is running here. Fix: stop it first.") from None
        yield
