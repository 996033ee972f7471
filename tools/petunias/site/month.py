"""The two messages of the month on the home page: those in season, then some of those that hold all year, in turn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from petunias.seasons import Window
from petunias.site.maker import Maker
from petunias.site.partner_view import DAY, HORIZON, Spans, address_of, on_days, partners

MOST = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """A message with the days on which it stands on the home page."""

    text: str
    say: str
    partner: str
    address: str
    spans: Spans


def of_the_month(maker: Maker) -> tuple[Pick, ...]:
    """All messages that have their turn until the horizon, in the order in which they have it."""
    today = maker.edition.today
    every = [(partner, number) for partner in partners(maker) for number in range(len(partner.messages))]
    due = [on_days(partner.messages[number], today) for partner, number in every]
    turns = _turns(due, today)
    order = dict.fromkeys(place for chosen in turns.values() for place in chosen)
    found = []
    for place in order:
        partner, number = every[place]
        message = partner.messages[number]
        said = message.say or message.about or ""
        found.append(Pick(message.text, said, partner.name, address_of(partner, number), _spans(turns, place, today)))
    return tuple(found)


def _turns(due: Sequence[Sequence[Window]], today: date) -> Mapping[date, tuple[int, ...]]:
    """The messages that are chosen, by the day from which they are; `due` are the windows of each."""
    last = today + HORIZON
    always = [place for place, windows in enumerate(due) if not windows]
    days = {
        today,
        *(one.first for windows in due for one in windows),
        *(one.until + DAY for windows in due for one in windows),
    }
    month = today.replace(day=1)
    while always and (month := (month + 31 * DAY).replace(day=1)) <= last:
        days.add(month)
    return {day: _chosen(due, always, day) for day in sorted(days) if today <= day <= last}


def _chosen(due: Sequence[Sequence[Window]], always: Sequence[int], day: date) -> tuple[int, ...]:
    """What has come into season last comes first. The others have their turn by the month."""
    on = [(one.first, place) for place, windows in enumerate(due) for one in windows if one.first <= day <= one.until]
    season = [place for _first, place in sorted(on, key=lambda one: (-one[0].toordinal(), one[1]))]
    turn = MOST * (day.month - 1)
    others = [always[(turn + step) % len(always)] for step in range(min(MOST, len(always)))]
    return tuple((*season, *others)[:MOST])


def _spans(turns: Mapping[date, tuple[int, ...]], place: int, today: date) -> Spans:
    """The days on which a message is chosen; one stretch where it goes on."""
    days = [*turns, today + HORIZON + DAY]
    found: list[tuple[date, date]] = []
    for day, following in pairwise(days):
        if place in turns[day]:
            begun = found.pop()[0] if found and found[-1][1] == day - DAY else day
            found.append((begun, following - DAY))
    return Spans(tuple((first.isoformat(), last.isoformat()) for first, last in found), place in turns[today])
