"""Sessions into real dates, with bank holidays and school terms.

Everything here is a pure function of its arguments, but for local_today without one. Days are
counted as ordinals inside: a step of a week is then a sum, and no sum can leave the calendar.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from petunias.model import Session, Term

Reason = Literal["ends-before-it-starts", "time-backwards", "no-such-day", "never-in-term", "always-bank-holiday"]

Span = tuple[int, int]  # two ordinals, both included

_WEEKDAYS = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
_WHICH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
_LONDON = "Europe/London"
_LAST_ORDINAL = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One day on which a session happens; `session` is its place in the list, from 0.

    `bank_holiday` is True on a bank holiday of which the session says nothing: "check first".
    """

    day: date
    start: time | None
    end: time | None
    place: str | None
    bank_holiday: bool
    session: int

    @property
    def sort_key(self) -> tuple[date, bool, time, int]:
        """Day, then start (no start comes first), then session."""
        return (self.day, *_by_start(self.start, self.session))


def occasions(
    sessions: Sequence[Session], *, first: date, until: date, nation: str, terms: Sequence[Term]
) -> Iterator[Occasion]:
    """Every occasion from `first` to `until`, both included, in order of sort_key.

    A fortnight without `first`, a month without `which` and term time without terms give nothing,
    because their dates are not known. Raises KeyError for a nation, day or `which` that is no schema word.
    """
    window = (first.toordinal(), until.toordinal())
    known = _spans(tuple(terms))
    # A session's rank among the starts settles ties within a day, so that only a day and a number are compared.
    order = sorted(range(len(sessions)), key=lambda index: _by_start(sessions[index].start, index))
    streams = [_stream(sessions[index], rank, window, nation, known) for rank, index in enumerate(order)]
    for day, rank, bank_holiday in streams[0] if len(streams) == 1 else merge(*streams):
        index = order[rank]
        session = sessions[index]
        yield Occasion(day, session.start, session.end, session.place, bank_holiday, index)


def next_occasions(
    sessions: Sequence[Session],
    *,
    today: date,
    count: int,
    nation: str,
    terms: Sequence[Term],
    horizon_days: int = 400,
) -> tuple[Occasion, ...]:
    """The next `count` occasions from today, today included, none more than `horizon_days` days ahead."""
    until = date.fromordinal(min(today.toordinal() + horizon_days, _LAST_ORDINAL))
    return tuple(islice(occasions(sessions, first=today, until=until, nation=nation, terms=terms), count))


def never_happens(session: Session, *, nation: str, terms: Sequence[Term]) -> Reason | None:
    """Why a session can have no occasion on any day, or None if it can or if nobody can tell.

    A session that reaches before the first known term or after the last is left undecided: old terms
    are taken out of area.yaml and new ones are put in, and neither may turn a good file into a bad one.
    """
    if session.first and session.until and session.until < session.first:
        return "ends-before-it-starts"
    if session.start and session.end and session.end <= session.start:
        return "time-backwards"
    if session.first and session.until and _has_known_days(session):
        return _never_within(session, (session.first.toordinal(), session.until.toordinal()), nation, terms)
    return None


def nth_weekday(year: int, month: int, which: str, weekday: str) -> date:
    """The first, second, third, fourth or last such weekday of a month; KeyError for other words."""
    return date(year, month, _nth_day(*monthrange(year, month), which, _WEEKDAYS[weekday]))


def weekday_number(name: str) -> int:
    """0 for monday, 6 for sunday; KeyError for other words."""
    return _WEEKDAYS[name]


def local_today(now: datetime | None = None) -> date:
    """Today's date in the United Kingdom, wherever the computer is; ValueError if `now` has no time zone."""
    if now is None:
        now = datetime.now(UTC)
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    return now.astimezone(ZoneInfo(_LONDON)).date()


def at_local(day: date, clock: time) -> datetime:
    """The moment at which UK clocks show that time on that day.

    A time that comes twice when the clocks go back is the first of the two; one that is skipped when
    they go forward is counted by the clock before the change.
    """
    return datetime.combine(day, clock, tzinfo=ZoneInfo(_LONDON))


def _by_start(start: time | None, index: int) -> tuple[bool, time, int]:
    """A key that puts sessions without a start first."""
    return (start is not None, start or time.min, index)


def _stream(
    session: Session, rank: int, window: Span, nation: str, known: Sequence[Span]
) -> Iterator[tuple[date, int, bool]]:
    """A session's days in the window with its rank, and whether each is a bank holiday to check first."""
    asks = session.bank_holidays != "runs"
    closed = session.bank_holidays == "closed"
    for span in known if session.term_time else (window,):
        for ordinal in _days(session, (max(span[0], window[0]), min(span[1], window[1]))):
            day = date.fromordinal(ordinal)
            bank_holiday = asks and _is_bank_holiday(day, nation)
            if not (bank_holiday and closed):
                yield day, rank, bank_holiday


def _days(session: Session, span: Span) -> Iterator[int]:
    """The days of a session within a span and its own first and last day, whatever terms and bank holidays say."""
    low, high = span
    if session.first:
        low = max(low, session.first.toordinal())
    if session.until:
        high = min(high, session.until.toordinal())
    if low > high or not _has_known_days(session):
        return iter(())
    weekdays = sorted({_WEEKDAYS[day] for day in session.days})
    if session.every == "month":
        return _monthly(weekdays, session.which, low, high)
    start, step = _monday(low), 7
    if session.every == "fortnight" and session.first:
        week_0, step = _monday(session.first.toordinal()), 14
        start = low - (low - week_0) % step
    return _weekly(weekdays, range(start, high + 1, step), low, high)


def _has_known_days(session: Session) -> bool:
    """Whether the file says enough to tell the days: a fortnight needs a first day, a month which ones."""
    if session.every == "fortnight":
        return session.first is not None
    return session.every != "month" or bool(session.which)


def _weekly(weekdays: Sequence[int], mondays: range, low: int, high: int) -> Iterator[int]:
    """The weekdays of those weeks, in order, from low to high."""
    for monday in mondays:
        for weekday in weekdays:
            if low <= monday + weekday <= high:
                yield monday + weekday


def _monthly(weekdays: Sequence[int], which: Sequence[str], low: int, high: int) -> Iterator[int]:
    """The named weekdays of each month, in order, from low to high; a fourth that is also the last comes once."""
    first, until = date.fromordinal(low), date.fromordinal(high)
    for number in range(first.year * 12 + first.month - 1, until.year * 12 + until.month):
        year, month = number // 12, number % 12 + 1
        starts_on, length = monthrange(year, month)
        before = date(year, month, 1).toordinal() - 1
        for day in sorted({_nth_day(starts_on, length, word, weekday) for word in which for weekday in weekdays}):
            if low <= before + day <= high:
                yield before + day


def _nth_day(starts_on: int, length: int, which: str, weekday: int) -> int:
    """The day of the month of an nth weekday, in a month of that length that starts on that weekday."""
    day = 1 + (weekday - starts_on) % 7
    weeks = (length - day) // 7 if which == "last" else _WHICH[which]
    return day + 7 * weeks


def _monday(ordinal: int) -> int:
    """The Monday of a day's week; ordinal 1 is a Monday."""
    return ordinal - (ordinal - 1) % 7


def _none(days: Iterator[int]) -> bool:
    return next(days, None) is None


def _never_within(session: Session, whole: Span, nation: str, terms: Sequence[Term]) -> Reason | None:
    """Why a session with both ends has no occasion between them, or None."""
    if _none(_days(session, whole)):
        return "no-such-day"
    spans: Sequence[Span] = (whole,)
    if session.term_time:
        spans = _spans(tuple(terms))
        if not spans or _reaches_beyond(session, whole, spans):
            return None
        if all(_none(_days(session, span)) for span in spans):
            return "never-in-term"
    if session.bank_holidays == "closed" and all(
        _is_bank_holiday(date.fromordinal(day), nation) for span in spans for day in _days(session, span)
    ):
        return "always-bank-holiday"
    return None


def _reaches_beyond(session: Session, whole: Span, known: Sequence[Span]) -> bool:
    """Whether a session has days before the first known term or after the last one."""
    before, after = (whole[0], known[0][0] - 1), (known[-1][1] + 1, whole[1])
    return not (_none(_days(session, before)) and _none(_days(session, after)))


@lru_cache(maxsize=64)
def _spans(terms: tuple[Term, ...]) -> tuple[Span, ...]:
    """Terms in order as spans that do not overlap, so that no day can come twice."""
    spans: list[Span] = []
    for first, until in sorted((term.first.toordinal(), term.until.toordinal()) for term in terms):
        if until < first:
            continue
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], until))
        else:
            spans.append((first, until))
    return tuple(spans)


def _is_bank_holiday(day: date, nation: str) -> bool:
    return day in _bank_holidays(nation, day.year)


@lru_cache(maxsize=256)
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    """A year's bank holidays: a day such as Boxing Day itself, and its substitute when it falls on a weekend.

    The law moves the holiday to the substitute, but a group that shuts for Christmas shuts on the day too.
    """
    from holidays import country_holidays  # noqa: PLC0415 - slow to import, and often not needed

    return frozenset(country_holidays("GB", subdiv=_SUBDIVISIONS[nation], years=year))
