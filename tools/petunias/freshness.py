"""How long ago an entry was last said to be right, and what follows from that."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from petunias.model import Review

State = Literal["confirmed", "due", "unconfirmed", "unlisted"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """An entry's state, the day from which it counts, and each later state with the day on which it begins."""

    state: State
    since: date | None
    confirmed_on: date | None
    changes: tuple[tuple[State, date], ...]


def add_months(day: date, months: int) -> date:
    """The same day that many calendar months on, or the month's last day; ValueError outside years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{months} months from {day} is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def freshness(confirmed_on: date | None, added: date | None, review: Review, today: date) -> Freshness:
    """The state of an entry today: its age in calendar months against the area's review months.

    An entry that nobody confirmed counts from `added` and is at best unconfirmed; without either date it
    stays unconfirmed. A date in the future is a slip of the pen, and counts as today.
    """
    given = confirmed_on or added
    if given is None:
        return Freshness("unconfirmed", None, None, ())
    since = min(given, today)
    state: State = "confirmed" if confirmed_on else "unconfirmed"
    later: list[tuple[State, int]] = [("unlisted", review.unlisted)]
    if confirmed_on:
        later = [("due", review.due), ("unconfirmed", review.unconfirmed), *later]
    changes: list[tuple[State, date]] = []
    for next_state, months in later:
        begins = add_months(since, months)
        # A state that a worse one overtakes has no days of its own.
        changes = [change for change in changes if change[1] < begins]
        if begins <= today:
            state = next_state
        else:
            changes.append((next_state, begins))
    return Freshness(state, since, confirmed_on, tuple(changes))
