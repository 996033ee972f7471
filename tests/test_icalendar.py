"""A calendar file is read by programs that forgive nothing: lines, folds, escapes, days."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from petunias.exchange.icalendar import Event, calendar, escaped, folded
from support import icalendar

TODAY = date(2026, 11, 22)
EVENT = Event(
    "1-2", date(2026, 12, 1), date(2027, 1, 2), "Drink; drive, no \\ thanks", "One.\nTwo.", "https://x.org/#a"
)

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]))


def test_the_whole_file() -> None:
    assert calendar("Messages", [EVENT], TODAY).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Petunias//Partner messages//EN\r\nCALSCALE:GREGORIAN\r\n"
        "METHOD:PUBLISH\r\nX-WR-CALNAME:Messages\r\nBEGIN:VEVENT\r\nUID:1-2\r\nDTSTAMP:20261122T000000Z\r\n"
        "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20270103\r\nSUMMARY:Drink\\; drive\\, no \\\\ thanks\r\n"
        "DESCRIPTION:One.\\nTwo.\r\nURL:https://x.org/#a\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_it_can_be_read_again() -> None:
    (event,) = icalendar.read(calendar("A, b", [EVENT], TODAY)).inside
    assert (event.properties["SUMMARY"], event.properties["DESCRIPTION"]) == (EVENT.summary, EVENT.description)
    # The end of an event is the first day after it.
    assert (event.day("DTSTART"), event.day("DTEND")) == (date(2026, 12, 1), date(2027, 1, 3))


def test_what_is_not_said_is_left_out() -> None:
    (event,) = icalendar.read(calendar("A", [Event("1", TODAY, TODAY, "One day")], TODAY)).inside
    assert list(event.properties) == ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "TRANSP"]


def test_a_year_has_four_digits() -> None:
    (event,) = icalendar.read(calendar("A", [Event("1", date(987, 1, 1), date(987, 1, 1), "Old")], TODAY)).inside
    assert event.day("DTSTART") == date(987, 1, 1)


def test_lines_are_folded_by_octets_between_letters() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
    # A blank begins each further line and counts; a letter of two octets stays whole.
    assert folded("x" * 74 + "é" + "y" * 73) == b"x" * 74 + b"\r\n " + "é".encode() + b"y" * 72 + b"\r\n y\r\n"
    assert folded("🌼" * 20).split(b"\r\n")[0] == "🌼".encode() * 18


@given(texts, st.lists(texts, max_size=3))
def test_any_text_comes_back(name: str, lines: list[str]) -> None:
    description = "\n".join(lines)
    made = calendar(name, [Event("1", TODAY, TODAY, name, description)], TODAY)
    (event,) = icalendar.read(made).inside
    assert event.properties["SUMMARY"] == name
    assert event.properties.get("DESCRIPTION", "") == description.removesuffix("\n")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_holds_no_end_of_a_line(text: str) -> None:
    assert len(escaped(text).splitlines()) < 2
