"""What is on in a place in one week: a sheet for a noticeboard, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from petunias.language import Language
from petunias.model import Locality
from petunias.site import addresses, brief, lists, wording
from petunias.site.listing import Listing
from petunias.site.maker import Maker
from petunias.site.meetings import Meeting, Meetings, meetings, two_weeks
from petunias.site.paper.handouts import Handout, common

MOST = 150  # rows on one sheet


class On(NamedTuple):
    """One entry on one day."""

    one: Listing
    meets: Meetings
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on one line of a sheet."""

    id: str
    name: str
    time: str
    place: str
    check_first: bool
    way: str
    badge: str
    by: str
    call: str
    cost: str
    full: str
    doubt: str


@dataclass(frozen=True, slots=True, repr=False)
class Rows:
    """The lines of a day, put into words when they are printed."""

    on: tuple[On, ...]
    maker: Maker

    def __len__(self) -> int:
        return len(self.on)

    def __iter__(self) -> Iterator[Row]:
        return (_row(on, self.maker) for on in self.on)

    def __repr__(self) -> str:
        """All that goes into the lines: the digest of a table's row is made of the same as the rest of ours."""
        return repr([(one.id, one.line, meets.cost, *meeting) for one, meets, meeting in self.on])


@dataclass(frozen=True, slots=True)
class Day:
    """A day with something on. `more` are those for which there was no room, `word` is the schema's for the day."""

    iso: str
    title: str
    word: str
    rows: Rows
    more: int


def of_places(maker: Maker) -> Iterator[Handout]:
    """The sheets of every place; of the whole area, if it is not divided."""
    found = _coming(maker)
    for place in maker.area.localities or (None,):
        yield from _both(maker, place, found)


def sheets(maker: Maker, place: Locality | None) -> Iterator[Handout]:
    """A place's sheets for what is left of this week and for the next; of the whole area if it is None."""
    return _both(maker, place, _coming(maker))


def sheet(maker: Maker, place: Locality | None, day: date) -> Handout:
    """A place's sheet for the week of any day, which has no page of its own. It is made from the entries themselves.

    What is over of this week is left out.
    """
    edition = maker.edition
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=6)
    week = (edition.today if monday <= edition.today <= sunday else monday, sunday)
    running = (entry for entry in edition.directory.entries if entry.sessions and entry.id in maker.by_id)
    met = ((maker.by_id[entry.id], meetings(entry, maker.area, edition.language, week)) for entry in running)
    return _sheet(maker, place, week, _by_day(met), f"{_name(place)}-{monday.isoformat()}", "")


def _coming(maker: Maker) -> Mapping[str, Sequence[On]]:
    return _by_day((one, one.meets) for one in maker.listed)


def _by_day(met: Iterable[tuple[Listing, Meetings | None]]) -> Mapping[str, Sequence[On]]:
    """What is on, by days as ISO dates."""
    found: dict[str, list[On]] = {}
    for one, meets in met:
        if meets:
            for meeting in meets.days:
                found.setdefault(meeting.day, []).append(On(one, meets, meeting))
    return found


def _both(maker: Maker, place: Locality | None, found: Mapping[str, Sequence[On]]) -> Iterator[Handout]:
    this, following = two_weeks(maker.edition.today)
    id = place.id if place else ""
    yield _sheet(maker, place, this, found, _name(place), addresses.whats_on(id, 0))
    yield _sheet(maker, place, following, found, f"{_name(place)}-next-week", addresses.whats_on(id, 1))


def _name(place: Locality | None) -> str:
    return f"whats-on-{place.id}" if place else "whats-on"


def _sheet(
    maker: Maker,
    place: Locality | None,
    week: tuple[date, date],
    found: Mapping[str, Sequence[On]],
    name: str,
    address: str,
) -> Handout:
    language = maker.edition.language
    _ = language.gettext
    id, where = (place.id, place.name) if place else ("", maker.area.name)
    first, until = week
    here = addresses.whats_on(id, 0)
    return Handout(
        name,
        address,
        # Translators: the title of a list of dates, as in "What’s on in North Anytown from 23 November 2026".
        _("What’s on in %(where)s from %(day)s", where=where, day=language.date(first)),
        _("Day by day: when it begins, where it is, how to get in, and whom to ring."),
        "a4",
        "paper/whats-on.html",
        {
            "where": where,
            "first": _title(first, language),
            "last": _title(until, language) if until > first else "",
            "over": (until + timedelta(days=1)).isoformat(),
            "days": _days(maker, id, week, found),
            "locality": id,
            # The sheet of the other week, as an address.
            "other": (here if address != here else addresses.whats_on(id, 1)) if address else "",
            "following": address == here,
            "search": f"{maker.area.url}{maker.edition.folder}{addresses.FIND}" if maker.area.url else "",
            **common(maker, here),
        },
        (addresses.locality(id), where) if place else (addresses.LOCALITIES, _("Places")),
        "places",
    )


def _title(day: date, language: Language) -> str:
    weekday = language.capital(language.weekday(day.weekday()))
    # Translators: a whole date, as in "Tuesday 24 November 2026".
    return language.gettext("%(weekday)s %(day)s", weekday=weekday, day=language.date(day))


def _days(maker: Maker, locality: str, week: tuple[date, date], found: Mapping[str, Sequence[On]]) -> tuple[Day, ...]:
    first, until = week
    every = [first + timedelta(days=number) for number in range((until - first).days + 1)]
    here = {
        day: [on for on in found.get(day.isoformat(), ()) if not locality or lists.serves(on.one, locality)]
        for day in every
    }
    days = {day: on for day, on in here.items() if on}
    most = MOST // len(days) if sum(map(len, days.values())) > MOST else MOST
    return tuple(_day(maker, day, on, most) for day, on in days.items())


def _day(maker: Maker, day: date, found: Sequence[On], most: int) -> Day:
    kept = sorted(sorted(found, key=_first_come)[:most], key=_by_time)
    return Day(
        day.isoformat(),
        _title(day, maker.edition.language),
        wording.WEEKDAYS[day.weekday()],
        Rows(tuple(kept), maker),
        len(found) - len(kept),
    )


def _by_time(on: On) -> tuple[str, str, str]:
    """The order within a day. What has no time comes last."""
    return on.meeting.start or "99", on.one.order[3], on.one.id


def _first_come(on: On) -> tuple[bool, int, int, tuple[str, str, str]]:
    """What comes first where there is no room for all: where one can turn up, what was checked, what has room."""
    doubtful, full, _soon, _name = on.one.order
    return on.one.brief.way != "drop-in", doubtful, full, _by_time(on)


def _row(on: On, maker: Maker) -> Row:
    (one, meets, meeting), edition = on, maker.edition
    room = brief.room(one.brief, edition.language, edition.today)
    phase = brief.phases(one.brief, maker.area.review, edition.language, edition.today)[0]
    return Row(
        one.id,
        one.name,
        meeting.time,
        meeting.place,
        meeting.check_first,
        one.brief.way,
        one.badge,
        *one.brief.reach,
        meets.cost,
        room[1] if room and room[0] != "open" and meeting.day <= room[3].last else "",
        phase.short if phase.doubtful else "",
    )
