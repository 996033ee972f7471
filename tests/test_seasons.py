"""Seasons into windows of real days: every edge by hand, and a slow oracle that asks about each day."""

from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias.dates import nth_weekday
from petunias.model import Season
from petunias.seasons import Window, named_days, season_is_on, windows

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WHICH = ("first", "second", "third", "fourth", "last")
DAY = timedelta(days=1)

days = st.dates(date(2026, 1, 1), date(2029, 12, 31))

BONFIRE = Season(first=(10, 20), until=(11, 6))
WINTER_SEASON = Season(first=(12, 1), until=(2, 29))
LEAP_DAY = Season(first=(2, 29), until=(2, 29))
NO_SMOKING = Season(nth="second", day="wednesday", month=3)
NEW_YEAR = Season(nth="first", day="sunday", month=1)
MONTH_END = Season(nth="last", day="monday", month=8)


@pytest.mark.parametrize(
    ("season", "day", "on"),
    [
        (BONFIRE, date(2026, 10, 19), False),
        (BONFIRE, date(2026, 10, 20), True),
        (BONFIRE, date(2026, 11, 6), True),
        (BONFIRE, date(2026, 11, 7), False),
        (WINTER_SEASON, date(2026, 11, 30), False),
        (WINTER_SEASON, date(2026, 12, 1), True),
        (WINTER_SEASON, date(2026, 12, 31), True),
        (WINTER_SEASON, date(2027, 1, 1), True),
        (WINTER_SEASON, date(2027, 2, 28), True),
        (WINTER_SEASON, date(2027, 3, 1), False),
        (WINTER_SEASON, date(2028, 2, 29), True),
        (WINTER_SEASON, date(2028, 3, 1), False),
        (LEAP_DAY, date(2028, 2, 28), False),
        (LEAP_DAY, date(2028, 2, 29), True),
        (LEAP_DAY, date(2027, 2, 28), True),
        (LEAP_DAY, date(2027, 3, 1), False),
        (Season(first=(6, 1)), date(2026, 12, 31), True),
        (Season(first=(6, 1)), date(2027, 1, 1), False),
        (Season(until=(6, 1)), date(2027, 1, 1), True),
        # The second Wednesday of March 2027 is the 10th; its week is the 8th to the 14th
        (NO_SMOKING, date(2027, 3, 7), False),
        (NO_SMOKING, date(2027, 3, 8), True),
        (NO_SMOKING, date(2027, 3, 10), True),
        (NO_SMOKING, date(2027, 3, 14), True),
        (NO_SMOKING, date(2027, 3, 15), False),
        # Other months have a second Wednesday too
        (NO_SMOKING, date(2027, 2, 10), False),
        (NO_SMOKING, date(2027, 4, 14), False),
        # The first Sunday of 2027 is 3 January; its week began on 28 December 2026
        (NEW_YEAR, date(2026, 12, 27), False),
        (NEW_YEAR, date(2026, 12, 28), True),
        (NEW_YEAR, date(2027, 1, 3), True),
        (NEW_YEAR, date(2027, 1, 4), False),
        # The last Monday of August 2026 is the 31st; its week ends on 6 September
        (MONTH_END, date(2026, 8, 30), False),
        (MONTH_END, date(2026, 8, 31), True),
        (MONTH_END, date(2026, 9, 6), True),
        (MONTH_END, date(2026, 9, 7), False),
    ],
)
def test_season_is_on(season: Season, day: date, on: bool) -> None:
    assert season_is_on(season, day) is on


@given(days, st.sampled_from(WHICH), st.sampled_from(WEEKDAYS))
def test_a_season_of_a_week_is_on_for_seven_days_that_hold_its_day(day: date, which: str, weekday: str) -> None:
    named = nth_weekday(day.year, day.month, which, weekday)
    season = Season(nth=which, day=weekday, month=day.month)
    around = [named + timedelta(days=n) for n in range(-10, 11)]
    on = [each for each in around if season_is_on(season, each)]
    assert named in on
    assert on == [on[0] + timedelta(days=n) for n in range(7)]
    assert on[0].weekday() == 0


# --- windows ---

CHRISTMAS = Season(first=(12, 1), until=(1, 2))
SUMMER = Season(first=(6, 15), until=(8, 31))
DRY_JANUARY = Season(first=(1, 1), until=(1, 31))
FLU = Season(first=(10, 1), until=(3, 31))
WHOLE_YEAR = Season(first=(1, 1), until=(12, 31))


def window(first: str, until: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(until))


def found(seasons: tuple[Season, ...], first: str, until: str) -> list[tuple[str, str]]:
    made = windows(seasons, first=date.fromisoformat(first), until=date.fromisoformat(until))
    return [(one.first.isoformat(), one.until.isoformat()) for one in made]


@pytest.mark.parametrize(
    ("seasons", "first", "until", "expected"),
    [
        ((), "2026-11-22", "2028-05-22", []),
        # A year and a half holds a season once or twice.
        ((BONFIRE,), "2026-11-22", "2028-05-22", [("2027-10-20", "2027-11-06")]),
        ((BONFIRE,), "2026-10-19", "2028-05-22", [("2026-10-20", "2026-11-06"), ("2027-10-20", "2027-11-06")]),
        # On its first and last day it is whole; the day before its first it is still to come, after its last it is not.
        ((BONFIRE,), "2026-10-20", "2026-10-20", [("2026-10-20", "2026-11-06")]),
        ((BONFIRE,), "2026-11-06", "2026-11-06", [("2026-10-20", "2026-11-06")]),
        ((BONFIRE,), "2026-10-19", "2026-10-19", []),
        ((BONFIRE,), "2026-11-07", "2026-11-07", []),
        # Over new year it is one window, from either side.
        ((CHRISTMAS,), "2026-12-31", "2026-12-31", [("2026-12-01", "2027-01-02")]),
        ((CHRISTMAS,), "2027-01-01", "2027-01-01", [("2026-12-01", "2027-01-02")]),
        ((CHRISTMAS,), "2027-01-03", "2027-11-30", []),
        ((FLU,), "2026-11-22", "2027-10-01", [("2026-10-01", "2027-03-31"), ("2027-10-01", "2028-03-31")]),
        # Two windows of one message.
        (
            (CHRISTMAS, SUMMER),
            "2026-11-22",
            "2028-01-01",
            [("2026-12-01", "2027-01-02"), ("2027-06-15", "2027-08-31"), ("2027-12-01", "2028-01-02")],
        ),
        # What overlaps is one, and so is what follows at once.
        ((CHRISTMAS, DRY_JANUARY), "2026-11-22", "2027-11-22", [("2026-12-01", "2027-01-31")]),
        (
            (Season(first=(12, 1), until=(12, 31)), DRY_JANUARY),
            "2026-11-22",
            "2027-11-22",
            [("2026-12-01", "2027-01-31")],
        ),
        (
            (Season(first=(12, 1), until=(12, 30)), DRY_JANUARY),
            "2026-11-22",
            "2027-11-22",
            [("2026-12-01", "2026-12-30"), ("2027-01-01", "2027-01-31")],
        ),
        ((SUMMER, Season(first=(7, 1), until=(7, 2))), "2027-01-01", "2027-12-31", [("2027-06-15", "2027-08-31")]),
        # 29 February: a last day, a first day, the only day.
        ((WINTER_SEASON,), "2026-12-24", "2026-12-24", [("2026-12-01", "2027-02-28")]),
        ((WINTER_SEASON,), "2027-12-24", "2027-12-24", [("2027-12-01", "2028-02-29")]),
        (
            (LEAP_DAY,),
            "2027-01-01",
            "2028-12-31",
            [("2027-02-28", "2027-02-28"), ("2028-02-29", "2028-02-29")],
        ),
        # The week of an nth weekday, though it begins in the year or the month before.
        ((NO_SMOKING,), "2026-11-22", "2028-05-22", [("2027-03-08", "2027-03-14"), ("2028-03-06", "2028-03-12")]),
        ((NO_SMOKING,), "2027-03-15", "2027-12-31", []),
        ((NEW_YEAR,), "2026-12-27", "2026-12-28", [("2026-12-28", "2027-01-03")]),
        ((NEW_YEAR,), "2027-01-03", "2027-01-03", [("2026-12-28", "2027-01-03")]),
        ((MONTH_END,), "2026-09-06", "2026-09-06", [("2026-08-31", "2026-09-06")]),
    ],
)
def test_windows(seasons: tuple[Season, ...], first: str, until: str, expected: list[tuple[str, str]]) -> None:
    assert found(seasons, first, until) == expected


@pytest.mark.parametrize("seasons", [(WHOLE_YEAR,), (Season(),), (SUMMER, Season(first=(9, 1), until=(6, 14)))])
def test_what_fills_the_year_has_no_end(seasons: tuple[Season, ...]) -> None:
    (one,) = windows(seasons, first=date(2026, 11, 22), until=date(2028, 5, 22))
    assert one.endless
    assert one.first < date(2026, 11, 22)
    assert one.until > date(2028, 5, 22)


def test_a_season_has_an_end() -> None:
    assert not any(one.endless for one in windows([FLU, SUMMER], first=date(2026, 1, 1), until=date(2029, 1, 1)))
    assert not window("2027-01-01", "2027-12-31").endless


def test_the_calendar_has_a_first_and_a_last_year() -> None:
    assert windows([CHRISTMAS], first=date.min, until=date.min) == (window("0001-01-01", "0001-01-02"),)
    assert windows([CHRISTMAS], first=date.max, until=date.max) == (window("9999-12-01", "9999-12-31"),)
    last = Season(nth="last", day="friday", month=12)
    assert windows([last], first=date.max, until=date.max) == (window("9999-12-27", "9999-12-31"),)


@pytest.mark.parametrize(
    ("season", "first", "until", "days"),
    [
        (NO_SMOKING, "2026-11-22", "2028-05-22", ["2027-03-10", "2028-03-08"]),
        # Its week counts, not the day alone.
        (NO_SMOKING, "2027-03-14", "2027-03-14", ["2027-03-10"]),
        (NO_SMOKING, "2027-03-15", "2027-03-15", []),
        (NO_SMOKING, "2027-03-08", "2027-03-08", ["2027-03-10"]),
        (NO_SMOKING, "2027-03-07", "2027-03-07", []),
        (NEW_YEAR, "2026-12-28", "2026-12-28", ["2027-01-03"]),
        (BONFIRE, "2026-01-01", "2027-12-31", []),
    ],
)
def test_named_days(season: Season, first: str, until: str, days: list[str]) -> None:
    made = named_days(season, first=date.fromisoformat(first), until=date.fromisoformat(until))
    assert [day.isoformat() for day in made] == days


# --- against an oracle ---

month_days = st.dates(date(2028, 1, 1), date(2028, 12, 31)).map(lambda day: (day.month, day.day))
some_seasons = st.one_of(
    st.builds(Season, first=month_days, until=month_days),
    st.builds(
        Season, nth=st.sampled_from(WHICH), day=st.sampled_from(WEEKDAYS), month=st.integers(min_value=1, max_value=12)
    ),
)


@given(st.lists(some_seasons, max_size=4), days, st.integers(0, 600))
def test_windows_are_those_of_the_oracle(seasons: list[Season], first: date, length: int) -> None:
    """Each day between the two is asked; windows cut at the two are what came of it."""
    until = first + length * DAY
    every = [first + number * DAY for number in range(length + 1)]
    expected = []
    for on, group in groupby(every, key=lambda day: any(season_is_on(season, day) for season in seasons)):
        stretch = list(group)
        if on:
            expected.append((stretch[0], stretch[-1]))
    made = windows(seasons, first=first, until=until)
    assert [(max(one.first, first), min(one.until, until)) for one in made] == expected


@given(st.lists(some_seasons, min_size=1, max_size=4), days)
def test_a_window_is_whole(seasons: list[Season], first: date) -> None:
    """On the day before and the day after, none of them is on."""
    for one in windows(seasons, first=first, until=first + 400 * DAY):
        if not one.endless:
            assert not any(
                season_is_on(season, day) for season in seasons for day in (one.first - DAY, one.until + DAY)
            )
