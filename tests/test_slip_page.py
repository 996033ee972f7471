"""My list and /slip/ as people use them: in three actions, by keyboard alone, on paper, and all on the device."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from playwright.sync_api import Locator, Page, Request, expect

from support import keyboard
from support.browser import DESKTOP, PHONE, screen
from support.site import MISSING

NewPage = Callable[..., Page]

WALKS, KNIT, SHED = "anytown-health-walks", "knit-and-natter", "tuesday-potting-shed"
FIND = "/find/#q=knitting"
NAMES = {WALKS: "Anytown Health Walks", KNIT: "Knit and Natter", SHED: "Tuesday Potting Shed"}
PRINTS = "window.print = () => { window.printed = (window.printed || 0) + 1; }"


def add(page: Page, *ids: str) -> None:
    for id in ids:
        page.goto(f"/entries/{id}/")
        page.get_by_role("button", name="Add to my list").click()


def slip_of(page: Page, *ids: str) -> None:
    """Opens the slip with these entries on the list."""
    add(page, *ids)
    page.get_by_role("link", name=re.compile("^My list")).click()
    page.wait_for_selector(f'[data-slip-ready="{len(ids)}"]')


def names(page: Page) -> list[str]:
    return page.locator("[data-items] h2").all_inner_texts()


def kept(page: Page) -> list[str]:
    """The ids on the list, as the browser keeps it."""
    return [one["id"] for one in json.loads(page.evaluate("sessionStorage.getItem('petunias.list')") or "[]")]


def test_three_actions_make_a_slip(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.add_init_script(PRINTS)
    page.goto(FIND)
    page.get_by_role("button", name="Add to my list Knit and Natter").click()
    page.get_by_role("link", name=re.compile("^My list")).click()
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") == 1
    assert names(page) == ["Knit and Natter"]


def test_a_result_and_its_page_say_the_same(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto(FIND)
    page.get_by_role("button", name="Add to my list Knit and Natter").click()
    from_result = json.loads(page.evaluate("sessionStorage.getItem('petunias.list')"))
    page.evaluate("sessionStorage.clear()")
    add(page, KNIT)
    assert from_result == json.loads(page.evaluate("sessionStorage.getItem('petunias.list')"))


def test_the_button_takes_off_again_and_says_so(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    page.goto(f"/entries/{KNIT}/")
    mine = page.locator("[data-mine]")
    told = page.locator("[data-list-told]")
    expect(mine).to_be_hidden()
    page.get_by_role("button", name="Add to my list").click()
    expect(mine).to_have_text("My list 1")
    expect(told).to_have_text("On your list now: Knit and Natter")
    page.get_by_role("button", name="Take it off my list").click()
    expect(mine).to_be_hidden()
    expect(told).to_have_text("No longer on your list: Knit and Natter")
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]


def test_a_closed_entry_cannot_be_added(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    page.goto("/entries/station-quarter-joggers/")
    expect(page.locator("h1")).to_be_visible()
    assert page.locator("[data-pick]").count() == 0


def test_the_list_is_gone_with_the_tab(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    add(page, KNIT)
    other = page.context.new_page()
    other.goto(f"/entries/{KNIT}/")
    expect(other.get_by_role("button", name="Add to my list")).to_be_visible()
    expect(other.locator("[data-mine]")).to_be_hidden()


def press(page: Page, wanted: Callable[[Locator], bool], key: str = "Enter", most: int = 90) -> None:
    """Tab until the focus is where it is wanted, then press a key."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and wanted(page.locator(":focus")):
            page.keyboard.press(key)
            return
    pytest.fail("the keyboard never gets there", pytrace=False)


def called(name: str) -> Callable[[Locator], bool]:
    return lambda focus: focus.count() == 1 and (focus.text_content() or "").strip().startswith(name)


def test_the_keyboard_is_enough_on_a_narrow_screen(new_page: NewPage) -> None:
    page = new_page(**screen(320))
    page.add_init_script(PRINTS)
    page.goto("/find/")
    page.locator("#q").focus()
    page.keyboard.type("knitting")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-ready="knitting"]')
    # Results are made anew at each answer: the walk begins when the last is there.
    page.wait_for_timeout(400)
    press(page, lambda focus: focus.count() == 1 and focus.get_attribute("data-pick") is not None)
    assert len(kept(page)) == 1
    keyboard.start(page)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0); getSelection().collapse(document.body, 0)")
    press(page, called("My list"))
    page.wait_for_selector('[data-slip-ready="1"]')
    press(page, lambda focus: focus.get_attribute("value") == "large", "Space")
    expect(page.locator("[data-sheet]")).to_have_class(re.compile("large"))
    press(page, lambda focus: focus.get_attribute("data-line") is not None, "a")
    expect(page.locator("[data-own]")).to_have_text("a")
    page.evaluate("document.activeElement.blur(); getSelection().collapse(document.body, 0)")
    press(page, lambda focus: focus.get_attribute("data-print") is not None)
    assert page.evaluate("window.printed") == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_that_is_picked_leaves_the_device(new_page: NewPage) -> None:
    """The only requests are for our own files, the same for everybody; each icon may ask for the sprite again."""
    page = new_page(**DESKTOP)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(PRINTS)
    page.goto(FIND)
    page.wait_for_selector("[data-ready]")
    asked: list[Request] = []
    page.context.on(
        "request",
        lambda request: asked.append(request) if not re.search(r"/assets/(icons|favicon)\.", request.url) else None,
    )
    page.get_by_role("button", name="Add to my list Knit and Natter").click()
    page.locator("[data-pick]").nth(1).click()
    assert asked == []
    page.get_by_role("link", name=re.compile("^My list")).click()
    page.wait_for_selector('[data-slip-ready="2"]')
    paths = {urlsplit(request.url).path for request in asked}
    assert all(re.fullmatch(r"/slip/|/assets/(petunias|slip|favicon)\.\w+\.\w+", path) for path in paths), paths
    assert all(urlsplit(request.url).query == "" and request.method == "GET" for request in asked)
    asked.clear()
    page.get_by_label("A line of your own").fill("For Joan")
    for value in ("a5", "large", "contacts", "room"):
        page.locator(f"[data-option][value={value}]").check()
    page.get_by_role("button", name="Print").click()
    for way in ("text message", "e-mail", "note", "link"):
        page.locator("summary", has_text=way).click()
    for button in page.locator("[data-copy]").all():
        button.click()
        expect(page.locator("[data-told]")).to_have_text("Copied.")
    page.get_by_role("button", name="Down").first.click()
    page.get_by_role("button", name="Take it off").first.click()
    page.get_by_role("button", name="Clear my list").click()
    assert asked == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie, location.hash]") == [
        0,
        0,
        "",
        "",
    ]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0


def test_a_line_of_ones_own_is_only_printed(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    slip_of(page, KNIT)
    page.get_by_label("A line of your own").fill("See you <b>there</b>, Joan")
    expect(page.locator("[data-own]")).to_have_text("See you <b>there</b>, Joan")
    everywhere = page.evaluate("""() => JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + location.href
        + [...document.querySelectorAll("textarea")].map(one => one.value)
        + [...document.links].map(one => one.href)""")
    assert "Joan" not in everywhere
    page.reload()
    page.wait_for_selector('[data-slip-ready="1"]')
    expect(page.locator("[data-own]")).to_be_hidden()


def test_the_slip_says_what_is_needed(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    slip_of(page, SHED)
    text = page.locator("[data-sheet]").inner_text()
    for words in (
        "Tuesday Potting Shed",
        "01632 960102",
        "Northfield Allotments",
        "green gate",
        "You can just turn up",
    ):
        assert words in text
    for words in ("Free", "orange hat", "Checked on 10 November 2026", "Made on 22 November 2026.", "999"):
        assert words in text
    leaves = page.locator("[data-sheet] time")
    assert [leaf.get_attribute("datetime") for leaf in leaves.all()] == [
        "2026-11-24T10:00",
        "2026-12-01T10:00",
        "2026-12-05T14:00",
    ]
    assert leaves.first.inner_text().split() == ["Tue", "24", "Nov", "10am"]
    expect(page.get_by_role("link", name="01632 960102")).to_have_attribute("href", "tel:01632960102")


def test_the_code_leads_to_the_entry(new_page: NewPage, origin: str) -> None:
    page = new_page(**DESKTOP)
    slip_of(page, WALKS)
    width = 400
    bits = page.evaluate(
        """width => new Promise(done => {
            const drawn = document.querySelector(".qr svg").cloneNode(true);
            drawn.setAttribute("width", width); drawn.setAttribute("height", width);
            const picture = new Image();
            picture.onload = () => {
                const canvas = document.createElement("canvas");
                canvas.width = canvas.height = width;
                const pen = canvas.getContext("2d");
                pen.fillStyle = "#fff"; pen.fillRect(0, 0, width, width); pen.drawImage(picture, 0, 0);
                const data = pen.getImageData(0, 0, width, width).data;
                done([...Array(width * width).keys()].map(at => data[4 * at]));
            };
            picture.src = "data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(drawn));
        })""",
        width,
    )
    found = zxingcpp.read_barcode(memoryview(bytearray(bits)).cast("B", shape=[width, width]))
    assert found
    assert found.text == f"{origin}/entries/{WALKS}/"


def test_dates_that_are_over_are_left_out(new_page: NewPage) -> None:
    """A site that has not been built for two weeks."""
    page = new_page(on=date(2026, 12, 6), **DESKTOP)
    slip_of(page, SHED)
    times = [leaf.get_attribute("datetime") for leaf in page.locator("[data-sheet] time").all()]
    assert times == ["2026-12-08T10:00", "2026-12-15T10:00"]
    later = new_page(on=date(2028, 5, 1), **DESKTOP)
    slip_of(later, SHED)
    assert later.locator("[data-sheet] time").count() == 0
    expect(later.locator("[data-sheet] .leaves")).to_have_text("Ask them for the next dates.")
    expect(later.locator("[data-sheet] .fresh")).to_have_text("Nobody has checked this since November 2026")


def test_the_order_is_changed_with_the_focus_kept(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    slip_of(page, WALKS, KNIT, SHED)
    told = page.locator("[data-told]")
    page.get_by_role("button", name="Up Tuesday Potting Shed").press("Enter")
    assert names(page) == [NAMES[WALKS], NAMES[SHED], NAMES[KNIT]]
    expect(told).to_have_text("Tuesday Potting Shed is number 2 now.")
    expect(page.get_by_role("button", name="Up Tuesday Potting Shed")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # there is nothing above it
    assert names(page) == [NAMES[SHED], NAMES[WALKS], NAMES[KNIT]]
    expect(page.get_by_role("button", name="Up Tuesday Potting Shed")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Down Anytown Health Walks").press("Enter")
    assert kept(page) == [SHED, KNIT, WALKS]
    page.get_by_role("button", name="Take it off Knit and Natter").press("Enter")
    expect(told).to_have_text("No longer on your list: Knit and Natter")
    expect(page.get_by_role("button", name="Take it off Anytown Health Walks")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.get_by_role("link", name="Find something")).to_be_focused()
    assert kept(page) == []


def test_clear(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    slip_of(page, WALKS, KNIT)
    page.get_by_role("button", name="Clear my list").click()
    expect(page.locator("[data-told]")).to_have_text("Your list is empty now.")
    expect(page.locator("[data-sheet]")).to_be_hidden()
    expect(page.get_by_role("link", name="Find something")).to_be_focused()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_shared_link_is_fetched_from_the_site_alone(new_page: NewPage, site_url: str) -> None:
    page = new_page(**PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(site_url)))
    page.goto(f"/slip/#e={WALKS},{KNIT},{WALKS}")
    page.wait_for_selector('[data-slip-ready="2"]')
    assert [path for path in asked if not path.startswith("/assets/")] == [
        "/slip/",
        f"/entries/{WALKS}/",
        f"/entries/{KNIT}/",
    ]
    assert names(page) == [NAMES[WALKS], NAMES[KNIT]]
    assert kept(page) == []
    page.get_by_role("button", name="Down Anytown Health Walks").click()
    assert urlsplit(page.url).fragment == f"e={KNIT},{WALKS}"
    page.get_by_role("button", name="Put these on my own list").click()
    assert kept(page) == [KNIT, WALKS]
    assert urlsplit(page.url).fragment == ""
    expect(page.locator("[data-told]")).to_have_text("These are on your own list now.")


def test_a_shared_list_leaves_ones_own_alone(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    add(page, SHED)
    page.goto(f"/slip/#e={KNIT}")
    page.wait_for_selector('[data-slip-ready="1"]')
    assert names(page) == [NAMES[KNIT]]
    page.get_by_role("button", name="Take it off Knit and Natter").click()
    assert names(page) == [NAMES[SHED]]
    assert kept(page) == [SHED]


def test_what_is_closed_or_gone_is_said(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    # Of a page that is not there the console speaks, which is right, and which the watch over it knows.
    gone = MISSING.strip("/")
    page.route(f"**/entries/{gone}/", lambda route: route.fulfill(status=200, body="<p>Nothing.</p>"))
    page.goto(f"/slip/#e=station-quarter-joggers,anytown-pen-pals,{gone},{KNIT}")
    page.wait_for_selector('[data-slip-ready="1"]')
    told = page.locator("[data-notes] li").all_inner_texts()
    assert len(told) == 3
    assert any(re.match(r"Station Quarter Joggers: This stopped on ", text) for text in told)
    assert "One entry of the list is no longer in the directory (anytown-pen-pals)." in told
    assert f"One entry of the list is no longer in the directory ({gone})." in told


@pytest.mark.parametrize("fragment", ["e=../../etc", "e=a%2Fb", "e=<script>", "e=,", "e=A", "q=x"])
def test_a_strange_fragment_asks_for_nothing(new_page: NewPage, fragment: str) -> None:
    page = new_page(**PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/slip/#{fragment}")
    page.wait_for_selector('[data-slip-ready="0"]')
    assert not [url for url in asked if "/entries/" in url]


def test_an_entry_that_moved_is_found(new_page: NewPage, anytown_pages: dict[str, Any]) -> None:
    old = next(address for address, page in anytown_pages.items() if page.tree.css_first("[data-slip-moved]"))
    page = new_page(**PHONE)
    page.goto(f"/slip/#e={old.split('/')[2]}")
    page.wait_for_selector('[data-slip-ready="1"]')


def test_other_forms(new_page: NewPage, site_url: str) -> None:
    page = new_page(**DESKTOP)
    slip_of(page, WALKS, KNIT)
    out = {way: page.locator(f"[data-out={way}]").input_value() for way in ("sms", "mail", "note", "link")}
    assert out["link"] == f"{site_url}/slip/#e={WALKS},{KNIT}"
    assert out["note"].startswith("22 November 2026: signposted to Anytown Health Walks (")
    assert "\n" not in out["note"]
    assert all(name in out["sms"] and name in out["mail"] for name in ("Anytown Health Walks", "Knit and Natter"))
    count = page.locator("[data-sms-count]").text_content() or ""
    found = re.match(r"(\d+) of (160|306) letters, (1 message|2 messages)\.", count)
    assert found, count
    assert int(found[1]) == len(out["sms"]) <= int(found[2])
    sms = page.locator("[data-open=sms]").get_attribute("href") or ""
    assert parse_qs(sms.split("?")[1])["body"] == [out["sms"]]
    mail = page.locator("[data-open=mail]").get_attribute("href") or ""
    assert parse_qs(mail.split("?")[1])["body"] == [out["mail"].replace("\n", "\r\n")]


def test_only_what_has_room(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    add(page, KNIT)
    page.evaluate("""() => {
        const list = petuniasList.all();
        const full = until => ["full", "Full at the moment.", until];
        list.push(Object.assign({}, list[0], {id: "x", name: "Full one", full: full("2026-12-01")}));
        list.push(Object.assign({}, list[0], {id: "y", name: "No longer", full: full("2026-11-21")}));
        petuniasList.save(list);
    }""")
    page.goto("/slip/")
    page.wait_for_selector('[data-slip-ready="3"]')
    assert page.locator(".slip-item [data-part=full]:visible").all_inner_texts() == ["Full at the moment."]
    page.get_by_label("Only what has room").check()
    assert names(page) == ["Knit and Natter", "No longer"]
    expect(page.locator("[data-notes]")).to_have_text("Left out, as they are full or on a break: Full one")
    assert kept(page) == [KNIT, "x", "y"]


def test_a_strangers_name_is_text(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    add(page, KNIT)
    name = "<img src=x onerror=alert(1)> $& {n} \"'"
    page.evaluate(
        "name => petuniasList.save([Object.assign(petuniasList.all()[0], {name, call: name, by: 'web'})])",
        name,
    )
    page.goto("/slip/")
    page.wait_for_selector('[data-slip-ready="1"]')
    assert names(page) == [name]
    assert page.locator("[data-sheet] img").count() == 0
    page.get_by_role("button", name="Take it off").click()
    expect(page.locator("[data-told]")).to_have_text(f"No longer on your list: {name}")


@pytest.mark.parametrize("rubbish", ["x", "{}", "[1, null, {}]", '[{"id": "a"}]'])
def test_a_list_that_is_broken_is_empty(new_page: NewPage, rubbish: str) -> None:
    page = new_page(**DESKTOP)
    page.add_init_script(f"sessionStorage.setItem('petunias.list', {json.dumps(rubbish)})")
    page.goto("/slip/")
    page.wait_for_selector('[data-slip-ready="0"]')
    expect(page.locator("[data-empty]")).to_be_visible()


@pytest.mark.parametrize(
    ("picked", "sheets"),
    [((), 1), (("a5",), 2), (("large",), 3), (("contacts",), 1), (("contacts", "large"), 1)],
)
def test_the_slip_prints(new_page: NewPage, picked: tuple[str, ...], sheets: int) -> None:
    page = new_page(**DESKTOP)
    slip_of(page, WALKS, KNIT)
    for value in picked:
        page.locator(f"[data-option][value={value}]").check()
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == sheets
    width = 420 if "a5" in picked else 595
    assert {int(float(found)) for found in re.findall(rb"/MediaBox \[0 0 ([\d.]+)", pdf)} <= {width - 1, width}
    page.emulate_media(media="print")
    for part in ("header.top", "footer", "[data-slip-page]", ".slip-item .btns"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_text("01632").first).to_be_visible()
    assert page.locator("[data-sheet] time").first.is_visible() != ("contacts" in picked)
