"""An entry as its pages show it, and the days on which what they say stops being true."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from petunias.model import Entry
from petunias.site import view
from petunias.site.view import Leaf, Phase, Seen, Span
from support.directories import ENGLISH, area, entry

SUNDAY = date(2026, 11, 22)
CONFIRMED = {"confirmed": {"on": "2026-11-03", "by": "provider"}}
BY_PROVIDER = "The group itself told us that all this is right."
RING = "Ring before you set out."
OUT = "We have taken it out of the lists until somebody does."
ONE_DAY = timedelta(days=1)


def phases(made: Entry, today: date = SUNDAY, **fields: Any) -> tuple[Phase, ...]:
    return view.phases(made, area(**fields), ENGLISH, today)


# --- freshness ---


def test_the_phases_of_a_confirmed_entry() -> None:
    since = "Nobody has checked this since November 2026"
    checked = ("Checked on 3 November 2026", "Checked 3 Nov 2026")
    assert phases(entry(**CONFIRMED)) == (
        Phase("confirmed", Span("", "2027-05-02", True), checked[0], BY_PROVIDER, checked[1]),
        Phase(
            "due",
            Span("2027-05-03", "2027-11-02", False),
            checked[0],
            f"{BY_PROVIDER} We are asking again.",
            checked[1],
        ),
        Phase("unconfirmed", Span("2027-11-03", "2028-05-02", False), since, RING, since),
        Phase("unlisted", Span("2028-05-03", "", False), f"Out of date: {since[0].lower()}{since[1:]}", OUT, ""),
    )


def test_the_phases_of_an_entry_that_nobody_confirmed() -> None:
    made = entry(added="2026-03-31")
    title = "Nobody has checked these details yet"
    added = "It was added on 31 March 2026."
    assert phases(made) == (
        Phase("unconfirmed", Span("", "2027-09-29", True), title, f"{added} {RING}", "Not checked yet"),
        Phase(
            "unlisted",
            Span("2027-09-30", "", False),
            "Out of date: nobody has ever checked this",
            f"{added} {OUT}",
            "",
        ),
    )


def test_an_entry_without_any_date_has_one_phase_for_ever() -> None:
    title = "Nobody has checked these details yet"
    only = (Phase("unconfirmed", Span("", "", True), title, RING, "Not checked yet"),)
    assert phases(entry()) == only
    assert phases(entry(), date(2040, 1, 1)) == only


def test_what_came_from_a_list_was_not_checked() -> None:
    first = phases(entry(confirmed={"on": "2026-10-09", "by": "import"}))[0]
    assert (first.state, first.title, first.short) == (
        "confirmed",
        "From a list of 9 October 2026",
        "From a list, 9 Oct 2026",
    )


def test_who_has_no_phone_is_not_rung() -> None:
    made = entry(contact={"email": "a@b.example"})
    assert [phase.text for phase in phases(made)] == ["Ask them before you set out."]


@pytest.mark.parametrize(
    ("today", "states"),
    [
        (date(2026, 11, 3), ["confirmed", "due", "unconfirmed", "unlisted"]),
        (date(2027, 5, 2), ["confirmed", "due", "unconfirmed", "unlisted"]),
        (date(2027, 5, 3), ["due", "unconfirmed", "unlisted"]),
        (date(2027, 11, 2), ["due", "unconfirmed", "unlisted"]),
        (date(2027, 11, 3), ["unconfirmed", "unlisted"]),
        (date(2028, 5, 2), ["unconfirmed", "unlisted"]),
        (date(2028, 5, 3), ["unlisted"]),
        (date(2040, 1, 1), ["unlisted"]),
    ],
)
def test_a_phase_begins_on_its_day(today: date, states: list[str]) -> None:
    found = phases(entry(**CONFIRMED), today)
    assert [phase.state for phase in found] == states
    assert [phase.span.now for phase in found] == [True] + [False] * (len(states) - 1)


@pytest.mark.parametrize("today", [SUNDAY, date(2027, 5, 3), date(2028, 1, 1), date(2028, 5, 3)])
@pytest.mark.parametrize("fields", [CONFIRMED, {"added": "2026-08-31"}, {}])
def test_the_phases_cover_every_day_once(fields: dict[str, Any], today: date) -> None:
    found = phases(entry(**fields), today)
    assert found[0].span.first == ""
    assert found[-1].span.last == ""
    for before, after in pairwise(found):
        assert date.fromisoformat(before.span.last) + ONE_DAY == date.fromisoformat(after.span.first)


def test_the_months_are_the_areas() -> None:
    found = phases(entry(**CONFIRMED), review={"due": 1, "unconfirmed": 2, "unlisted": 3})
    assert [phase.span.first for phase in found] == ["", "2026-12-03", "2027-01-03", "2027-02-03"]


def test_only_the_unconfirmed_and_the_unlisted_are_doubtful() -> None:
    assert [phase.doubtful for phase in phases(entry(**CONFIRMED))] == [False, False, True, True]


# --- dates ---

WEEKLY = {"sessions": [{"days": ["tuesday"], "start": "19:30"}]}


def test_leaves_are_dates_in_parts() -> None:
    made = entry(sessions=[{"days": ["friday"], "start": "19:30"}, {"days": ["saturday"]}])
    assert view.leaves(made, area(), ENGLISH, date(2026, 12, 24), 3, 2) == (
        Leaf("2026-12-25T19:30", "Fri", "25", "Dec", "7:30pm", True, True),
        Leaf("2026-12-26", "Sat", "26", "Dec", "", True, True),
        Leaf("2027-01-01T19:30", "Fri", "1", "Jan", "7:30pm", True, False),
    )


@pytest.mark.parametrize(("count", "shown"), [(12, 3), (5, 1), (3, 3), (1, 2)])
def test_so_many_leaves_and_so_many_shown(count: int, shown: int) -> None:
    found = view.leaves(entry(**WEEKLY), area(), ENGLISH, SUNDAY, count, shown)
    assert [leaf.shown for leaf in found] == [number < shown for number in range(count)]


# --- room ---


@pytest.mark.parametrize(
    ("days", "shown"), [(-1, False), (0, True), (1, True), (27, True), (28, True), (29, False), (400, False)]
)
def test_room_is_believed_for_28_days(days: int, shown: bool) -> None:
    on = SUNDAY - timedelta(days=days)
    found = view.availability(entry(availability={"status": "open", "on": on.isoformat()}), ENGLISH, SUNDAY)
    until = (on + timedelta(days=28)).isoformat()
    assert found == (("open", "Yes, there is room", ENGLISH.date(on), Span("", until, True)) if shown else None)


@pytest.mark.parametrize(
    ("status", "words"),
    [("open", "Yes, there is room"), ("waiting", "There is a waiting list"), ("full", "Full at the moment")],
)
def test_room_in_words(status: str, words: str) -> None:
    found = view.availability(entry(availability={"status": status, "on": "2026-11-20"}), ENGLISH, SUNDAY)
    assert found == (status, words, "20 November 2026", Span("", "2026-12-18", True))


@pytest.mark.parametrize(
    ("state", "shown"), [("active", True), ("paused", True), ("closed", False), ("withdrawn", False)]
)
def test_what_has_stopped_has_no_room(state: str, shown: bool) -> None:
    made = entry(availability={"status": "open", "on": "2026-11-20"}, status={"state": state, "on": "2026-11-21"})
    assert (view.availability(made, ENGLISH, SUNDAY) is not None) is shown


def test_nothing_said_of_room() -> None:
    assert view.availability(entry(), ENGLISH, SUNDAY) is None


# --- papers ---


def seen(today: date = SUNDAY, **fields: Any) -> Seen:
    return view.seen(entry(assurance=[{"what": "Insurance", **fields}]).assurance[0], ENGLISH, today)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"seen_by": "Better Services", "on": "2026-04-01"}, "Seen by Better Services on 1 April 2026."),
        ({"seen_by": "Better Services"}, "Seen by Better Services."),
        ({"on": "2026-04-01"}, "Seen on 1 April 2026."),
        ({}, "They told us about it. Nobody here has seen it."),
    ],
)
def test_a_paper_without_an_end(fields: dict[str, str], said: str) -> None:
    assert seen(**fields) == Seen("Insurance", said, "", Span("", "", True), "", Span("", "", False))


@pytest.mark.parametrize(
    ("today", "good"),
    [(SUNDAY, True), (date(2027, 3, 31), True), (date(2027, 4, 1), True), (date(2027, 4, 2), False)],
)
def test_a_paper_counts_on_its_last_day_and_not_after(today: date, good: bool) -> None:
    assert seen(today, until="2027-04-01") == Seen(
        "Insurance",
        "They told us about it. Nobody here has seen it.",
        "Good until 1 April 2027.",
        Span("", "2027-04-01", good),
        "This ran out on 1 April 2027. Ask them for a new one.",
        Span("2027-04-02", "", not good),
    )


# --- breaks ---


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ({"state": "active"}, None),
        ({"state": "closed", "on": "2026-11-01"}, None),
        ({"state": "withdrawn"}, None),
        ({"state": "paused"}, Span("", "", True)),
        ({"state": "paused", "until": "2026-11-24"}, Span("", "2026-11-23", True)),
        ({"state": "paused", "until": "2026-11-23"}, Span("", "2026-11-22", True)),
        ({"state": "paused", "until": "2026-11-22"}, None),  # the day on which it starts again
        ({"state": "paused", "until": "2026-01-01"}, None),
    ],
)
def test_a_break_ends_on_its_day(status: dict[str, str], found: Span | None) -> None:
    assert view.pause(entry(status=status), SUNDAY) == found


# --- cards ---


def card(made: Entry, today: date = SUNDAY) -> view.Card:
    return view.card(made, area(), ENGLISH, today)


def test_a_card_holds_what_decides() -> None:
    made = entry(
        cost="free",
        access=["professional-referral", "drop-in"],
        availability={"status": "full", "on": "2026-11-20"},
        **WEEKLY,
        **CONFIRMED,
    )
    found = card(made)
    assert found == view.Card(
        entry=made,
        way=found.way,
        leaves=view.leaves(made, area(), ENGLISH, SUNDAY, 5, 1),
        where="All of Smallton",
        cost="Free",
        phases=phases(made),
        full="Full at the moment",
        full_span=Span("", "2026-12-18", True),
        pause=None,
        order=(0, 1, "2026-11-24T19:30", "anytown cat and dog shelter"),
    )
    assert found.way.id == "drop-in"
    assert len(found.leaves) == 5


FULL = {"status": "full", "on": "2026-11-20"}
LATER = {"sessions": [{"days": ["thursday"]}]}
IN_ORDER = [
    entry("a", name="Zebra", **WEEKLY, **CONFIRMED),  # the soonest
    entry("b", name="Ant", **LATER, **CONFIRMED),
    entry("c", name="bee", **LATER, **CONFIRMED),  # the same day: by name, whatever the case
    entry("d", name="Cat", **LATER, **CONFIRMED, availability={**FULL, "status": "open"}),
    entry("e", name="Dog", **LATER, **CONFIRMED, availability={**FULL, "on": "2026-01-01"}),  # too old to believe
    entry("f", name="Eel", **LATER, **CONFIRMED, status={"state": "paused", "until": "2026-11-01"}),  # a past break
    entry("g", name="Auk", **CONFIRMED),  # no dates known
    entry("h", name="Asp", **WEEKLY, **CONFIRMED, availability=FULL),
    entry("i", name="Bat", **WEEKLY, **CONFIRMED, availability={**FULL, "status": "waiting"}),
    entry("j", name="Ape", **CONFIRMED, status={"state": "paused", "until": "2026-12-01"}, **WEEKLY),
    entry("k", name="Ass", **CONFIRMED, status={"state": "paused"}, **WEEKLY),
    entry("l", name="Ace", **CONFIRMED, status={"state": "paused"}, **WEEKLY, availability=FULL),
    entry("m", name="Aye", **WEEKLY),  # nobody confirmed it
    entry("n", name="Add", **WEEKLY, availability=FULL),
]


def test_the_order_of_a_list() -> None:
    """Trusted, then with room, then the soonest, then by name."""
    orders = [card(made).order for made in IN_ORDER]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize(
    ("confirmed_on", "doubt"),
    [("2026-05-23", 0), ("2026-05-22", 0), ("2025-11-23", 0), ("2025-11-22", 1), ("2025-05-23", 1)],
)
def test_due_is_still_trusted(confirmed_on: str, doubt: int) -> None:
    assert card(entry(confirmed={"on": confirmed_on, "by": "team"})).order[0] == doubt
