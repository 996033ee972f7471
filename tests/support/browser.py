"""A browser for tests: pages that may ask for nothing outside the site, and must not complain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from support.chromium import find_chromium
from support.site import MISSING, TODAY, Kind

# Without a sandbox as tests may run as root; without the browser's own calls home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

WAIT = 15_000  # milliseconds; machines that share their cores are slow now and then

DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}


def screen(width: int) -> dict[str, Any]:
    """Context options for a window `width` pixels wide: a phone's up to 480."""
    if width <= 480:
        return PHONE | {"viewport": {"width": width, "height": 740}}
    return DESKTOP | {"viewport": {"width": width, "height": 800}}


@contextmanager
def chromium() -> Iterator[Browser]:
    """One running browser."""
    path = find_chromium()
    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """Opens pages, turns back every request to elsewhere, and notes what the console says."""

    def __init__(self, browser: Browser, site: str) -> None:
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []
        self.outside: list[str] = []
        self.console: list[str] = []

    def new_page(self, *, on: date = TODAY, **options: Any) -> Page:
        """A page in a context of its own, whose clock says noon `on` a day; `options` are for playwright's context."""
        context = self._browser.new_context(base_url=self._site, **({"reduced_motion": "reduce"} | options))
        context.set_default_timeout(WAIT)
        context.clock.set_fixed_time(datetime.combine(on, time(12), UTC))
        context.route("**/*", self._gate)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self.console.append(f"uncaught: {error.error}"))
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _gate(self, route: Route) -> None:
        if route.request.url.startswith(f"{self._site}/"):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _heard(self, message: ConsoleMessage) -> None:
        # The one message that is right: a page that is not there is not there.
        if MISSING in message.location["url"] and "status of 404" in message.text:
            return
        self.console.append(f"{message.type}: {message.text} ({message.location['url']})")


def visit(page: Page, kind: Kind) -> None:
    """Open the page that stands for a kind, and wait until it has said that it is ready."""
    page.goto(kind.address)
    if kind.ready:
        try:
            page.wait_for_selector(kind.ready, state="attached", timeout=8_000)
        except PlaywrightError:
            raise pytest.fail.Exception(f"{kind.address} never showed {kind.ready}", pytrace=False) from None
