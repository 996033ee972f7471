"""What somebody looks for stays on the device: no request holds it. And the page without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from support import finding as find
from support.browser import DESKTOP, PHONE
from support.site import DIRECTORY, ENTRY_FULL

NewPage = Callable[..., Page]

ASKED = re.compile(r"/search/|/assets/search\.")
# Words that stand in no address of the site, so that finding one in a request is finding a leak.
SECRET = "bailiffs xylophone"
LEAK = re.compile("bailiff|xylophone|an3(?:%20|\\+| )?2ab|saturday|[?&]q=", re.IGNORECASE)


def leaks(wire: find.Wire) -> list[str]:
    """What was sent of the words and the choices, in any letters."""
    return LEAK.findall(wire.sent())


def test_no_request_holds_what_was_typed_or_picked(new_page: NewPage, site_url: str) -> None:
    page = new_page(**DESKTOP)
    wire = find.Wire(page)
    page.goto("/find/")
    find.type_in(page, SECRET)
    page.keyboard.press("Enter")
    page.locator("#near").press_sequentially("AN3 2AB")
    expect(page.locator(find.CHIPS)).to_have_count(1)
    find.tick(page, "day", "saturday")
    find.beside(page, "day", "sunday")
    find.open_at(page, near="AN3 2AB")
    page.locator(find.MORE).click()
    expect(page.locator(find.RESULTS)).to_have_count(20)
    page.locator(find.RESULTS).first.get_by_role("link").click()
    page.wait_for_url("**/entries/**")
    page.go_back()
    find.answered(page, "")
    assert any(ASKED.search(address) for address in wire.addresses())
    assert leaks(wire) == []
    assert {address.split("/", 3)[2] for address in wire.addresses() if address.startswith("http")} == {site_url[7:]}


@pytest.mark.parametrize("address", ["/", ENTRY_FULL.address, "/a-z/", "/no-such-page/"])
def test_a_box_on_another_page_sends_nothing_either(new_page: NewPage, address: str) -> None:
    page = new_page(**PHONE)
    wire = find.Wire(page)
    boxes = 0
    for part in ("main form[data-find]", "header form[data-find]"):
        page.goto(address)
        form = page.locator(part)
        if not form.is_visible():
            continue
        boxes += 1
        form.locator("input").fill(SECRET)
        form.locator("input").press("Enter")
        find.answered(page, SECRET)
        assert page.url.split("/", 3)[3].startswith("find/#q=bailiffs")
    assert boxes == 1
    assert leaks(wire) == []
    assert not any(one.all_headers().get("referer", "").count("#") for one in wire.requests)


def test_nothing_of_the_search_is_loaded_before_somebody_searches(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    wire = find.Wire(page)
    for address in ("/", ENTRY_FULL.address, "/find/"):
        page.goto(address, wait_until="networkidle")
    assert [address for address in wire.addresses() if ASKED.search(address)] == []
    page.locator("#q").focus()
    page.wait_for_function("() => !!window.petuniasSearch")
    assert [address for address in wire.addresses() if "/search/" in address] == []


def test_a_file_is_asked_for_once(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    wire = find.Wire(page)
    for words in ("choir", "choirs", "choir", "allotment", "choir"):
        find.type_in(page, words)
    addresses = [address for address in wire.addresses() if ASKED.search(address)]
    assert len(addresses) == len(set(addresses)) > 3


def test_the_wire_finds_a_leak(new_page: NewPage) -> None:
    page = new_page(**DESKTOP)
    page.goto("/find/")
    wire = find.Wire(page)
    page.evaluate("fetch('/find/?q=Bailiffs', {headers: {'X-Said': 'xylophone'}}).then(answer => answer.text())")
    assert leaks(wire) == ["?q=", "Bailiff", "xylophone"]


# --- without scripts ---


def test_without_scripts_every_entry_can_be_reached(new_page: NewPage, anytown_site: Path) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto("/find/")
    expect(page.locator("noscript p")).to_contain_text("The search box needs JavaScript.")
    expect(page.locator("[data-answers]")).not_to_be_visible()
    expect(page.locator("#near")).not_to_be_visible()
    expect(page.get_by_text("What you type stays on this device.")).not_to_be_visible()
    addresses = page.locator("[data-browse] a").evaluate_all("all => all.map(one => one.href.split('#')[0])")
    found: set[str] = set()
    for address in dict.fromkeys(addresses):
        if not address.startswith("tel:"):
            page.goto(address)
            found.update(page.locator("[data-entry]").evaluate_all("all => all.map(one => one.dataset.entry)"))
    hidden = {"anytown-pen-pals", "dockers-breakfast"}
    all_of_them = {path.stem for path in (DIRECTORY / "entries").glob("*.yaml")}
    assert all_of_them - found >= hidden
    listed = {one for one in all_of_them if f'"{one}"' in _search_cards(anytown_site)}
    assert listed
    assert listed - found == set()


def _search_cards(site: Path) -> str:
    """Every card of the search, as one text, with its quotation marks as they are in a page."""
    return "".join(path.read_text("utf-8").replace('\\"', '"') for path in (site / "search").glob("c*.json"))


@pytest.mark.parametrize("address", ["/", "/find/", ENTRY_FULL.address])
def test_without_scripts_a_form_leads_to_browsing_and_sends_no_word(new_page: NewPage, address: str) -> None:
    page = new_page(java_script_enabled=False, **DESKTOP)
    wire = find.Wire(page)
    page.goto(address)
    form = page.locator("form[data-find]:visible").first
    form.locator("input:visible").first.fill(SECRET)
    form.locator("input:visible").first.press("Enter")
    page.wait_for_url("**/find/?")
    expect(page.locator(find.BROWSE)).to_be_visible()
    assert leaks(wire) == []
    assert all(one.method == "GET" and not one.post_data for one in wire.requests)
