"""The aide memoire: what staff say this season and all year, and whom to ring, on one side of A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from petunias.model import Area
from petunias.site.partner_view import Shown

ROOM = 80  # lines of one side, in two columns
LINE = 47  # letters of a line
GAP = 0.5  # lines between two messages
NUMBERS = 8  # to ring
POINTS = 2  # places that a message names on paper


@dataclass(frozen=True, slots=True)
class Memo:
    """What fits on the side. `left_out` counts messages that did not; `ring` are names with numbers."""

    season: tuple[Shown, ...]
    all_year: tuple[Shown, ...]
    left_out: int
    ring: tuple[tuple[str, str], ...]


def memo(by_partner: Iterable[Sequence[Shown]], area: Area) -> Memo:
    """The memo of all partners' messages: first those with a season, then each partner's first, second and so on.

    A message that waits for its season takes room only on the days on which it is shown.
    """
    turns = [one for turn in zip_longest(*by_partner) for one in turn if one]
    seasonal = sorted((one for one in turns if one.seasonal), key=lambda one: not one.now)
    # On some first day of a season most of them are shown at once.
    used = dict.fromkeys((first for one in seasonal for first, _last in one.spans.of), 0.0)
    season: list[Shown] = []
    for one in seasonal:
        days = [day for day in used if any(first <= day <= last for first, last in one.spans.of)]
        if max(used[day] for day in days) + lines(one) <= ROOM:
            season.append(one)
            used.update({day: used[day] + lines(one) for day in days})
    left = ROOM - max(used.values(), default=0.0)
    all_year: list[Shown] = []
    for one in turns:
        if not one.seasonal and lines(one) <= left:
            all_year.append(one)
            left -= lines(one)
    return Memo(tuple(season), tuple(all_year), len(turns) - len(season) - len(all_year), _ring(area, turns))


def lines(one: Shown) -> float:
    """How many lines a message takes on paper."""
    points = (f"{place.name} {place.phone}" for place in one.entries[:POINTS])
    return GAP + sum(-(-len(text) // LINE) for text in (one.text, one.aloud, *points))


def _ring(area: Area, messages: Iterable[Shown]) -> tuple[tuple[str, str], ...]:
    access, team = area.lifestyle_access, area.team
    found = {access.phone: access.name} if access and access.phone else {}
    for one in messages:
        if one.phone:
            found.setdefault(one.phone, one.partner)
    if team.phone:
        found.setdefault(team.phone, team.name or area.name)
    return tuple((name, phone) for phone, name in found.items())[:NUMBERS]
