"""The search page in a browser: what it makes of words, and how people get about in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from petunias import reading
from petunias.search.engine import Engine
from petunias.site.finding import ready
from support import finding as find
from support.browser import DESKTOP, PHONE, Watch, screen
from support.site import DIRECTORY, TODAY

NewPage = Callable[..., Page]

# Slips, prefixes, needs, names, places, attributes, other languages, nothing, danger, and not.
QUESTIONS = [
    *[("choir", ""), ("alotment", ""), ("gardning", ""), ("badmin", ""), ("someone to talk to", ""), ("lonely", "")],
    *[("free lunch on a saturday", "AN1"), ("walking", "AN2 3LQ"), ("walking", "Hill Top"), ("", "Westbrook")],
    *[
        ("behind with my gas bill", ""),
        ("exercise not swimming", ""),
        ("Harbour Women's Group", ""),
        ("he hits me", ""),
    ],
    *[("step free evening women polish", ""), ("bengali", ""), ("debt", "AN3"), ("cheap car hire", ""), ("HbA1c", "")],
    *[("my dad keeps falling over", ""), ("food parcel today", ""), ("te Cymraeg", ""), ("volunteering outdoors", "")],
    *[("choir in Station Quarter", ""), ("cooking class for men", "Atlantis"), ("dŵr", "")],
]
HOSTILE = [
    "<img src=x onerror=\"document.title='taken'\">",
    "javascript:document.title='taken'//",
    "<script>document.title='taken'</script>",
    "{{ 7 * 7 }} {q} $& $1",
    "%3Cb%3E %E0%A4%A",
    "a\x00b\u202ec",
    "constructor __proto__ toString",
    "wool " * 900,
]


def unseen(what: str) -> list[str]:
    """The entries of Anytown in a state that no search may show."""
    entries = {
        path.stem: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in DIRECTORY.glob("entries/*.yaml")
    }
    return [id for id, data in entries.items() if data.get("status", {}).get("state") == what]


# --- words ---


def test_typing_gives_answers(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    find.type_in(page, "choir")
    assert find.ids(page)[0] == "station-quarter-choir"
    expect(page.locator(f"{find.STATUS} h2")).to_have_text(f"{find.count(page)} answers for “choir”")
    assert find.count(page) == len(find.ids(page)) <= 10


def test_the_answer_is_to_what_was_typed_last(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    find.type_in(page, "choir")
    find.type_in(page, "allotment")
    assert find.ids(page)[0] == "orchard-estate-community-allotment"
    page.fill("#q", "")
    expect(page.locator("[data-ready]")).to_have_count(0)
    expect(page.locator("[data-answers]")).not_to_be_visible()
    assert page.url.endswith("/find/")


def test_a_slip_is_mended_and_said(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "alotment")
    assert find.ids(page)[0] == "orchard-estate-community-allotment"
    expect(page.locator(find.STATUS)).to_contain_text("We read “alotment” as “allotment”.")
    expect(page.locator("#q")).to_have_value("alotment")


def test_a_word_half_typed_is_understood(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    find.type_in(page, "badmin")
    assert find.ids(page)[0] == "sisters-badminton"
    expect(page.locator(find.STATUS)).not_to_contain_text("We read")


def test_a_result_says_how_when_where_how_much_and_why(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "choir")
    first = page.locator(find.RESULTS).first
    expect(first.locator("time:visible")).to_have_attribute("datetime", "2026-11-23T19:15")
    facts = [fact.strip() for fact in first.locator(".facts li:visible").all_inner_texts()]
    cost = "£3 on Mondays, or what you have; Fridays are free"
    assert facts == ["Just turn up", "East Anytown", cost, "Checked 21 Sep 2026"]
    assert [mark.casefold() for mark in first.locator("h3 mark").all_inner_texts()] == ["choir"]
    expect(first.get_by_role("link")).to_have_attribute("href", "../entries/station-quarter-choir/")
    why = page.locator('[data-entry="bethel-welsh-chapel-tea"] .why')
    expect(why).to_have_text(re.compile("^Because it says: “.*”$"))
    assert why.locator("mark").all_inner_texts() == ["sing"]


def test_nothing_is_said_and_something_offered(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "cheap car hire")
    expect(page.locator("[data-no-results]")).to_have_text("We have nothing for “cheap car hire”")
    nothing = page.locator("[data-nothing]")
    expect(nothing.locator('a[href="tel:+441632960000"]')).to_be_visible()
    subject = "Not%20in%20the%20directory%3A%20cheap%20car%20hire"
    expect(nothing.locator("[data-tell]")).to_have_attribute(
        "href", f"mailto:team@anytown.example.org?subject={subject}"
    )
    said = nothing.evaluate(
        "part => [...part.querySelectorAll('*')].filter(one => !one.matches('[data-tell]')).map(one => one.outerHTML)"
    )
    assert not any("car%20hire" in html for html in said if "data-tell" not in html)
    expect(page.locator("[data-entry]")).to_have_count(0)
    expect(page.locator(find.BROWSE)).to_be_visible()
    find.type_in(page, "choir")
    expect(nothing).not_to_be_visible()
    expect(page.locator("[data-no-results]")).to_have_count(0)


def test_no_entry_stands_outside_the_results(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    for words in ("choir", "he hits me", "lonely"):
        find.open_at(page, words)
        assert page.locator("[data-entry]").count() == len(find.ids(page)) > 0


@pytest.mark.parametrize("state", ["closed", "withdrawn"])
def test_what_is_closed_or_withdrawn_is_never_shown(new_page: NewPage, state: str) -> None:
    found = unseen(state)
    assert found
    page = new_page(**DESKTOP)
    for id in found:
        find.open_at(page, id.replace("-", " "))
        assert id not in find.ids(page)
    find.open_at(page, near="AN1", page="99")
    assert len(find.ids(page)) == find.count(page) > 60
    assert not set(found) & set(find.ids(page))


# --- danger ---


@pytest.mark.parametrize(
    ("words", "kind", "line"),
    [("he hits me", "abuse", "tel:+448082000247"), ("I want to die", "suicide", "tel:116123")],
)
def test_danger_brings_the_lines_that_help_first(new_page: NewPage, words: str, kind: str, line: str) -> None:
    page = new_page(**PHONE)
    find.open_at(page, words)
    shown = page.locator("[data-danger]:visible")
    assert shown.evaluate_all("all => all.map(one => one.dataset.danger)") == [kind]
    expect(shown.locator(f'a[href="{line}"]').first).to_be_visible()
    is_above = "danger => !!(danger.compareDocumentPosition(document.querySelector('[data-status]')) & 4)"
    assert shown.evaluate(is_above)
    find.type_in(page, "choir")
    expect(page.locator("[data-danger]:visible")).to_have_count(0)


def test_leaving_quickly_leaves_no_step_back(browser: object, site_url: str) -> None:
    watch = Watch(browser, site_url)  # type: ignore[arg-type]
    page = watch.new_page(**DESKTOP)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Weather", content_type="text/plain"))
    page.goto("/about/")
    page.goto("/find/")
    find.type_in(page, "he hits me")
    page.keyboard.press("Enter")
    find.type_in(page, "refuge")
    page.keyboard.press("Enter")
    find.type_in(page, "my husband hits me")
    page.locator("[data-danger=abuse] [data-leave]").click()
    page.wait_for_url("https://www.bbc.co.uk/**")
    gone = []
    while page.go_back():
        gone.append(page.evaluate("location.href"))
        if page.url.endswith("/about/"):
            break
    watch.close()
    assert not [address for address in gone if "hits" in address]
    assert watch.outside == []


# --- chips and filters ---


def test_chips_say_how_words_were_taken_and_come_off_by_keyboard(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "free lunch on a saturday", near="AN1")
    assert find.chips(page) == ["Free", "Saturday", "Near AN1"]
    chip = page.get_by_role("button", name=re.compile("^Saturday ?: take this off$"))
    chip.focus()
    page.keyboard.press("Enter")
    expect(chip).to_have_count(0)
    assert find.chips(page) == ["Free", "Near AN1"]
    assert page.evaluate("document.activeElement.id") == "q"
    page.get_by_role("button", name=re.compile("^Near AN1 ?: take this off$")).press("Space")
    expect(page.locator("#near")).to_have_value("")
    expect(page.locator(find.CHIPS)).to_have_count(1)
    page.go_back()
    expect(page.locator(find.CHIPS)).to_have_count(2)
    expect(page.locator("#near")).to_have_value("AN1")


def test_filters_are_strict_and_may_be_shared(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "walking")
    all_of_them = find.count(page)
    find.tick(page, "day", "saturday")
    narrow = find.ids(page)
    assert find.count(page) < all_of_them
    entries = {
        id: yaml.load((DIRECTORY / "entries" / f"{id}.yaml").read_text("utf-8"), yaml.BaseLoader) for id in narrow
    }
    assert narrow
    assert all(any("saturday" in s.get("days", []) for s in data["sessions"]) for data in entries.values())
    expect(page.locator('[data-facet="day"]:focus')).to_have_value("saturday")
    shared = new_page(**DESKTOP)
    shared.goto(page.url)
    find.answered(shared, "walking")
    assert find.ids(shared) == narrow
    expect(find.box_of(shared, "day", "saturday")).to_be_checked()
    shared.locator("[data-clear]").click()
    expect(shared.locator("[data-facet]:checked")).to_have_count(0)
    expect(shared.locator(f"{find.STATUS} h2")).to_have_text(f"{all_of_them} answers for “walking”")


@pytest.mark.parametrize("facet", ["day", "locality", "cost", "access", "language"])
def test_the_number_beside_a_filter_is_what_ticking_gives(new_page: NewPage, facet: str) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, near="AN1")
    values = page.locator(f'[data-facet="{facet}"]').evaluate_all("all => all.map(one => one.value)")
    for value in values[:4]:
        promised = find.beside(page, facet, value)
        find.tick(page, facet, value)
        assert (value, find.count(page)) == (value, promised)
        assert find.beside(page, facet, value) == promised, "what is ticked keeps its number"
        find.tick(page, facet, value)


def test_two_values_of_one_group_widen_and_keep_their_numbers(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, near="AN1", day="saturday")
    saturday, sunday = find.beside(page, "day", "saturday"), find.beside(page, "day", "sunday")
    assert (find.count(page), sunday > 0) == (saturday, True)
    find.tick(page, "day", "sunday")
    assert max(saturday, sunday) < find.count(page) <= saturday + sunday
    assert (find.beside(page, "day", "saturday"), find.beside(page, "day", "sunday")) == (saturday, sunday)


def test_a_filter_that_is_no_more_can_be_seen_and_taken_off(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    for value in ("caturday", "constructor", "__proto__"):
        find.open_at(page, "choir", day=value)
        assert (find.count(page), find.chips(page)) == (0, [value])
        page.locator(find.CHIPS).click()
        expect(page.locator(find.RESULTS).first).to_be_visible()


# --- places ---


@pytest.mark.parametrize(
    ("near", "chip"),
    [("AN3 2AB", "Near AN3 2AB"), ("an32ab", "Near an32ab"), ("AN3", "Near AN3"), ("Eastfield", "Near Eastfield")],
)
def test_near_a_place(new_page: NewPage, near: str, chip: str) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    find.type_in(page, "walking")
    page.locator("#near").press_sequentially(near)
    page.locator("#near").press("Enter")
    expect(page.locator(find.CHIPS)).to_have_count(1)
    assert find.chips(page) == [chip]
    where = page.locator(".facts li:nth-child(2)").all_inner_texts()
    assert any(re.search(r", (?:about [\d.]+ miles|less than a mile) away$", text) for text in where)
    served = ("East Anytown", "All of Anytown", "By phone", "Online", "At your home")
    assert where[0].startswith(served), "what serves the place comes first"
    ranks = [any(name in text for name in served) for text in where[:5]]
    assert ranks == sorted(ranks, reverse=True)


def test_a_place_that_nobody_knows_is_said(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "walking", near="Atlantis")
    expect(page.locator(find.STATUS)).to_contain_text("We do not know the place “Atlantis”. Try a postcode.")
    assert (find.chips(page), find.count(page) > 5) == ([], True)
    expect(page.locator(".facts").filter(has_text="away")).to_have_count(0)


# --- history and shared addresses ---


def test_back_and_forward_bring_earlier_questions(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    seen = {}
    for words in ("choir", "walking", "debt"):
        find.type_in(page, words)
        page.keyboard.press("Enter")
        seen[words] = find.ids(page)
    for step, words in [("back", "walking"), ("back", "choir"), ("forward", "walking"), ("forward", "debt")]:
        page.evaluate(f"history.{step}()")
        find.answered(page, words)
        assert find.ids(page) == seen[words]
        expect(page.locator("#q")).to_have_value(words)
    page.go_back()
    page.go_back()
    page.go_back()
    expect(page.locator("[data-answers]")).not_to_be_visible()
    expect(page.locator("#q")).to_have_value("")


def test_a_question_in_the_address_moves_into_the_fragment(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/?q=caf%C3%A9+%26+choir%2B")
    find.answered(page, "café & choir+")
    assert "?" not in page.url
    assert page.evaluate("new URLSearchParams(location.hash.slice(1)).get('q')") == "café & choir+"
    expect(page.locator("#q")).to_have_value("café & choir+")


def test_show_more_adds_ten_and_goes_to_the_first_new_one(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, near="AN1")
    first, whole = find.ids(page), find.count(page)
    assert (len(first), whole > 20) == (10, True)
    page.locator(find.MORE).press("Enter")
    expect(page.locator(find.RESULTS)).to_have_count(20)
    assert find.ids(page)[:10] == first
    on = page.evaluate("document.activeElement.closest('[data-entry]').dataset.entry")
    assert on == find.ids(page)[10]
    while page.locator(find.MORE).is_visible():
        before = len(find.ids(page))
        page.locator(find.MORE).click()
        expect(page.locator(find.RESULTS)).to_have_count(min(whole, before + 10))
    assert len(set(find.ids(page))) == whole


# --- getting about ---


def test_by_keyboard_alone(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    page.locator("#q").focus()
    page.keyboard.type("free choir")
    find.answered(page, "free choir")
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate("document.activeElement.id || document.activeElement.textContent.trim().slice(0, 9)")
        )
    assert stops == ["near", "Find", "Free: tak", "Narrow it", "Second Wi", "Add to my"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/second-wind-singing/")


def test_arrow_keys_move_in_the_box_and_between_box_and_answers(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    find.open_at(page, "choir")
    box = page.locator("#q")
    box.focus()
    at = "document.activeElement.id + document.activeElement.selectionStart"
    for key, place in [
        ("End", "q5"),
        ("ArrowLeft", "q4"),
        ("ArrowUp", "q0"),
        ("ArrowRight", "q1"),
    ]:
        box.press(key)
        assert page.evaluate(at) == place, key
    box.press("ArrowDown")
    expect(page.locator("[data-results] a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    expect(box).to_have_value("choir")


def test_what_a_screen_reader_is_told(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    find.type_in(page, "choir")
    main = page.get_by_role("main")
    expect(main.get_by_role("search").get_by_role("searchbox", name="What would help?")).to_be_focused()
    expect(main.get_by_role("status")).to_contain_text("7 answers for “choir”")
    expect(main.locator("ol").and_(main.get_by_role("list")).get_by_role("heading", level=3)).to_have_count(7)
    assert "- status:" in main.aria_snapshot()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_box_stays_where_it_is(new_page: NewPage, width: int) -> None:
    page = new_page(**screen(width))
    page.goto("/find/")
    at = page.locator("#q").bounding_box()
    for words in ("free choir on monday", "he hits me", "cheap car hire"):
        find.type_in(page, words)
        assert page.locator("#q").bounding_box() == at, words


def test_a_search_that_cannot_be_loaded_says_so_and_can_be_tried_again(browser: object, site_url: str) -> None:
    watch = Watch(browser, site_url)  # type: ignore[arg-type]
    page = watch.new_page(**DESKTOP)
    refused: list[str] = []

    def refuse(route: Route) -> None:
        refused.append(route.request.url)
        route.abort()

    for part in ("**/assets/search.*.js", "**/search/manifest.*", "**/search/c*.json"):
        page.route(part, refuse)
        page.goto("/find/")
        page.locator("#q").press_sequentially("choir")
        expect(page.locator(find.STATUS)).to_have_text("The search could not be loaded. Look below, or try again.")
        expect(page.locator(find.BROWSE)).to_be_visible()
        expect(page.locator("[data-ready]")).to_have_count(0)
        page.unroute(part)
        page.locator("#near").focus()
        page.keyboard.press("Enter")
        find.answered(page, "choir")
        assert find.ids(page)[0] == "station-quarter-choir"
    watch.close()
    assert len({Path(address).suffix for address in refused}) == 2
    assert watch.outside == []


# --- the same everywhere, and with any words ---


def test_the_command_answers_as_the_browser_does(new_page: NewPage) -> None:
    found = ready(reading.read_or_raise(DIRECTORY), DIRECTORY, TODAY)
    engine = Engine(found.script, found.index, found.ids)
    page = new_page(**DESKTOP)
    assert len(QUESTIONS) >= 25
    for words, near in QUESTIONS:
        find.open_at(page, words, near=near, page="99")
        assert find.ids(page) == [hit.id for hit in engine.ask(words, near).hits], (words, near)
    engine.close()


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_text(new_page: NewPage, words: str) -> None:
    page = new_page(**DESKTOP)
    for where in ("fragment", "box", "place", "header"):
        if where == "fragment":
            find.open_at(page, words)
        elif where == "box":
            page.goto("/find/")
            page.fill("#q", words)
        elif where == "place":
            page.goto("/find/")
            page.fill("#q", "choir")
            page.fill("#near", words)
        else:
            page.goto("/about/")
            page.fill("form.seek input", words)
            page.press("form.seek input", "Enter")
            page.wait_for_url("**/find/#**")
        page.wait_for_selector("[data-ready]", state="attached")
        told = page.locator("#near" if where == "place" else "#q").input_value().strip()
        page.wait_for_function("told => document.querySelector('[data-status]').textContent.includes(told)", arg=told)
        assert "taken" not in page.title()
        assert page.locator("[data-answers] :is(img, script, iframe, [onerror])").count() == 0


def test_half_a_letter_breaks_nothing(new_page: NewPage) -> None:
    """A lone surrogate cannot stand in an address, and some scripts choke on it."""
    page = new_page(**DESKTOP)
    for address, box in [("/find/", "#q"), ("/", "main #q"), ("/about/", "form.seek input")]:
        page.goto(address)
        page.locator(box).focus()
        page.locator(box).evaluate("""box => {
            box.value = "choir \\ud800";
            box.dispatchEvent(new Event("input", {bubbles: true}));
            box.form.requestSubmit();
        }""")
        find.answered(page, "choir \ufffd")
    page.goto("/find/#q=choir%ED%A0%80&near=%&page=-1")
    page.wait_for_selector("[data-ready]", state="attached")
    assert find.ids(page)
