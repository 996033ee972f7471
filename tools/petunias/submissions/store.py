"""Submissions in their database: taken in, looked at, acted on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from petunias.submissions.base import Base, Full, Trouble, moment, written
from petunias.submissions.message import Draft, Person, Step, Submission, digest, filled, new_reference
from petunias.submissions.offer import Offer
from petunias.submissions.states import ENDED, GONE, OPEN, STATES, Action, NotNow, State, after

SAME_FOR = timedelta(days=1)  # a post that comes again within so long, or while it is open, is the same
MOST_OPEN = 5000  # more than any team can read
_TOLD = ("hold", "ask", "reject", "sent_back")  # what these say is why it stands where it does
_SELECT = "SELECT reference, state, version, offer, received, ended, reason, file FROM submission WHERE reference = ?"
_QUEUE = """
SELECT reference, state, version, offer, received, ended, reason, file FROM submission
WHERE state IN (SELECT value FROM json_each(?)) ORDER BY received, rowid
"""


class Changed(Trouble):
    """Somebody else did something with it in the meantime."""


class Store:
    """The submissions of one area. Raises Full and Trouble as `Base` does."""

    def __init__(self, base: Base) -> None:
        self.base = base

    def receive(self, offer: Offer, now: datetime, letters: Iterable[Draft] = (), note: str = "") -> tuple[str, bool]:
        """Keeps the offer; gives its reference, and whether it is new. The same offer once more has the same one.

        In the letters, {reference} is the reference. The note is for its history.
        """
        mark = digest(offer)
        with self.base.writing() as base:
            known = base.execute(
                "SELECT reference FROM submission WHERE digest = ? "
                "AND (received > ? OR state IN (SELECT value FROM json_each(?)))",
                (mark, written(now - SAME_FOR), json.dumps(OPEN)),
            ).fetchone()
            if known:
                return str(known[0]), False
            waiting = "SELECT count(*) FROM submission WHERE state IN (SELECT value FROM json_each(?))"
            if base.execute(waiting, (json.dumps(OPEN),)).fetchone()[0] >= MOST_OPEN:
                raise Full("There are more submissions than the team can read.")
            reference = _free_reference(base)
            base.execute(
                "INSERT INTO submission (reference, state, version, digest, offer, received) "
                "VALUES (?, 'new', 1, ?, ?, ?)",
                (reference, mark, offer.as_json(), written(now)),
            )
            _note(base, reference, now, "", "received", note)
            _post(base, reference, letters, now)
        return reference, True

    def get(self, reference: str) -> Submission | None:
        """The submission with that reference."""
        with self.base.reading() as base:
            return _one(base, reference)

    def queue(self, states: Sequence[State] = OPEN) -> list[Submission]:
        """Those in these states, the oldest first."""
        with self.base.reading() as base:
            return [_submission(row) for row in base.execute(_QUEUE, (json.dumps(states),))]

    def counts(self) -> dict[State, int]:
        """How many there are in each state."""
        with self.base.reading() as base:
            found = dict(base.execute("SELECT state, count(*) FROM submission GROUP BY state"))
        return {state: found.get(state, 0) for state in STATES}

    def act(
        self,
        was: Submission,
        action: Action,
        who: str,
        now: datetime,
        *,
        note: str = "",
        offer: Offer | None = None,
        file: str = "",
        person: Person | None = None,
        letters: Iterable[Draft] = (),
    ) -> Submission:
        """Does one thing with a submission, if it is still as the caller has seen it.

        NotNow if the table of states has no such step, Changed if somebody else was there first.
        """
        with self.base.writing() as base:
            now_there = _unchanged(base, was)
            state = after(now_there.state, action)
            if state == GONE:
                raise NotNow("Only a purge removes its text.")
            _note(base, was.reference, now, who, action, note)
            base.execute(
                "UPDATE submission SET state = ?, version = version + 1, reason = ?, offer = ?, ended = ?, file = ? "
                "WHERE reference = ?",
                (
                    state,
                    note if action in _TOLD else now_there.reason,
                    (offer or now_there.offer).as_json(),
                    written(now) if state in ENDED else None,
                    file or now_there.file,
                    was.reference,
                ),
            )
            if person:
                values = (person.name, person.email, person.phone, written(person.consented), person.reference)
                base.execute("INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?, ?)", (person.entry, *values))
            _post(base, was.reference, letters, now)
            found = _one(base, was.reference)
        if found is None:
            raise Trouble(f"{was.reference} is not there.")
        return found

    def check(self, was: Submission, action: Action) -> None:
        """Raises as `act` would, and does nothing else."""
        with self.base.reading() as base:
            after(_unchanged(base, was).state, action)

    def history(self, reference: str) -> list[Step]:
        """What was done with it, in order."""
        question = "SELECT at, who, action, note FROM history WHERE reference = ? ORDER BY number"
        with self.base.reading() as base:
            return [Step(moment(at), who, act, note) for at, who, act, note in base.execute(question, (reference,))]

    def log(self) -> list[tuple[str, str, str, str]]:
        """Every action there ever was, as (when, who, what, reference). It holds nobody's text."""
        with self.base.reading() as base:
            return list(base.execute("SELECT at, who, action, reference FROM log ORDER BY number"))

    def post(self, letter: Draft, now: datetime) -> None:
        """Keeps an e-mail that is to be sent and belongs to no submission."""
        with self.base.writing() as base:
            _post(base, "", [letter], now)

    def noted(self, who: str, action: str, now: datetime) -> None:
        """Adds to the log what is done with no submission, such as signing in."""
        with self.base.writing() as base:
            _log(base, "", now, who, action)


def _unchanged(base: sqlite3.Connection, was: Submission) -> Submission:
    """The submission as it is kept, if it is as the caller has seen it; Changed if not."""
    now = _one(base, was.reference)
    if now is None:
        raise Changed(f"The text of {was.reference} has been removed.")
    if now.version != was.version:
        at, name, said = base.execute(
            "SELECT at, who, action FROM history WHERE reference = ? ORDER BY number DESC", (was.reference,)
        ).fetchone()
        raise Changed(
            f"{name or 'The program'} was there before you ({said}, {moment(at):%d %B %Y, %H:%M} UTC). "
            "Nothing was done now. Look at it again."
        )
    return now


def _free_reference(base: sqlite3.Connection) -> str:
    while True:
        made = new_reference()
        if not base.execute("SELECT 1 FROM log WHERE reference = ?", (made,)).fetchone():
            return made


def _log(base: sqlite3.Connection, reference: str, now: datetime, who: str, action: str) -> None:
    values = (written(now), who, action, reference)
    base.execute("INSERT INTO log (at, who, action, reference) VALUES (?, ?, ?, ?)", values)


def _note(base: sqlite3.Connection, reference: str, now: datetime, who: str, action: str, note: str) -> None:
    _log(base, reference, now, who, action)
    values = (reference, written(now), who, action, note)
    base.execute("INSERT INTO history (reference, at, who, action, note) VALUES (?, ?, ?, ?, ?)", values)


def _post(base: sqlite3.Connection, reference: str, letters: Iterable[Draft], now: datetime) -> None:
    for one in letters:
        words = (filled(part, reference) for part in (one.subject, one.body))
        base.execute(
            "INSERT INTO letter (reference, recipient, subject, body, due) VALUES (?, ?, ?, ?, ?)",
            (reference, one.to, *words, written(now)),
        )


def _one(base: sqlite3.Connection, reference: str) -> Submission | None:
    row = base.execute(_SELECT, (reference,)).fetchone()
    return _submission(row) if row else None


def _submission(row: tuple[Any, ...]) -> Submission:
    reference, state, version, offer, received, ended, reason, file = row
    try:
        made = Offer.from_json(offer)
    except (json.JSONDecodeError, TypeError, LookupError) as trouble:
        raise Trouble(f"{reference} cannot be read.") from trouble
    end = moment(ended) if ended else None
    return Submission(reference, state, version, made, moment(received), end, reason, file)
