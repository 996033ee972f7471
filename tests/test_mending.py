"""What somebody probably meant, and what nobody can know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petunias import schema
from petunias.checks import mending, unknown
from petunias.checks.quick import _compiled
from petunias.schema import Choice

DAYS = schema.choices("entry", ("sessions", 0, "days"))
ACCESS = schema.choices("entry", ("access",))
STATES = schema.choices("entry", ("status", "state"))
ROOM = schema.choices("entry", ("availability", "status"))


@pytest.mark.parametrize(
    ("format", "said", "meant"),
    [
        ("date", "2/3/2026", "2026-03-02"),
        ("date", "02.03.26", "2026-03-02"),
        ("date", "2-3-2026", "2026-03-02"),
        ("date", "31/12/2026", "2026-12-31"),
        ("date", "12/31/2026", None),  # nobody here writes the month first
        ("date", "2026/3/2", "2026-03-02"),
        ("date", "2026-3-2", "2026-03-02"),
        ("date", "20260302", "2026-03-02"),
        ("date", "2 March 2026", "2026-03-02"),
        ("date", "2nd of March, 2026", "2026-03-02"),
        ("date", "Mon 2 Mar 26", "2026-03-02"),
        ("date", "Wednesday, 4th March 2026", "2026-03-04"),
        ("date", "March 2, 2026", "2026-03-02"),
        ("date", "29 Feb 2027", None),
        ("date", "29 Feb 2028", "2028-02-29"),
        ("date", "2 Mumble 2026", None),
        ("date", "March 2026", None),
        ("date", "2026", None),
        ("date", " 2026-03-02 ", "2026-03-02"),
        ("month-day", "20 October", "10-20"),
        ("month-day", "October 20th", "10-20"),
        ("month-day", "20/10", "10-20"),
        ("month-day", "1-5", "01-05"),
        ("month-day", "20-10", "10-20"),
        ("month-day", "29 Feb", "02-29"),
        ("month-day", "30 Feb", None),
        ("time-of-day", "9:30", "09:30"),
        ("time-of-day", "9.30", "09:30"),
        ("time-of-day", "9.30am", "09:30"),
        ("time-of-day", "9:30 p.m.", "21:30"),
        ("time-of-day", "12am", "00:00"),
        ("time-of-day", "12.15am", "00:15"),
        ("time-of-day", "1am", "01:00"),
        ("time-of-day", "12pm", "12:00"),
        ("time-of-day", "1pm", "13:00"),
        ("time-of-day", "11pm", "23:00"),
        ("time-of-day", "13pm", "13:00"),
        ("time-of-day", "0am", "00:00"),
        ("time-of-day", "25pm", None),
        ("time-of-day", "12 noon", "12:00"),
        ("time-of-day", "1930", "19:30"),
        ("time-of-day", "19h30", "19:30"),
        ("time-of-day", "7", "07:00"),
        ("time-of-day", "10:00:00", "10:00"),
        ("time-of-day", "24:00", "23:59"),
        ("time-of-day", "24:30", None),
        ("time-of-day", "9:60", None),
        ("time-of-day", "10-11", None),
        ("uk-postcode", "an1 2ab", "AN1 2AB"),
        ("uk-postcode", "AN12AB", "AN1 2AB"),
        ("uk-postcode", "m11aa", "M1 1AA"),
        ("uk-postcode", "sw1a.1aa", "SW1A 1AA"),
        ("uk-postcode", "AN1 OAB", "AN1 0AB"),
        ("uk-postcode", "AN1 IAB", None),
        ("uk-postcode", "AN1", None),
        ("uk-postcode", "AN1 2AB or AN2", None),
        ("email", "mailto:a@example.org", "a@example.org"),
        ("email", "<a@example.org>", "a@example.org"),
        ("email", "a@example.org.", "a@example.org"),
        ("email", "a @ example.org", "a@example.org"),
        ("email", "a at example dot org", "a@example.org"),
        ("email", "a [at] example [dot] org", "a@example.org"),
        ("email", "a(at)example.org", "a@example.org"),
        ("email", "Kat at example.org", "Kat@example.org"),
        ("email", "a@b", None),
        ("email", "a@b.org and c@d.org", None),
        ("web-address", "www.example.org", "https://www.example.org"),
        ("web-address", "example.org/a?b=c", "https://example.org/a?b=c"),
        ("web-address", "HTTP://Example.org", "http://Example.org"),
        ("web-address", "HTTPS://example.org", "https://example.org"),
        ("web-address", "http:example.org", "http://example.org"),
        ("web-address", "https:/example.org", "https://example.org"),
        ("web-address", "https//example.org", "https://example.org"),
        ("web-address", "https://example .org", "https://example.org"),
        ("web-address", "<https://example.org>", "https://example.org"),
        ("web-address", "httpswww.example.org", "https://www.example.org"),
        ("web-address", "a@example.org", None),
        ("web-address", "https://user:word@example.org", None),
        ("web-address", "javascript:alert(1)", None),
        ("web-address", "facebook", None),
        ("language", "Welsh", "cy"),
        ("language", "cymraeg", "cy"),
        ("language", "Polski", "pl"),
        ("language", "EN", "en"),
        ("language", "en_gb", "en-GB"),
        ("language", "zh-hant", "zh-Hant"),
        ("language", "Scottish Gaelic", "gd"),
        ("language", "British", None),
        ("language", "", None),
        ("colour", "red", None),
    ],
)
def test_a_value_in_the_form_that_is_wanted(format: str, said: str, meant: str | None) -> None:
    assert mending.by_format(format, said) == meant


@pytest.mark.parametrize(
    "format", ["date", "month-day", "time-of-day", "uk-postcode", "email", "web-address", "language"]
)
def test_what_is_offered_is_always_right(format: str) -> None:
    is_right = _compiled("entry", {"type": "string", "format": format})

    @given(st.text("0123456789:/.-@ apmondayjunewwxhtsAN1", max_size=16) | st.text(max_size=12))
    def right(said: str) -> None:
        meant = mending.by_format(format, said)
        assert meant is None or (is_right(meant) and meant != said)

    right()


@pytest.mark.parametrize(
    ("said", "choices", "meant"),
    [
        ("Monday", DAYS, "monday"),
        ("mon", DAYS, "monday"),
        ("Mondays", DAYS, "monday"),
        ("weds.", DAYS, "wednesday"),
        ("Tues", DAYS, "tuesday"),
        ("thurs", DAYS, "thursday"),
        ("wensday", DAYS, "wednesday"),
        ("t", DAYS, None),
        ("tu", DAYS, None),
        ("holiday", DAYS, None),
        ("Drop In", ACCESS, "drop-in"),
        ("drop_in", ACCESS, "drop-in"),
        ("you can just turn up", ACCESS, "drop-in"),
        ("Your GP or link worker refer you", ACCESS, "professional-referral"),
        ("referral", ACCESS, "professional-referral"),
        ("stopped", STATES, "closed"),
        ("close", STATES, "closed"),
        ("yes", ROOM, "open"),
        ("there is a waiting list", ROOM, "waiting"),
        ("", ROOM, None),
    ],
)
def test_the_choice_that_is_meant(said: str, choices: tuple[Choice, ...], meant: str | None) -> None:
    assert mending.choice(said, choices) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Mon, Weds and Fri", ["monday", "wednesday", "friday"]),
        ("mon/tue", ["monday", "tuesday"]),
        ("Monday to Wednesday", ["monday", "tuesday", "wednesday"]),
        ("fri-sun", ["friday", "saturday", "sunday"]),
        ("Saturday - Monday", ["saturday", "sunday", "monday"]),
        ("monday until monday", ["monday"]),
        ("weekdays", ["monday", "tuesday", "wednesday", "thursday", "friday"]),
        ("Every day", ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
        ("weekend", ["saturday", "sunday"]),
        ("Mon, mon", ["monday"]),
        ("Mon, sometimes", None),
        ("Mon to sometime", None),
        ("sometime to Mon", None),
        ("", None),
    ],
)
def test_the_days_that_are_meant(said: str, meant: list[str] | None) -> None:
    assert mending.several(said, DAYS) == meant


def test_a_text_as_a_list() -> None:
    ids = {"x-must": "be an id: small letters", "type": "string"}
    assert mending.as_list("North Side; South", (), ids) == "[north-side, south]"
    assert mending.as_list("狗", (), ids) == "[狗]"
    assert mending.as_list("dogs, Cat Food ,", (), {}) == "[dogs, Cat Food]"
    assert mending.as_list(",", (), {}) == '[","]'
    assert mending.as_list("Mon, Tue", DAYS, {}) == "[monday, tuesday]"
    assert mending.as_list("whenever", DAYS, {}) is None


@pytest.mark.parametrize(
    ("value", "low", "high", "whole", "meant"),
    [
        ("18+", 0, 120, True, "18"),
        ("from 18 years", 0, 120, True, "18"),
        ("0", 0, 120, True, "0"),
        ("120", 0, 120, True, "120"),
        ("121", 0, 120, True, None),
        ("-1", 0, 120, True, None),
        ("18 to 99", 0, 120, True, None),
        ("eighteen", 0, 120, True, None),
        ("52.95 N", 49, 61, False, "52.95"),
        ("48.99", 49, 61, False, None),
        ("-3", None, None, False, "-3"),
        ("5", 5, None, True, "5"),
        ("4", 5, None, True, None),
        ("5", None, 5, True, "5"),
        ("6", None, 5, True, None),
        (["5"], None, None, True, None),
    ],
)
def test_the_number_that_is_meant(
    value: object, low: float | None, high: float | None, whole: bool, meant: str | None
) -> None:
    assert mending.number(value, low, high, whole=whole) == meant


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("an1", "AN1"),
        ("an1 2", "AN1 2"),
        ("an12", "AN12"),
        ("an1 2ab", "AN1"),
        ("AN12AB", "AN1"),
        ("an", None),
        ("1", None),
    ],
)
def test_the_first_part_of_a_postcode(text: str, first: str | None) -> None:
    assert mending.first_part_of_postcode(text) == first


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-30", "check the day: February 2026 has 28 days."),
        ("2028-02-30", "check the day: February 2028 has 29 days."),
        ("2026-01-32", "check the day: January 2026 has 31 days."),
        ("2026-12-32", "check the day: December 2026 has 31 days."),
        ("2026-31-12", "write it as 2026-12-31."),
        ("2026-13-40", "check the month: there are only 12."),
        ("2026-00-01", "check the month: there are only 12."),
        ("1899-12-31", "check the year."),
        ("2201-01-01", "check the year."),
        ("1900-01-00", "check the day: January 1900 has 31 days."),
        ("2200-01-32", "check the day: January 2200 has 31 days."),
        ("spring", None),
        ("2/3/2026", None),
    ],
)
def test_why_a_date_is_none(text: str, why: str | None) -> None:
    assert mending.why_no_date(text) == why


# --- fields that are not known where they stand --------------------------------------------------


def fix(key: tuple[str | int, ...], name: str, around: dict[str, object]) -> str:
    node = schema.field("entry", key) if key else schema.schema("entry")
    return unknown.fix("entry", key, name, around, node["properties"])


@pytest.mark.parametrize(
    ("key", "name", "said"),
    [
        ((), "sumary", "write summary instead of sumary."),
        ((), "Name", "write name instead of Name."),
        ((), "key words", "write keywords instead of key words."),
        ((), "who-for", "write who_for instead of who-for."),
        ((), "domain", "write domains instead of domain."),
        ((), "venue", "write places instead of venue."),
        ((), "opening-hours", "write sessions instead of opening-hours."),
        ((), "phone", "phone belongs below contact; move it there, indented by two blanks."),
        ((), "telephone", "phone belongs below contact; move it there, indented by two blanks."),
        ((), "website", "website belongs below contact; move it there, indented by two blanks."),
        ((), "postcode", "postcode belongs below places; move it there, indented by two blanks."),
        ((), "colour", "delete the line, or write it into the description."),
        (("contact",), "telephone", "write phone instead of telephone."),
        (("contact",), "cost", "cost stands at the left edge, not below contact; take the blanks before it away."),
        (("places", 0), "cost", "cost stands at the left edge, not below places; take the blanks before it away."),
        (("contact",), "start", "start belongs below sessions; move it there, indented by two blanks."),
        (("confirmed",), "who", "who belongs below referral; move it there, indented by two blanks."),
        (("confirmed",), "xyzzy", "use on or by, or delete the line."),
        (("translations", "cy"), "nam", "write name instead of nam."),
        ((), "x" * 50, "delete the line, or write it into the description."),
    ],
)
def test_an_unknown_field_is_told_with_the_one_that_is_meant(key: tuple[str | int, ...], name: str, said: str) -> None:
    assert fix(key, name, {name: "x"}) == said


def test_a_field_that_is_there_already_is_not_offered_again() -> None:
    assert (
        fix((), "sumary", {"sumary": "x", "summary": "y"}) == "summary is there already; delete one of the two lines."
    )
