"""The search page as a person uses it: typing, picking, reading the answers."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, Request, expect

RESULTS = "[data-results] > [data-entry]"
BROWSE = "[data-browse]"
CHIPS = "[data-chips] button"
STATUS = "[data-status]"
MORE = "p[data-more] button"


def open_at(page: Page, /, q: str = "", **also: str) -> None:
    """Open /find/ at an address that somebody shared, and wait for the answer."""
    page.goto("about:blank")
    page.goto("/find/#" + urlencode({"q": q, **also} if q else also))
    answered(page, q)


def answered(page: Page, q: str) -> None:
    """Wait until the page says that it shows the answer to `q`."""
    page.wait_for_function("q => (document.querySelector('[data-ready]') || {dataset: {}}).dataset.ready === q", arg=q)


def type_in(page: Page, words: str) -> None:
    """Write into the box, key by key, and wait for the answer."""
    box = page.locator("#q")
    box.fill("")
    box.press_sequentially(words)
    answered(page, words)


def ids(page: Page) -> list[str]:
    """The entries that are shown, best first."""
    found: list[str] = page.locator(RESULTS).evaluate_all("all => all.map(one => one.dataset.entry)")
    return found


def count(page: Page) -> int:
    """How many answers the page says that there are."""
    heading = page.locator(f"{STATUS} h2").inner_text()
    return 0 if heading.startswith("We have nothing") else int(heading.split()[0])


def chips(page: Page) -> list[str]:
    """What the page took somebody's words as."""
    return [text.split(":")[0].strip() for text in page.locator(CHIPS).all_text_contents()]


def box_of(page: Page, facet: str, value: str) -> Locator:
    """The box to tick for one value of a facet, within open filters."""
    page.locator("[data-filters]").evaluate("filters => { filters.open = true; }")
    return page.locator(f'[data-facet="{facet}"][value="{value}"]')


def tick(page: Page, facet: str, value: str) -> None:
    """Tick, or untick, and wait until the address says so, and the page has answered."""
    before = page.url
    page.locator("[data-status]").evaluate("status => { status.firstChild.className += ' old'; }")
    box_of(page, facet, value).press("Space")
    page.wait_for_function("before => location.href !== before", arg=before)
    expect(page.locator(f"{STATUS} .old")).to_have_count(0)


def beside(page: Page, facet: str, value: str) -> int:
    """The number that stands beside a box."""
    number = box_of(page, facet, value).locator("xpath=..").locator(".n")
    expect(number).not_to_be_empty()
    return int(number.inner_text())


class Wire:
    """All that a page has sent: to which address, with what body and which headers."""

    def __init__(self, page: Page) -> None:
        self.requests: list[Request] = []
        page.context.on("request", self._went)

    def _went(self, request: Request) -> None:
        self.requests.append(request)

    def addresses(self) -> list[str]:
        return [request.url for request in self.requests]

    def sent(self) -> str:
        """Everything that went over the wire. A fragment does not, though playwright gives it with an address."""
        return "\n".join(
            f"{one.method} {one.url.split('#')[0]} {json.dumps(one.all_headers())} {one.post_data or ''}"
            for one in self.requests
        )
