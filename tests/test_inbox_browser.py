"""The form against the real service, in a browser: without a script and with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from petunias.submissions.base import Base
from petunias.submissions.offer import Offer
from petunias.submissions.store import Store
from support.browser import PHONE, Watch, screen
from support.desk import SENT, running
from support.directories import FOUR, WHOLE, WHOLE_AREA, write
from support.report import assert_none
from test_axe import axe, violations  # noqa: F401 - a fixture
from test_html import errors_in
from test_register import READY

NewPage = Callable[..., Page]
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEPT = "sessionStorage.getItem('petunias.form')"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A real service with two entries: its address, and the folder that it keeps things in."""
    top = tmp_path_factory.mktemp("live")
    folder = write(top, {"anytown-cat-and-dog-shelter": FOUR, "dog-walks": WHOLE}, WHOLE_AREA)
    day = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    with running(folder, top / "inbox", "--per-hour", "9999", "--all-per-hour", "9999", environment=day) as url:
        yield url, top / "inbox"


@pytest.fixture
def new_page(browser: Browser, live: tuple[str, Path]) -> Iterator[NewPage]:
    """Pages of the service. What is refused, the browser says of itself."""
    watch = Watch(browser, live[0])
    yield watch.new_page
    watch.close()
    assert watch.outside == []
    assert [line for line in watch.console if "the server responded with a status of 4" not in line] == []


def received(live: tuple[str, Path]) -> Offer:
    """What came in last."""
    store = Store(Base(live[1]))
    found = store.queue()[-1].offer
    store.base.close()
    return found


def four(page: Page, name: str, phone: str = "01632 960444") -> None:
    """The four answers."""
    page.locator("#name").fill(name)
    page.get_by_label("Physical activity").check()
    page.locator("#summary").fill(SENT["summary"])
    page.locator("#contact-phone").fill(phone)


def send(page: Page) -> None:
    """Some time later."""
    page.clock.set_fixed_time(NOW + timedelta(minutes=2))
    page.get_by_role("button", name="Send it").first.click()


def wide(page: Page) -> int:
    """How far the page goes to the side."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_the_shelter_joins_by_phone_without_a_script(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(java_script_enabled=False, **screen(390))
    page.goto("/register/")
    four(page, "Without a script")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert page.locator("[data-reference]").inner_text().startswith("PT-")
    assert received(live).data == {
        "name": "Without a script",
        "domains": ["physical-activity"],
        "summary": SENT["summary"],
        "contact": {"phone": "01632 960444"},
    }


def test_errors_without_a_script_keep_what_was_typed(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(java_script_enabled=False, **screen(390))
    page.goto("/register/")
    four(page, "Kept without a script", "01632 96")
    send(page)
    assert page.title().startswith("Wrong: Add your group")
    link = page.locator("[data-errors] a")
    expect(link).to_have_count(1)
    link.click()
    assert page.url.endswith("#contact-phone")
    assert page.locator("#contact-phone").input_value() == "01632 96"
    assert page.locator("#name").input_value() == "Kept without a script"
    assert page.get_by_label("Physical activity").is_checked()
    page.locator("#contact-phone").fill("01632 960445")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert received(live).name == "Kept without a script"


def test_a_twin_without_a_script(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(java_script_enabled=False, **PHONE)
    page.goto("/register/")
    four(page, "Anytown Cat and Dog Shelter")
    send(page)
    expect(page.locator("#twin-title")).to_have_text("Is this you?")
    page.get_by_role("button", name="No, we are somebody else").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    page.go_back()
    page.goto("/register/")
    four(page, "Dog Walks")
    send(page)
    page.locator("[data-twin] a", has_text="Dog Walks").click()
    expect(page.locator("[data-changing-name]")).to_have_text("Dog Walks")
    page.locator("#cost").fill("two pounds")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    offer = received(live)
    assert (offer.kind, offer.entry, offer.data, offer.taken_out) == ("change", "dog-walks", {"cost": "two pounds"}, ())


def test_with_a_script_it_is_sent_and_gone_from_the_device(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**PHONE)
    page.goto("/register/")
    page.wait_for_selector(READY)
    four(page, "With a script", "01632960446")
    assert "With a script" in page.evaluate(KEPT)
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    page.wait_for_load_state()  # the script that forgets runs once the page is there
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
    assert received(live).data["contact"] == {"phone": "01632 960446"}
    assert received(live).rest == ""


def test_what_cannot_be_taken_is_still_there_on_the_way_back(browser: Browser, live: tuple[str, Path]) -> None:
    # With the real clock: a made one does not know how a page was reached.
    context = browser.new_context(base_url=live[0], **PHONE)
    page = context.new_page()
    page.goto("/register/")
    page.wait_for_selector(READY)
    four(page, "Comes back", "01632 960447")
    page.locator("summary", has_text="When: days and times").click()
    page.get_by_role("button", name="Add another day or time").click()
    page.locator('[name="sessions.1.days"][value=friday]').check()
    page.route("**/submit", lambda route: route.fulfill(status=429, content_type="text/html", body="<h1>Wait</h1>"))
    page.get_by_role("button", name="Send it").first.click()
    expect(page.locator("h1")).to_have_text("Wait")
    page.unroute("**/submit")
    page.go_back()
    page.wait_for_selector(READY)
    assert page.locator("#name").input_value() == "Comes back"
    expect(page.locator('[name="sessions.1.days"][value=friday]')).to_be_checked()
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator("#name").input_value() == "Comes back"
    page.wait_for_timeout(2500)
    page.get_by_role("button", name="Send it").first.click()
    expect(page.locator("h1")).to_have_text("Thank you")
    assert received(live).data["sessions"] == [{"days": ["friday"]}]
    page.goto("/register/")
    page.wait_for_selector(READY)
    assert page.locator("#name").input_value() == ""
    context.close()


def served_fault(page: Page, name: str) -> None:
    """A page with a fault that only the server finds: two rows, one of them far down."""
    page.goto("/register/")
    page.wait_for_selector(READY)
    four(page, name, "01632 960448")
    page.locator("summary", has_text="When: days and times").click()
    for _ in range(3):
        page.get_by_role("button", name="Add another day or time").click()
    page.locator('[name="sessions.3.days"][value=friday]').check()
    page.locator('[name="sessions.0.days"][value=monday]').check()
    page.locator("summary", has_text="More about it").click()
    page.locator("#description").fill(" ".join(f"https://{number}.example.org" for number in range(9)))
    send(page)
    expect(page.locator("[data-errors] li")).to_have_text(
        "All of it together must hold at most 8 web addresses, and it has 9. Keep those that people need most."
    )
    page.wait_for_selector(READY)


def test_what_the_server_gives_back_is_neither_hidden_nor_lost(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**PHONE)
    served_fault(page, "Given back")
    expect(page.locator("[data-errors]")).to_be_focused()
    assert page.title().startswith("Wrong: ")
    assert page.locator("#name").input_value() == "Given back"
    for at, day in enumerate(("monday", "friday")):
        expect(page.locator(f'[name="sessions.{at}.days"][value={day}]')).to_be_checked()
        expect(page.locator(f'[name="sessions.{at}.days"][value={day}]')).to_be_visible()
    expect(page.locator('[data-rows=sessions] [data-row="2"]')).to_be_hidden()
    assert "Given back" in page.evaluate(KEPT)
    page.locator("#description").fill("Shorter.")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert received(live).data["sessions"] == [{"days": ["monday"]}, {"days": ["friday"]}]


def test_clear_empties_what_the_server_gave_back(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    served_fault(page, "To be cleared")
    page.get_by_role("button", name="Clear the form").click()
    assert page.locator("#name").input_value() == ""
    assert page.locator("form[data-register] input:checked").count() == 0
    assert page.locator("[data-errors]").is_hidden()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_twin_that_only_the_server_knows(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**PHONE)
    page.context.route("**/register/known.json", lambda route: route.fulfill(status=200, body="[]"))
    page.goto("/register/")
    page.wait_for_selector(READY)
    four(page, "The shelter of dog and cat Anytown".replace("The ", "").replace(" of", ""))
    send(page)
    expect(page.locator("#twin-title")).to_be_visible()
    page.wait_for_selector(READY)
    page.context.unroute("**/register/known.json")
    page.get_by_role("button", name="No, we are somebody else").click()
    expect(page.locator("h1")).to_have_text("Thank you")
    assert received(live).name == "shelter dog and cat Anytown"


def test_a_change_with_a_script_says_only_what_differs(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**PHONE)
    page.goto("/change/dog-walks/")
    page.wait_for_selector("[data-loaded=dog-walks]")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    page.locator("#contact-phone").fill("01632 960449")
    page.locator("#contact-phone-note").fill("")
    # A reload keeps both: what was changed, and what was taken out.
    page.reload()
    page.wait_for_selector("[data-loaded=dog-walks]")
    assert page.locator("#contact-phone").input_value() == "01632 960449"
    assert page.locator("#contact-phone-note").input_value() == ""
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert "whole=yes" in sent[-1]
    offer = received(live)
    assert (offer.kind, offer.entry) == ("change", "dog-walks")
    assert (offer.data, offer.taken_out) == ({"contact": {"phone": "01632 960449"}}, ("contact.phone_note",))


def test_a_change_of_what_could_not_be_loaded_stays_one(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**PHONE)
    page.context.route("**/entries/dog-walks/", lambda route: route.fulfill(status=200, body="<p>not it</p>"))
    page.goto("/register/#change=dog-walks")
    page.wait_for_selector("[data-loaded]")
    page.locator("summary", has_text="More about it").click()
    page.locator("#description").fill(" ".join(f"https://{number}.example.org" for number in range(9)))
    send(page)
    expect(page.locator("[data-errors] li")).to_have_count(1)
    page.wait_for_selector("[data-loaded=dog-walks]")
    expect(page.locator("[data-changing-failed]")).to_be_visible()
    page.locator("#description").fill("Another text.")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    offer = received(live)
    assert (offer.kind, offer.entry, offer.data) == ("change", "dog-walks", {"description": "Another text."})


def test_a_secret_address_on_the_way_back(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**PHONE)
    page.goto("/register/")
    page.wait_for_selector(READY)
    four(page, "Secret place", "01632 960450")
    page.locator("summary", has_text="Where: address").click()
    page.locator("#places-0-address").fill("5 Cuckoo Lane")
    page.locator("#private-address").check()
    page.locator("summary", has_text="More about it").click()
    page.locator("#description").fill(" ".join(f"https://{number}.example.org" for number in range(9)))
    send(page)
    expect(page.locator("[data-errors] li")).to_have_count(1)
    page.wait_for_selector(READY)
    assert "Cuckoo" not in page.content()
    expect(page.locator("#places-0-address")).to_be_hidden()
    assert page.locator("#places-0-address").is_disabled()


def test_the_small_forms_by_the_keyboard(new_page: NewPage, live: tuple[str, Path]) -> None:
    page = new_page(**screen(320))
    page.goto("/report/dog-walks/")
    page.keyboard.press("Tab")
    while page.locator(":focus").get_attribute("id") != "submitter-note":
        page.keyboard.press("Tab")
    page.keyboard.type("The number is dead.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Send it"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you")
    assert received(live).private == {"submitter.note": "The number is dead."}


def shown(page: Page) -> Iterator[str]:
    """Each kind of page of the service, one after the other."""
    served_fault(page, "All pages")
    yield "errors"
    page.locator("#description").fill("Shorter.")
    send(page)
    page.wait_for_selector("[data-thanks]")
    yield "thanks"
    page.goto("/change/dog-walks/")
    page.wait_for_selector("[data-loaded]")
    yield "change"
    for what in ("close", "withdraw", "report"):
        page.goto(f"/{what}/dog-walks/")
        yield what
    page.get_by_role("button", name="Send it").click()
    page.wait_for_selector("[data-errors]")
    yield "report-wrong"
    page.evaluate("document.forms[document.forms.length - 1].querySelector('[name=change]').value = 'nobody'")
    page.locator("#submitter-note").fill("x")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("h1")).to_have_text("It is not there")
    yield "sorry"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_service(
    new_page: NewPage,
    axe: str,  # noqa: F811
    scheme: str,
    width: int,
    tmp_path: Path,
) -> None:
    page = new_page(color_scheme=scheme, **screen(width))
    problems: list[str] = []
    bodies: list[tuple[str, str]] = []
    page.on("response", lambda answer: bodies.append((answer.url, answer.text())) if _is_page(answer.headers) else None)
    for name in shown(page):
        page.wait_for_load_state()  # with its style sheets
        problems += [f"{name}: {one}" for one in violations(page, axe)]
        if wide(page) > width:
            problems.append(f"{name}: {wide(page)} pixels wide")
    assert_none(problems)
    for number, (_url, text) in enumerate(bodies):
        (tmp_path / f"page-{number}.html").write_text(text, encoding="utf-8")
    assert len(bodies) > 6
    assert_none(errors_in(tmp_path))


def _is_page(headers: dict[str, str]) -> bool:
    return headers.get("content-type", "").startswith("text/html")
