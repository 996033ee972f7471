"""When a message is due: its campaigns, what a page says of them each day, the two of the month, the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from petunias.language import language
from petunias.model import Directory, Message, Season
from petunias.seasons import season_is_on
from petunias.signposting.campaigns import Campaign, campaigns
from petunias.site.maker import Maker
from petunias.site.month import of_the_month
from petunias.site.partner_calendar import calendar_file
from petunias.site.partner_view import HORIZON, between, on_days, said_of
from support import icalendar
from support.directories import edition, pages_of, words
from support.partnership import made, timed, with_messages
from support.site import TODAY, SitePage

Pages = dict[str, SitePage]

# --- when a message is due ---


def season(first: str, until: str, name: str | None = None) -> Season:
    return Season((int(first[:2]), int(first[3:])), (int(until[:2]), int(until[3:])), name=name)


CHRISTMAS, JANUARY = season("12-01", "01-02", "Christmas"), season("01-01", "01-31", "January")
SMOKING = Season(nth="second", day="wednesday", month=3, name="Smoking")


def test_campaigns_keep_their_names() -> None:
    found = campaigns((JANUARY, SMOKING, CHRISTMAS), TODAY, date(2027, 4, 1))
    assert found == (
        Campaign(date(2026, 12, 1), date(2027, 1, 2), "Christmas"),
        Campaign(date(2027, 1, 1), date(2027, 1, 31), "January"),
        Campaign(date(2027, 3, 8), date(2027, 3, 14), "Smoking", date(2027, 3, 10)),
    )


def test_seasons_of_one_name_that_overlap_are_one_campaign() -> None:
    seasons = (season("12-01", "01-02"), season("01-01", "01-31"), season("01-01", "12-31", "Always"))
    assert campaigns(seasons, TODAY, date(2027, 4, 1)) == (Campaign(date(2026, 12, 1), date(2027, 1, 31)),)


def said_on(message: Message, day: date, today: date = TODAY) -> list[str]:
    """What a page of `today` says on a day."""
    found = said_of(message, language("en"), today)
    iso = day.isoformat()
    return [one.words for one in found if one.span.first <= iso and (not one.span.last or iso <= one.span.last)]


@pytest.mark.parametrize(
    ("seasons", "day", "said"),
    [
        ((), "2027-06-01", ["All year"]),
        ((season("01-01", "12-31"),), "2027-06-01", ["All year"]),
        ((season("12-01", "01-02"),), "2026-11-22", ["From 1 December 2026"]),
        ((season("12-01", "01-02"),), "2026-11-30", ["From 1 December 2026"]),
        ((season("12-01", "01-02"),), "2026-12-01", ["Now, until 2 January 2027"]),
        ((season("12-01", "01-02"),), "2027-01-02", ["Now, until 2 January 2027"]),
        ((season("12-01", "01-02"),), "2027-01-03", ["From 1 December 2027"]),
        ((season("11-01", "03-31"),), "2026-11-22", ["Now, until 31 March 2027"]),
        ((CHRISTMAS, JANUARY), "2026-12-31", ["Christmas: now, until 2 January 2027"]),
        (
            (CHRISTMAS, JANUARY),
            "2027-01-01",
            ["Christmas: now, until 2 January 2027", "January: now, until 31 January 2027"],
        ),
        ((CHRISTMAS, JANUARY), "2027-01-03", ["January: now, until 31 January 2027"]),
        ((CHRISTMAS, JANUARY), "2027-02-01", ["Christmas: from 1 December 2027"]),
        ((SMOKING,), "2027-03-07", ["Smoking: on 10 March 2027"]),
        ((SMOKING,), "2027-03-08", ["Smoking: this week, on 10 March 2027"]),
        ((SMOKING,), "2027-03-14", ["Smoking: this week, on 10 March 2027"]),
        ((SMOKING,), "2027-03-15", ["Smoking: on 8 March 2028"]),
        ((Season(nth="second", day="wednesday", month=3),), "2027-03-09", ["This week: the day is 10 March 2027"]),
        ((Season(nth="second", day="wednesday", month=3),), "2027-03-01", ["On 10 March 2027"]),
        ((season("02-29", "02-29"),), "2027-02-27", ["On 28 February 2027"]),
    ],
)
def test_a_page_says_when_a_message_is_due(seasons: tuple[Season, ...], day: str, said: list[str]) -> None:
    message = Message("a", "a", seasons=seasons)
    assert said_on(message, date.fromisoformat(day)) == said
    # A page that is built on that day says the same, and shows it before any script runs.
    now = [one for one in said_of(message, language("en"), date.fromisoformat(day)) if one.span.now]
    assert [one.words for one in now] == said


def test_on_each_day_something_is_said_until_the_horizon() -> None:
    message = Message("a", "a", seasons=(CHRISTMAS, SMOKING, JANUARY))
    for number in range(HORIZON.days):
        day = TODAY + timedelta(days=number)
        on = any(season_is_on(one, day) for one in message.seasons)
        assert all(("now" in text or "this week" in text) is on for text in said_on(message, day)), day
        assert said_on(message, day) or day > date(2028, 3, 12), day


def test_what_is_always_has_no_windows() -> None:
    assert on_days(Message("a", "a", seasons=(season("01-01", "12-31"),)), TODAY) == ()


def test_the_days_between_are_those_on_which_none_is_on() -> None:
    due = on_days(Message("a", "a", seasons=(CHRISTMAS, SMOKING)), TODAY)
    free = between(due, TODAY)
    assert (free.now, free.of[0]) == (True, ("2026-11-22", "2026-11-30"))
    assert free.of[-1] == ("2028-03-13", "9999-12-31")
    assert not between(due, date(2026, 12, 1)).now
    assert between((), TODAY).of == (("2026-11-22", "9999-12-31"),)


# --- the two of the month ---


def picked(directory: Directory, day: str, today: date = TODAY) -> set[str]:
    """The messages that a home page of `today` shows on a day."""
    found = of_the_month(Maker(edition(directory, today)))
    return {one.text for one in found if any(first <= day <= last for first, last in one.spans.of)}


def test_what_came_into_season_last_comes_first_on_the_home_page() -> None:
    directory = made(
        with_messages(timed("flu", "10-01", "03-31"), timed("damp", "11-01", "03-31"), timed("drive", "12-01", "01-02"))
    )
    assert picked(directory, "2026-11-22") == {"damp", "flu"}
    assert [one.text for one in of_the_month(Maker(edition(directory)))][:2] == ["damp", "flu"]
    assert picked(directory, "2026-11-30") == {"damp", "flu"}
    assert picked(directory, "2026-12-01") == {"drive", "damp"}
    assert picked(directory, "2027-01-02") == {"drive", "damp"}
    assert picked(directory, "2027-01-03") == {"damp", "flu"}
    assert picked(directory, "2027-04-01") == set()


def test_the_rest_of_the_two_are_messages_of_all_year_in_turn() -> None:
    always = [{"text": f"a{number}"} for number in range(3)]
    directory = made(with_messages(timed("summer", "06-10", "06-20"), *always))
    assert picked(directory, "2026-12-31") == {"a1", "a2"}
    assert picked(directory, "2027-01-01") == {"a0", "a1"}
    assert picked(directory, "2027-06-09") == {"a1", "a2"}
    assert picked(directory, "2027-06-10") == {"summer", "a1"}
    months = {one for month in range(1, 13) for one in picked(directory, f"2027-{month:02}-15")}
    assert months == {"summer", "a0", "a1", "a2"}


def test_there_are_never_more_than_two_and_always_two_if_there_are() -> None:
    directory = made(
        with_messages(*(timed(f"s{n}", f"{n + 1:02}-05", f"{(n + 4) % 12 + 1:02}-20") for n in range(12))),
        with_messages({"text": "x"}, {"text": "y"}),
    )
    for number in range(HORIZON.days):
        assert len(picked(directory, (TODAY + timedelta(days=number)).isoformat())) == 2


def test_one_message_alone_is_shown_alone() -> None:
    assert picked(made(with_messages({"text": "x"})), "2027-05-01") == {"x"}
    assert picked(made({"theme": "T"}), "2027-05-01") == set()


def test_the_home_page_shows_what_is_of_today_and_waits_with_the_rest() -> None:
    directory = made(with_messages(timed("flu", "10-01", "03-31", say="Say it."), timed("sun", "06-01", "08-31")))
    tree = LexborHTMLParser(str(pages_of(directory)[""].body))
    assert [(words(one.css_first("h3")), "hidden" in one.attributes) for one in tree.css("[data-days]")] == [
        ("flu", False),
        ("sun", True),
    ]
    assert words(tree.css_first(".breath")) == "Say it."
    assert tree.css_first("[data-days] a").attributes["href"] == "./messages/partners/p0/#message-flu"
    for nothing in (made(), made({"theme": "T"})):
        assert "This month" not in str(pages_of(nothing)[""].body)


# --- the calendar file ---


def test_the_calendar_holds_every_campaign() -> None:
    seasons = [
        {"from": "11-01", "until": "02-28"},
        {"name": "Stop, day", "nth": "second", "day": "wednesday", "month": 3},
    ]
    directory = made(
        with_messages({"text": "Stop", "about": "It; helps.", "say": "Will you?", "seasons": seasons}, name="Police"),
        url="https://smallton.example.org/",
    )
    content = calendar_file(Maker(edition(directory)))
    assert content
    found = icalendar.read(content)
    assert found.properties["X-WR-CALNAME"] == "Petunias: Smallton health directory: messages to pass on"
    assert [(one.day("DTSTART"), one.day("DTEND"), one.properties["SUMMARY"]) for one in found.inside] == [
        (date(2026, 11, 1), date(2027, 3, 1), "Stop"),
        (date(2027, 3, 10), date(2027, 3, 11), "Stop, day: Stop"),
        (date(2027, 11, 1), date(2028, 2, 29), "Stop"),
        (date(2028, 3, 8), date(2028, 3, 9), "Stop, day: Stop"),
    ]
    assert [one.properties["DESCRIPTION"] for one in found.inside[:2]] == [
        "It; helps.\nWill you?\nPolice",
        "It; helps.\nWill you?\nSay it all that week, from 8 March 2027 to 14 March 2027.\nPolice",
    ]
    assert {one.properties["URL"] for one in found.inside} == {
        "https://smallton.example.org/messages/partners/p0/#message-stop"
    }
    assert {one.properties["DTSTAMP"] for one in found.inside} == {"20261122T000000Z"}


def test_an_event_keeps_its_uid_from_day_to_day_and_when_words_change() -> None:
    def uids(today: date, say: str) -> dict[date, str]:
        content = calendar_file(Maker(edition(made(with_messages(timed("Stop", "11-01", "02-28", say=say))), today)))
        assert content
        return {one.day("DTSTART"): one.properties["UID"] for one in icalendar.read(content).inside}

    first, later = uids(TODAY, "One."), uids(date(2027, 2, 28), "Two.")
    assert first[date(2026, 11, 1)] == later[date(2026, 11, 1)]
    assert len({*first.values(), *later.values()}) == len({*first, *later})


def test_what_holds_all_year_needs_no_calendar() -> None:
    always = made(with_messages({"text": "x"}, timed("y", "01-01", "12-31")))
    assert calendar_file(Maker(edition(always))) is None
    assert "campaigns.ics" not in str(pages_of(always)["messages/"].body)


def test_anytowns_calendar_can_be_read(anytown_site: Path, anytown_pages: Pages) -> None:
    found = icalendar.read((anytown_site / "messages" / "campaigns.ics").read_bytes())
    assert found.properties["VERSION"] == "2.0"
    uids = [one.properties["UID"] for one in found.inside]
    assert len(set(uids)) == len(uids) > 8
    names = {one.properties["SUMMARY"].split(":")[0] for one in found.inside}
    assert names >= {"Flu season", "Dry January", "No Smoking Day", "Bonfire Night", "Drink driving in summer"}
    for one in found.inside:
        assert set(one.properties) >= {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"}
        assert one.day("DTEND") > one.day("DTSTART")
        assert one.day("DTEND") > TODAY
        assert one.day("DTSTART") <= TODAY + HORIZON
        address, _hash, id = one.properties["URL"].removeprefix("https://anytown.example.org").partition("#")
        assert id in anytown_pages[address].ids
