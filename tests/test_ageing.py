"""A page is read for days and years after it was built, and still tells the truth: dates, doubt, room, papers.

The site is built on 22 November 2026; the browser is told that it is another day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from support.browser import Watch
from support.directories import FOUR, Data, build, write, write_prose
from support.site import serving

CONFIRMED = {"confirmed": {"on": "2026-11-03", "by": "team"}}
WEEKLY = [{"days": ["tuesday"], "start": "09:30", "end": "11:00"}]


def group(name: str, **fields: Any) -> Data:
    return {**FOUR, "name": name, **CONFIRMED, **fields}


ENTRIES: dict[str, Data] = {
    "weekly": group(
        "Weekly",
        sessions=WEEKLY,
        availability={"status": "open", "on": "2026-11-20"},
        assurance=[{"what": "Insurance", "until": "2027-04-01"}],
    ),
    "monthly": group(
        "Monthly", sessions=[{"days": ["tuesday"], "start": "19:30", "every": "month", "which": ["first"]}]
    ),
    "saturday": group("Saturday", sessions=[{"days": ["saturday"]}]),
    "full": group("Full", sessions=WEEKLY, availability={"status": "full", "on": "2026-11-20"}),
    "paused": group("Paused", sessions=WEEKLY, status={"state": "paused", "until": "2026-12-07"}),
    "never": {**FOUR, "name": "Never", "added": "2025-12-01"},
    "old": group("Old", confirmed={"on": "2025-06-30", "by": "team"}),
}
LIST = "/domains/physical-activity/"

VISIBLE = """selector => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility())"""
DATES = f"{VISIBLE[:-1]}).map(one => one.getAttribute('datetime'))"
TEXTS = f"{VISIBLE[:-1]}).map(one => one.textContent.replace(/\\s+/g, ' ').trim())"
IDS = f"{VISIBLE[:-1]}).map(one => one.dataset.entry)"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of 22 November is served."""
    top = tmp_path_factory.mktemp("ageing")
    write_prose(top)
    build(write(top, ENTRIES), top / "site")
    with serving(top / "site") as url:
        yield url


@pytest.fixture(scope="module")
def shared(browser: Browser, site: str) -> Iterator[tuple[Watch, dict[str, Page]]]:
    """One page for each kind of reader, as a new one takes its time; it is only ever asked for addresses."""
    made = Watch(browser, site)
    yield made, {}
    made.close()


@pytest.fixture
def open_on(shared: tuple[Watch, dict[str, Page]]) -> Iterator[Open]:
    """Opens a page at a moment (in UTC), in a time zone. It may neither complain nor ask elsewhere."""
    watch, pages = shared

    def opened(address: str, moment: str, zone: str = "Europe/London", **options: Any) -> Page:
        reader = f"{zone}{options}"
        if reader not in pages:
            pages[reader] = watch.new_page(timezone_id=zone, **options)
        pages[reader].clock.set_fixed_time(moment if "T" in moment else f"{moment}T08:00:00Z")
        pages[reader].goto(address)
        return pages[reader]

    yield opened
    assert (watch.outside, watch.console) == ([], [])


@pytest.fixture
def watch(browser: Browser, site: str) -> Iterator[Watch]:
    """Opens pages that will be spoilt."""
    made = Watch(browser, site)
    yield made
    made.close()
    assert made.outside == []


def dates(page: Page) -> list[str]:
    """The dates that can be seen."""
    return page.evaluate(DATES, "article time")  # type: ignore[no-any-return]


def texts(page: Page, selector: str) -> list[str]:
    """The text of what can be seen."""
    return page.evaluate(TEXTS, selector)  # type: ignore[no-any-return]


# --- dates ---


@pytest.mark.parametrize(
    ("entry", "moment", "found"),
    [
        ("weekly", "2026-11-22", ["2026-11-24T09:30", "2026-12-01T09:30", "2026-12-08T09:30"]),
        ("weekly", "2026-12-05", ["2026-12-08T09:30", "2026-12-15T09:30", "2026-12-22T09:30"]),
        # A date counts until its minute is over.
        ("weekly", "2026-12-08T09:30:59Z", ["2026-12-08T09:30", "2026-12-15T09:30", "2026-12-22T09:30"]),
        ("weekly", "2026-12-08T09:31:00Z", ["2026-12-15T09:30", "2026-12-22T09:30", "2026-12-29T09:30"]),
        # Without a time it counts until its day is over.
        ("saturday", "2026-12-05T23:59:00Z", ["2026-12-05", "2026-12-12", "2026-12-19"]),
        ("saturday", "2026-12-06T00:00:00Z", ["2026-12-12", "2026-12-19", "2026-12-26"]),
        ("monthly", "2027-05-20", ["2027-06-01T19:30", "2027-07-06T19:30", "2027-08-03T19:30"]),
        # The last of the twelve.
        ("weekly", "2027-02-03", ["2027-02-09T09:30"]),
    ],
)
def test_past_dates_go_and_the_next_three_come(open_on: Open, entry: str, moment: str, found: list[str]) -> None:
    page = open_on(f"/entries/{entry}/", moment)
    assert dates(page) == found
    assert texts(page, "[data-none]") == []


@pytest.mark.parametrize("moment", ["2027-02-09T09:31:00Z", "2027-05-20", "2028-06-01"])
def test_when_all_dates_are_gone_the_page_says_whom_to_ask(open_on: Open, moment: str) -> None:
    page = open_on("/entries/weekly/", moment)
    assert dates(page) == []
    assert texts(page, "[data-none]") == ["Ask them for the next dates."]
    assert "Every Tuesday, 9:30am to 11am." in texts(page, ".fact p")


# --- doubt ---

BY_TEAM = "The directory team made sure that all this is right."


@pytest.mark.parametrize(
    ("entry", "moment", "state", "line", "stamps"),
    [
        ("weekly", "2026-12-05", "confirmed", f"Checked on 3 November 2026{BY_TEAM}", []),
        ("weekly", "2027-05-02", "confirmed", f"Checked on 3 November 2026{BY_TEAM}", []),
        ("weekly", "2027-05-20", "due", f"Checked on 3 November 2026{BY_TEAM} We are asking again.", []),
        (
            "weekly",
            "2027-11-03",
            "unconfirmed",
            "Nobody has checked this since November 2026Ring before you set out.",
            ["Nobody has checked this since November 2026Ring before you set out."],
        ),
        (
            "weekly",
            "2028-06-01",
            "unlisted",
            "Out of date: nobody has checked this since November 2026"
            "We have taken it out of the lists until somebody does.",
            [
                "Out of date: nobody has checked this since November 2026"
                "We have taken it out of the lists until somebody does."
            ],
        ),
        (
            "never",
            "2027-05-31",
            "unconfirmed",
            "Nobody has checked these details yetIt was added on 1 December 2025. Ring before you set out.",
            ["Nobody has checked these details yetIt was added on 1 December 2025. Ring before you set out."],
        ),
        (
            "never",
            "2027-06-01",
            "unlisted",
            "Out of date: nobody has ever checked thisIt was added on 1 December 2025. "
            "We have taken it out of the lists until somebody does.",
            [
                "Out of date: nobody has ever checked thisIt was added on 1 December 2025. "
                "We have taken it out of the lists until somebody does."
            ],
        ),
    ],
)
def test_the_page_says_how_old_it_has_become(
    open_on: Open, entry: str, moment: str, state: str, line: str, stamps: list[str]
) -> None:
    page = open_on(f"/entries/{entry}/", moment)
    assert page.locator("article [data-freshness]").get_attribute("data-freshness") == state
    assert texts(page, "[data-freshness] > div") == [line]
    assert texts(page, ".stamp.top") == stamps


# --- room, papers, breaks ---


@pytest.mark.parametrize(("moment", "shown"), [("2026-12-05", True), ("2026-12-18", True), ("2026-12-19", False)])
def test_room_is_believed_for_28_days(open_on: Open, moment: str, shown: bool) -> None:
    page = open_on("/entries/weekly/", moment)
    assert ("Room for you?" in texts(page, ".fact h2")) is shown
    page = open_on("/entries/full/", moment)
    assert [text.split(" (")[0] for text in texts(page, ".note")] == (["Full at the moment"] if shown else [])


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2027-04-01", "Good until 1 April 2027."),
        ("2027-04-02", "This ran out on 1 April 2027. Ask them for a new one."),
    ],
)
def test_a_paper_runs_out_on_its_day(open_on: Open, moment: str, said: str) -> None:
    page = open_on("/entries/weekly/", moment)
    assert texts(page, "dd > [data-from], dd > [data-until]") == [said]


@pytest.mark.parametrize(("moment", "on_break"), [("2026-12-06", True), ("2026-12-07", False)])
def test_a_break_ends_on_its_day(open_on: Open, moment: str, on_break: bool) -> None:
    page = open_on("/entries/paused/", moment)
    assert [text[:34] for text in texts(page, ".stamp.top")] == (
        ["Taking a break until 7 December 20"] if on_break else []
    )
    assert dates(page) == ["2026-12-08T09:30", "2026-12-15T09:30", "2026-12-22T09:30"]


# --- lists ---


@pytest.mark.parametrize(
    ("moment", "gone"),
    [
        ("2026-12-05", set()),
        ("2026-12-29", set()),
        ("2026-12-30", {"old"}),
        ("2027-06-01", {"old", "never"}),
        ("2028-05-03", set(ENTRIES)),
    ],
)
def test_what_has_become_too_old_leaves_the_list(open_on: Open, moment: str, gone: set[str]) -> None:
    page = open_on(LIST, moment)
    assert set(page.evaluate(IDS, ".results > li")) == set(ENTRIES) - gone


def test_a_card_ages_as_its_page_does(open_on: Open) -> None:
    page = open_on(LIST, "2026-12-05")
    leaf = ".results > li[data-entry={}] time"
    assert [page.evaluate(DATES, leaf.format(id)) for id in ("weekly", "monthly", "saturday", "old")] == [
        ["2026-12-08T09:30"],
        ["2027-01-05T19:30"],
        ["2026-12-05"],
        [],
    ]
    assert texts(page, "li[data-entry=full] .halt") == ["Full at the moment"]
    assert texts(page, "li[data-entry=paused] .halt") == ["Taking a break until 7 Dec 2026"]
    page = open_on(LIST, "2027-11-03")
    assert texts(page, ".halt") == []
    assert texts(page, "li[data-entry=weekly] .leaf") == ["Ask for dates"]
    assert texts(page, "li[data-entry=weekly] .fresh") == ["Nobody has checked this since November 2026"]


# --- where the reader is ---


@pytest.mark.parametrize(
    ("zone", "moment", "first", "state"),
    [
        # Saturday evening in New York, Sunday morning in London.
        ("America/New_York", "2026-12-06T01:00:00Z", "2026-12-12", "confirmed"),
        # Sunday morning in Tokyo, Saturday afternoon in London.
        ("Asia/Tokyo", "2026-12-05T16:00:00Z", "2026-12-05", "confirmed"),
        # A summer night: London is an hour before UTC, and the state changes on 3 May.
        ("America/New_York", "2027-05-02T23:30:00Z", None, "due"),
        ("Asia/Tokyo", "2027-05-02T22:30:00Z", None, "confirmed"),
        ("Pacific/Kiritimati", "2027-05-02T12:00:00Z", None, "confirmed"),
    ],
)
def test_the_day_is_that_of_the_united_kingdom(
    open_on: Open, zone: str, moment: str, first: str | None, state: str
) -> None:
    page = open_on("/entries/saturday/", moment, zone)
    assert dates(page)[:1] == ([first] if first else [])
    assert page.locator("[data-freshness]").get_attribute("data-freshness") == state


def test_the_time_is_that_of_the_united_kingdom_too(open_on: Open) -> None:
    page = open_on("/entries/weekly/", "2026-12-08T09:29:00Z", "America/New_York")
    assert dates(page)[0] == "2026-12-08T09:30"
    page = open_on("/entries/weekly/", "2026-12-08T09:31:00Z", "America/New_York")
    assert dates(page)[0] == "2026-12-15T09:30"
    # In a British summer half past seven in the evening is 18:30 in UTC.
    for minute, first in (("30", "2027-06-01T19:30"), ("31", "2027-07-06T19:30")):
        page = open_on("/entries/monthly/", f"2027-06-01T18:{minute}:00Z", "Asia/Tokyo")
        assert dates(page)[0] == first


# --- without the script, or with half of it ---

READABLE = {
    "article h1": ["Weekly"],
    ".in h2": ["They have not said how to get in"],
    ".reach > li": ["01632 960101"],
    "[data-freshness] b": ["Checked on 3 November 2026"],
}


def readable(page: Page) -> bool:
    return {selector: texts(page, selector) for selector in READABLE} == READABLE


def test_without_scripts_the_page_is_as_on_the_day_it_was_built(open_on: Open) -> None:
    page = open_on("/entries/weekly/", "2027-05-20", java_script_enabled=False)
    assert readable(page)
    assert dates(page) == ["2026-11-24T09:30", "2026-12-01T09:30", "2026-12-08T09:30"]
    assert texts(page, "[data-print]") == []


def test_a_script_that_does_not_come_leaves_the_page_readable(watch: Watch) -> None:
    page = watch.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto("/entries/weekly/")
    assert readable(page)
    assert dates(page) == ["2026-11-24T09:30", "2026-12-01T09:30", "2026-12-08T09:30"]
    assert [line for line in watch.console if "Failed to load resource" not in line] == []


def test_one_part_that_fails_leaves_the_others_at_work(watch: Watch) -> None:
    page = watch.new_page()
    page.clock.set_fixed_time("2027-05-20T08:00:00Z")
    page.add_init_script(
        """const look = Document.prototype.querySelectorAll;
        Document.prototype.querySelectorAll = function (selector) {
            if (selector.includes("data-from")) throw new Error("broken");
            return look.call(this, selector);
        };"""
    )
    page.goto("/entries/monthly/")
    assert dates(page) == ["2027-06-01T19:30", "2027-07-06T19:30", "2027-08-03T19:30"]
    assert page.locator("[data-freshness]").get_attribute("data-freshness") == "due"
    assert texts(page, "[data-print]") == ["Print this page"]
    assert len(watch.console) == 1
    assert watch.console[0].startswith("error: Error: broken")


def test_an_old_browser_counts_by_its_own_clock(watch: Watch) -> None:
    page = watch.new_page(timezone_id="Europe/London")
    page.clock.set_fixed_time("2027-05-03T23:30:00Z")
    page.add_init_script("delete Intl.DateTimeFormat.prototype.formatToParts")
    page.goto("/entries/saturday/")
    assert page.locator("[data-freshness]").get_attribute("data-freshness") == "due"
    page = watch.new_page(timezone_id="Europe/London")
    page.clock.set_fixed_time("2026-12-05T23:59:00Z")
    page.add_init_script("delete Intl.DateTimeFormat.prototype.formatToParts")
    page.goto("/entries/saturday/")
    assert dates(page)[0] == "2026-12-05"
    assert watch.console == []


def test_a_button_prints(open_on: Open) -> None:
    page = open_on("/entries/weekly/", "2026-12-05")
    page.evaluate("window.print = () => { document.title = 'printed' }")
    page.get_by_role("button", name="Print this page").click()
    assert page.title() == "printed"
