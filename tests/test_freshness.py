"""Freshness by calendar months, and the days on which it changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias.freshness import Freshness, add_months, freshness
from petunias.model import Review

STATES = ("confirmed", "due", "unconfirmed", "unlisted")


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 11, 22), 1, date(2026, 12, 22)),
        (date(2026, 11, 22), 2, date(2027, 1, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 8, 29), 18, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2027, 1, 31), -2, date(2026, 11, 30)),
    ],
)
def test_add_months(day: date, months: int, result: date) -> None:
    assert add_months(day, months) == result


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 31), -1)])
def test_add_months_stays_in_the_calendar(day: date, months: int) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(day, months)


CONFIRMED = date(2026, 8, 31)
DUE, UNCONFIRMED, UNLISTED = date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29)


@pytest.mark.parametrize(
    ("today", "state", "changes"),
    [
        (CONFIRMED, "confirmed", (("due", DUE), ("unconfirmed", UNCONFIRMED), ("unlisted", UNLISTED))),
        (date(2027, 2, 27), "confirmed", (("due", DUE), ("unconfirmed", UNCONFIRMED), ("unlisted", UNLISTED))),
        (DUE, "due", (("unconfirmed", UNCONFIRMED), ("unlisted", UNLISTED))),
        (date(2027, 8, 30), "due", (("unconfirmed", UNCONFIRMED), ("unlisted", UNLISTED))),
        (UNCONFIRMED, "unconfirmed", (("unlisted", UNLISTED),)),
        (date(2028, 2, 28), "unconfirmed", (("unlisted", UNLISTED),)),
        (UNLISTED, "unlisted", ()),
        (date(2040, 1, 1), "unlisted", ()),
    ],
)
def test_a_confirmed_entry_ages(today: date, state: str, changes: tuple[tuple[str, date], ...]) -> None:
    result = freshness(CONFIRMED, date(2020, 1, 1), Review(), today)
    assert result == Freshness(state, CONFIRMED, CONFIRMED, changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "state", "changes"),
    [
        (date(2026, 3, 2), "unconfirmed", (("unlisted", date(2027, 9, 2)),)),
        (date(2027, 9, 1), "unconfirmed", (("unlisted", date(2027, 9, 2)),)),
        (date(2027, 9, 2), "unlisted", ()),
    ],
)
def test_without_confirmed_it_counts_from_added(today: date, state: str, changes: tuple[tuple[str, date], ...]) -> None:
    added = date(2026, 3, 2)
    assert freshness(None, added, Review(), today) == Freshness(state, added, None, changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2099, 1, 1)])
def test_without_any_date_it_stays_unconfirmed_and_listed(today: date) -> None:
    assert freshness(None, None, Review(), today) == Freshness("unconfirmed", None, None, ())


def test_a_confirmed_date_in_the_future_counts_as_today() -> None:
    today, later = date(2026, 11, 22), date(2062, 11, 3)
    result = freshness(later, None, Review(), today)
    assert (result.state, result.since, result.confirmed_on) == ("confirmed", today, later)
    assert result.changes[0] == ("due", date(2027, 5, 22))


def test_an_added_date_in_the_future_is_still_at_best_unconfirmed() -> None:
    today = date(2026, 11, 22)
    result = freshness(None, date(2062, 3, 2), Review(), today)
    assert result == Freshness("unconfirmed", today, None, (("unlisted", date(2028, 5, 22)),))


def test_the_area_chooses_the_months() -> None:
    review = Review(due=3, unconfirmed=4, unlisted=5)
    assert freshness(date(2026, 8, 22), None, review, date(2026, 11, 22)).state == "due"
    assert freshness(date(2026, 7, 22), None, review, date(2026, 11, 22)).state == "unconfirmed"
    assert freshness(date(2026, 6, 22), None, review, date(2026, 11, 22)).state == "unlisted"


@pytest.mark.parametrize(
    ("review", "changes"),
    [
        (Review(due=6, unconfirmed=6, unlisted=18), (("unconfirmed", DUE), ("unlisted", UNLISTED))),
        (Review(due=18, unconfirmed=18, unlisted=6), (("unlisted", DUE),)),
    ],
)
def test_a_state_that_a_worse_one_overtakes_is_never_announced(
    review: Review, changes: tuple[tuple[str, date], ...]
) -> None:
    assert freshness(CONFIRMED, None, review, CONFIRMED).changes == changes


days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
reviews = st.builds(Review, due=st.integers(0, 30), unconfirmed=st.integers(0, 30), unlisted=st.integers(0, 30))


@given(st.none() | days, st.none() | days, reviews, days, st.integers(0, 2000))
def test_freshness_only_ever_falls(
    confirmed_on: date | None, added: date | None, review: Review, today: date, wait: int
) -> None:
    now = freshness(confirmed_on, added, review, today)
    later = freshness(confirmed_on, added, review, today + timedelta(days=wait))
    assert STATES.index(later.state) >= STATES.index(now.state)


@given(st.none() | days, st.none() | days, reviews, days, st.integers(0, 2000))
def test_the_changes_foretell_each_later_state(
    confirmed_on: date | None, added: date | None, review: Review, today: date, wait: int
) -> None:
    # A date in the future counts as today, so its changes are those of an entry that was confirmed today.
    confirmed_on = min(confirmed_on, today) if confirmed_on else None
    added = min(added, today) if added else None
    now = freshness(confirmed_on, added, review, today)
    that_day = today + timedelta(days=wait)
    begun = [state for state, begins in now.changes if begins <= that_day]
    assert freshness(confirmed_on, added, review, that_day).state == (begun[-1] if begun else now.state)
    starts = [begins for _, begins in now.changes]
    assert starts == sorted(set(starts))
    assert all(begins > today for begins in starts)


@given(days, st.integers(-200, 200))
def test_add_months_changes_the_day_only_at_a_months_end(day: date, months: int) -> None:
    result = add_months(day, months)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == months
    assert result.day == day.day or (result.day < day.day and (result + timedelta(days=1)).day == 1)
