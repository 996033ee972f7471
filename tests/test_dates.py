"""Sessions into dates: a table worked out by hand, and a slow oracle that tries every day."""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from petunias.dates import (
    Occasion,
    at_local,
    local_today,
    never_happens,
    next_occasions,
    nth_weekday,
    occasions,
)
from petunias.model import Session, Term

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WHICH = ("first", "second", "third", "fourth", "last")
NATIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
TABLE = yaml.load(Path(__file__).with_name("cases").joinpath("dates.yaml").read_text("utf-8"), yaml.BaseLoader)


def day_or_none(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def time_or_none(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def session_of(row: dict[str, Any]) -> Session:
    return Session(
        days=tuple(row["days"]),
        start=time_or_none(row.get("start")),
        end=time_or_none(row.get("end")),
        every=row.get("every", "week"),
        which=tuple(row.get("which", ())),
        first=day_or_none(row.get("from")),
        until=day_or_none(row.get("until")),
        term_time=row.get("term_time") == "true",
        bank_holidays=row.get("bank_holidays"),
    )


def answers(row: dict[str, Any]) -> list[str]:
    sessions = [session_of(session) for session in row["sessions"]]
    terms = [Term(date.fromisoformat(first), date.fromisoformat(until)) for first, until in row.get("terms", ())]
    nation = row.get("nation", "england")
    if "between" in row:
        first, until = map(date.fromisoformat, row["between"])
        found = tuple(occasions(sessions, first=first, until=until, nation=nation, terms=terms))
    else:
        found = next_occasions(
            sessions,
            today=date.fromisoformat(row["today"]),
            count=int(row["count"]),
            nation=nation,
            terms=terms,
            horizon_days=int(row.get("horizon", 400)),
        )
    number = len(sessions) > 1
    return [f"{o.day}{f' #{o.session}' * number}{' check' * o.bank_holiday}" for o in found]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"].replace(" ", "-"))
def test_table(row: dict[str, Any]) -> None:
    assert answers(row) == row["dates"]


def test_table_is_whole() -> None:
    assert len(TABLE) >= 40
    assert len({row["name"] for row in TABLE}) == len(TABLE)


def test_an_occasion_carries_what_the_session_says() -> None:
    session = Session(days=("monday",), start=time(9, 30), end=time(11), place="yard")
    found = next_occasions([session], today=date(2026, 12, 28), count=1, nation="england", terms=())
    assert found == (Occasion(date(2026, 12, 28), time(9, 30), time(11), "yard", True, 0),)


def test_an_unknown_nation_is_refused() -> None:
    with pytest.raises(KeyError):
        next_occasions([Session(days=("monday",))], today=date(2026, 11, 23), count=1, nation="mercia", terms=())


def test_the_ends_of_the_calendar_are_no_trouble() -> None:
    sessions = [
        Session(days=WEEKDAYS, bank_holidays="runs"),
        Session(days=WEEKDAYS, every="month", which=("last",), bank_holidays="runs"),
        Session(days=WEEKDAYS, every="fortnight", first=date.min, bank_holidays="runs"),
    ]
    early = next_occasions(sessions, today=date.min, count=1000, nation="england", terms=(), horizon_days=6)
    late = next_occasions(sessions, today=date(9999, 12, 31), count=1000, nation="england", terms=())
    assert [o.session for o in early] == [0, 2] * 7
    # 3,652,054 days lie between the first Monday of the calendar and its last: 260,861 fortnights
    assert [(o.day, o.session) for o in late] == [(date(9999, 12, 31), session) for session in (0, 1, 2)]


def test_bank_holidays_are_looked_up_only_when_needed() -> None:
    code = (
        "import sys\nfrom datetime import date\nfrom petunias.dates import next_occasions\n"
        "from petunias.model import Session\nrun = lambda word: next_occasions([Session(days=('friday',),"
        " bank_holidays=word)], today=date(2026, 12, 1), count=1, nation='england', terms=())\n"
        "run('runs')\nassert 'holidays' not in sys.modules\nrun(None)\nassert 'holidays' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Why a session never happens

MONDAY = ("monday",)
AUTUMN = Term(date(2026, 9, 2), date(2026, 10, 23))
WINTER = Term(date(2026, 11, 2), date(2026, 12, 18))
SPRING = Term(date(2027, 1, 5), date(2027, 3, 25))


@pytest.mark.parametrize(
    ("session", "terms", "reason"),
    [
        pytest.param(Session(MONDAY), (), None, id="every Monday"),
        pytest.param(
            Session(MONDAY, first=date(2026, 9, 7), until=date(2026, 9, 6)), (), "ends-before-it-starts", id="ends"
        ),
        pytest.param(Session(MONDAY, first=date(2026, 9, 7), until=date(2026, 9, 7)), (), None, id="one day"),
        pytest.param(Session(MONDAY, start=time(11), end=time(9, 30)), (), "time-backwards", id="backwards"),
        pytest.param(Session(MONDAY, start=time(22), end=time(0)), (), "time-backwards", id="over midnight"),
        pytest.param(Session(MONDAY, start=time(11), end=time(11)), (), "time-backwards", id="no time at all"),
        pytest.param(Session(MONDAY, start=time(9, 30), end=time(11)), (), None, id="forwards"),
        pytest.param(Session(MONDAY, start=time(9, 30)), (), None, id="no end"),
        # Tuesday to Sunday
        pytest.param(
            Session(MONDAY, first=date(2026, 9, 8), until=date(2026, 9, 13)), (), "no-such-day", id="no Monday"
        ),
        # Week 0 ends on the 13th without its Monday; the next Monday counted is the 21st
        pytest.param(
            Session(MONDAY, every="fortnight", first=date(2026, 9, 8), until=date(2026, 9, 20)),
            (),
            "no-such-day",
            id="no fortnight",
        ),
        pytest.param(
            Session(MONDAY, every="fortnight", first=date(2026, 9, 8), until=date(2026, 9, 21)),
            (),
            None,
            id="a fortnight",
        ),
        # September's first Monday is the 7th, October's the 5th
        pytest.param(
            Session(MONDAY, every="month", which=("first",), first=date(2026, 9, 8), until=date(2026, 10, 4)),
            (),
            "no-such-day",
            id="no first Monday",
        ),
        # No matching day lies between, but the file does not say which weeks: another check tells that
        pytest.param(
            Session(MONDAY, every="month", first=date(2026, 9, 8), until=date(2026, 9, 30)), (), None, id="no which"
        ),
        pytest.param(Session(MONDAY, every="fortnight", until=date(2026, 9, 30)), (), None, id="no first day"),
        # 26 October to 1 November is half-term
        pytest.param(
            Session(MONDAY, first=date(2026, 10, 24), until=date(2026, 11, 1), term_time=True),
            (WINTER, AUTUMN),
            "never-in-term",
            id="half-term",
        ),
        pytest.param(
            Session(MONDAY, first=date(2026, 10, 24), until=date(2026, 11, 2), term_time=True),
            (AUTUMN, WINTER),
            None,
            id="half-term and a day",
        ),
        # The Mondays of Christmas: 21 and 28 December, 4 January
        pytest.param(
            Session(MONDAY, first=date(2026, 12, 19), until=date(2027, 1, 10), term_time=True),
            (AUTUMN, WINTER, SPRING),
            "never-in-term",
            id="Christmas",
        ),
        pytest.param(
            Session(MONDAY, first=date(2027, 1, 4), until=date(2027, 1, 4), term_time=True),
            (WINTER,),
            None,
            id="terms not known yet",
        ),
        pytest.param(
            Session(MONDAY, first=date(2026, 6, 1), until=date(2026, 7, 17), term_time=True),
            (AUTUMN, WINTER),
            None,
            id="terms no longer known",
        ),
        pytest.param(
            Session(MONDAY, first=date(2026, 10, 24), until=date(2026, 11, 1), term_time=True),
            (),
            None,
            id="no terms",
        ),
        pytest.param(
            Session(MONDAY, until=date(2026, 11, 1), term_time=True), (AUTUMN, WINTER), None, id="no first day in term"
        ),
        # Only 28 December, the substitute for Boxing Day
        pytest.param(
            Session(MONDAY, first=date(2026, 12, 22), until=date(2027, 1, 3), bank_holidays="closed"),
            (),
            "always-bank-holiday",
            id="closed",
        ),
        pytest.param(
            Session(MONDAY, first=date(2026, 12, 22), until=date(2027, 1, 4), bank_holidays="closed"),
            (),
            None,
            id="closed but for one day",
        ),
        pytest.param(Session(MONDAY, first=date(2026, 12, 22), until=date(2027, 1, 3)), (), None, id="check first"),
        # In this term only Friday 1 January is left
        pytest.param(
            Session(
                ("friday",),
                first=date(2026, 12, 28),
                until=date(2027, 1, 10),
                term_time=True,
                bank_holidays="closed",
            ),
            (AUTUMN, Term(date(2026, 12, 29), date(2027, 1, 4)), Term(date(2027, 1, 11), date(2027, 3, 25))),
            "always-bank-holiday",
            id="closed in term",
        ),
        # The first and the last day that the terms know of
        pytest.param(
            Session(MONDAY, first=date(2026, 12, 28), until=date(2026, 12, 28), term_time=True, bank_holidays="closed"),
            (Term(date(2026, 12, 28), date(2026, 12, 28)),),
            "always-bank-holiday",
            id="closed in a term of one day",
        ),
        pytest.param(
            Session(MONDAY, first=date(2026, 10, 24), until=date(2026, 11, 1), term_time=True),
            (AUTUMN, WINTER, Term(date(2026, 12, 20), date(2026, 10, 1))),
            "never-in-term",
            id="a term written backwards",
        ),
    ],
)
def test_never_happens(session: Session, terms: tuple[Term, ...], reason: str | None) -> None:
    assert never_happens(session, nation="england", terms=terms) == reason


def test_never_happens_asks_the_nation() -> None:
    session = Session(MONDAY, first=date(2026, 11, 30), until=date(2026, 11, 30), bank_holidays="closed")
    assert never_happens(session, nation="scotland", terms=()) == "always-bank-holiday"
    assert never_happens(session, nation="wales", terms=()) is None


def test_never_happens_answers_at_once_for_an_end_in_the_year_9999() -> None:
    session = Session(MONDAY, first=date(2026, 9, 7), until=date(9999, 12, 31), bank_holidays="closed")
    assert never_happens(session, nation="england", terms=()) is None


# Seasons and the clock


@pytest.mark.parametrize(
    ("year", "month", "which", "weekday", "day"),
    [
        (2027, 3, "second", "wednesday", 10),
        (2026, 11, "first", "sunday", 1),
        (2026, 11, "first", "saturday", 7),
        (2026, 11, "fourth", "friday", 27),
        (2026, 11, "last", "friday", 27),
        (2026, 10, "last", "friday", 30),
        (2028, 2, "last", "tuesday", 29),
        (2027, 2, "last", "monday", 22),
        (2026, 12, "third", "thursday", 17),
        (9999, 12, "last", "friday", 31),
    ],
)
def test_nth_weekday(year: int, month: int, which: str, weekday: str, day: int) -> None:
    assert nth_weekday(year, month, which, weekday) == date(year, month, day)


@pytest.mark.parametrize(("which", "weekday"), [("fifth", "monday"), ("first", "Monday")])
def test_nth_weekday_refuses_other_words(which: str, weekday: str) -> None:
    with pytest.raises(KeyError):
        nth_weekday(2026, 11, which, weekday)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), date(2026, 11, 22)),
        # British Summer Time: an hour before midnight in UTC it is midnight here
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 11, 22, 8, 0, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 21)),
    ],
)
def test_local_today(now: datetime, day: date) -> None:
    assert local_today(now) == day


def test_local_today_refuses_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="now must have a time zone"):
        local_today(datetime(2026, 11, 22))  # noqa: DTZ001 - the point of the test


def test_local_today_is_now() -> None:
    before = datetime.now(UTC)
    assert local_today(before) <= local_today() <= local_today(datetime.now(UTC))


@pytest.mark.parametrize(
    ("day", "clock", "utc"),
    [
        # 09:30 stays 09:30 on the wall; it moves in UTC when the clocks change
        (date(2026, 10, 24), time(9, 30), datetime(2026, 10, 24, 8, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(9, 30), datetime(2026, 10, 25, 9, 30, tzinfo=UTC)),
        (date(2027, 3, 27), time(9, 30), datetime(2027, 3, 27, 9, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(9, 30), datetime(2027, 3, 28, 8, 30, tzinfo=UTC)),
        # Twice on the wall: the first; not on the wall at all: by the old clock
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2027, 3, 28), time(1, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_at_local(day: date, clock: time, utc: datetime) -> None:
    moment = at_local(day, clock)
    assert moment.astimezone(UTC) == utc
    assert (moment.date(), moment.time()) == (day, clock)


# The oracle: every day, tried against the words of the rules


@cache
def bank_holidays(nation: str) -> frozenset[date]:
    return frozenset(country_holidays("GB", subdiv=NATIONS[nation], years=range(2024, 2034)))


def happens(session: Session, day: date, nation: str, terms: tuple[Term, ...]) -> bool:
    return all(
        (
            WEEKDAYS[day.weekday()] in session.days,
            session.first is None or session.first <= day,
            session.until is None or day <= session.until,
            session.every != "fortnight" or in_fortnight(session, day),
            session.every != "month" or bool(words_for(day) & set(session.which)),
            not session.term_time or any(term.first <= day <= term.until for term in terms),
            session.bank_holidays != "closed" or day not in bank_holidays(nation),
        )
    )


def in_fortnight(session: Session, day: date) -> bool:
    if session.first is None:
        return False
    monday, first_monday = (d - timedelta(days=d.weekday()) for d in (day, session.first))
    return (monday - first_monday).days % 14 == 0


def words_for(day: date) -> set[str]:
    words = {WHICH[(day.day - 1) // 7]} if day.day <= 28 else set()
    return words | {"last"} if (day + timedelta(days=7)).month != day.month else words


def oracle(
    sessions: list[Session], first: date, until: date, nation: str, terms: tuple[Term, ...]
) -> tuple[Occasion, ...]:
    found = [
        Occasion(
            day,
            session.start,
            session.end,
            session.place,
            session.bank_holidays is None and day in bank_holidays(nation),
            index,
        )
        for day in (first + timedelta(days=n) for n in range((until - first).days + 1))
        for index, session in enumerate(sessions)
        if happens(session, day, nation, terms)
    ]
    return tuple(sorted(found, key=lambda o: (o.day, o.start.isoformat() if o.start else "", o.session)))


days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
some_sessions = st.builds(
    Session,
    days=st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True).map(tuple),
    start=st.none() | st.sampled_from([time(9, 30), time(14), time(0)]),
    every=st.sampled_from(["week", "fortnight", "month"]),
    which=st.lists(st.sampled_from(WHICH), unique=True).map(tuple),
    first=st.none() | days,
    until=st.none() | days,
    term_time=st.booleans(),
    bank_holidays=st.sampled_from([None, "runs", "closed"]),
    place=st.sampled_from([None, "yard"]),
)
some_terms = st.lists(
    st.builds(lambda day, length: Term(day, day + timedelta(days=length)), days, st.integers(-3, 120)), max_size=4
).map(tuple)
nations = st.sampled_from(sorted(NATIONS))


@given(st.lists(some_sessions, max_size=4), days, st.integers(-2, 200), nations, some_terms)
def test_occasions_are_those_of_the_oracle(
    sessions: list[Session], first: date, length: int, nation: str, terms: tuple[Term, ...]
) -> None:
    until = first + timedelta(days=length)
    found = tuple(occasions(sessions, first=first, until=until, nation=nation, terms=terms))
    assert found == oracle(sessions, first, until, nation, terms)


@given(st.lists(some_sessions, max_size=4), days, st.integers(-2, 800), nations, some_terms)
def test_occasions_are_in_order_within_bounds_and_on_their_days(
    sessions: list[Session], first: date, length: int, nation: str, terms: tuple[Term, ...]
) -> None:
    until = first + timedelta(days=length)
    found = tuple(occasions(sessions, first=first, until=until, nation=nation, terms=terms))
    keys = [o.sort_key for o in found]
    assert keys == sorted(set(keys))
    for o in found:
        session = sessions[o.session]
        assert first <= o.day <= until
        assert session.first is None or session.first <= o.day
        assert session.until is None or o.day <= session.until
        assert WEEKDAYS[o.day.weekday()] in session.days
        assert (o.start, o.end, o.place) == (session.start, session.end, session.place)


@given(st.lists(some_sessions, max_size=3), days, st.integers(0, 30), st.integers(0, 500), nations, some_terms)
def test_next_occasions_begin_the_oracle_list(
    sessions: list[Session], today: date, count: int, horizon: int, nation: str, terms: tuple[Term, ...]
) -> None:
    found = next_occasions(sessions, today=today, count=count, nation=nation, terms=terms, horizon_days=horizon)
    assert found == oracle(sessions, today, today + timedelta(days=horizon), nation, terms)[:count]


@given(some_sessions, days, st.integers(0, 60), nations, some_terms)
def test_never_means_never(session: Session, first: date, length: int, nation: str, terms: tuple[Term, ...]) -> None:
    until = first + timedelta(days=length)
    closed = Session(
        session.days, None, None, session.every, session.which, first, until, session.term_time, session.bank_holidays
    )
    reason = never_happens(closed, nation=nation, terms=terms)
    found = oracle([closed], first, until, nation, terms)
    if reason:
        assert found == ()
    elif not found and not closed.term_time:
        assert (closed.every, closed.which) == ("month", ())
