"""An entry as its pages show it: every fact in words, with the days on which the words stop being true.

A site is read for days after it was built. So whatever ages is given in all its phases, each with the first and the
last day on which it holds; the page shows the phase of the day of the build, and a small script shows the right one.

What many entries have in common is made once and looked up: tuples, as those are looked up fastest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from petunias import freshness as fresh
from petunias.language import Language
from petunias.model import Area, Assurance, Confirmed, Entry, Review
from petunias.site import wording

AVAILABILITY_DAYS = 28  # how long "there is room" may be believed
LEAVES = 12  # dates on an entry page; three show at a time
CARD_LEAVES = 5  # dates on a card; one shows at a time


class Span(NamedTuple):
    """The days, as ISO dates, between which something holds; empty means without end. `now` is the day of the build."""

    first: str = ""
    last: str = ""
    now: bool = True


ALWAYS, NEVER = Span(), Span(now=False)


class Leaf(NamedTuple):
    """One real date."""

    iso: str
    weekday: str
    day: str
    month: str
    time: str
    check_first: bool
    shown: bool


class Phase(NamedTuple):
    """One state of freshness in words."""

    state: str
    span: Span
    title: str
    text: str
    short: str

    @property
    def doubtful(self) -> bool:
        """Whether the reader must be warned."""
        return self.state in ("unconfirmed", "unlisted")


@dataclass(frozen=True, slots=True)
class Seen:
    """One paper that somebody has seen, while it counts and after."""

    what: str
    said: str
    good: str
    good_span: Span
    gone: str
    gone_span: Span


@dataclass(frozen=True, slots=True)
class Card:
    """What decides, in a list."""

    entry: Entry
    way: wording.Way
    leaves: tuple[Leaf, ...]
    where: str
    cost: str | None
    phases: tuple[Phase, ...]
    full: str
    full_span: Span
    pause: Span | None
    order: tuple[int, int, str, str]


def leaves(entry: Entry, area: Area, language: Language, today: date, count: int, shown: int) -> tuple[Leaf, ...]:
    """The next dates; the first `shown` of them are seen at once."""
    return _leaves(wording.next_dates(entry, area, today, LEAVES)[:count], shown, language)


# Many entries meet at one time.
@lru_cache(maxsize=8192)
def _leaves(dates: tuple[tuple[date, str, bool], ...], shown: int, language: Language) -> tuple[Leaf, ...]:
    return tuple(_leaf(*date, number < shown, language) for number, date in enumerate(dates))


def _leaf(day: date, start: str, check_first: bool, shown: bool, language: Language) -> Leaf:
    weekday, number_of_day, month = language.leaf(day)
    moment = language.time(time.fromisoformat(start)) if start else ""
    iso = f"{day.isoformat()}T{start}" if start else day.isoformat()
    return Leaf(iso, weekday, number_of_day, month, moment, check_first, shown)


def phases(entry: Entry, area: Area, language: Language, today: date) -> tuple[Phase, ...]:
    """The state today and every later one, each with its days."""
    return phases_of(entry.confirmed, entry.added, bool(entry.contact.phone), area.review, language, today)


# Many entries were confirmed on one day.
@lru_cache(maxsize=8192)
def phases_of(
    confirmed: Confirmed | None, added: date | None, rings: bool, review: Review, language: Language, today: date
) -> tuple[Phase, ...]:
    """The phases of what was confirmed and added on these days; `rings` says whether it can be rung."""
    found = fresh.freshness(confirmed.on if confirmed else None, added, review, today)
    states = [(found.state, None), *found.changes]
    made = []
    for number, (state, begins) in enumerate(states):
        ends = states[number + 1][1] if number + 1 < len(states) else None
        span = Span(
            begins.isoformat() if begins else "", (ends - timedelta(days=1)).isoformat() if ends else "", number == 0
        )
        made.append(_phase(state, span, confirmed, added, rings, language))
    return tuple(made)


def _phase(
    state: str, span: Span, confirmed: Confirmed | None, added: date | None, rings: bool, language: Language
) -> Phase:
    _ = language.gettext
    ring = _("Ring before you set out.") if rings else _("Ask them before you set out.")
    if confirmed is None:
        since = _("It was added on %(day)s.", day=language.date(added)) if added else ""
        if state == "unlisted":
            text = _("We have taken it out of the lists until somebody does.")
            title = _("Out of date: nobody has ever checked this")
            return Phase(state, span, title, language.sentences(since, text), "")
        short = _("Not checked yet")
        return Phase(state, span, _("Nobody has checked these details yet"), language.sentences(since, ring), short)
    on = confirmed.on
    by = wording.confirmed_by(confirmed, language)
    if confirmed.by == "import":
        # Nobody has checked what came from a list; it is as old as the list.
        checked = _("From a list of %(day)s", day=language.date(on))
        short = _("From a list, %(day)s", day=language.short_date(on))
    else:
        checked = _("Checked on %(day)s", day=language.date(on))
        # Translators: the same in a list, where there is little room: as in "Checked 9 Oct 2026".
        short = _("Checked %(day)s", day=language.short_date(on))
    if state == "confirmed":
        return Phase(state, span, checked, by, short)
    if state == "due":
        return Phase(state, span, checked, language.sentences(by, _("We are asking again.")), short)
    month = language.month(on)
    if state == "unconfirmed":
        title = _("Nobody has checked this since %(month)s", month=month)
        return Phase(state, span, title, ring, title)
    title = _("Out of date: nobody has checked this since %(month)s", month=month)
    return Phase(state, span, title, _("We have taken it out of the lists until somebody does."), "")


def seen(item: Assurance, language: Language, today: date) -> Seen:
    """A paper: what was seen, when, by whom, until when it counts, and that it has run out."""
    _ = language.gettext
    day = language.date(item.on) if item.on else None
    if item.seen_by and day:
        said = _("Seen by %(who)s on %(day)s.", who=item.seen_by, day=day)
    elif item.seen_by:
        said = _("Seen by %(who)s.", who=item.seen_by)
    else:
        said = _("Seen on %(day)s.", day=day) if day else _("They told us about it. Nobody here has seen it.")
    if item.until is None:
        return Seen(item.what, said, "", ALWAYS, "", NEVER)
    until = language.date(item.until)
    after = (item.until + timedelta(days=1)).isoformat()
    return Seen(
        item.what,
        said,
        _("Good until %(day)s.", day=until),
        Span("", item.until.isoformat(), today <= item.until),
        _("This ran out on %(day)s. Ask them for a new one.", day=until),
        Span(after, "", today > item.until),
    )


def availability(entry: Entry, language: Language, today: date) -> tuple[str, str, str, Span] | None:
    """Room or not as (status, words, date in words, days); None where it is unknown, too old or not yet true."""
    found = entry.availability
    if found is None or entry.status.state in ("closed", "withdrawn"):
        return None
    return room(found.status, found.on, language, today)


def room(status: str, on: date, language: Language, today: date) -> tuple[str, str, str, Span] | None:
    """The same for a status that was true on a day."""
    _ = language.gettext
    last = on + timedelta(days=AVAILABILITY_DAYS)
    if not on <= today <= last:
        return None
    words = {
        "open": _("Yes, there is room"),
        "waiting": _("There is a waiting list"),
        "full": _("Full at the moment"),
    }[status]
    return status, words, language.date(on), Span("", last.isoformat())


def pause(entry: Entry, today: date) -> Span | None:
    """The days of a break; None for an entry that takes none, and from the day on which it starts again."""
    return pause_of(entry.status.state, entry.status.until, today)


def pause_of(state: str, until: date | None, today: date) -> Span | None:
    """The same for what is in a state until a day."""
    if state != "paused" or (until and until <= today):
        return None
    return Span("", (until - timedelta(days=1)).isoformat() if until else "")


def card(entry: Entry, area: Area, language: Language, today: date) -> Card:
    """The entry in a list, with its place in the order: trusted, then with room, then soonest, then by name."""
    found = leaves(entry, area, language, today, CARD_LEAVES, 1)
    states = phases(entry, area, language, today)
    room = availability(entry, language, today)
    full = room[1] if room and room[0] != "open" else ""
    halt = pause(entry, today)
    order = (
        int(states[0].doubtful),
        int(bool(full)) + 2 * int(halt is not None),
        found[0].iso if found else "9999",
        entry.name.casefold(),
    )
    return Card(
        entry=entry,
        way=wording.ways_in(entry, language)[0],
        leaves=found,
        where=wording.where_words(entry, area, language),
        cost=wording.cost(entry, language),
        phases=states,
        full=full,
        full_span=room[3] if room else Span(),
        pause=halt,
        order=order,
    )
