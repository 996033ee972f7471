"""The inbox service as the public meets it: what is sent, what is answered, and what is said if something is wrong."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import TestResponse

from petunias.site import headers
from petunias.submissions import answers
from petunias.submissions.base import Base
from petunias.submissions.offer import Offer
from petunias.submissions.store import Store
from petunias.submissions.web.app import application
from petunias.submissions.web.limits import KEPT, MOST, Bucket, Limits, household
from petunias.submissions.web.service import Service
from support.desk import SENT, Inbox, inbox
from support.directories import FOUR, WHOLE, WHOLE_AREA, all_words, seen, words, write
from support.site import build_site

ID = "dog-walks"
GUARDS = {name for name, _ in headers.EVERYWHERE} | {"Content-Security-Policy", "Cache-Control"}


@pytest.fixture(scope="module")
def smallton(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a directory of three entries, and its site."""
    place = tmp_path_factory.mktemp("smallton")
    area = {**WHOLE_AREA, "languages": ["en", "cy"], "register": {"endpoint": "https://inbox.example.org/submit"}}
    gone = {**FOUR, "name": "Gone", "contact": {"phone": "01632 960777"}, "status": {"state": "withdrawn"}}
    write(place, {"anytown-cat-and-dog-shelter": FOUR, ID: WHOLE, "gone": gone}, area)
    build_site(place / "directory", place / "site")
    return place


@pytest.fixture
def made(smallton: Path, tmp_path: Path) -> Iterator[Inbox]:
    """A service, and a client of it."""
    shutil.copytree(smallton / "directory", tmp_path / "directory")
    one = inbox(tmp_path, smallton / "site")
    yield replace(one, client=client_of(one.service))
    one.service.store.base.close()


@pytest.fixture
def client(made: Inbox) -> FlaskClient:
    """Somebody out there."""
    return made.client


class Buffered(FlaskClient):
    """A client that reads every answer to its end, as a server would, so that no file stays open."""

    def open(self, *words: Any, **more: Any) -> TestResponse:
        """Asks for something."""
        return super().open(*words, **{"buffered": True, **more})


def client_of(service: Service, address: str = "192.0.2.1") -> FlaskClient:
    """Somebody at an address, of a service with settings of its own."""
    app = application(service)
    app.test_client_class = Buffered
    client = app.test_client()
    client.environ_base = {"REMOTE_ADDR": address}
    return client


def post(client: FlaskClient, **fields: str | list[str]) -> TestResponse:
    """Sends the form; a field that is "" is not sent."""
    every = {**SENT, **{name.replace("__", "."): value for name, value in fields.items()}}
    return client.post("/submit", data={name: value for name, value in every.items() if value})


def tell(client: FlaskClient, what: str, **fields: str) -> TestResponse:
    """Sends one of the small forms about an entry."""
    return client.post(
        "/submit",
        data={"about": what, "change": ID, **{name.replace("__", "."): text for name, text in fields.items()}},
    )


def kept(made: Inbox) -> list[Offer]:
    """What is in the queue."""
    return [one.offer for one in made.service.store.queue()]


def faults_of(answer: TestResponse) -> list[str]:
    """The summary of what is wrong."""
    return all_words(seen(answer.text), "[data-errors] li")


# --- sending ---


def test_four_fields_are_enough(made: Inbox, client: FlaskClient) -> None:
    answer = post(client)
    assert answer.status_code == 200
    tree = LexborHTMLParser(answer.text)
    (offer,) = kept(made)
    assert words(tree.css_first("[data-reference]")) == made.service.store.queue()[0].reference
    assert words(tree.css_first("h1")) == "Thank you"
    assert all_words(tree, "ol.steps li") == [
        "A person reads it, and asks you if something is not clear.",
        "Then it is published.",
        f"It is done by {made.service.by(made.service.look.language())}. Look here then.",
    ]
    assert offer.data == {
        "name": "Brand New Dog Walks",
        "domains": ["physical-activity"],
        "summary": "Walk our dogs any weekday morning.",
        "contact": {"phone": "01632 960999"},
    }


def test_the_same_post_again_has_the_same_reference(made: Inbox, client: FlaskClient) -> None:
    found = {re.findall(r"data-reference>(PT-\w+)<", post(client).text)[0] for _ in range(3)}
    assert len(found) == 1
    assert len(kept(made)) == 1


def test_a_multipart_form_is_read_as_well(made: Inbox, client: FlaskClient) -> None:
    answer = client.post("/submit", data=SENT, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert kept(made)[0].name == SENT["name"]


def test_the_form_posts_to_the_service_itself(client: FlaskClient) -> None:
    for address, action in (
        ("/register/", "../submit"),
        ("/cy/register/", "../submit"),
        (f"/change/{ID}/", "../../submit"),
    ):
        form = LexborHTMLParser(client.get(address).text).css_first("form[data-register]")
        assert form
        assert form.attributes["action"] == action, address
        assert "hidden" not in form.attributes
    assert client.get("/fr/register/").status_code == 404
    assert client.get("/en/register/").status_code == 200


def test_the_answer_is_in_the_language_of_the_form(made: Inbox, client: FlaskClient) -> None:
    for address, fields, code in (
        ("/cy/submit", {**SENT, "name": ""}, 422),
        ("/cy/submit", {**SENT, "contact.phone": "01632 960101"}, 409),
        ("/cy/submit", SENT, 200),
    ):
        answer = client.post(address, data=fields)
        assert answer.status_code == code
        assert '<html lang="cy"' in answer.text
        for link in LexborHTMLParser(answer.text).css("a[href*=change]"):
            assert str(link.attributes["href"]).startswith("../change/")
    assert client.post("/fr/submit", data=SENT).status_code == 404
    assert '<html lang="en"' in post(client, lang="cy", name="").text
    assert kept(made)[0].rest == ""


# --- what is wrong ---


def test_errors_are_told_at_the_top_and_beside_each_field(made: Inbox, client: FlaskClient) -> None:
    answer = post(
        client, name="", domains="", contact__phone="01632 9601", contact__email="me at home", cost="<b>3</b>"
    )
    assert answer.status_code == 422
    assert kept(made) == []
    tree = seen(answer.text)
    links = tree.css("[data-errors] a")
    assert {str(link.attributes["href"]): words(link) for link in links} == {
        "#name": "Name: this must not be empty. For example: Anytown Cat and Dog Shelter",
        "#domains": "What kind of help: tick at least one.",
        "#contact-phone": 'Phone: this must be one UK phone number with all its digits, got "01632 9601". '
        "Write it as 01632 960101.",
        "#contact-email": 'E-mail: this must be an e-mail address, such as hello@example.org, got "me at home".',
        "#cost": 'Cost: this must be plain text, got "<b>". Write it without tags.',
    } | {
        str(link.attributes["href"]): words(link)
        for link in links
        if link.attributes["href"] in ("#cost", "#contact-phone", "#contact-email")
    }
    assert [link.attributes["href"] for link in links] == [
        "#name",
        "#domains",
        "#contact-phone",
        "#contact-email",
        "#cost",
    ]
    for link in links:
        id = str(link.attributes["href"])
        field = tree.css_first(id)
        assert field, id
        assert field.attributes["aria-invalid"] == "true"
        assert str(field.attributes["aria-describedby"]).split()[-1] == f"{id[1:]}-e"
        assert words(tree.css_first(f"{id}-e")) == f"Wrong: {words(link)}"
    assert str(words(tree.css_first("title"))).startswith("Wrong: Add your group")
    # All that was typed is still there, and what was folded is open.
    assert _value(tree, "summary") == SENT["summary"]
    assert _value(tree, "contact.phone") == "01632 9601"
    assert _value(tree, "cost") == "<b>3</b>"
    fold = tree.css_first('details[data-theme="in"]')
    assert fold
    assert "open" in fold.attributes


def _value(tree: LexborHTMLParser, name: str) -> str | None:
    field = tree.css_first(f'form [name="{name}"]')
    assert field, name
    return field.text() if field.tag == "textarea" else field.attributes.get("value")


def test_everything_typed_comes_back(client: FlaskClient) -> None:
    """Each question of the form, in whatever row, is there again when one other is wrong."""
    sent = _whole_form()
    answer = client.post("/submit", data={**sent, "name": ""})
    assert answer.status_code == 422
    tree = LexborHTMLParser(answer.text)
    for path, texts in sent.items():
        if path == "name":
            continue
        fields = tree.css(f'form [name="{path}"]')
        assert fields, path
        if fields[0].attributes.get("type") == "checkbox":
            assert [one.attributes["value"] for one in fields if "checked" in one.attributes] == texts, path
        elif fields[0].tag == "select":
            chosen = fields[0].css_first("option[selected]")
            assert chosen, path
            assert [chosen.attributes["value"]] == texts, path
        else:
            assert [_value(tree, path)] == texts, path


def _whole_form() -> dict[str, list[str]]:
    """An answer to every question, a session in the fourth row among them."""
    found: dict[str, list[str]] = {}
    for one in answers.asked().values():
        if one.path == "private_address":
            continue
        if one.options:
            found[one.path] = [one.options[-1].value]
        else:
            kinds = {"number": "20", "time": "10:00", "date": "2027-01-01", "yes": "true"}
            rules = {"phone": "01632 960101", "email": "a@b.example.org", "web-address": "https://b.example.org"}
            rules["uk-postcode"] = "AN1 2AB"
            found[one.path] = [kinds.get(one.kind) or rules.get(one.rule) or f"text of {one.path}"]
    found |= {path.replace(".0.", ".3."): texts for path, texts in found.items() if path.startswith("sessions.0.")}
    found = {path.replace("sessions.3.", "sessions.1."): texts for path, texts in found.items()}
    found["localities"], found["languages"] = ["north", "zu"], ["cy", "zu"]
    found["sessions.0.place"], found["sessions.1.place"] = ["place-1"], ["place-4"]
    found["submitter.email"], found["submitter.note"] = ["me@example.org"], ["One.\n\nTwo."]
    return found


def test_a_row_with_a_fault_is_where_its_message_says(client: FlaskClient) -> None:
    answer = post(
        client,
        **{
            "sessions.0.days": "monday",
            "sessions.5.start": "10:00",
            "sessions.5.days": "friday",
            "sessions.5.end": "9",
        },
    )
    tree = seen(answer.text)
    (link,) = tree.css("[data-errors] a")
    assert link.attributes["href"] == "#sessions-1-end"
    assert words(link).startswith("Day and time 2, Ends at: this must be a time on the 24-hour clock")
    assert _value(tree, "sessions.1.end") == "9"
    assert _value(tree, "sessions.1.start") == "10:00"


def test_one_way_to_get_in_touch_must_be_there(client: FlaskClient) -> None:
    answer = post(client, contact__phone="")
    assert faults_of(answer) == [
        "Give at least one way to get in touch: a phone number, a number for text messages, an e-mail, a web page, "
        "or a place to turn up."
    ]
    assert LexborHTMLParser(answer.text).css_first("#contact-phone")


def test_no_message_speaks_of_files(client: FlaskClient) -> None:
    hard = {
        "localities": "atlantis",
        "sessions.0.every": "month",
        "sessions.0.from": "2026-02-30",
        "who_for.ages.from": "x",
        "languages": "klingon",
        "cost": "x" * 400,
        "referral.who": "GP",
        "domains": "singing",
        "availability.note": "yes",
        "private_address": "perhaps",
        "name": "ALL SHOUTING\t",
    }
    found = faults_of(post(client, **hard))
    assert len(found) >= 8
    for one in found:
        assert not re.search(r"\b(yaml|file|line [0-9]|directory team|field)\b", one), one
        assert not re.match(r"[a-z_.0-9]+:", one), one


# --- who is there already ---


@pytest.mark.parametrize("same", [{"name": "dog & cat SHELTER, anytown"}, {"contact__phone": "+44 1632 960101"}])
def test_is_this_you(made: Inbox, client: FlaskClient, same: dict[str, str]) -> None:
    answer = post(client, **same)
    assert answer.status_code == 409
    assert kept(made) == []
    tree = seen(answer.text)
    assert "Is this you?" in words(tree)
    links = [str(link.attributes["href"]) for link in tree.css("[data-twins] a")]
    assert "./change/anytown-cat-and-dog-shelter/" in links
    assert _value(tree, "summary") == SENT["summary"]
    button = tree.css_first("[data-twin] button")
    assert button
    assert (button.attributes["form"], button.attributes["name"], button.attributes["value"]) == (
        "join",
        "others",
        "yes",
    )
    assert post(client, **same, others="yes").status_code == 200
    assert len(kept(made)) == 1


def test_a_withdrawn_entry_is_nobodys_twin_and_cannot_be_asked_for(client: FlaskClient) -> None:
    assert post(client, name="Gone", contact__phone="01632 960777").status_code == 200
    for what in ("change", "close", "withdraw", "report"):
        assert client.get(f"/{what}/gone/").status_code == 404
        answer = client.post("/submit", data={"about": what, "change": "gone", "submitter.note": "Where is it?"})
        assert answer.status_code in (404, 422)
        assert "There is no such entry any more." in answer.text


# --- a change, an end, a report ---


def test_a_change_is_prefilled_and_only_the_difference_is_kept(made: Inbox, client: FlaskClient) -> None:
    tree = LexborHTMLParser(client.get(f"/change/{ID}/").text)
    assert words(tree.css_first("[data-changing-name]")) == "Dog Walks"
    sent: dict[str, list[str]] = {}
    for field in tree.css("form[data-register] [name]"):
        name, type = str(field.attributes["name"]), field.attributes.get("type")
        if "disabled" in field.attributes or (type == "checkbox" and "checked" not in field.attributes):
            continue
        chosen = field.css_first("option[selected]")
        value = (
            str(chosen.attributes["value"])
            if chosen
            else (field.text() if field.tag == "textarea" else field.attributes.get("value"))
        )
        if field.tag != "select" or chosen:
            sent.setdefault(name, []).append(value or "")
    assert sent["contact.phone"] == ["01632 960101"]
    assert sent["sessions.0.place"] == ["place-1"]
    same = client.post("/submit", data=sent)
    assert same.status_code == 422
    assert faults_of(same) == ["You have not changed anything yet."]
    assert words(LexborHTMLParser(same.text).css_first("[data-changing-name]")) == "Dog Walks"
    answer = client.post("/submit", data={**sent, "contact.phone": "01632960102", "cost": ""})
    assert answer.status_code == 200, faults_of(answer)
    (offer,) = kept(made)
    assert (offer.kind, offer.entry, offer.data, offer.taken_out) == (
        "change",
        ID,
        {"contact": {"phone": "01632 960102"}},
        ("cost",),
    )
    assert offer.was["contact"]["phone"] == "01632 960101"


def test_a_change_of_a_part_that_is_wrong_stays_a_change_of_a_part(client: FlaskClient) -> None:
    answer = client.post("/submit", data={"change": ID, "contact.phone": "12"})
    assert answer.status_code == 422
    tree = LexborHTMLParser(answer.text)
    hidden = {name: tree.css_first(f"input[name={name}]") for name in ("change", "whole")}
    assert hidden["change"] and hidden["whole"]
    assert hidden["change"].attributes["value"] == ID
    assert "disabled" not in hidden["change"].attributes
    assert "disabled" in hidden["whole"].attributes
    name = tree.css_first("#name")
    assert name
    assert "required" not in name.attributes


def test_an_old_address_leads_to_the_entry(client: FlaskClient) -> None:
    assert "Dog Walks" in client.get("/change/hound-walks/").text
    assert client.get("/change/nobody/").status_code == 404


def test_it_has_stopped(made: Inbox, client: FlaskClient) -> None:
    assert "Since when?" in client.get(f"/close/{ID}/").text
    answer = tell(client, "close", closed__on="2026-11-01", closed__see="anytown-cat-and-dog-shelter")
    assert answer.status_code == 200
    (offer,) = kept(made)
    assert offer.kind == "close"
    assert offer.data == {"status": {"state": "closed", "on": "2026-11-01", "see": ["anytown-cat-and-dog-shelter"]}}


def test_an_end_that_cannot_be_is_told(made: Inbox, client: FlaskClient) -> None:
    answer = tell(client, "close", closed__on="2026-02-30", closed__see="nobody-at-all", submitter__email="me")
    assert answer.status_code == 422
    assert kept(made) == []
    tree = LexborHTMLParser(answer.text)
    assert all_words(tree, "[data-errors] li") == [
        'Since when: this must be a real date written year-month-day, such as 2026-11-03, got "2026-02-30". '
        "Check the day: February 2026 has 28 days.",
        "Your e-mail: this must be an e-mail address, such as hello@example.org.",
    ]
    for link in tree.css("[data-errors] a"):
        field = tree.css_first(str(link.attributes["href"]))
        assert field, link.html
        assert field.attributes.get("aria-invalid") == "true", link.html
    assert _value(tree, "closed.on") == "2026-02-30"
    assert _value(tree, "closed.see") == "nobody-at-all"
    assert _value(tree, "submitter.email") == "me"


def test_take_it_off_at_once(made: Inbox, client: FlaskClient) -> None:
    page = client.get(f"/withdraw/{ID}/").text
    assert "It is quickest to ring us:" in page
    answer = tell(client, "withdraw", submitter__phone="01632 960888")
    assert answer.status_code == 200
    assert "Is somebody in danger now? Ring 999." in answer.text
    (offer,) = kept(made)
    assert (offer.kind, offer.private) == ("withdraw", {"submitter.phone": "01632 960888"})


def test_something_is_wrong(made: Inbox, client: FlaskClient) -> None:
    empty = tell(client, "report")
    assert empty.status_code == 422
    assert faults_of(empty) == ["Say what is wrong, and what is right."]
    assert tell(client, "report", submitter__note="The number is dead.").status_code == 200
    assert kept(made)[0].private == {"submitter.note": "The number is dead."}


@pytest.mark.parametrize("about", ["change", "close", "withdraw", "report"])
@pytest.mark.parametrize("id", ["", "nobody", "../dog-walks", "<script>"])
def test_what_is_about_no_entry_is_not_kept(made: Inbox, client: FlaskClient, about: str, id: str) -> None:
    answer = client.post("/submit", data={**SENT, "about": about, "change": id, "submitter.note": "x"})
    assert answer.status_code in (404, 422)
    assert kept(made) == []
    assert "<script>" not in answer.text


# --- a secret address ---


def test_a_secret_address_is_not_kept_and_not_sent_back(made: Inbox, client: FlaskClient) -> None:
    secret = {"private_address": "true", "places.0.address": "12 Cuckoo Lane", "contact.visit": "The cuckoo gate"}
    for more in ({"name": ""}, {"contact.phone": "01632 960101"}):
        answer = client.post("/submit", data={**SENT, **secret, **more})
        assert answer.status_code in (409, 422)
        assert "uckoo" not in answer.text
        ticked = LexborHTMLParser(answer.text).css_first("#private-address")
        assert ticked
        assert "checked" in ticked.attributes
    assert client.post("/submit", data={**SENT, **secret}).status_code == 200
    assert kept(made)[0].data["private_address"] is True
    made.service.store.base.close()
    assert b"uckoo" not in b"".join(path.read_bytes() for path in made.service.store.base.folder.iterdir())


# --- nonsense ---


def test_the_trap_and_haste(made: Inbox, client: FlaskClient) -> None:
    trapped = post(client, second_name="Bot")
    assert trapped.status_code == 422
    assert faults_of(trapped) == ["Please leave the last field, “Leave this empty”, empty."]
    hasty = post(client, seconds="1")
    assert faults_of(hasty) == ["That was very quick. Please look at it once more and press “Send it” again."]
    assert kept(made) == []
    for number, seconds in enumerate(("2", "", "-5", "nan", "inf", "soon", "9" * 5000)):
        answer = post(client, seconds=seconds, name=f"Group {number}", contact__phone=f"01632 96010{number + 2}")
        assert answer.status_code == 200, seconds


def test_many_web_addresses_are_advertising(made: Inbox, client: FlaskClient) -> None:
    answer = post(client, description=" ".join(f"https://{number}.example.org" for number in range(9)))
    assert faults_of(answer) == [
        "All of it together must hold at most 8 web addresses, and it has 9. Keep those that people need most."
    ]
    assert kept(made) == []


def test_who_sends_too_much_waits(made: Inbox) -> None:
    now = [1000.0]
    service = replace(made.service, limits=Limits(3, 60, 5, 120), ticks=lambda: now[0])
    one, other = client_of(service), client_of(service, "198.51.100.7")
    for number in range(3):
        assert post(one, name=f"Group {number}", contact__phone=f"01632 96060{number}").status_code == 200
    answer = post(one, name="One more")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "That was a lot at once" in answer.text
    assert "It was not kept. Please wait a few minutes, and send it again." in answer.text
    # Reading is not sending.
    assert one.get("/register/").status_code == 200
    assert post(other, name="Other", contact__phone="01632 960610").status_code == 200
    assert post(other, name="Another", contact__phone="01632 960611").status_code == 200
    # All together have sent five now.
    third = post(client_of(service, "203.0.113.5"), name="Third")
    assert third.status_code == 429
    assert third.headers["Retry-After"] == "30"
    now[0] += 61
    assert post(one, name="One more", contact__phone="01632 960612").status_code == 200
    # What a client says of itself does not count.
    tricks = {"X-Forwarded-For": "192.0.2.99", "X-Real-IP": "192.0.2.99", "Forwarded": "for=192.0.2.99"}
    assert one.post("/submit", data=SENT, headers=tricks).status_code == 429


def test_a_bucket_fills_up_slowly() -> None:
    bucket = Bucket(size=2, rate=0.5, level=2, at=0)
    assert [bucket.draw(0), bucket.draw(0), bucket.draw(0)] == [0, 0, 2]
    assert bucket.draw(1) == 1
    assert bucket.draw(2) == 0
    assert bucket.draw(1000) == 0
    assert bucket.level == 1


def test_addresses_are_forgotten_after_a_day_and_when_they_are_many() -> None:
    limits = Limits(1, 1, 10**9, 10**9)
    assert limits.wait("192.0.2.1", 0) == 0
    assert limits.wait("192.0.2.1", 1) > 3000
    assert limits.wait("192.0.2.2", KEPT + 2) == 0
    assert "192.0.2.1" not in limits._buckets
    for number in range(MOST + 50):
        limits.wait(f"2001:db8:{number // 65536:x}:{number % 65536:x}::1", KEPT + 3)
    assert len(limits._buckets) <= MOST + 2


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("unix socket", "unix socket"),
    ],
)
def test_what_counts_as_one(address: str, one: str) -> None:
    assert household(address) == one


# --- when something fails ---


def test_a_full_disk_keeps_nothing_and_says_so(made: Inbox, tmp_path: Path) -> None:
    service = replace(made.service, store=Store(Base(tmp_path / "small", most_pages=32)))
    client = client_of(service)
    codes = []
    for number in range(200):
        answer = post(
            client, name=f"Group {number}", contact__phone="07700 900123", others="yes", description="word " * 500
        )
        codes.append(answer.status_code)
        if answer.status_code != 200:
            break
    assert codes[-1] == 503
    assert codes.count(200) > 2
    assert len(service.store.queue()) == codes.count(200)
    assert all_words(LexborHTMLParser(answer.text), "main p")[:2] == [
        "It was not kept.",
        "Please go back and try again in a few minutes. What you typed should still be there.",
    ]
    assert set(answer.headers.keys()) >= GUARDS
    assert client.get("/register/").status_code == 200
    service.store.base.close()


def test_a_crash_tells_no_details(
    made: Inbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_words: object, **_more: object) -> None:
        raise RuntimeError("SECRET detail of /srv/inbox")

    monkeypatch.setattr("petunias.submissions.web.joining.register", fail)
    answer = made.client.get("/register/")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "SECRET" not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text
    assert "GET joining.form failed: RuntimeError" in caplog.text
    assert set(answer.headers.keys()) >= GUARDS
    # Even if no page can be dressed.
    monkeypatch.setattr("petunias.submissions.web.look.Look.fill", fail)
    bare = made.client.get("/register/")
    assert bare.status_code == 500
    assert bare.text == (
        "<!doctype html><html lang=en><title>Something went wrong here</title><h1>Something went wrong here</h1>"
        "<p>It is our fault, not yours. It was not kept. Please try again, or tell us in another way."
    )
    assert set(bare.headers.keys()) >= GUARDS


def test_what_is_too_large_is_refused(made: Inbox, client: FlaskClient) -> None:
    answer = post(client, description="x" * 66_000)
    assert answer.status_code == 413
    assert "All of it together must be at most 64 KB. It was not kept." in answer.text
    many = client.post("/submit", data={f"field-{number}": "x" for number in range(2500)})
    assert many.status_code == 413
    parts = client.post(
        "/submit", data={f"f{number}": "x" for number in range(900)}, content_type="multipart/form-data"
    )
    assert parts.status_code in (413, 422)
    assert kept(made) == []
    whole = post(client, description="x" * 2900, submitter__note="y" * 1000)
    assert whole.status_code == 200


# --- the site ---


def test_every_answer_is_guarded(client: FlaskClient, smallton: Path) -> None:
    asset = next((smallton / "site" / "assets").glob("petunias.*.css")).name
    seen_: dict[str, int] = {}
    for method, path in [
        ("GET", "/"),
        ("HEAD", "/"),
        ("GET", f"/entries/{ID}/"),
        ("GET", f"/entries/{ID}"),
        ("GET", "/register"),
        ("GET", f"/assets/{asset}"),
        ("GET", "/nowhere/"),
        ("GET", "/register/"),
        ("HEAD", "/register/"),
        ("GET", f"/change/{ID}/"),
        ("GET", f"/report/{ID}/"),
        ("POST", "/submit"),
        ("GET", "/submit"),
        ("PUT", "/"),
        ("DELETE", f"/entries/{ID}/"),
        ("OPTIONS", "/"),
        ("TRACE", "/"),
        ("POST", f"/change/{ID}/"),
    ]:
        answer = client.open(path, method=method)
        seen_[f"{method} {path}"] = answer.status_code
        assert set(answer.headers.keys()) >= GUARDS, (method, path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers, (method, path)
        assert "Server" not in answer.headers
    assert [code for code in seen_.values() if code >= 500] == []
    assert seen_["GET /submit"] in (404, 405)
    assert client.get("/").headers["Cache-Control"] == headers.FRESH
    assert client.get(f"/assets/{asset}").headers["Cache-Control"] == headers.KEPT
    assert client.head(f"/assets/{asset}").headers["Cache-Control"] == headers.KEPT
    assert client.get("/register/").headers["Cache-Control"] == "no-cache"
    assert post(client).headers["Cache-Control"] == "no-store"


def test_the_site_is_shown_as_it_was_built(client: FlaskClient, smallton: Path) -> None:
    for path in ("", f"entries/{ID}/", "find/"):
        assert client.get(f"/{path}").data == (smallton / "site" / path / "index.html").read_bytes()
    moved = client.get(f"/entries/{ID}")
    assert (moved.status_code, moved.headers["Location"]) == (308, f"/entries/{ID}/")
    missing = client.get("/entries/nobody/")
    assert missing.status_code == 404
    assert missing.data == (smallton / "site" / "404.html").read_bytes()
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../directory/area.yaml",
        "/..%2fdirectory%2farea.yaml",
        "/%2e%2e/directory/area.yaml",
        "/..%5cdirectory%5carea.yaml",
        "/entries/../../directory/area.yaml",
        "/.petunias",
        "/.petunias/",
        "/_headers",
        "/.htaccess",
        "/.git/config",
        "/entries/.hidden/",
        "//etc/passwd",
        "/%2fetc/passwd",
        "///etc/",
        "/etc/passwd",
        "/assets//",
        "/index.html/",
        "/index.html%00.css",
        "/%00",
        "/%ff%fe",
        "/%0d%0aSet-Cookie:%20x=1",
        "/con",
        "/" + "a" * 300,
        "/" + "a/" * 3000,
        "/%F0%9F%8C%B8/",
        "/..;/directory/area.yaml",
        "/data/inbox.sqlite3",
        "/../data/inbox.sqlite3",
    ],
)
def test_nothing_but_the_site_is_shown(made: Inbox, path: str) -> None:
    (made.service.site / ".git").mkdir(exist_ok=True)
    (made.service.site / ".git" / "config").write_text("SECRET")
    answer = made.client.get(path)
    assert answer.status_code in (404, 308), path
    assert b"SECRET" not in answer.data
    assert b"Smallton\n" not in answer.data
    assert "root:" not in answer.text
    if answer.status_code == 308:
        assert re.fullmatch(r"/([\w-]+/)+", answer.headers["Location"]), answer.headers["Location"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:99999", '"><script>', "q q", "", "[::1", "x" * 500])
def test_a_forged_host_is_written_nowhere(client: FlaskClient, host: str) -> None:
    for path in ("/register/", "/register", f"/entries/{ID}", "/nowhere"):
        answer = client.get(path, headers={"Host": host})
        assert answer.status_code < 500
        if host:
            assert host not in answer.text
            assert host not in str(answer.headers.get("Location", ""))


def test_links_to_other_languages_lead_to_the_form(client: FlaskClient) -> None:
    pages = [post(client, name="").text, post(client).text, client.get(f"/close/{ID}/").text]
    pages.append(client.post("/a/%22onclick=%22x/b", data={}).text)
    for page in pages:
        links = [str(link.attributes["href"]) for link in LexborHTMLParser(page).css("[hreflang=cy]")]
        assert links
        assert all(re.fullmatch(r"(\./|(\.\./)+)cy/register/", link) for link in links), links


def test_the_application_has_no_other_routes(made: Inbox) -> None:
    app = application(made.service)
    assert isinstance(app, Flask)
    public = {str(rule) for rule in app.url_map.iter_rules() if not str(rule).startswith("/desk")}
    assert public == {
        "/",
        "/<path:path>",
        "/register/",
        "/<code>/register/",
        "/change/<id>/",
        "/<any(close, withdraw, report):what>/<id>/",
        "/submit",
        "/<code>/submit",
    }
