"""Rules about days and times. None reads the clock: a file that is right today is right for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from itertools import pairwise

from petunias import dates, schema
from petunias.checks.collection import Collection, FileView, Record
from petunias.checks.saying import listed
from petunias.model import Area, Entry, Session, Term
from petunias.problems import Problem

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# Years that are stranger still are told with the shape.
_STRANGE_DATE = re.compile(r"^(19[0-8][0-9]|210[1-9]|21[1-9][0-9]|2200)-[0-9]{2}-[0-9]{2}$", re.MULTILINE)


def believable_years(view: FileView) -> Iterator[Problem]:
    """A date must lie between 1990 and 2100."""
    if not _STRANGE_DATE.search(view.everything):
        return
    for key, text in view.texts:
        if key and key[-1] in _date_fields() and _STRANGE_DATE.fullmatch(text):
            message = f"must be a year from {_FIRST_YEAR} to {_LAST_YEAR}, got {int(text[:4])}."
            yield view.error(key, message, "check the year, and write it with four digits.")


def sessions_end_after_they_start(collection: Collection) -> Iterator[Problem]:
    """A session must end later on the day than it starts; one that runs over midnight is written as two."""
    for record, index, session in _sessions(collection):
        start, end = session.start, session.end
        if start and end and end <= start:
            message = f'must be later than the start, "{start:%H:%M}", got "{end:%H:%M}".'
            fix = 'if it runs over midnight, write two sessions: one until "23:59", one from "00:00" on the next day.'
            if 1 <= end.hour < 12 and time(end.hour + 12, end.minute) > start:
                fix = f'if it ends in the afternoon or evening, write "{end.hour + 12}:{end:%M}"; else {fix}'
            yield record.error(("sessions", index, "end"), message, fix)


def sessions_last_until_after_they_begin(collection: Collection) -> Iterator[Problem]:
    """A session's last day must not be before its first."""
    for record, index, session in _sessions(collection):
        if session.first and session.until and session.until < session.first:
            message = f"must not be before the first day, {session.first}, got {session.until}."
            yield record.error(("sessions", index, "until"), message, "change one of the two days.")


def sessions_happen(collection: Collection) -> Iterator[Problem]:
    """A session must fall on at least one day between its first and its last."""
    if not collection.area:
        return
    area = collection.area.item
    for record, index, session in _sessions(collection):
        reason = dates.never_happens(session, nation=area.nation, terms=area.terms)
        if reason in _NEVER:
            message, fix = _NEVER[reason]
            days = listed(day.title() for day in session.days)
            said = message.format(days=days, first=session.first, until=session.until)
            yield record.error(("sessions", index), said, fix)


_NEVER = {
    "no-such-day": (
        "must happen at least once, but no {days} from {first} to {until} fits.",
        "check days, every, which, from and until.",
    ),
    "never-in-term": (
        "must happen at least once, but no {days} from {first} to {until} is in term.",
        "check from and until, or delete the line term_time.",
    ),
    "always-bank-holiday": (
        "must happen at least once, but each {days} from {first} to {until} is a bank holiday, when it is closed.",
        "check from and until, or write bank_holidays: runs",
    ),
}


def fortnights_count_from_a_day(collection: Collection) -> Iterator[Problem]:
    """A session every fortnight must have a first day (from), so that people can tell which weeks it is on."""
    for record, index, session in _sessions(collection):
        if session.every == "fortnight" and not session.first:
            message = "must have a first day from which the fortnights count."
            yield record.error(("sessions", index, "every"), message, "add a line such as: from: 2026-09-07")


def months_say_which(collection: Collection) -> Iterator[Problem]:
    """A session every month must say which of the days it is on (which: [first])."""
    for record, index, session in _sessions(collection):
        if session.every == "month" and not session.which:
            message = f"must say which {listed(day.title() for day in session.days)} of the month."
            yield record.error(("sessions", index, "every"), message, "add a line such as: which: [first]")


def only_months_have_which(collection: Collection) -> Iterator[Problem]:
    """A session must not say which of the days in the month it is on (which) unless it is every month."""
    for record, index, session in _sessions(collection):
        if session.which and session.every != "month":
            message = f"must stand only beside every: month, but this session is every {session.every}."
            yield record.error(("sessions", index, "which"), message, "write every: month, or delete which.")


def term_times_are_known(collection: Collection) -> Iterator[Problem]:
    """A session in term time only should have terms in area.yaml; without them its dates cannot be shown."""
    if not collection.area or collection.area.item.terms:
        return
    for record, index, session in _sessions(collection):
        if session.term_time:
            message = "should have school terms to go by, but area.yaml has none."
            fix = "add terms to area.yaml, such as: terms: [{from: 2026-09-02, until: 2026-10-23}]"
            yield record.hint(("sessions", index, "term_time"), message, fix)


def ages_rise(collection: Collection) -> Iterator[Problem]:
    """The oldest age must not be below the youngest."""
    for record in collection.entries:
        who = record.item.who_for
        if who and who.youngest is not None and who.oldest is not None and who.oldest < who.youngest:
            message = f"must not be below the youngest age, {who.youngest}, got {who.oldest}."
            yield record.error(("who_for", "ages", "to"), message, f"write from: {who.oldest}, to: {who.youngest}.")


def papers_last_until_after_they_were_seen(collection: Collection) -> Iterator[Problem]:
    """A paper under assurance must be good until a day that is not before the day on which it was seen."""
    for record in collection.entries:
        for index, paper in enumerate(record.item.assurance):
            if paper.on and paper.until and paper.until < paper.on:
                key = ("assurance", index, "until")
                yield record.error(key, _before("day on which it was seen", paper.on, paper.until), _CHANGE)


def pauses_end_after_they_begin(collection: Collection) -> Iterator[Problem]:
    """A pause must not end before it begins."""
    for record in collection.entries:
        status = record.item.status
        if status.on and status.until and status.until < status.on:
            message = _before("day on which it began", status.on, status.until)
            yield record.error(("status", "until"), message, _CHANGE)


def only_pauses_end(collection: Collection) -> Iterator[Problem]:
    """A status must not have until unless its state is paused."""
    for record in collection.entries:
        status = record.item.status
        if status.until and status.state != "paused":
            message = f"must stand only beside state: paused, but the state is {status.state}."
            yield record.error(("status", "until"), message, "write state: paused, or delete until.")


def changes_have_a_day(collection: Collection) -> Iterator[Problem]:
    """An entry that is paused, closed or withdrawn should say since when (on)."""
    for record in collection.entries:
        status = record.item.status
        if status.state != "active" and not status.on:
            message = f"should say since when it is {status.state}."
            yield record.hint(("status", "state"), message, "add a line such as: on: 2026-10-01")


def terms_end_after_they_begin(collection: Collection) -> Iterator[Problem]:
    """A school term in area.yaml must not end before it begins."""
    for record, index, term in _terms(collection):
        if term.until < term.first:
            key = ("terms", index, "until")
            yield record.error(key, _before("first day", term.first, term.until), _CHANGE)


def terms_lie_apart(collection: Collection) -> Iterator[Problem]:
    """School terms in area.yaml should not overlap."""
    ordered = sorted(_terms(collection), key=lambda found: (found[2].first, found[2].until))
    for (_, _, earlier), (record, index, term) in pairwise(ordered):
        if term.first <= earlier.until:
            message = f"should begin after the term before it has ended, on {earlier.until}, got {term.first}."
            yield record.hint(("terms", index, "from"), message, _CHANGE)


def review_months_rise(collection: Collection) -> Iterator[Problem]:
    """The months under review must rise: due, then unconfirmed, then unlisted."""
    if not collection.area:
        return
    review = collection.area.item.review
    for earlier, later in (("due", "unconfirmed"), ("unconfirmed", "unlisted")):
        low, high = getattr(review, earlier), getattr(review, later)
        if high <= low:
            message = f"must be more months than {earlier}, which is {low}, got {high}."
            fix = "write them so that they rise: {due: 6, unconfirmed: 12, unlisted: 18}"
            yield collection.area.error(("review", later), message, fix)


_CHANGE = "change one of the two days."


def _before(what: str, first: date, until: date) -> str:
    return f"must not be before the {what}, {first}, got {until}."


def _sessions(collection: Collection) -> Iterator[tuple[Record[Entry], int, Session]]:
    for record in collection.entries:
        for index, session in enumerate(record.item.sessions):
            yield record, index, session


def _terms(collection: Collection) -> Iterator[tuple[Record[Area], int, Term]]:
    if collection.area:
        for index, term in enumerate(collection.area.item.terms):
            yield collection.area, index, term


@cache
def _date_fields() -> frozenset[str]:
    """The names of the fields that hold a whole date."""
    found = {
        path.rsplit(".", 1)[-1]
        for kind in schema.KINDS
        for path, node, _ in schema.all_fields(kind)
        if node.get("format") == "date"
    }
    return frozenset(found)
