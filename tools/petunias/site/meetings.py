"""When a group meets in the coming days, and what a row of a what's-on sheet says of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from petunias.dates import Occasion, occasions
from petunias.language import Language
from petunias.model import Area, Entry, Place, Session, Term
from petunias.site import wording

SHORT = 28  # letters of a cost for which a row has room
STREET = 60  # of an address


class Meeting(NamedTuple):
    """One day (ISO). `start` is as 10:00, `time` the same in words; both are empty if nobody has said."""

    day: str
    start: str
    time: str
    place: str
    check_first: bool


class Meetings(NamedTuple):
    """Every day on which an entry meets within a window, in order. `cost` is empty if it is too long for a row."""

    days: tuple[Meeting, ...]
    cost: str


def two_weeks(today: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The first and the last day of what is left of this week, and of the next. A week begins with its Monday."""
    sunday = today + timedelta(days=6 - today.weekday())
    return (today, sunday), (sunday + timedelta(days=1), sunday + timedelta(days=7))


def meetings(entry: Entry, area: Area, language: Language, window: tuple[date, date]) -> Meetings | None:
    """When an entry meets within the window, breaks left out; None if it does not."""
    first, until = window
    if entry.status.state == "paused":
        if entry.status.until is None:
            return None
        first = max(first, entry.status.until)
    found = _occasions(entry.sessions, first, until, area.nation, area.terms) if first <= until else ()
    if not found:
        return None
    cost = wording.cost(entry, language) or ""
    days = tuple(_meeting(entry, occasion, area, language) for occasion in found)
    return Meetings(days, cost if len(cost) <= SHORT else "")


# Many entries meet at one time.
@lru_cache(maxsize=8192)
def _occasions(
    sessions: tuple[Session, ...], first: date, until: date, nation: str, terms: tuple[Term, ...]
) -> tuple[Occasion, ...]:
    return tuple(occasions(sessions, first=first, until=until, nation=nation, terms=terms))


def _meeting(entry: Entry, occasion: Occasion, area: Area, language: Language) -> Meeting:
    return Meeting(
        occasion.day.isoformat(),
        occasion.start.strftime("%H:%M") if occasion.start else "",
        wording.times(entry.sessions[occasion.session], language) if occasion.start else "",
        _where(entry, occasion.place, area, language),
        occasion.bank_holiday,
    )


def _where(entry: Entry, place_id: str | None, area: Area, language: Language) -> str:
    """The name of the place, or its street; where it has neither, the part of the area."""
    if entry.private_address:
        return language.gettext("They will tell you where")
    place = _place(entry, place_id)
    if place is None:
        return wording.where_words(entry, area, language)
    street = place.address if place.address and len(place.address) <= STREET else None
    return place.name or street or place.postcode or wording.where_words(entry, area, language)


def _place(entry: Entry, place_id: str | None) -> Place | None:
    """The place of a session; the only one, if the session names none."""
    if place_id:
        return next((place for place in entry.places if place.id == place_id), None)
    return entry.places[0] if len(entry.places) == 1 else None
