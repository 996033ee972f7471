"""Seasons of the year into real days: whether one is on, and from which day to which.

Everything here is a pure function of its arguments.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from petunias.dates import nth_weekday, weekday_number
from petunias.model import Season

_LAST_ORDINAL = date.max.toordinal()
_WHOLE_YEAR = 366


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Days on which a season is on, from the first to the last, both included."""

    first: date
    until: date

    @property
    def endless(self) -> bool:
        """Whether it is longer than a year, as seasons that fill the year go on for ever."""
        return self.until.toordinal() - self.first.toordinal() > _WHOLE_YEAR


def season_is_on(season: Season, day: date) -> bool:
    """Whether a season is on: from its first to its last day of the year, or the week of its nth weekday.

    A window whose first day is later in the year than its last wraps over new year; a missing end is the
    year's own. 29 February means the 28th in other years. With an nth weekday the season is the whole
    week, Monday to Sunday, that holds it, even where that week reaches into another month or year.
    """
    if season.nth and season.day and season.month:
        named = day + timedelta(days=weekday_number(season.day) - day.weekday())
        return named.month == season.month and named == nth_weekday(named.year, named.month, season.nth, season.day)
    first, until = _ends(season, day.year)
    if first <= until:
        return first <= day <= until
    return day >= first or day <= until


def windows(seasons: Sequence[Season], *, first: date, until: date) -> tuple[Window, ...]:
    """When any of the seasons is on between two days, both included, in order.

    What overlaps or follows at once is one window. A window that reaches over one of the two days is whole; one that
    is longer than a year may not be.
    """
    years = range(max(first.year - 1, MINYEAR), min(until.year + 1, MAXYEAR) + 1)
    spans = sorted(span for year in years for season in seasons for span in _spans(season, year))
    merged: list[tuple[int, int]] = []
    for low, high in spans:
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(
        Window(date.fromordinal(low), date.fromordinal(high))
        for low, high in merged
        if low <= until.toordinal() and high >= first.toordinal()
    )


def named_days(season: Season, *, first: date, until: date) -> tuple[date, ...]:
    """The nth weekday itself in each year whose week touches the days from `first` to `until`; none for a window."""
    if not (season.nth and season.day and season.month):
        return ()
    years = range(max(first.year - 1, MINYEAR), min(until.year + 1, MAXYEAR) + 1)
    days = (nth_weekday(year, season.month, season.nth, season.day) for year in years)
    low, high = first.toordinal(), until.toordinal()
    return tuple(day for day in days if (week := _week(day))[1] >= low and week[0] <= high)


def _spans(season: Season, year: int) -> Iterator[tuple[int, int]]:
    """What lies in one year of a season, as ordinals; the week of an nth weekday may reach beyond it."""
    if season.nth and season.day and season.month:
        yield _week(nth_weekday(year, season.month, season.nth, season.day))
        return
    first, until = (day.toordinal() for day in _ends(season, year))
    if first <= until:
        yield first, until
    else:
        yield date(year, 1, 1).toordinal(), until
        yield first, date(year, 12, 31).toordinal()


def _week(day: date) -> tuple[int, int]:
    monday = day.toordinal() - day.weekday()
    return monday, min(monday + 6, _LAST_ORDINAL)


def _ends(season: Season, year: int) -> tuple[date, date]:
    """The first and last day of a season as they are in that year: 29 February may be the 28th."""
    return _in_year(season.first or (1, 1), year), _in_year(season.until or (12, 31), year)


def _in_year(day: tuple[int, int], year: int) -> date:
    return date(year, 2, 28) if day == (2, 29) and not isleap(year) else date(year, *day)
