"""The times of year of a message: from which day to which, and what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from petunias.model import Season
from petunias.seasons import named_days, windows


@dataclass(frozen=True, slots=True)
class Campaign:
    """One time of a message, from its first to its last day. `day` is the one that a week is held for, if it is."""

    first: date
    until: date
    name: str | None = None
    day: date | None = None


@lru_cache(maxsize=1024)
def campaigns(seasons: tuple[Season, ...], first: date, until: date) -> tuple[Campaign, ...]:
    """All that touch the days from `first` to `until`, in order of time.

    Seasons of one name, or without one, that overlap are one campaign. What fills the year is none.
    """
    found = []
    by_name: dict[str | None, list[Season]] = {}
    for season in seasons:
        if season.nth is None:
            by_name.setdefault(season.name, []).append(season)
        for day in named_days(season, first=first, until=until):
            monday = day - timedelta(days=day.weekday())
            found.append(Campaign(monday, monday + timedelta(days=6), season.name, day))
    for name, group in by_name.items():
        spells = windows(group, first=first, until=until)
        found += [Campaign(one.first, one.until, name) for one in spells if not one.endless]
    return tuple(sorted(found, key=lambda one: (one.first, one.until, one.name or "")))
