"""What people do with the pages: on a phone, without scripts, by keyboard, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from support import keyboard
from support.browser import DESKTOP, PHONE, screen, visit
from support.report import assert_none
from support.site import ENTRY_FULL, ENTRY_MINIMAL, KINDS, Kind

NewPage = Callable[..., Page]

ENTRY_LONG = Kind("entry-long", "/entries/anytown-health-walks/")

# Long lists repeat the same card; after so many stops there is nothing new.
MOST_STOPS = 60

STICKS_OUT = """width => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > width + 0.5)
    .map(one => one.outerHTML.replace(/\\s+/g, " ").slice(0, 140))"""

# The rules that wait for an iPhone, with the size of text that its reader might have set.
AS_AN_IPHONE = """size => {
    const settle = within => [...within.cssRules].forEach((rule, index) => {
        if (rule.cssRules && (rule.conditionText || "").includes("-apple-system-body")) {
            const rules = [...rule.cssRules].map(one => one.cssText);
            within.deleteRule(index);
            within.insertRule(`@media all { ${rules.join(" ")} html { font-size: var(--told, ${size}px) } }`, index);
            found += rules.length;
        } else if (rule.cssRules) settle(rule);
    });
    let found = 0;
    [...document.styleSheets].forEach(settle);
    return found;
}"""

# Text in <main> that nobody can see. What waits under `hidden` for a script, or for a later day, may do so;
# what a closed <details> holds is a click away without scripts, and what is for paper is on paper.
WAITING = (
    "button, label, select, [data-needs-script], [data-from], [data-until], [data-on], [data-days], "
    "[data-next] time, [data-none]"
)
HIDDEN_TEXT = """waiting => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode.parentElement;
        const words = texts.currentNode.data.trim();
        if (!words || one.closest("script, template, details:not([open]), .only-print, option")) continue;
        if (one.closest("[hidden]") && one.closest(waiting)) continue;
        if (!one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) found.push(words.slice(0, 80));
    }
    return found;
}"""


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(new_page: NewPage, kind: Kind, width: int) -> None:
    page = new_page(**screen(width))
    visit(page, kind)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        assert_none(page.evaluate(STICKS_OUT, width) or ["?"], f"{kind.address} is wider than {width} pixels:")


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_page_stacks_by_room_where_the_text_is_enlarged(new_page: NewPage, kind: Kind) -> None:
    """As an iPhone does that is set to large text, of which media queries know nothing."""
    page = new_page(**screen(390))
    visit(page, kind)
    assert page.evaluate(AS_AN_IPHONE, 17) > 1, "the style sheet has no rules for an iPhone"
    for size in (17, 23, 40, 53):
        page.evaluate("size => document.documentElement.style.setProperty('--told', `${size}px`)", size)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{size}px"
        if page.evaluate("document.documentElement.scrollWidth") > 390:
            assert_none(page.evaluate(STICKS_OUT, 390) or ["?"], f"{kind.address} is too wide at {size} pixels a rem:")


@pytest.mark.parametrize("width", [960, 1000, 1060, 1280])
def test_the_way_to_urgent_help_stands_beside_the_name(new_page: NewPage, width: int) -> None:
    page = new_page(**screen(width))
    page.goto("/")
    urgent, links = (page.locator(part).bounding_box() for part in (".top .now", ".top nav"))
    assert urgent
    assert links
    assert urgent["y"] + urgent["height"] <= links["y"]


@pytest.mark.parametrize(
    ("address", "links"),
    [
        ("/entries/station-quarter-joggers/", ".stamp li a"),
        ("/entries/hill-top-lunch-club/", ".tools ul.small a"),
    ],
)
def test_links_in_short_lists_can_be_pressed_with_a_thumb(new_page: NewPage, address: str, links: str) -> None:
    """A line is as high as a thumb needs, and all of it leads to the page that it names."""
    page = new_page(**PHONE)
    page.goto(address)
    found = page.locator(links).all()
    assert found
    for link in found:
        link.scroll_into_view_if_needed()
        above, below, height = link.evaluate("""link => {
            const line = link.closest("li").getBoundingClientRect();
            const at = y => document.elementFromPoint(line.left + line.width / 2, y) === link;
            return [at(line.top + 1), at(line.bottom - 1), line.height];
        }""")
        assert (above, below) == (True, True), link.text_content()
        assert height >= 44, link.text_content()


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_reader_may_set_the_colours(new_page: NewPage, kind: Kind) -> None:
    """Icons take those that were set; and where somebody asked for dark, it is dark."""
    page = new_page(forced_colors="active", **PHONE)
    visit(page, kind)
    own = page.evaluate("""() => [...document.querySelectorAll("svg.i")]
        .filter(icon => getComputedStyle(icon).color !== getComputedStyle(icon.parentElement).color)
        .map(icon => icon.parentElement.outerHTML.replace(/\\s+/g, " ").slice(0, 140))""")
    assert_none(own, f"{kind.address}: icons in colours of ours:")
    page.emulate_media(forced_colors="none", color_scheme="dark")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", paper)[:3])
    assert red + green + blue < 3 * 80, f"{kind.address} is on {paper}"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.ready], ids=str)
def test_pages_are_complete_without_scripts(new_page: NewPage, kind: Kind) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto(kind.address)
    expect(page.locator("h1")).to_be_visible()
    assert_none(page.evaluate(HIDDEN_TEXT, WAITING), f"{kind.address} hides without scripts:")


@pytest.mark.parametrize("kind", [ENTRY_FULL, ENTRY_MINIMAL], ids=str)
def test_an_entry_can_be_rung_without_scripts(new_page: NewPage, kind: Kind) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto(kind.address)
    phone = page.locator('article[data-entry] a[href^="tel:"]').first
    expect(phone).to_be_visible()
    height = page.evaluate("innerHeight")
    box = phone.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 2 * height, "the phone number is more than one screen down"
    expect(page.locator("[data-freshness]")).to_be_visible()
    expect(page.locator("[data-not-vetted]").first).to_be_visible()


def test_dates_are_there_without_scripts(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto(ENTRY_FULL.address)
    expect(page.locator("[data-next] time:visible").first).to_have_attribute("datetime", "2026-11-23T09:30")


def test_a_page_ages_where_it_is_read(new_page: NewPage) -> None:
    """Nobody may have built the site for a year and a half: it then says itself that it is out of date."""
    page = new_page(on=date(2028, 5, 1), **PHONE)
    page.goto(ENTRY_FULL.address)
    expect(page.locator('[data-state="unlisted"]')).to_be_visible()
    expect(page.locator('[data-freshness="unlisted"]')).to_be_attached()
    expect(page.locator("[data-next] time:visible")).to_have_count(0)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_stop_of_the_keyboard_shows(new_page: NewPage, kind: Kind) -> None:
    """320 pixels are also a desktop at 400 %, which people who need large print have."""
    page = new_page(**screen(320))
    visit(page, kind)
    stops = keyboard.walk(page, MOST_STOPS)
    assert len(stops) >= 5, stops
    assert (stops[0].href or "").startswith("#"), f"the first stop is no skip link: {stops[0].name}"
    assert any(stop.in_main for stop in stops), "the keyboard never gets into the main part"
    assert_none([f"{fault}: {stop.name}" for stop in stops for fault in stop.faults], f"{kind.address}:")


def test_the_walk_finds_faults(new_page: NewPage) -> None:
    """One fault a link; the last is sound."""
    page = new_page(**screen(320))
    page.set_content("""<style>a { display: block } .off { position: fixed; left: -900px } .plain { outline: none }
        .under { position: fixed; top: 0 } .over { position: fixed; inset: 0 0 auto; height: 60px; background: #fff }
        .clear { opacity: 0 } main { padding-top: 90px }</style><main><a href="#a" class="off">a</a>
        <a href="#b" class="plain">b</a><a href="#c" class="under">c</a><a href="#d" class="clear">d</a>
        <a href="#e">e</a></main><div class="over"></div>""")
    assert [(stop.href, stop.faults) for stop in keyboard.walk(page, 9)] == [
        ("#a", ("is off the screen",)),
        ("#b", ("has no focus ring",)),
        ("#c", ("is covered by something",)),
        ("#d", ("is not visible",)),
        ("#e", ()),
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.ready], ids=str)
def test_the_skip_link_skips(new_page: NewPage, kind: Kind) -> None:
    page = new_page(**DESKTOP)
    page.goto(kind.address)
    keyboard.start(page)
    keyboard.tab(page)
    page.keyboard.press("Enter")
    stop = keyboard.tab(page)
    # A page of plain prose may have no stop in its main part: then the next one is behind it.
    has_stops = page.evaluate("document.querySelector('main :is(a[href], button, input, select, summary)') !== null")
    assert stop
    assert stop.in_main or not has_stops, f"after the skip link comes {stop.name}"


@pytest.mark.parametrize("kind", [ENTRY_FULL, ENTRY_MINIMAL, ENTRY_LONG], ids=str)
def test_an_entry_prints(new_page: NewPage, kind: Kind) -> None:
    page = new_page(**DESKTOP)
    page.goto(kind.address)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator('article[data-entry] a[href^="tel:"]').first).to_be_visible()
    expect(page.locator("[data-freshness]")).to_be_visible()
    for nav in page.locator("nav").all():
        expect(nav).not_to_be_visible()
    for form in page.locator("form").all():
        expect(form).not_to_be_visible()
    sheets = count_of_pages(page.pdf(format="A4"))
    assert sheets in {1, 2}, f"{kind.address} takes {sheets} sheets of A4"


def count_of_pages(pdf: bytes) -> int:
    """How many pages a PDF of Chromium's has, which keeps its page objects as plain text."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_pages_of_a_pdf_are_counted(new_page: NewPage) -> None:
    page = new_page()
    page.set_content("<p>1<p style='break-before: page'>2<p style='break-before: page'>3")
    assert count_of_pages(page.pdf(format="A4")) == 3
