"""Joining without a server: the form as people use it, and what comes of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, Request, expect
from selectolax.lexbor import LexborHTMLParser

from petunias import checks, phones, questions, reading, schema, yamlfile
from petunias.checks.saying import slug
from petunias.published import published
from petunias.site.joining.form import shapes
from petunias.submissions import plain_form
from support.browser import PHONE, Watch, screen
from support.directories import FOUR, WHOLE, WHOLE_AREA, build, directory, entry, page, pages_of, run, words, write
from support.report import assert_none
from support.site import DIRECTORY, REPOSITORY, serving
from test_axe import axe, violations  # noqa: F401 - a fixture

NewPage = Callable[..., Page]
READY = "form[data-ready]"
SHELTER = ("Brand New Dog Walks", "Physical activity", "Walk our dogs any weekday morning.", "01632 960999")
HOSTILE = '"quo\'ted": - #x *a &b !c %d @e `f {g: [h]} | > =SUM(A1) \\n \\ \u202egnp.exe \u200b\U0001f98a'


# --- what is asked ---


def test_every_field_is_asked_or_left_to_editors() -> None:
    """A field that is new in the schema must say who is asked for it."""
    asked = {one.path for one in questions.questions()}
    left = {path for path, node, _ in schema.all_fields("entry") if node.get("x-ask") == questions.EDITORS}
    groups = {path.rpartition(".")[0].removesuffix(".0") for path in asked} | {"who_for"}
    rest = {path for path, _node, _needed in schema.all_fields("entry")} - asked - groups
    assert_none([path for path in sorted(rest) if not any(path == one or path.startswith(f"{one}.") for one in left)])
    assert left & asked == set()
    assert {one.theme for one in questions.questions()} == set(questions.THEMES)
    for name in ("added", "formerly", "confirmed", "status", "source", "lead_provider", "relationship", "assurance"):
        assert name in left
    assert set(questions.rows()) == set(questions.ROWS)


def test_the_page_has_every_question_in_the_schemas_own_words() -> None:
    made = directory(entry(), localities=[{"id": "north", "name": "North End"}], team={"phone": "01632 960000"})
    tree = LexborHTMLParser(pages_of(made)["register/"].body)
    for one in questions.questions():
        box = tree.css_first(f'[data-field="{one.path}"]')
        assert box, one.path
        assert one.hint in words(box), one.path
        fields = tree.css(f'[name="{one.path}"]')
        assert fields, one.path
        if one.options and one.kind == "choices":
            assert [node.attributes["value"] for node in fields] == [choice.value for choice in one.options]
        if one.most and one.kind != "words" and fields[0].tag in ("input", "textarea"):
            assert fields[0].attributes.get("maxlength") == str(one.most), one.path
    names = {node.attributes["name"] for node in tree.css("form[data-register] [name]")}
    asked = {one.path for one in questions.questions()}
    own = {name for name in names if plain_form.general(str(name)) not in asked}
    assert own == {*questions.PRIVATE, "change", "whole", "others", "lang", "seconds", "second_name"}


def test_what_each_field_will_be_is_said_beside_it() -> None:
    tree = LexborHTMLParser(pages_of(directory(entry(), register={"email": "j@a.example.org"}))["register/"].body)
    for box in tree.css("[data-field]"):
        tag = box.css_first(".tag")
        if box.attributes["data-kind"] != "yes":
            private = str(box.attributes["data-field"]).startswith("submitter.")
            assert words(tag) == ("Private" if private else "Public"), box.attributes["data-field"]


def test_messages_are_in_the_schemas_words() -> None:
    tree = LexborHTMLParser(pages_of(directory(entry()))["register/"].body)
    form = tree.css_first("form")
    assert form
    rules = {one.rule: schema.field("entry", _key(one.path)).get("x-must") for one in questions.questions() if one.rule}
    for rule, must in rules.items():
        said = str(form.attributes[f"data-m-{rule}"])
        if must:
            assert must.replace('"', "") in said, rule
    assert "at least one way to get in touch" in str(form.attributes["data-m-contact"])


def _key(path: str) -> tuple[str | int, ...]:
    return tuple(0 if part == "0" else part for part in path.split("."))


def test_without_an_endpoint_nothing_can_be_posted() -> None:
    form = LexborHTMLParser(pages_of(directory(entry()))["register/"].body).css_first("form[data-register]")
    assert form
    assert "action" not in form.attributes
    assert "hidden" in form.attributes


def test_with_an_endpoint_the_form_posts_there() -> None:
    made = directory(entry(), register={"endpoint": "https://inbox.example.org/submit"})
    form = LexborHTMLParser(pages_of(made)["register/"].body).css_first("form[data-register]")
    assert form
    assert form.attributes["action"] == "https://inbox.example.org/submit"
    assert form.attributes["method"] == "post"
    assert "hidden" not in form.attributes


def test_a_page_without_anybody_to_write_to_still_makes_a_file() -> None:
    body = pages_of(directory(entry()))["register/"].body
    assert 'href="mailto:' not in body
    assert "Give the file to the team of the directory." in body
    assert "Save it as a file" in body


# --- data ---


def test_what_is_published_can_be_told_again() -> None:
    for one in reading.read_or_raise(DIRECTORY).entries:
        data = yaml.load((DIRECTORY / "entries" / f"{one.id}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
        told = schema.typed("entry", data)
        asked = {question.path.split(".")[0] for question in questions.questions()}
        wanted = {name: value for name, value in told.items() if name in asked}
        for place in wanted.get("places", ()):
            place.pop("at", None)
        for session in wanted.get("sessions", ()):
            if session.get("every") == "week":
                del session["every"]
        if one.private_address:
            wanted.pop("places", None)
            wanted["contact"].pop("visit", None)
            for session in wanted.get("sessions", ()):
                session.pop("place", None)
        wanted = {name: value for name, value in wanted.items() if value not in ([], False)}
        found = published(one)
        assert _without_empty(found) == _without_empty(wanted), one.id


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_empty(one) for name, one in value.items() if one not in ([], {}, False, "")}
    return [one for one in map(_without_empty, value) if one != {}] if isinstance(value, list) else value


def test_a_secret_address_is_not_told_to_who_changes_the_entry() -> None:
    told = published(entry(**{**WHOLE, "private_address": True, "lead_provider": None, "places": [{"name": "SECRET"}]}))
    assert "SECRET" not in repr(told)
    assert "places" not in told
    assert told["private_address"] is True


def test_a_plain_form_is_read_whatever_mail_programs_do_to_it() -> None:
    text = (
        "Hello!\r\n\r\nName [name]: Dog Walks\r\nsummary: Walk our dogs any\r\nweekday morning.\r\n"
        "What kind of help [domains]: physical-activity, volunteering\r\n"
        "More about it [description]:\r\n| First.\r\n| \r\n| name: not the name\r\n\r\n"
        "contact.phone: 01632 960101\r\nsessions.3.days: monday\r\nsessions.0.days: friday\r\ncost:\r\n"
        "submitter.email: me@example.org\r\nreference: PT-BCDFGH\r\nnonsense: kept\r\nname: a second one\r\n"
    )
    found = plain_form.read(text)
    assert found.data == {
        "name": "Dog Walks",
        "summary": "Walk our dogs any weekday morning.",
        "domains": ["physical-activity", "volunteering"],
        "description": "First.\n\nname: not the name",
        "contact": {"phone": "01632 960101"},
        "sessions": [{"days": ["friday"]}, {"days": ["monday"]}],
    }
    assert found.taken_out == ("cost",)
    assert found.private == {"submitter.email": "me@example.org"}
    assert found.reference == "PT-BCDFGH nonsense: kept name: a second one"
    assert found.rest == "Hello!"


# --- in a browser ---


def start(new_page: NewPage, **options: Any) -> Page:
    page = new_page(**(options or PHONE))
    page.goto("/register/")
    page.wait_for_selector(READY)
    return page


def four(page: Page, *answers: str) -> None:
    name, kind, summary, phone = answers or SHELTER
    page.locator("#name").fill(name)
    page.get_by_label(kind).check()
    page.locator("#summary").fill(summary)
    page.locator("#contact-phone").fill(phone)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send it").first.click()


def done(page: Page) -> None:
    page.wait_for_selector("[data-done]:not([hidden])")


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as a file").click()
    path = folder / download.value.suggested_filename
    path.parent.mkdir(parents=True, exist_ok=True)
    download.value.save_as(path)
    return path


def mail(page: Page) -> tuple[str, str, str]:
    """To whom, the subject and the body of the e-mail that is ready."""
    link = page.locator("[data-mail]").get_attribute("href") or ""
    parts = urlsplit(link)
    said = parse_qs(parts.query, strict_parsing=True)
    assert parseaddr(unquote(parts.path))[1]
    return unquote(parts.path), said["subject"][0], said["body"][0]


def faults_of(path: Path) -> list[str]:
    """What `petunias check` finds wrong in a file of an entry."""
    file = yamlfile.read(path)
    found = [*file.problems, *checks.shape("entry", file), *checks.values("entry", file)]
    return [f"{problem.field}: {problem.message}" for problem in found if problem.level == "error"]


def test_the_shelter_joins_with_four_fields_by_the_keyboard_alone(new_page: NewPage, tmp_path: Path) -> None:
    page = start(new_page, **screen(320))
    began = monotonic()
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 - playwright wants a function
    keys = 0

    def press(key: str) -> None:
        nonlocal keys
        keys += 1
        page.keyboard.press(key)

    page.locator("#name").focus()
    page.keyboard.type(SHELTER[0])
    press("Tab")
    press("Space")  # physical activity
    while page.locator(":focus").get_attribute("id") != "summary":
        press("Tab")
    page.keyboard.type(SHELTER[2])
    press("Tab")
    page.keyboard.type(SHELTER[3])
    assert asked == []
    while page.locator(":focus").inner_text() != "Send it":
        press("Tab")
    press("Enter")
    done(page)
    expect(page.locator("[data-done]")).to_be_focused()
    # All that is asked of the server is the list of who is there, the same for everybody.
    assert [urlsplit(one.url).path for one in asked] == ["/register/known.json"]
    assert keys < 20
    assert monotonic() - began < 15
    assert re.fullmatch(r"PT-[B-Z]{6}", page.locator("[data-reference]").inner_text())
    to, subject, body = mail(page)
    assert to == "join@anytown.example.org"
    assert subject == f"New in the directory: Brand New Dog Walks ({page.locator('[data-reference]').inner_text()})"
    assert plain_form.read(body).data == {
        "name": SHELTER[0],
        "domains": ["physical-activity"],
        "summary": SHELTER[2],
        "contact": {"phone": SHELTER[3]},
    }
    path = saved(page, tmp_path / "directory" / "entries")
    assert path.name == "brand-new-dog-walks.yaml"
    (tmp_path / "directory" / "area.yaml").write_text("name: Anytown\n")
    checked = run("petunias", "check", "--directory", tmp_path / "directory")
    assert (checked.returncode, checked.stdout) == (0, "1 entry, no problems.\n")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    expect(page.locator("[data-by]")).to_have_text(
        "Have you heard nothing by 29 November 2026? Then ask us, and say your reference."
    )


def test_the_handbook_has_the_count_of_fields_and_taps(new_page: NewPage) -> None:
    page = start(new_page)
    answers = (
        "Anytown Cat and Dog Shelter",
        "Walk our dogs any weekday morning. No booking, just turn up.",
        "01632 960101",
    )
    taps = 0

    def tap(place: Locator) -> None:
        nonlocal taps
        taps += 1
        place.tap()

    for field, answer in zip(
        ("#name", "#summary", "#contact-phone"), (SHELTER[0], SHELTER[2], SHELTER[3]), strict=True
    ):
        tap(page.locator(field))
        page.keyboard.type(answer)
    tap(page.get_by_label("Physical activity"))
    tap(page.get_by_role("button", name="Send it").first)
    done(page)
    page.evaluate("document.querySelector('[data-mail]').addEventListener('click', event => event.preventDefault())")
    tap(page.get_by_role("link", name="Open the e-mail"))
    letters = sum(map(len, answers))
    table = (REPOSITORY / "docs" / "handbook" / "joining.md").read_text(encoding="utf-8")
    found = [int(number) for number in re.findall(r"^\| [A-Z].* \| ([0-9]+)(?: seconds)? \|$", table, re.MULTILINE)]
    assert found == [4, taps, letters, round(letters / 2)]


def test_errors_are_told_at_the_top_and_beside_each_field(new_page: NewPage) -> None:
    page = start(new_page)
    page.locator("#contact-phone").fill("01632 9601")
    page.locator("#contact-email").fill("me at home")
    page.locator("#summary").fill("<b>Dogs</b>")
    send(page)
    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    assert summary.locator("h2").inner_text() == "Nearly there: 5 things to mend"
    assert summary.locator("a").all_inner_texts() == [
        "Name: this must not be empty. For example: Anytown Cat and Dog Shelter",
        "What kind of help: tick at least one.",
        "In one sentence: this must be plain text. Take out <b>.",
        "Phone: this must be one UK phone number with all its digits, such as 01632 960101. You wrote 01632 9601.",
        "E-mail: this must be an e-mail address, such as hello@example.org. You wrote me at home.",
    ]
    for link in summary.locator("a").all():
        target = str(link.get_attribute("href"))
        field = page.locator(target)
        expect(field).to_have_attribute("aria-invalid", "true")
        told = str(field.get_attribute("aria-describedby")).split()
        assert told[-1] == f"{target[1:]}-e"
        assert link.inner_text() in page.locator(f"{target}-e").inner_text()
        link.click()
        expect(field).to_be_focused()
    assert page.locator("#contact-phone").input_value() == "01632 9601"
    assert page.title().startswith("Wrong: Add your group")
    four(page)
    page.locator("#contact-email").fill("")
    send(page)
    done(page)
    assert page.locator("[aria-invalid]").count() == 0


def test_one_way_to_get_in_touch_must_be_there(new_page: NewPage) -> None:
    page = start(new_page)
    four(page, SHELTER[0], SHELTER[1], SHELTER[2], "")
    send(page)
    assert page.locator("[data-errors] a").all_inner_texts() == [
        "Give at least one way to get in touch: a phone number, a number for text messages, an e-mail, a web page, "
        "or a place to turn up."
    ]
    page.locator("summary", has_text="More ways to reach you").click()
    page.locator("#contact-website").fill("www.shelter.example.org")
    send(page)
    done(page)
    assert "contact.website]: https://www.shelter.example.org" in mail(page)[2]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start": "10:00"}, "Day and time 1, Days: tick at least one day, or take out the rest."),
        ({"days": "monday", "end": "10:00"}, "Day and time 1, Starts at: this must be there if you say when it ends."),
        (
            {"days": "monday", "start": "11:00", "end": "10:00"},
            "Day and time 1, Ends at: it must end later on the day than it starts.",
        ),
        (
            {"days": "monday", "every": "fortnight"},
            "Day and time 1, First day: we need the first day of what is every two weeks.",
        ),
        (
            {"days": "monday", "every": "month"},
            "Day and time 1, Which ones in the month: say which of the days in the month it is.",
        ),
        (
            {"days": "monday", "from": "2027-01-01", "until": "2026-12-01"},
            "Day and time 1, Last day: the last day must not be before the first.",
        ),
    ],
)
def test_times_that_cannot_be(new_page: NewPage, fields: dict[str, str], message: str) -> None:
    page = start(new_page)
    four(page)
    page.locator("summary", has_text="When: days and times").click()
    page.locator("summary", has_text="Not every week").first.click()
    for name, value in fields.items():
        box = page.locator(f'[name="sessions.0.{name}"]')
        if name == "days":
            page.locator(f'[name="sessions.0.days"][value={value}]').check()
        elif name == "every":
            box.select_option(value)
        else:
            box.fill(value)
    send(page)
    assert page.locator("[data-errors] a").all_inner_texts() == [message]


def test_what_is_typed_survives_a_reload_and_is_gone_after_clear_and_after_sending(new_page: NewPage) -> None:
    page = start(new_page)
    four(page)
    page.locator("summary", has_text="When: days and times").click()
    page.get_by_role("button", name="Add another day or time").click()
    page.locator('[name="sessions.1.days"][value=friday]').check()
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator("#name").input_value() == SHELTER[0]
    assert page.get_by_label("Physical activity").is_checked()
    expect(page.locator('[name="sessions.1.days"][value=friday]')).to_be_visible()
    expect(page.locator('[name="sessions.1.days"][value=friday]')).to_be_checked()
    page.get_by_role("button", name="Clear the form").click()
    expect(page.locator("#name")).to_be_focused()
    assert page.locator("#name").input_value() == ""
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
    four(page)
    send(page)
    done(page)
    reference = page.locator("[data-reference]").inner_text()
    page.get_by_role("button", name="I have sent it").click()
    expect(page.locator("[data-sent-only]").first).to_have_text("Thank you")
    assert page.locator("[data-done] h2").inner_text().strip() == "Thank you"
    assert page.locator("[data-reference]").inner_text() == reference
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    page.wait_for_selector(READY)
    assert page.locator("#name").input_value() == ""


def test_going_back_keeps_answers_and_reference(new_page: NewPage) -> None:
    page = start(new_page)
    four(page)
    send(page)
    done(page)
    reference = page.locator("[data-reference]").inner_text()
    page.get_by_role("button", name="Go back and change it").click()
    page.locator("#summary").fill("Another sentence.")
    send(page)
    done(page)
    assert page.locator("[data-reference]").inner_text() == reference
    assert "Another sentence." in mail(page)[2]


@pytest.mark.parametrize(
    ("name", "phone"),
    [
        ("  anytown CAT & dog shelter", "01632 960998"),
        ("Dog Shelter Cat and Anytown", "01632 960998"),
        ("Quite another name", "+44 (0)1632 960101"),
    ],
)
def test_is_this_you(new_page: NewPage, name: str, phone: str) -> None:
    page = start(new_page)
    four(page, name, *SHELTER[1:3], phone)
    send(page)
    twin = page.locator("[data-twin]")
    expect(twin).to_be_focused()
    link = twin.get_by_role("link")
    assert link.inner_text() == "Anytown cat and dog shelter"
    assert link.get_attribute("href") == "#change=anytown-cat-and-dog-shelter"
    page.get_by_role("button", name="No, we are somebody else").click()
    done(page)
    assert "change]" not in mail(page)[2]


def test_a_twin_leads_to_a_change(new_page: NewPage) -> None:
    page = start(new_page)
    four(page, "Anytown Cat and Dog Shelter", *SHELTER[1:])
    send(page)
    page.locator("[data-twin] a").click()
    page.wait_for_selector("[data-loaded=anytown-cat-and-dog-shelter]")
    expect(page.locator("[data-changing-name]")).to_have_text("Anytown Cat and Dog Shelter")
    assert page.locator("#contact-phone").input_value() == "01632 960101"


def test_a_change_says_only_what_differs(new_page: NewPage, tmp_path: Path) -> None:
    page = new_page(**PHONE)
    page.goto("/entries/anytown-advice-bureau/")
    page.get_by_role("link", name="Tell us what has changed").click()
    page.wait_for_selector("[data-loaded]")
    send(page)
    expect(page.locator("[data-form-told]")).to_have_text("You have not changed anything yet.")
    page.locator("#contact-phone").fill("01632 960651")
    page.locator("#contact-email-note").fill("")
    page.locator("#submitter-email").fill("me@example.org")
    page.reload()
    page.wait_for_selector("[data-loaded]")
    send(page)
    done(page)
    _to, subject, body = mail(page)
    assert subject.startswith("Something has changed: Anytown Advice Bureau (PT-")
    found = plain_form.read(body)
    assert found.change == "anytown-advice-bureau"
    assert found.answers == (("contact.phone", "01632 960651"),)
    assert found.taken_out == ("contact.email_note",)
    assert found.private == {"submitter.email": "me@example.org"}
    path = saved(page, tmp_path)
    assert path.name == "anytown-advice-bureau.change.txt"
    assert plain_form.read(path.read_text(encoding="utf-8")) == found
    page.get_by_role("button", name="Go back").click()
    page.locator('[name="sessions.1.days"][value=thursday]').check()
    send(page)
    done(page)
    told = plain_form.read(page.locator("[data-whole]").input_value()).data["sessions"]
    assert [session.get("place") for session in told] == ["office", "office", "east-desk", "west-desk"]
    assert told[1]["days"] == ["wednesday", "thursday"]


def test_a_change_of_what_cannot_be_loaded_can_still_be_told(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    page.context.route("**/entries/knit-and-natter/", lambda route: route.fulfill(status=200, body="<p>not it</p>"))
    page.goto("/register/#change=knit-and-natter")
    page.wait_for_selector("[data-loaded]")
    expect(page.locator("[data-changing-failed]")).to_be_visible()
    page.locator("#contact-phone").fill("01632 960651")
    send(page)
    done(page)
    assert plain_form.read(mail(page)[2]).answers == (("contact.phone", "01632 960651"),)


def everything(page: Page, text: str) -> None:
    """Fills in every field that takes words."""
    for summary in page.locator("form summary").all():
        summary.evaluate("one => { one.parentNode.open = true; }")
    for one in questions.questions():
        if one.kind in ("line", "text", "words") and not one.rule:
            page.locator(f'form [name="{one.path}"]').fill(text if one.kind != "words" else text[:50])
    page.get_by_label("Volunteering opportunities").check()
    page.locator('[name="sessions.0.days"][value=monday]').check()
    page.locator('[name="sessions.0.place"]').select_option("place-1")
    page.locator("[name=access][value=professional-referral]").check()
    page.locator('[name="availability.status"]').select_option("waiting")
    page.locator('[name="who_for.ages.from"]').fill("0")
    page.locator('[name="places.0.postcode"]').fill("an12ab")
    page.locator('[name="contact.phone"]').fill("01632 960997")


def test_hostile_words_stay_words(new_page: NewPage, tmp_path: Path) -> None:
    page = start(new_page, **screen(1280))
    everything(page, HOSTILE)
    page.locator("#description").fill(f"{HOSTILE}\n\nname: x\n--- \n- y\n| z")
    send(page)
    done(page)
    path = saved(page, tmp_path)
    assert faults_of(path) == []
    data = yamlfile.read(path).data
    clean = HOSTILE.replace("\u202e", "").replace("\u200b", "")
    assert data["name"] == data["cost"] == data["sessions"][0]["note"] == clean
    assert data["description"] == f"{clean}\n\nname: x\n---\n- y\n| z"
    assert data["places"][0]["postcode"] == "AN1 2AB"
    assert data["sessions"][0]["place"] == data["places"][0]["id"] == "place-1"
    assert data["availability"] == {"status": "waiting", "on": "2026-11-22", "note": clean}
    assert path.name == f"{slug(clean)}.yaml"
    # The e-mail was cut, and says so; the text is whole, and says the same as the file.
    href = page.locator("[data-mail]").get_attribute("href") or ""
    assert len(href) <= 1800
    expect(page.locator("[data-mail-cut]")).to_be_visible()
    assert mail(page)[2].endswith("The rest is in the file that I attach.")
    told = plain_form.read(page.locator("[data-whole]").input_value()).data
    typed = schema.typed("entry", data)
    assert told.pop("keywords") == typed.pop("keywords")
    assert told == typed


def test_a_secret_address_is_not_asked_and_not_sent(new_page: NewPage) -> None:
    page = start(new_page)
    four(page)
    page.locator("summary", has_text="More ways to reach you").click()
    page.locator("#contact-visit").fill("12 Secret Street")
    page.locator("summary", has_text="Where: address").click()
    page.locator("#places-0-address").fill("12 Secret Street")
    page.locator("#private-address").focus()
    page.keyboard.press("Space")
    expect(page.locator("#places-0-address")).to_be_hidden()
    expect(page.locator("#contact-visit")).to_be_hidden()
    assert "private_address" in page.evaluate("sessionStorage.getItem('petunias.form')")
    assert "Secret" not in page.evaluate("sessionStorage.getItem('petunias.form')")
    page.locator("#summary").fill("We are at AN1 2AB.")
    send(page)
    assert page.locator("[data-errors] a").all_inner_texts() == [
        "In one sentence: this must not hold a postcode, as your address must not be published."
    ]
    page.locator("#summary").fill("We are here.")
    send(page)
    done(page)
    whole = page.locator("[data-whole]").input_value()
    assert "Secret" not in whole
    assert "private_address]: true" in whole


def test_the_browser_and_the_checks_agree_on_shapes(new_page: NewPage) -> None:
    page = start(new_page)
    texts = ["a@b.example.org", "a b@c.d", "http://x", "https://x.org/a?b#c", "https://a@b.org", "AN1 2AB", "an1 2ab"]
    texts += ["09:30", "24:00", "9:30", "", "https://x.org/'"]
    for rule in schema.SHAPES:
        found = page.evaluate(
            "([texts, shape]) => texts.map(one => new RegExp(`^(?:${shape})$`).test(one))", [texts, shapes()[rule]]
        )
        assert found == [schema._has_shape(rule, text) for text in texts], rule
    numbers = ["01632 960101", "01632 96010", "116 123", "999", "+33 1 23 45 67 89", "1632960101", "12345", "85258"]
    for number in numbers:
        page.locator("#contact-phone").fill(number)
        send(page)
        wrong = page.locator("[data-errors] a", has_text="Phone:").count() == 1
        assert wrong == (phones.judge(number) == "impossible"), number


def test_without_a_script_the_page_says_how(browser: Browser, site_url: str) -> None:
    watch = Watch(browser, site_url)
    page = watch.new_page(java_script_enabled=False, **PHONE)
    page.goto("/register/")
    expect(page.locator("form[data-register]")).to_be_hidden()
    assert page.get_by_role("link", name="join@anytown.example.org").get_attribute("href") == (
        "mailto:join@anytown.example.org?subject=We%20would%20like%20to%20join&body=Name%3A%20%0D%0A%0D%0AWhat%20kind"
        "%20of%20help%3A%20%0D%0A%0D%0AIn%20one%20sentence%3A%20%0D%0A%0D%0AHow%20to%20reach%20it%3A%20"
    )
    expect(page.locator(".by-hand").get_by_role("link", name="01632 960000")).to_be_visible()
    page.get_by_role("link", name="a form on paper").click()
    expect(page.locator("h1").first).to_have_text("Add your group")
    watch.close()
    assert (watch.outside, watch.console) == ([], [])


@pytest.fixture(scope="module")
def posting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site whose form posts to its own host."""
    top = tmp_path_factory.mktemp("posting")
    area = {**WHOLE_AREA, "register": {"endpoint": "https://inbox.example.org/submit"}}
    build(write(top, {"dogs": FOUR}, area), top / "site")
    with serving(top / "site") as url:
        yield url, top / "site"


@pytest.mark.parametrize("script", [True, False])
def test_with_an_endpoint_the_form_is_posted(browser: Browser, posting: tuple[str, Path], script: bool) -> None:
    url, _site = posting
    context = browser.new_context(base_url=url, java_script_enabled=script, **PHONE)
    sent: list[str] = []

    def answer(route: Any) -> None:
        sent.append(route.request.post_data)
        route.fulfill(status=200, content_type="text/html", body='<p data-reference="x">PT-1</p>')

    context.route("https://inbox.example.org/**", answer)
    page = context.new_page()
    page.goto("/register/")
    four(page)
    page.locator("#submitter-email").fill("me@example.org")
    send(page)
    page.wait_for_selector("[data-reference=x]")
    pairs = parse_qs(sent[0])
    assert pairs["name"] == [SHELTER[0]]
    assert pairs["domains"] == ["physical-activity"]
    assert pairs["contact.phone"] == [SHELTER[3]]
    assert pairs["submitter.email"] == ["me@example.org"]
    if script:
        page.goto("/register/")
        assert page.evaluate("sessionStorage.length") == 0
    context.close()


def test_the_browser_makes_ids_as_the_program_does(new_page: NewPage) -> None:
    page = start(new_page)
    names = ["Yr Ŵyl & Co.", "Women's Aid", "ÆØÅ straße", "---", "日本", "x" * 100, f"{'word ' * 30}", "A  B", "Łódź"]
    assert page.evaluate("names => names.map(petuniasForm.slug)", names) == [slug(name) for name in names]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_errors_twins_and_thanks(new_page: NewPage, axe: str, scheme: str) -> None:  # noqa: F811
    page = start(new_page, color_scheme=scheme, **screen(320))
    for summary in page.locator("form summary").all():
        summary.evaluate("one => { one.parentNode.open = true; }")
    page.locator("#sessions-0-start").fill("10:00")
    send(page)
    assert_none(violations(page, axe))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("#sessions-0-start").fill("")
    four(page, "Anytown Cat and Dog Shelter", *SHELTER[1:])
    send(page)
    page.wait_for_selector("[data-twin]:not([hidden])")
    assert_none(violations(page, axe))
    page.get_by_role("button", name="No, we are").click()
    done(page)
    assert_none(violations(page, axe))
    page.get_by_role("button", name="I have sent it").click()
    assert_none(violations(page, axe))


# --- paper, and who is there already ---


def test_the_paper_form_asks_all_and_says_whom_to_give_it_to() -> None:
    made = directory(entry(), **WHOLE_AREA)
    tree = LexborHTMLParser(pages_of(made)["register/paper/"].body)
    said = words(tree)
    for one in questions.questions():
        assert one.title in said or one.path == "sessions.0.place", one.path
    assert "Hand it to: The team" in said
    assert "Or ring us and read it out: 01632 960000" in said


def test_who_is_there_is_told_without_those_who_were_withdrawn(tmp_path: Path) -> None:
    entries = {
        "dogs": {**FOUR, "contact": {"phone": "01632 960101", "text": "07700 900101"}},
        "anytown-cats": {**FOUR, "name": "Anytown Cats", "contact": {"visit": "The gate"}},
        "hidden": {**FOUR, "name": "Hidden", "status": {"state": "withdrawn"}},
    }
    build(write(tmp_path, entries), tmp_path / "site")
    assert json.loads((tmp_path / "site" / "register" / "known.json").read_text(encoding="utf-8")) == [
        ["anytown-cats", "", ""],
        ["dogs", "01632960101 07700900101", FOUR["name"]],
    ]
    made = page(tmp_path / "site", "entries/dogs")
    links = [str(node.attributes["href"]) for node in made.css("aside .plain-links a")]
    assert links == ["../../register/#change=dogs"]
