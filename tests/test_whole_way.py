"""The whole way, with nothing stood in for: real service, real SMTP server, real git, real browser.

A volunteer of the shelter registers on a phone without JavaScript, with four fields. The editor signs in by a link,
accepts, and the search finds it. And the desk's pages are accessible and valid.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, Page, expect

from support.browser import PHONE, Watch, screen
from support.desk import EDITOR, free_port, git, repository, running
from support.report import assert_none
from support.site import DIRECTORY
from test_axe import axe, violations  # noqa: F401 - a fixture
from test_html import errors_in

VOLUNTEER = "volunteer@shelter.example.org"


@dataclass
class Sink:
    """A mail server that keeps what it gets."""

    letters: list[EmailMessage] = field(default_factory=list)
    came: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - its name
        self.letters.append(cast(EmailMessage, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"

    def to(self, address: str, subject: str) -> EmailMessage:
        """Waits for the letter to somebody, and gives it."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for letter in self.letters:
                if address in letter["To"] and subject in letter["Subject"]:
                    return letter
            time.sleep(0.1)
        raise AssertionError([(letter["To"], letter["Subject"]) for letter in self.letters])


@dataclass(frozen=True)
class Area:
    """A running service: its address, its folders, its mail server."""

    url: str
    directory: Path
    sink: Sink


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Area]:
    place = tmp_path_factory.mktemp("whole-way")
    shutil.copytree(DIRECTORY, place / "directory")
    repository(place / "directory")
    sink = Sink()
    post = Controller(sink, hostname="127.0.0.1", port=free_port())
    post.start()
    settings = {
        "PETUNIAS_EDITORS": EDITOR,
        "PETUNIAS_MAIL_HOST": "127.0.0.1",
        "PETUNIAS_MAIL_PORT": str(post.port),
        "PETUNIAS_MAIL_SECURITY": "none",
        "PETUNIAS_MAIL_SENDER": "directory@example.org",
    }
    try:
        with running(place / "directory", place / "data", environment=settings) as url:
            yield Area(url, place / "directory", sink)
    finally:
        post.stop()


@pytest.fixture
def at(area: Area, browser: Browser) -> Iterator[Callable[..., Page]]:
    watch = Watch(browser, area.url)
    yield watch.new_page
    watch.close()
    assert_none(watch.outside)
    # A form that comes back to be mended is an answer of 4xx, which the console tells.
    assert_none([line for line in watch.console if "the server responded with a status of 4" not in line])


def _link(letter: EmailMessage, url: str) -> str:
    found = re.search(r"https?://\S+/desk/enter/\S+", letter.get_content())
    assert found
    return re.sub(r"^https?://[^/]+", url, found[0])


def sign_in(page: Page, area: Area) -> None:
    """Asks for a link, waits for the e-mail, opens it, and presses the button."""
    area.sink.letters.clear()
    page.goto("/desk/")
    page.get_by_label("Your e-mail").fill(EDITOR)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your e-mail")
    page.goto(_link(area.sink.to(EDITOR, "ink"), area.url))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The desk")


def register(page: Page, name: str, phone: str, email: str = "") -> str:
    """Fills in the four fields and sends them; gives the reference."""
    page.goto("/register/")
    page.get_by_label("Name", exact=False).first.fill(name)
    page.get_by_text("Physical activity", exact=True).click()
    page.locator("#summary").fill("Walk our dogs any weekday morning.")
    page.locator("#contact-phone").fill(phone)
    if email:
        page.locator("#submitter-email").fill(email)
    page.get_by_role("button", name="Send it").first.click()
    return page.locator("[data-reference]").inner_text()


def test_from_the_shelter_to_the_search(area: Area, at: Callable[..., Page]) -> None:
    volunteer = at(**PHONE, java_script_enabled=False)
    reference = register(volunteer, "Brand New Dog Walks", "01632 960999", VOLUNTEER)
    assert re.fullmatch(r"PT-[A-Z]{6}", reference)
    letter = area.sink.to(VOLUNTEER, reference)
    assert reference in letter.get_content()
    assert VOLUNTEER not in area.sink.to(EDITOR, reference).as_string().replace("\n", "")

    editor = at(**screen(1280))
    sign_in(editor, area)
    editor.get_by_role("link", name="Brand New Dog Walks").click()
    expect(editor.get_by_text(VOLUNTEER)).to_be_visible()
    editor.get_by_role("link", name="See the page as it will look").click()
    expect(editor.locator("[data-entry=brand-new-dog-walks] h1")).to_have_text("Brand New Dog Walks")
    editor.go_back()
    for box in editor.locator("form[action$=accept] input[type=checkbox]:not([name=confirm])").all():
        box.check()
    editor.get_by_role("button", name="Accept and publish").click()
    expect(editor.locator("[data-state]")).to_have_attribute("data-state", "accepted")

    assert git(area.directory, "log", "-1", "--format=%s") == "Add brand-new-dog-walks\n"
    assert git(area.directory, "status", "--porcelain") == ""
    assert "brand-new-dog-walks" in area.sink.to(VOLUNTEER, "done").get_content()
    assert VOLUNTEER.encode() not in b"".join(
        path.read_bytes() for path in area.directory.rglob("*") if path.is_file() and ".git" not in path.parts
    )
    reader = at(**PHONE)
    reader.goto("/find/#q=brand+new+dog+walks")
    expect(reader.locator("[data-results] [data-entry]").first).to_have_attribute("data-entry", "brand-new-dog-walks")
    reader.goto("/entries/brand-new-dog-walks/")
    expect(reader.locator("[data-freshness]").first).to_have_attribute("data-freshness", "confirmed")


def test_the_desk_is_accessible_and_valid(
    area: Area,
    at: Callable[..., Page],
    axe: str,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    visitor = at(**screen(1280), java_script_enabled=False)
    new = register(visitor, "Slow Dog Walks", "01632 960997")
    visitor.goto("/change/anytown-health-walks/")
    visitor.locator("#contact-phone").fill("01632 960996")
    visitor.get_by_role("button", name="Send it").first.click()
    change = visitor.locator("[data-reference]").inner_text()
    problems = []
    for width, scheme in ((360, "light"), (1280, "dark"), (360, "dark"), (1280, "light")):
        page = at(color_scheme=scheme, **screen(width))
        page.goto("/desk/enter/")
        problems += [f"enter: {one}" for one in violations(page, axe)]
        sign_in(page, area)
        addresses = ["", "ended/", "log/", f"{new}/", f"{change}/", f"{new}/page/", f"{new}/edit/"]
        for address in addresses:
            page.goto(f"/desk/{address}")
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            problems += [f"{width} {scheme} {address}: {one}" for one in violations(page, axe)]
            problems += [f"{width} {address}: {wide} pixels too wide"] if wide > 0 else []
            if width == 360 and scheme == "light":
                html = page.request.get(f"/desk/{address}").text()
                (tmp_path / f"{address.replace('/', '-')}x.html").write_text(html, encoding="utf-8")
    assert_none(problems)
    assert_none(errors_in(tmp_path))


def test_the_desk_works_with_the_keyboard_and_without_scripts(area: Area, at: Callable[..., Page]) -> None:
    visitor = at(**PHONE, java_script_enabled=False)
    reference = register(visitor, "Evening Dog Walks", "01632 960995")
    page = at(**screen(320), java_script_enabled=False)
    sign_in(page, area)
    page.goto(f"/desk/{reference}/")
    page.get_by_text("Put it on hold").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Why?").fill("Waiting for the committee.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "held")
    page.get_by_role("button", name="Take it up again").press("Enter")
    expect(page.locator("[data-state]")).to_have_attribute("data-state", "new")


def test_every_step_in_the_browser(area: Area, at: Callable[..., Page]) -> None:
    """What `test_desk` does by commands and without a browser, pressed here one by one."""
    visitor = at(**PHONE, java_script_enabled=False)
    reference = register(visitor, "Morning Dog Walks", "01632 960994", VOLUNTEER)
    page = at(**screen(1280))
    sign_in(page, area)
    page.goto(f"/desk/{reference}/")

    def state(expected: str) -> None:
        expect(page.locator("[data-state]")).to_have_attribute("data-state", expected)

    def say(step: str, label: str, words: str) -> None:
        page.locator("summary", has_text=step).click()
        page.get_by_label(label).fill(words)
        page.get_by_role("button", name=step).click()

    say("Ask a question", "Your question", "On which days?")
    state("asked")
    assert "On which days?" in area.sink.to(VOLUNTEER, "question").get_content()
    page.get_by_role("button", name="Take it up again").click()
    state("new")
    say("Turn it down", "The reason", "It is outside our area.")
    state("rejected")
    assert "It is outside our area." in area.sink.to(VOLUNTEER, "could not").get_content()
    page.goto("/desk/ended/")
    page.get_by_role("link", name="Morning Dog Walks").click()
    page.get_by_role("button", name="Take it up again").click()
    state("new")
    page.get_by_role("link", name="Edit it").click()
    page.locator("#summary").fill("Walk our dogs each morning.")
    page.get_by_role("button", name="Save it").first.click()
    expect(page.locator(".desk-fields")).to_contain_text("Walk our dogs each morning.")
    say("Put it on hold", "Why?", "Waiting for the committee.")
    state("held")
    for box in page.locator("form[action$=accept] input[required]").all():
        box.check()
    page.get_by_role("button", name="Accept and publish").click()
    state("accepted")
    assert "Walk our dogs each morning." in (area.directory / "entries" / "morning-dog-walks.yaml").read_text("utf-8")
    expect(page.locator("main")).to_contain_text("it was published")
