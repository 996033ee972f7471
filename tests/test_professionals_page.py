"""The pages for professionals in a browser: by keyboard, on a phone, on another day, on paper, without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.browser import DESKTOP, PHONE, Watch, screen
from support.directories import FOUR, WHOLE_AREA, build, write, write_prose
from support.site import serving
from test_browser import count_of_pages

NewPage = Callable[..., Page]

HOME = "/professionals/"
SHOWN = "[...document.querySelectorAll('{}')].filter(one => one.checkVisibility())"
HEADS = f"{SHOWN.format('#practices tbody tr')}.map(row => row.querySelector('a').textContent)"
FOCUS = "document.activeElement.getAttribute('href') || document.activeElement.id || document.activeElement.className"


def shown(page: Page, selector: str) -> list[str]:
    """The text of what can be seen."""
    found = page.evaluate(f"{SHOWN.format(selector)}.map(one => one.textContent.replace(/\\s+/g, ' ').trim())")
    return list(found)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# --- a list that narrows ---


@pytest.mark.parametrize(
    ("typed", "left", "said"),
    [
        ("riv", ["Riverside Surgery"], "1 practice"),
        ("SURGERY", ["Riverside Surgery", "Station Road Surgery"], "2 practices"),
        ("road stat", ["Station Road Surgery"], "1 practice"),
        ("an3", ["Eastfield Health Centre", "Station Road Surgery"], "2 practices"),
        ("zzz", [], "No practice has this in its name. Try fewer letters."),
    ],
)
def test_practices_narrow_as_one_types(new_page: NewPage, typed: str, left: list[str], said: str) -> None:
    page = new_page(**PHONE)
    page.goto(HOME)
    every = page.evaluate(HEADS)
    assert len(every) == 6
    box = page.get_by_label("Type a few letters of the practice")
    box.fill(typed)
    assert page.evaluate(HEADS) == left
    expect(page.locator("[data-narrow-told]")).to_have_text(said)
    box.fill("")
    assert page.evaluate(HEADS) == every
    expect(page.locator("[data-narrow-told]")).to_have_text("")


def test_enter_goes_to_the_first_number(new_page: NewPage) -> None:
    page = new_page(**screen(320))
    page.goto(HOME)
    box = page.get_by_label("Type a few letters of the practice")
    box.focus()
    page.keyboard.type("orch")
    press(page, "Enter")
    assert page.evaluate(FOCUS) == "tel:+441632960007"
    box.fill("zzz")
    box.press("Enter")
    expect(box).to_be_focused()


def test_accents_need_not_be_typed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    """And the box is there where there are enough practices to need it."""
    top = tmp_path_factory.mktemp("practices")
    write_prose(top)
    names = ["Dŵr Clinic", *(f"Practice {number}" for number in range(6))]
    practices = [{"id": f"p{number}", "name": name} for number, name in enumerate(names)]
    build(write(top, {"dogs": FOUR}, {**WHOLE_AREA, "practices": practices}), top / "site")
    with serving(top / "site") as url:
        watch = Watch(browser, url)
        page = watch.new_page(**DESKTOP)
        page.goto(HOME)
        page.get_by_label("Type a few letters of the practice").fill("dwr")
        assert page.evaluate(HEADS) == ["Dŵr Clinic"]
        watch.close()
        assert (watch.outside, watch.console) == ([], [])


# --- keys ---


def test_the_key_is_off_until_somebody_turns_it_on(new_page: NewPage) -> None:
    """A single letter must not be a shortcut unless it can be turned off (WCAG 2.1.4)."""
    page = new_page(**DESKTOP)
    page.goto(HOME)
    press(page, "/")
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_label("Use / to go to the search box").check()
    press(page, "/")
    expect(page.locator("#q")).to_be_focused()
    for address in ("/", "/find/", "/entries/knit-and-natter/", "/handbook/"):
        page.goto(address)
        press(page, "/")
        assert page.evaluate("document.activeElement.matches('form[role=search] input[type=search]')"), address
        assert page.evaluate("document.activeElement.value") == ""
    page.goto(HOME)
    expect(page.get_by_label("Use / to go to the search box")).to_be_checked()
    page.get_by_label("Use / to go to the search box").uncheck()
    press(page, "/")
    expect(page.get_by_label("Use / to go to the search box")).to_be_focused()
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_key_is_a_letter_where_somebody_types(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto(HOME)
    page.get_by_label("Use / to go to the search box").check()
    page.locator("#narrow").focus()
    page.keyboard.type("a/b")
    assert page.locator("#narrow").input_value() == "a/b"
    page.locator("#q").focus()
    page.keyboard.type("and/or")
    assert page.locator("#q").input_value() == "and/or"
    page.evaluate("document.activeElement.blur()")
    for keys in ("Control+/", "Alt+/", "Meta+/"):
        press(page, keys)
        assert page.evaluate("document.activeElement === document.body"), keys
    press(page, "/")
    expect(page.locator("#q")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "and/or"  # so that the next word takes its place


def test_a_device_that_keeps_nothing_is_not_offered_the_key(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get: () => { throw new DOMException('no', 'SecurityError') }})"
    )
    page.goto(HOME)
    expect(page.locator("[data-slash-ask]")).to_be_hidden()
    press(page, "/")
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#narrow").fill("riv")
    assert page.evaluate(HEADS) == ["Riverside Surgery"]


def test_from_a_need_to_an_entry_by_keyboard_alone(new_page: NewPage) -> None:
    """As the page says: Enter, arrow down, arrow down, arrow up, Enter."""
    page = new_page(**screen(320))
    page.goto(HOME)
    page.locator("#q").focus()
    page.keyboard.type("walking")
    press(page, "Enter")
    page.wait_for_selector("[data-ready=walking]")
    links = page.evaluate("[...document.querySelectorAll('[data-results] h3 a')].map(one => one.getAttribute('href'))")
    page.locator("#q").focus()
    press(page, "ArrowDown")
    assert page.evaluate(FOCUS) == links[0]
    press(page, "ArrowDown", "ArrowDown")
    assert page.evaluate(FOCUS) == links[2]
    press(page, "ArrowUp")
    assert page.evaluate(FOCUS) == links[1]
    press(page, "ArrowUp", "ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    press(page, "ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    for _ in range(len(links) + 3):
        press(page, "ArrowDown")
    assert page.evaluate(FOCUS) == links[-1]
    press(page, "Enter")
    page.wait_for_url("**/entries/**")


def test_arrows_with_another_key_are_left_to_the_browser(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/#q=choir")
    page.wait_for_selector("[data-ready]")
    page.locator("#q").focus()
    for keys in ("Shift+ArrowDown", "Alt+ArrowDown", "Control+ArrowDown"):
        press(page, keys)
        expect(page.locator("#q")).to_be_focused()


def test_what_is_typed_stays_on_the_device(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto(HOME)
    asked: list[tuple[str, str]] = []
    # Each icon may ask for the sprite again, and the browser for the picture in its tab when it likes.
    known = re.compile(r"/assets/(icons|favicon)\.")
    page.context.on(
        "request",
        lambda request: (
            None if known.search(request.url) else asked.append((request.method, request.url.split("#")[0]))
        ),
    )
    page.locator("#narrow").fill("riverside")
    page.get_by_label("Use / to go to the search box").check()
    page.locator("#q").fill("low mood")
    assert asked == []
    page.locator("#q").press("Enter")
    page.wait_for_selector("[data-ready]")
    assert page.url.endswith("/find/#q=low+mood")
    assert asked
    assert not [url for method, url in asked if "mood" in url or method != "GET"]


# --- on a phone, without scripts ---


@pytest.mark.parametrize(
    "address", [HOME, "/professionals/referrals/", "/professionals/assurance/", "/professionals/contacts/"]
)
def test_tables_fold_on_a_phone(new_page: NewPage, address: str) -> None:
    """Each cell then says what it is, and stands under the name."""
    page = new_page(**screen(320))
    page.goto(address)
    table = page.locator("table.fold").last
    labels = (
        table.locator("tbody tr")
        .first.locator("td")
        .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content.replaceAll('\"', ''))")
    )
    heads = table.locator("thead th").all_text_contents()
    assert labels == heads[1:]
    head, first = table.locator("tbody th").first.bounding_box(), table.locator("tbody td").first.bounding_box()
    assert head and first
    assert first["y"] >= head["y"] + head["height"] - 1
    page.set_viewport_size({"width": 1280, "height": 800})
    assert table.locator("tbody td").first.evaluate("cell => getComputedStyle(cell, '::before').content") == "none"


def test_without_scripts_nothing_is_offered_that_needs_them(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto(HOME)
    for part in ("#narrow", "#keyboard", "[data-slash]"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.get_by_role("link", name="01632 960007")).to_be_visible()
    page.goto("/practices/riverside/")
    expect(page.locator("#reception h3").first).to_be_visible()
    expect(page.locator("#reception button")).to_be_hidden()


# --- on another day ---


@pytest.mark.parametrize(
    ("day", "waits"),
    [
        (date(2026, 12, 15), "Full at the moment The next group starts on 19 January 2027 and takes names from now"),
        (date(2026, 12, 16), "Not known. Ask them."),
    ],
)
def test_a_wait_is_believed_for_four_weeks(new_page: NewPage, day: date, waits: str) -> None:
    page = new_page(on=day, **DESKTOP)
    page.goto("/professionals/referrals/")
    row = page.locator("[data-entry=steady-on] td").last
    assert " ".join(row.inner_text().split()).startswith(waits)


@pytest.mark.parametrize(("day", "over"), [(date(2027, 3, 31), False), (date(2027, 4, 1), True)])
def test_a_paper_runs_out_where_it_is_read(new_page: NewPage, day: date, over: bool) -> None:
    page = new_page(on=day, **DESKTOP)
    page.goto("/professionals/assurance/")
    text = page.locator("[data-entry=anytown-advice-bureau]").inner_text()
    assert ("Good until 31 March 2027." in text, "This ran out on 31 March 2027." in text) == (not over, over)


@pytest.mark.parametrize(("day", "there"), [(date(2027, 3, 19), True), (date(2027, 3, 20), False)])
def test_what_is_too_old_leaves_the_tables(new_page: NewPage, day: date, there: bool) -> None:
    page = new_page(on=day, **DESKTOP)
    page.goto("/professionals/contacts/north/")
    assert page.locator("[data-entry=hill-top-walking-netball]").is_visible() is there
    page.goto("/professionals/contacts/")
    assert page.locator("[data-entry=hill-top-walking-netball]").is_visible() is there


@pytest.mark.parametrize(
    ("day", "gone", "full"),
    [
        (date(2026, 11, 22), True, ["Saturday Immigration Surgery", "Hill Top Memory Café", "Steady On"]),
        (date(2026, 12, 16), True, ["Saturday Immigration Surgery"]),
        (date(2027, 1, 10), True, []),
        (date(2027, 1, 11), False, []),
    ],
)
def test_a_sheet_does_not_say_what_is_no_longer_so(new_page: NewPage, day: date, gone: bool, full: list[str]) -> None:
    page = new_page(on=day, **DESKTOP)
    page.goto("/practices/riverside/")
    text = shown(page, "#reception li")
    assert ("Hill Top Lunch Club: Taking a break until 11 January 2027." in text) is gone
    assert [line.split(":")[0] for line in text if "Full at the moment" in line] == full
    assert "As it stood on 22 November 2026." in page.locator("#reception").inner_text()


# --- on paper ---


@pytest.mark.parametrize("practice", ["riverside", "hill-top", "mill-street", "station-road", "eastfield", "orchard"])
def test_a_sheet_is_two_pages_at_most(new_page: NewPage, practice: str) -> None:
    page = new_page(**DESKTOP)
    page.goto(f"/practices/{practice}/")
    assert count_of_pages(page.pdf(format="A4")) in (1, 2)
    page.emulate_media(media="print")
    expect(page.locator(".card .tel")).to_be_visible()
    expect(page.locator("#reception h2")).to_be_visible()
    for part in (".six", ".results", "[data-print]", ".foot ul"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    expect(page.get_by_text("Printed from anytown.example.org as it stood on 22 November 2026.")).to_be_visible()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served in which much has changed, in many words."""
    top = tmp_path_factory.mktemp("crowded")
    write_prose(top)

    def group(name: str, number: int, **fields: Any) -> dict[str, Any]:
        return {**FOUR, "name": f"{name} of Saint Barnabas and District number {number}", **fields}

    summary = "We meet in the hall behind the church for tea, songs and a chat, and everybody is welcome to come along."
    entries: dict[str, Any] = {}
    for n in range(60):
        on = f"2026-11-{1 + n % 20:02}"
        entries |= {
            f"gone-{n}": group("Walking Friends", n, status={"state": "closed", "on": on, "see": ["new-1"]}),
            f"new-{n}": group("Singing Circle", n, summary=summary, added=on),
            f"full-{n}": group("Lunch Club", n, availability={"status": "full", "on": on, "note": "Ask again in May"}),
            f"checked-{n}": group("Reading Group", n, confirmed={"on": on, "by": "team"}),
            f"hidden-{n}": group("Secret", n, status={"state": "withdrawn", "on": on}),
        }
    area = {
        **WHOLE_AREA,
        "link_workers": [
            {
                "role": "Link worker for Riverside",
                "phone": "01632 960003",
                "email": "link@smallton.example.org",
                "lead_provider": "better-services",
                "practices": ["riverside"],
            }
        ],
    }
    build(write(top, entries, area), top / "site")
    with serving(top / "site") as url:
        yield url


def test_a_sheet_of_a_large_area_is_two_pages_too(browser: Browser, crowded: str) -> None:
    watch = Watch(browser, crowded)
    page = watch.new_page(**DESKTOP)
    page.goto("/practices/riverside/")
    assert "Secret" not in page.content()
    assert count_of_pages(page.pdf(format="A4")) == 2
    page.goto("/professionals/contacts/")
    assert page.locator("tbody tr").count() == 50
    assert count_of_pages(page.pdf(format="A4")) <= 3
    watch.close()
    assert (watch.outside, watch.console) == ([], [])


def test_names_and_numbers_are_little_paper(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/professionals/contacts/")
    assert count_of_pages(page.pdf(format="A4")) == 2
    page.emulate_media(media="print")
    for part in (".pick", "nav.pages", "[data-print]", "header nav"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_text("1 to 50, by name")).to_be_visible()
    small = page.locator("tbody td, tbody th").evaluate_all(
        "cells => Math.min(...cells.map(cell => parseFloat(getComputedStyle(cell).fontSize)))"
    )
    assert small >= 13.3  # ten points
    row = page.locator("tbody tr").first.inner_text()
    assert re.search(r"Anytown Advice Bureau\s+01632 960650\s+Just turn up\s+Checked 19 Oct 2026", row)
