"""Partners' messages where they are read: on another day, without scripts, on paper.

The site is built on 22 November 2026; the browser is told that it is another day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser import DESKTOP, PHONE, Watch
from support.directories import WHOLE_AREA, build, dump, put, write, write_prose
from support.partnership import timed, with_messages
from support.site import TODAY, serving
from test_ageing import texts
from test_browser import count_of_pages

NewPage = Callable[..., Page]

PARTNERS: dict[str, dict[str, Any]] = {
    "fire": with_messages(
        timed("Drive", "12-01", "01-02"),
        timed("Flu", "10-01", "03-31"),
        {"text": "Day", "seasons": [{"name": "The Day", "nth": "second", "day": "wednesday", "month": 3}]},
        {"text": "Twice", "seasons": [{"from": "02-10", "until": "02-20"}, {"from": "06-15", "until": "08-31"}]},
        {"text": "Always", "say": "Say it."},
        name="Fire",
        staff_groups=[{"name": "Teams", "status": "committed"}],
    )
}
CARDS = "main .card h3"
HOME = "main [data-days] h3"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    top = tmp_path_factory.mktemp("partners")
    write_prose(top)
    folder = write(top)
    for id, data in PARTNERS.items():
        put(folder / "partners" / f"{id}.yaml", dump(data))
    build(folder, top / "site")
    with serving(top / "site") as url:
        yield url


@pytest.fixture(scope="module")
def reader(browser: Browser, small_site: str) -> Iterator[Page]:
    """One page, as a new one takes its time."""
    watch = Watch(browser, small_site)
    yield watch.new_page()
    watch.close()
    assert (watch.outside, watch.console) == ([], [])


def on(page: Page, address: str, moment: str) -> Page:
    page.clock.set_fixed_time(moment if "T" in moment else f"{moment}T08:00:00Z")
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("moment", "cards"),
    [
        ("2026-11-22", ["Flu"]),
        ("2026-11-30", ["Flu"]),
        ("2026-12-01", ["Flu", "Drive"]),
        ("2027-01-02T23:59:00Z", ["Flu", "Drive"]),
        ("2027-01-03T00:00:00Z", ["Flu"]),
        ("2027-02-09", ["Flu"]),
        ("2027-02-10", ["Flu", "Twice"]),
        ("2027-02-21", ["Flu"]),
        ("2027-03-07", ["Flu"]),
        ("2027-03-08", ["Flu", "Day"]),
        ("2027-03-15", ["Flu"]),
        ("2027-03-31", ["Flu"]),
        ("2027-04-01", []),
        ("2027-06-14T22:59:00Z", []),
        # A summer's midnight in the United Kingdom is an hour before that of UTC.
        ("2027-06-14T23:00:00Z", ["Twice"]),
        ("2027-08-31T22:59:00Z", ["Twice"]),
        ("2027-09-01", []),
        ("2028-02-29", ["Flu"]),
    ],
)
def test_what_is_due_is_right_on_the_readers_day(reader: Page, moment: str, cards: list[str]) -> None:
    page = on(reader, "/messages/", moment)
    assert sorted(texts(page, CARDS)) == sorted(cards)
    note = "No message has its time of year just now."
    assert texts(page, "main .note") == ([] if cards else [note])


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-30", "From 1 December 2026"),
        ("2026-12-01", "Now, until 2 January 2027"),
        ("2027-01-02", "Now, until 2 January 2027"),
        ("2027-01-03", "From 1 December 2027"),
    ],
)
def test_a_partners_page_says_when_each_is_due(reader: Page, moment: str, said: str) -> None:
    page = on(reader, "/messages/partners/fire/", moment)
    assert said in texts(page, "#message-drive > p")
    assert texts(page, CARDS) == ["Drive", "Flu", "Day", "Twice", "Always"]


def test_what_has_begun_is_no_longer_to_come(reader: Page) -> None:
    ahead = "[data-until] .names a"
    assert texts(on(reader, "/messages/", "2026-11-30"), ahead)[:2] == ["Drive", "Twice"]
    assert texts(on(reader, "/messages/", "2026-12-01"), ahead)[:2] == ["Twice", "The Day: Day"]
    page = on(reader, "/messages/", "2027-12-01")
    assert texts(page, ahead) == []
    assert "Coming next" not in texts(page, "h2")


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-11-22", ["Always", "Flu"]),
        ("2026-12-01", ["Drive", "Flu"]),
        ("2027-01-03", ["Always", "Flu"]),
        ("2027-03-08", ["Day", "Flu"]),
        ("2027-04-01", ["Always"]),
        ("2027-06-15", ["Always", "Twice"]),
    ],
)
def test_the_home_page_shows_those_of_the_day(reader: Page, moment: str, shown: list[str]) -> None:
    assert sorted(texts(on(reader, "/", moment), HOME)) == shown


def test_the_aide_memoire_is_of_the_day_on_which_it_is_printed(reader: Page) -> None:
    address = "/messages/partners/fire/aide-memoire/"
    assert texts(on(reader, address, "2026-11-22"), "dt") == ["Flu", "Always"]
    assert texts(on(reader, address, "2027-06-15"), "dt") == ["Twice", "Always"]


def test_without_scripts_the_pages_are_as_on_the_day_they_were_built(browser: Browser, small_site: str) -> None:
    watch = Watch(browser, small_site)
    page = watch.new_page(java_script_enabled=False, **PHONE)
    try:
        page.goto("/messages/")
        assert texts(page, CARDS) == ["Flu"]
        page.goto("/")
        assert texts(page, HOME) == ["Flu", "Always"]
        page.goto("/messages/partners/fire/aide-memoire/")
        assert texts(page, "dt") == ["Flu", "Always"]
    finally:
        watch.close()


def test_the_calendar_can_be_fetched(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/messages/")
    link = page.get_by_role("link", name="The year as a calendar")
    expect(link).to_be_visible()
    answer = page.request.get(link.evaluate("one => one.href"))
    assert (answer.status, answer.body()[:15]) == (200, b"BEGIN:VCALENDAR")


# --- on paper ---


def sheets(page: Page, address: str) -> int:
    """On how many sheets of A4 a page is printed."""
    page.goto(address)
    return count_of_pages(page.pdf(format="A4"))


@pytest.mark.parametrize("day", ["2026-11-22", "2027-01-01", "2027-06-15"])
@pytest.mark.parametrize("partner", ["dyfed-powys-police", "carmarthenshire-county-council-integrated-services"])
def test_an_aide_memoire_is_one_side_of_a4(new_page: NewPage, partner: str, day: str) -> None:
    page = new_page(**DESKTOP)
    page.clock.set_fixed_time(f"{day}T08:00:00Z")
    assert sheets(page, f"/messages/partners/{partner}/aide-memoire/") == 1
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Whom to ring")).to_be_visible()
    expect(page.locator(".nav")).not_to_be_visible()


def test_anytowns_aide_memoire_leaves_nothing_out(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/messages/partners/anytown-libraries/aide-memoire/")
    assert page.locator("dl").count() == 19


def test_the_steering_page_is_one_or_two(new_page: NewPage) -> None:
    assert sheets(new_page(**DESKTOP), "/messages/steering/") in {1, 2}


@pytest.mark.parametrize("letters", [20, 70, 160, 400])
def test_an_aide_memoire_is_one_side_however_much_there_is_to_say(
    browser: Browser, tmp_path: Path, letters: int
) -> None:
    """Thirty partners; words of all lengths; many numbers to ring, also when it cannot wait."""
    write_prose(tmp_path)
    walk = {"name": "A walking group with a long name", "confirmed": {"on": TODAY.isoformat(), "by": "team"}}
    group = {**walk, "domains": ["befriending"], "summary": "Walk.", "contact": {"phone": "01632 960101"}}
    lines = [{"name": f"Line {n}", "phone": "116 123", "when": "any time, free", "for": "to talk"} for n in range(8)]
    team = {"name": "The team", "phone": "01632 960000", "hours": "Weekdays, 9am to 5pm. A person answers."}
    folder = write(tmp_path, {"walk": group, "talk": group}, {**WHOLE_AREA, "urgent_help": lines, "team": team})
    say = ("Have you got somebody to talk to about it, or not? " * 9)[:letters].strip() + "."
    for number in range(30):
        message = {"say": say, "signpost": {"entries": ["walk", "talk"][: number % 3]}} if number % 3 else {"say": say}
        messages = [
            {"text": "A message of several words", **message},
            {**timed("One for the winter", "11-01", "02-28"), **message},
            {**timed("One for the summer", "05-01", "08-31"), **message},
        ]
        groups = [{"name": f"Group {n} of the staff", "status": "committed"} for n in range(6)]
        partner = with_messages(
            *messages, name=f"Partner {number}", phone=f"01632 9601{number:02}", staff_groups=groups
        )
        put(folder / "partners" / f"p{number}.yaml", dump(json.loads(json.dumps(partner))))  # no part is another
    build(folder, tmp_path / "site")
    with serving(tmp_path / "site") as url:
        watch = Watch(browser, url)
        try:
            page = watch.new_page(**DESKTOP)
            for day in ("2026-11-22", "2027-04-01", "2027-06-01"):
                page.clock.set_fixed_time(f"{day}T08:00:00Z")
                assert sheets(page, "/messages/partners/p3/aide-memoire/") == 1, day
        finally:
            watch.close()
