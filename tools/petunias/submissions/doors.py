"""Who may sit at the desk, and the links that let them in: each for one editor, for 15 minutes, to be used once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from petunias import files
from petunias.submissions.base import Base, moment, written

OPEN_FOR = timedelta(minutes=15)
MOST_LINKS = 5  # that work at a time, for one editor
KEY_FILE = "session.key"


class Doors:
    """The ways in. `named` are the editors of the settings; others may have been invited."""

    def __init__(self, base: Base, named: Collection[str] = ()) -> None:
        self.base = base
        self.named = frozenset(map(plain, named))

    def is_editor(self, email: str) -> bool:
        """Whether somebody with that address may come in."""
        if plain(email) in self.named:
            return True
        with self.base.reading() as found:
            return bool(found.execute("SELECT 1 FROM editor WHERE email = ?", (plain(email),)).fetchone())

    def everyone(self) -> list[str]:
        """The address of every editor."""
        with self.base.reading() as found:
            return sorted(self.named | {row[0] for row in found.execute("SELECT email FROM editor")})

    def invite(self, email: str, now: datetime) -> None:
        """Makes somebody an editor."""
        with self.base.writing() as found:
            found.execute("INSERT OR REPLACE INTO editor VALUES (?, ?)", (plain(email), written(now)))

    def dismiss(self, email: str) -> bool:
        """Makes an invited editor none any more, from their next step on; gives whether they were one."""
        with self.base.writing() as found:
            found.execute("DELETE FROM door WHERE email = ?", (plain(email),))
            return found.execute("DELETE FROM editor WHERE email = ?", (plain(email),)).rowcount > 0

    def may_ask(self, email: str, now: datetime) -> bool:
        """Whether one more link may be sent to an editor: nobody fills their letter box with them."""
        with self.base.reading() as found:
            question = "SELECT count(*) FROM door WHERE email = ? AND until >= ?"
            return int(found.execute(question, (plain(email), written(now))).fetchone()[0]) < MOST_LINKS

    def key(self, email: str, now: datetime) -> str:
        """A secret for a link that lets one editor in, once. Only its digest is kept."""
        made = secrets.token_urlsafe(24)
        with self.base.writing() as found:
            found.execute("DELETE FROM door WHERE until < ?", (written(now),))
            found.execute("INSERT INTO door VALUES (?, ?, ?)", (_mark(made), plain(email), written(now + OPEN_FOR)))
        return made

    def fits(self, key: str, now: datetime) -> bool:
        """Whether the link would let somebody in now."""
        with self.base.reading() as found:
            row = found.execute("SELECT email, until FROM door WHERE mark = ?", (_mark(key),)).fetchone()
        return bool(row) and moment(row[1]) >= now and self.is_editor(row[0])

    def enter(self, key: str, now: datetime) -> str | None:
        """Whom the link lets in, which uses it up; None if nobody."""
        if not self.fits(key, now):
            return None
        with self.base.writing() as found:
            row = found.execute("DELETE FROM door WHERE mark = ? RETURNING email", (_mark(key),)).fetchone()
        return str(row[0]) if row else None


def plain(email: str) -> str:
    """An address as it is compared."""
    return email.strip().lower()


def secret(folder: Path) -> bytes:
    """What sessions are signed with: made once, and readable by the service alone."""
    file = folder / KEY_FILE
    if not file.is_file():
        files.write(file, secrets.token_bytes(32))
        file.chmod(0o600)
    return file.read_bytes()


def same(one: str, other: str) -> bool:
    """Whether two secrets are one, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
