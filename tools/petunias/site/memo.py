"""The aide memoire: what staff say this season and all year, and whom to ring, on one side of A4."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from petunias.model import Area, Partner
from petunias.site.partner_view import Shown

# Measured on paper: lines of one side, in two columns, where all else on it takes no more than it usually does.
ROOM = 77
LEAD, LEAD_LINES = 88, 2  # letters of a line of staff, and how many lines there may be
HELPLINES, HELPLINE_LINES = 4, 8  # that stand side by side; each further row of them takes as much as these lines
LINE = 47  # letters of a line
GAP = 0.5  # lines between two messages
SEASON = 0.6  # of the room for what has its season, where there is something else to say
NUMBERS = 8  # to ring


@dataclass(frozen=True, slots=True)
class Memo:
    """What fits on the side. `left_out` counts messages that did not; `ring` are names with numbers."""

    season: tuple[Shown, ...]
    all_year: tuple[Shown, ...]
    left_out: int
    ring: tuple[tuple[str, str], ...]


def memo(by_partner: Iterable[Sequence[Shown]], area: Area, room: float = ROOM) -> Memo:
    """The memo of all partners' messages: first those with a season, then each partner's first, second and so on.

    A message that waits for its season takes room only on the days on which it is shown.
    """
    turns = [one for turn in zip_longest(*by_partner) for one in turn if one]
    seasonal = sorted((one for one in turns if one.seasonal), key=lambda one: not one.now)
    most = room * SEASON if len(seasonal) < len(turns) else room
    # On some first day of a season most of them are shown at once.
    used = dict.fromkeys((first for one in seasonal for first, _last in one.spans.of), 0.0)
    season: list[Shown] = []
    for one in seasonal:
        days = [day for day in used if any(first <= day <= last for first, last in one.spans.of)]
        if max(used[day] for day in days) + lines(one) <= most:
            season.append(one)
            used.update({day: used[day] + lines(one) for day in days})
    left = room - max(used.values(), default=0.0)
    all_year: list[Shown] = []
    for one in turns:
        if not one.seasonal and lines(one) <= left:
            all_year.append(one)
            left -= lines(one)
    return Memo(
        season=tuple(season),
        all_year=tuple(all_year),
        left_out=len(turns) - len(season) - len(all_year),
        ring=_ring(area, [*season, *all_year]),
    )


def room(partners: Iterable[Partner], helplines: int) -> float:
    """The lines that are left for messages, where many staff or many lines to ring take more than they usually do."""
    longest = max(len(", ".join((one.name, *(group.name for group in one.staff_groups)))) for one in partners)
    lead = max(0, -(-longest // LEAD) - LEAD_LINES)
    rows = max(0, -(-helplines // HELPLINES) - 1)
    return ROOM - 2 * lead - HELPLINE_LINES * rows


def lines(one: Shown) -> float:
    """How many lines a message takes on paper, with the one place that it names there."""
    place = f"{one.entries[0].name} {one.entries[0].phone}" if one.entries else ""
    return GAP + sum(-(-len(text) // LINE) for text in (one.text, one.aloud, place))


def _ring(area: Area, messages: Iterable[Shown]) -> tuple[tuple[str, str], ...]:
    access, team = area.lifestyle_access, area.team
    found = {access.phone: access.name} if access and access.phone else {}
    if team.phone:
        found.setdefault(team.phone, team.name or area.name)
    for one in messages:
        if one.phone:
            found.setdefault(one.phone, one.partner)
    return tuple((name, phone) for phone, name in found.items())[:NUMBERS]
