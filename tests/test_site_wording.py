"""The facts of an entry in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from petunias import schema
from petunias.model import Confirmed, Entry, Helpline, WhoFor
from petunias.site import wording
from petunias.site.wording import Way, When
from support.directories import ENGLISH, area, entry

TUESDAY = {"days": ["tuesday"]}
TWO_PLACES = [{"id": "hall", "name": "The hall"}, {"id": "park", "name": "The park"}, {"name": "Elsewhere"}]


def session_words(session: dict[str, Any], **fields: Any) -> When:
    made = entry(sessions=[session], **fields)
    return wording.session_words(made, made.sessions[0], ENGLISH)


@pytest.mark.parametrize(
    ("session", "words"),
    [
        # Which days.
        ({"days": ["tuesday"]}, "Every Tuesday"),
        ({"days": ["monday", "wednesday"]}, "Every Monday and Wednesday"),
        ({"days": ["friday", "monday", "wednesday"]}, "Every Monday, Wednesday and Friday"),
        ({"days": ["saturday", "sunday"]}, "Every Saturday and Sunday"),
        ({"days": ["monday", "tuesday", "wednesday", "thursday", "friday"]}, "Every weekday"),
        ({"days": ["friday", "thursday", "wednesday", "tuesday", "monday"]}, "Every weekday"),
        (
            {"days": ["monday", "tuesday", "wednesday", "thursday", "saturday"]},
            "Every Monday, Tuesday, Wednesday, Thursday and Saturday",
        ),
        ({"days": list(wording.WEEKDAYS)}, "Every day"),
        ({"days": list(wording.WEEKDAYS[:6])}, "Every Monday, Tuesday, Wednesday, Thursday, Friday and Saturday"),
        ({**TUESDAY, "every": "week"}, "Every Tuesday"),
        ({**TUESDAY, "every": "fortnight", "from": "2026-09-01"}, "Every other Tuesday"),
        ({"days": ["monday", "tuesday"], "every": "fortnight"}, "Every other Monday and Tuesday"),
        ({**TUESDAY, "every": "month", "which": ["first"]}, "First Tuesday of the month"),
        ({**TUESDAY, "every": "month", "which": ["third", "first"]}, "First and third Tuesday of the month"),
        ({**TUESDAY, "every": "month", "which": ["last"]}, "Last Tuesday of the month"),
        (
            {**TUESDAY, "every": "month", "which": ["second", "fourth", "last"]},
            "Second, fourth and last Tuesday of the month",
        ),
        (
            {"days": ["thursday", "tuesday"], "every": "month", "which": ["second"]},
            "Second Tuesday and Thursday of the month",
        ),
        # A single day, which is not said to be a Tuesday again.
        ({**TUESDAY, "from": "2026-12-01", "until": "2026-12-01"}, "1 December 2026"),
        ({**TUESDAY, "from": "2026-12-01", "until": "2026-12-08"}, "Every Tuesday"),
    ],
)
def test_days(session: dict[str, Any], words: str) -> None:
    assert session_words(session) == When(words, "", session_words(session).notes)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ({}, ""),
        ({"start": "10:00"}, "from 10am"),
        ({"start": "10:00", "end": "12:00"}, "10am to noon"),
        ({"start": "09:30", "end": "11:05"}, "9:30am to 11:05am"),
        ({"start": "12:00", "end": "13:30"}, "noon to 1:30pm"),
        ({"start": "12:30", "end": "14:00"}, "12:30pm to 2pm"),
        ({"start": "19:30", "end": "23:59"}, "7:30pm to 11:59pm"),
        ({"start": "00:00", "end": "00:30"}, "midnight to 12:30am"),
        ({"start": "11:59", "end": "12:01"}, "11:59am to 12:01pm"),
    ],
)
def test_times(times: dict[str, str], words: str) -> None:
    assert session_words({**TUESDAY, **times}) == When("Every Tuesday", words, ())


@pytest.mark.parametrize(
    ("session", "notes"),
    [
        ({}, ()),
        ({"term_time": True}, ("Only in school term",)),
        ({"term_time": False}, ()),
        ({"bank_holidays": "closed"}, ("Not on bank holidays",)),
        ({"bank_holidays": "runs"}, ("On bank holidays too",)),
        ({"note": "Bring a coat"}, ("Bring a coat",)),
        ({"from": "2026-09-01"}, ()),
        ({"until": "2027-07-13"}, ("Until 13 July 2027",)),
        ({"from": "2026-09-01", "until": "2027-07-13"}, ("From 1 September 2026 to 13 July 2027",)),
        # On a single day nothing but the note is worth saying.
        ({"from": "2026-12-01", "until": "2026-12-01", "bank_holidays": "runs", "note": "Cake"}, ("Cake",)),
        (
            {"term_time": True, "until": "2027-07-13", "bank_holidays": "closed", "note": "Bring a coat"},
            ("Only in school term", "Until 13 July 2027", "Not on bank holidays", "Bring a coat"),
        ),
    ],
)
def test_notes(session: dict[str, Any], notes: tuple[str, ...]) -> None:
    assert session_words({**TUESDAY, **session}) == When(session_words({**TUESDAY, **session}).days, "", notes)


@pytest.mark.parametrize(
    ("place", "places", "notes"),
    [
        ("park", TWO_PLACES, ("The park",)),
        ("hall", TWO_PLACES[:1], ()),  # there is but one
        ("nowhere", TWO_PLACES, ()),
        ("hall", [{"id": "hall"}, {"id": "park"}], ()),  # without a name there is nothing to say
        (None, TWO_PLACES, ()),
    ],
)
def test_the_place_is_named_where_there_are_several(
    place: str | None, places: list[dict[str, str]], notes: tuple[str, ...]
) -> None:
    session = {**TUESDAY, "term_time": True} | ({"place": place} if place else {})
    assert session_words(session, places=places).notes == (*notes, "Only in school term")


def test_the_note_of_a_single_day_keeps_its_place() -> None:
    session = {**TUESDAY, "from": "2026-12-01", "until": "2026-12-01", "place": "park", "note": "Cake"}
    assert session_words(session, places=TWO_PLACES) == When("1 December 2026", "", ("The park", "Cake"))


# --- ways in ---

DROP_IN = Way("drop-in", "You can just turn up", "No booking, and no doctor’s letter.", "Just turn up")
REFERRED = Way("professional-referral", "Your GP or link worker refers you", "Ask at your practice.", "Referral needed")
UNKNOWN = Way("unknown", "They have not said how to get in", "Ask them before you go.", "Ask how to get in")


def ask(words: str) -> Way:
    return Way("contact-first", words, "They will tell you when to come.", words)


@pytest.mark.parametrize(
    ("access", "ways"),
    [
        ([], (UNKNOWN,)),
        (["drop-in"], (DROP_IN,)),
        (["contact-first"], (ask("Ring first"),)),
        (["professional-referral"], (REFERRED,)),
        (["professional-referral", "drop-in"], (DROP_IN, REFERRED)),
        (["professional-referral", "contact-first", "drop-in"], (DROP_IN, ask("Ring first"), REFERRED)),
    ],
)
def test_the_easiest_way_in_comes_first(access: list[str], ways: tuple[Way, ...]) -> None:
    assert wording.ways_in(entry(access=access), ENGLISH) == ways


def test_every_way_in_of_the_schema_has_words() -> None:
    known = [choice.value for choice in schema.choices("entry", ("access",))]
    assert len(known) == len(wording.ways_in(entry(access=known), ENGLISH)) == 3


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ({"phone": "01632 960101"}, "Ring first"),
        ({"phone": "01632 960101", "email": "a@b.example"}, "Ring or e-mail first"),
        ({"phone": "01632 960101", "text": "07700 900101", "website": "https://a.example.org"}, "Ring first"),
        ({"text": "07700 900101", "email": "a@b.example"}, "Send a text first"),
        ({"email": "a@b.example", "visit": "The gate"}, "E-mail first"),
        ({"website": "https://a.example.org"}, "Get in touch first"),
        ({"visit": "The gate"}, "Get in touch first"),
    ],
)
def test_how_to_ask_first_depends_on_what_there_is(contact: dict[str, str], words: str) -> None:
    assert wording.ways_in(entry(access=["contact-first"], contact=contact), ENGLISH) == (ask(words),)


# --- cost, ages, where ---


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (None, None),
        ("free", "Free"),
        (" FREE ", "Free"),
        ("Free", "Free"),
        ("free for members", "Free for members"),
        ("£3, or what you can afford", "£3, or what you can afford"),
        ("pay what you like", "Pay what you like"),
        ("éclairs 50p", "Éclairs 50p"),
    ],
)
def test_cost(cost: str | None, words: str | None) -> None:
    assert wording.cost(entry(cost=cost), ENGLISH) == words


@pytest.mark.parametrize(
    ("youngest", "oldest", "words"),
    [
        (None, None, None),
        (18, None, "Aged 18 and over"),
        (None, 25, "Up to age 25"),
        (18, 25, "Ages 18 to 25"),
        (0, 4, "Ages 0 to 4"),
        (0, None, "Aged 0 and over"),
        (None, 0, "Up to age 0"),
    ],
)
def test_ages(youngest: int | None, oldest: int | None, words: str | None) -> None:
    assert wording.ages(WhoFor(None, youngest, oldest), ENGLISH) == words


LOCALITIES = [{"id": id, "name": f"{id.title()} End"} for id in ("north", "south", "east")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "All of Smallton"),
        ({"localities": ["south"]}, "South End"),
        ({"localities": ["east", "north"]}, "North End and East End"),  # in the area's order
        ({"localities": ["east", "north", "south"]}, "North End, South End and East End"),
        ({"ways": ["online"], "localities": ["south"]}, "Online"),
        ({"ways": ["phone", "online"]}, "Online and by phone"),
        ({"ways": ["home-visit"]}, "At your home"),
        ({"ways": ["home-visit", "phone", "online"]}, "Online, by phone and at your home"),
        ({"ways": ["in-person", "online"], "localities": ["south"]}, "South End"),
        ({"ways": ["in-person"]}, "All of Smallton"),
    ],
)
def test_where(fields: dict[str, Any], words: str) -> None:
    assert wording.where_words(entry(**fields), area(localities=LOCALITIES), ENGLISH) == words


@pytest.mark.parametrize(
    ("ways", "sentences"),
    [
        ([], ()),
        (["in-person"], ()),
        (["phone", "in-person"], ("You can take part by phone.",)),
        (
            ["home-visit", "phone", "online"],
            ("You can take part online.", "You can take part by phone.", "They can come to your home."),
        ),
    ],
)
def test_ways_to_take_part(ways: list[str], sentences: tuple[str, ...]) -> None:
    assert wording.ways_to_take_part(entry(ways=ways), ENGLISH) == sentences


def test_every_way_to_take_part_of_the_schema_has_words() -> None:
    known = {choice.value for choice in schema.choices("entry", ("ways",))} - {"in-person"}
    for way in known:
        assert len(wording.ways_to_take_part(entry(ways=[way]), ENGLISH)) == 1
        assert wording.where_words(entry(ways=[way]), area(), ENGLISH) != "All of Smallton"


def test_titles_are_the_schemas_in_its_order() -> None:
    path = ("places", 0, "accessibility")
    assert wording.titles(path, ("near-bus", "step-free"), ENGLISH) == ("Step-free all the way", "Near a bus stop")
    assert wording.titles(("who_for", "groups"), (), ENGLISH) == ()


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("provider", "The group itself told us that all this is right."),
        ("link-worker", "A link worker made sure that all this is right."),
        ("lead-provider", "The lead provider made sure that all this is right."),
        ("team", "The directory team made sure that all this is right."),
        ("import", "It came from a list that somebody gave us. Nobody rang to check it."),
    ],
)
def test_who_confirmed(by: str, words: str) -> None:
    assert wording.confirmed_by(Confirmed(date(2026, 11, 1), by), ENGLISH) == words


def test_everybody_who_may_confirm_has_words() -> None:
    for choice in schema.choices("entry", ("confirmed", "by")):
        assert wording.confirmed_by(Confirmed(date(2026, 11, 1), choice.value), ENGLISH)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Helpline("999", "999", "any time", "life in danger"), "Life in danger, any time"),
        (Helpline("116 123", "116 123", "any time"), "Any time"),
        (Helpline("999", "999"), ""),
        (Helpline("NHS 111", "111", "any time", "medical help"), "NHS 111: medical help, any time"),
        (Helpline("Samaritans", "116 123"), "Samaritans"),
    ],
)
def test_helplines(line: Helpline, words: str) -> None:
    assert wording.helpline(line, ENGLISH) == words


# --- the next dates ---

WEEKLY = [{"days": ["tuesday"], "start": "09:30"}]
SUNDAY = date(2026, 11, 22)


def next_dates(made: Entry, count: int = 2, today: date = SUNDAY, **fields: Any) -> list[tuple[str, str, bool]]:
    found = wording.next_dates(made, area(**fields), today, count)
    return [(day.isoformat(), start, check_first) for day, start, check_first in found]


def test_the_next_dates_with_their_start() -> None:
    assert next_dates(entry(sessions=WEEKLY)) == [("2026-11-24", "09:30", False), ("2026-12-01", "09:30", False)]


def test_a_date_without_a_time() -> None:
    assert next_dates(entry(sessions=[{"days": ["tuesday"]}]), 1) == [("2026-11-24", "", False)]


def test_today_is_a_next_date() -> None:
    assert next_dates(entry(sessions=WEEKLY), 1, date(2026, 11, 24)) == [("2026-11-24", "09:30", False)]


def test_without_sessions_there_are_no_dates() -> None:
    assert next_dates(entry()) == []


@pytest.mark.parametrize(
    ("bank_holidays", "found"),
    [
        (None, ("2026-12-25", "", True)),
        ("runs", ("2026-12-25", "", False)),
        ("closed", ("2027-01-08", "", False)),
    ],
)
def test_a_bank_holiday(bank_holidays: str | None, found: tuple[str, str, bool]) -> None:
    """Christmas Day of 2026 and New Year's Day of 2027 are Fridays."""
    session = {"days": ["friday"]} | ({"bank_holidays": bank_holidays} if bank_holidays else {})
    assert next_dates(entry(sessions=[session]), 1, date(2026, 12, 20)) == [found]


def test_bank_holidays_are_the_nations_own() -> None:
    """2 January is one in Scotland alone; in 2027 it is a Saturday."""
    made = entry(sessions=[{"days": ["saturday"]}])
    day = date(2027, 1, 1)
    assert next_dates(made, 1, day) == [("2027-01-02", "", False)]
    assert next_dates(made, 1, day, nation="scotland") == [("2027-01-02", "", True)]


def test_term_time_needs_terms() -> None:
    made = entry(sessions=[{"days": ["tuesday"], "term_time": True}])
    assert next_dates(made) == []
    terms = [{"from": "2027-01-06", "until": "2027-02-12"}]
    assert next_dates(made, 1, terms=terms) == [("2027-01-12", "", False)]


@pytest.mark.parametrize(
    ("status", "first"),
    [
        ({"state": "active"}, ["2026-11-24"]),
        ({"state": "closed", "on": "2026-12-24"}, []),
        ({"state": "withdrawn"}, []),
        ({"state": "paused"}, []),
        ({"state": "paused", "until": "2026-12-07"}, ["2026-12-08"]),
        ({"state": "paused", "until": "2026-12-08"}, ["2026-12-08"]),
        ({"state": "paused", "until": "2026-12-09"}, ["2026-12-15"]),
        ({"state": "paused", "until": "2026-11-01"}, ["2026-11-24"]),
    ],
)
def test_no_dates_while_it_does_not_run(status: dict[str, str], first: list[str]) -> None:
    found = next_dates(entry(sessions=WEEKLY, status=status), 1)
    assert [day for day, _start, _check in found] == first
