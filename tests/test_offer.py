"""What a form sends as data: read, tidied, compared with what is published, and laid over it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petunias import checks, questions, reading, records, schema, yamlfile
from petunias.problems import errors
from petunias.published import published
from petunias.submissions import answers, plain_form
from petunias.submissions import offer as offers
from petunias.submissions.base import Base
from petunias.submissions.offer import Offer
from petunias.submissions.store import Store
from support.directories import FOUR, WHOLE, entry
from support.report import assert_none
from support.site import DIRECTORY

TODAY = date(2026, 11, 22)
Pair = tuple[str, str]


def new(*pairs: Pair) -> Offer:
    """The offer of somebody new."""
    return offers.from_form(pairs, TODAY, None)


def changed(known: Mapping[str, Any], *pairs: Pair, whole: bool = True) -> Offer:
    """The offer of somebody who changes an entry of that data."""
    made = entry(**known)
    end = [("whole", "yes")] if whole else []
    return offers.from_form([*pairs, ("change", made.id), *end], TODAY, made, made.id)


def sent(known: Mapping[str, Any], **other: str | None) -> list[Pair]:
    """All that the form of a change sends, with some answers in place of its own; None takes one out."""
    every = answers.as_sent(published(entry(**known)))
    kept = [pair for pair in every if pair[0].replace(".", "__") not in other]
    return [*kept, *((path.replace("__", "."), text) for path, text in other.items() if text is not None)]


# --- pairs to data ---


def test_four_answers_are_an_entry() -> None:
    made = new(("name", "Dogs"), ("domains", "volunteering"), ("summary", "Walk."), ("contact.phone", "01632960101"))
    assert (made.kind, made.entry, made.taken_out, dict(made.was), dict(made.private), made.rest) == (
        "new",
        "",
        (),
        {},
        {},
        "",
    )
    assert made.data == {
        "name": "Dogs",
        "domains": ["volunteering"],
        "summary": "Walk.",
        "contact": {"phone": "01632 960101"},
    }


def test_answers_are_tidied_as_they_are_meant() -> None:
    made = new(
        ("name", "  Dog \t Walks\u200b \r\n"),
        ("description", "\r\nOne. \r\n\r\nTwo.\x00\n"),
        ("places.0.postcode", "an12ab"),
        ("contact.website", "www.dogs.example.org/walks"),
        ("contact.email", "mailto:me@example.org"),
        ("contact.text", "07700900101"),
        ("keywords", "dogs, , walks,dogs"),
        ("domains", "volunteering"),
        ("domains", "physical-activity"),
        ("domains", "volunteering"),
        ("who_for.ages.from", "18"),
        ("who_for.ages.to", "many"),
        ("sessions.0.term_time", "true"),
        ("availability.status", "open"),
        ("cost", " "),
    ).data
    assert made == {
        "name": "Dog Walks",
        "description": "One.\n\nTwo.",
        "places": [{"postcode": "AN1 2AB"}],
        "contact": {"email": "me@example.org", "text": "07700 900101", "website": "https://www.dogs.example.org/walks"},
        "keywords": ["dogs", "walks"],
        "domains": ["volunteering", "physical-activity"],
        "who_for": {"ages": {"from": 18, "to": "many"}},
        "sessions": [{"term_time": True}],
        "availability": {"status": "open", "on": "2026-11-22"},
    }


def test_rows_have_no_gaps_and_places_get_ids() -> None:
    made = new(
        ("sessions.7.days", "friday"),
        ("sessions.7.place", "place-2"),
        ("sessions.2.days", "monday"),
        ("sessions.2.place", "place-9"),
        ("places.1.name", "The yard"),
        ("places.0.name", ""),
    ).data
    assert made == {
        "sessions": [{"days": ["monday"]}, {"days": ["friday"], "place": "place-2"}],
        "places": [{"id": "place-2", "name": "The yard"}],
    }


def test_what_is_not_asked_is_kept_apart() -> None:
    made = new(("name", "Dogs"), ("confirmed.on", "2026-11-01"), ("status.state", "closed"), ("x", "a\nb"), ("y", " "))
    assert made.data == {"name": "Dogs"}
    assert made.rest == "confirmed.on: 2026-11-01\nstatus.state: closed\nx: a b"


@pytest.mark.parametrize(
    "path",
    [
        "sessions",
        "sessions.0",
        "sessions.-1.days",
        "sessions.\u0661.days",
        f"sessions.{'9' * 5000}.days",
        "sessions.0.days.0",
        "contact",
        "",
        ".",
        "places..name",
        "name.__class__",
        "\x00",
    ],
)
def test_odd_names_of_fields_are_no_fields(path: str) -> None:
    made = new(("name", "Dogs"), (path, "monday"))
    assert made.data == {"name": "Dogs"}
    assert made.rest == (f"{path}: monday")


def test_the_first_of_several_counts_but_for_choices() -> None:
    assert new(("name", "One"), ("name", "Two")).data == {"name": "One"}
    made = offers.from_form([("change", "dogs"), ("change", "cats"), ("about", "report")], TODAY, entry(), "dogs")
    assert (made.kind, made.entry) == ("report", "dogs")


def test_what_is_private_is_in_no_data() -> None:
    made = new(("name", "Dogs"), ("submitter.email", " me@example.org\r\n"), ("submitter.note", "One.\n\nTwo. "))
    assert made.private == {"submitter.email": "me@example.org", "submitter.note": "One.\n\nTwo."}
    assert made.data == {"name": "Dogs"}


# --- an end, a report ---


def test_a_close_says_since_when_and_where_to_go() -> None:
    pairs = [("about", "close"), ("change", "dogs"), ("closed.see", "Cats, x_y /../z and-more"), ("closed.on", "")]
    made = offers.from_form(pairs, TODAY, entry(), "dogs")
    assert made.data == {"status": {"state": "closed", "on": "2026-11-22", "see": ["cats", "and-more"]}}
    assert (made.kind, made.entry, made.name) == ("close", "dogs", FOUR["name"])


def test_a_withdrawal_needs_nothing_and_a_report_needs_words() -> None:
    gone = offers.from_form([("about", "withdraw"), ("change", "dogs")], TODAY, entry(), "dogs")
    assert gone.data == {"status": {"state": "withdrawn", "on": "2026-11-22"}}
    assert offers.faults(gone) == []
    report = offers.from_form([("about", "report"), ("change", "dogs")], TODAY, entry(), "dogs")
    assert [(one.field, one.message) for one in offers.faults(report)] == [("submitter.note", "must not be empty.")]


def test_what_stands_in_the_way() -> None:
    private = {
        "submitter.email": "me at home",
        "submitter.phone": "12",
        "submitter.name": "<b>",
        "submitter.note": "x" * 1001,
    }
    made = Offer("new", data={"description": "https://a.example.org " * 9}, private=private)
    assert [(one.field, one.message) for one in offers.faults(made)] == [
        ("submitter.name", "must be plain text."),
        ("submitter.note", "must be at most 1000 characters long, and it has 1001."),
        ("submitter.email", "must be an e-mail address, such as hello@example.org."),
        ("submitter.phone", "must be one UK phone number, such as 01632 960101."),
        ("", "must hold at most 8 web addresses, and it has 9."),
    ]


# --- a change ---


def test_a_form_sent_as_it_was_loaded_changes_nothing() -> None:
    """Of every entry of Anytown, however its file is written."""
    problems = []
    for one in reading.read_or_raise(DIRECTORY).entries:
        pairs = [*answers.as_sent(published(one)), ("change", one.id), ("whole", "yes")]
        made = offers.from_form(pairs, TODAY, one, one.id)
        if made.data or made.taken_out or made.rest:
            problems.append(f"{one.id}: {made.data} {made.taken_out} {made.rest}")
        filed = offers.filed(DIRECTORY, one.id)
        if offers.applied(filed, made) != filed:
            problems.append(f"{one.id}: is not the same with nothing laid over it")
    assert_none(problems)


def test_a_change_is_the_difference() -> None:
    made = changed(
        WHOLE,
        *sent(
            WHOLE,
            contact__phone="01632 960102",
            contact__text=None,
            cost=None,
            who_for__ages__to=None,
            sessions__0__note="Bring two",
        ),
    )
    assert made.kind == "change"
    assert made.taken_out == ("contact.text", "cost", "who_for.ages.to")
    assert made.data == {
        "contact": {"phone": "01632 960102"},
        "sessions": [
            {
                "days": ["tuesday"],
                "start": "09:30",
                "end": "11:00",
                "bank_holidays": "closed",
                "place": "yard",
                "note": "Bring two",
            }
        ],
    }
    assert list(made.was) == ["name", "contact", "sessions", "cost", "who_for"]
    assert made.was["contact"]["text"] == "07700 900101"


def test_a_change_laid_over_the_file_keeps_what_nobody_asks() -> None:
    known: dict[str, Any] = {**WHOLE}
    made = changed(known, *sent(known, contact__text=None, cost=None, sessions__0__note="Bring two"))
    whole = offers.applied(known, made)
    wanted = {name: value for name, value in known.items() if name != "cost"}
    wanted["contact"] = {name: value for name, value in known["contact"].items() if name != "text"}
    wanted["sessions"] = [{**known["sessions"][0], "note": "Bring two"}]
    assert whole == wanted
    assert known == WHOLE


def test_a_point_on_the_map_stays_while_the_address_does() -> None:
    for answer, stays in (
        ({"directions": "Ring once."}, True),
        ({"postcode": "AN1 2AC"}, False),
        ({"address": "3"}, False),
    ):
        (name, text), *_ = answer.items()
        made = changed(WHOLE, *sent(WHOLE, **{f"places__0__{name}": text}))
        (place,) = offers.applied(WHOLE, made)["places"]
        assert place[name] == text
        assert place["id"] == "yard"
        assert ("at" in place) is stays, name


def test_room_is_said_anew_with_its_day() -> None:
    known = {**FOUR, "availability": {"status": "open", "on": "2026-11-01", "note": "Two"}}
    assert changed(known, *sent(known)).data == {}
    made = changed(known, *sent(known, availability__note="Three"))
    assert made.data == {"availability": {"note": "Three", "on": "2026-11-22"}}


def test_a_change_of_a_part_leaves_the_rest() -> None:
    made = changed(WHOLE, ("contact.phone", "01632 960102"), whole=False)
    assert (made.data, made.taken_out) == ({"contact": {"phone": "01632 960102"}}, ())
    assert offers.applied(WHOLE, made) == {**WHOLE, "contact": {**WHOLE["contact"], "phone": "01632 960102"}}


def test_the_place_of_a_time_is_told_by_its_number() -> None:
    known = {**FOUR, "places": [{"id": "yard", "name": "Yard"}, {"id": "hall", "name": "Hall"}]}
    known["sessions"] = [{"days": ["monday"], "place": "hall"}]
    pairs = sent(known)
    assert ("sessions.0.place", "place-2") in pairs
    made = changed(known, *(pair for pair in pairs if pair[0] != "sessions.0.place"), ("sessions.0.place", "place-1"))
    assert made.data == {"sessions": [{"days": ["monday"], "place": "yard"}]}


# --- a secret address ---


SECRETS = [
    ("places.0.address", "12 Secret Street"),
    ("places.0.postcode", "SE1 1CR"),
    ("places.1.directions", "Secret door"),
    ("contact.visit", "Secret gate"),
    ("sessions.0.place", "place-1"),
    ("places.100.address", "Secret row"),
    ("places.0.address ", "Secret blank"),
]


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_secret_address_is_nowhere_in_the_database(tmp_path: Path) -> None:
    store = Store(Base(tmp_path))
    pairs = [("name", "Refuge"), ("contact.phone", "01632 960101"), *SECRETS, ("private_address", "true")]
    store.receive(new(*pairs, ("sessions.0.days", "monday")), datetime.now(UTC))
    # The address was public; now it is to be secret.
    store.receive(changed({**WHOLE, "lead_provider": None}, *pairs), datetime.now(UTC))
    # It was secret, and a part is changed by somebody who tells it.
    known = {**FOUR, "private_address": True}
    part = changed(known, *SECRETS, ("cost", "free"), whole=False)
    assert (part.data, part.was) == ({"cost": "free"}, {"name": FOUR["name"]})
    store.receive(part, datetime.now(UTC))
    form = plain_form.read("change: dogs\nprivate_address: true\nplaces.0.address: 1 Secret Way\ncost: £9\n")
    store.receive(offers.from_plain(form, TODAY, entry(), "e-mail"), datetime.now(UTC))
    form = plain_form.read("change: dogs\nplaces.0.address: 1 Secret Way\ncost: £8\n")
    store.receive(offers.from_plain(form, TODAY, entry(**known), "e-mail"), datetime.now(UTC))
    store.receive(
        offers.from_file({**FOUR, "private_address": True, "places": [{"name": "Secret"}]}), datetime.now(UTC)
    )
    assert len(store.queue()) == 5 + 1
    store.base.close()
    found = bytes_of(tmp_path)
    assert b"Refuge" in found
    for word in (b"Secret", b"SE1", b"Station Lane", b"green gate", b"Ring the bell"):
        assert word not in found, word


def test_what_editors_set_stays_when_an_address_becomes_secret() -> None:
    known = {**WHOLE, "translations": {"cy": {"name": "Cwn", "summary": "Cwn."}}, "keywords": ["Bath, Somerset"]}
    made = changed(known, *sent(known, private_address="true"))
    whole = offers.applied(known, made)
    wanted = {name: value for name, value in known.items() if name != "places"}
    wanted["contact"] = {name: value for name, value in known["contact"].items() if name != "visit"}
    wanted["sessions"] = [{name: value for name, value in known["sessions"][0].items() if name != "place"}]
    assert whole == {**wanted, "private_address": True}


def test_every_question_that_tells_where_is_secret() -> None:
    secret = {one.path.split(".")[0] for one in questions.questions() if one.secret}
    assert secret == {"places", "contact", "sessions"}
    assert {one.path for one in questions.questions() if one.secret and one.path.startswith("contact.")} == {
        "contact.visit"
    }


# --- there and back ---


LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf")), min_size=1, max_size=40)
TIMES = st.times().map(lambda time: time.strftime("%H:%M"))
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31)).map(date.isoformat)


def answer(one: questions.Question) -> st.SearchStrategy[list[str]]:
    """Right answers to a question, as many as it takes."""
    if one.path == "sessions.0.place":
        return st.sampled_from(["place-1", "place-2", "place-3"]).map(lambda text: [text])
    if one.options:
        return st.lists(
            st.sampled_from([choice.value for choice in one.options]),
            min_size=1,
            max_size=1 if one.kind == "choice" else 3,
            unique=True,
        )
    kinds: dict[str, st.SearchStrategy[str]] = {
        "number": st.integers(one.low or 0, one.high or 120).map(str),
        "time": TIMES,
        "date": DATES,
        "yes": st.just("true"),
    }
    return kinds.get(one.kind, LINES).map(lambda text: [text])


@st.composite
def filled(draw: st.DrawFn) -> list[Pair]:
    """A form with any of its questions answered, some of them in the second or third row."""
    asked = draw(st.lists(st.sampled_from(questions.questions()), max_size=25, unique_by=lambda one: one.path))
    pairs = []
    for one in asked:
        if one.path == "private_address":
            continue
        for row in draw(st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True)) if ".0." in one.path else [0]:
            pairs += [(one.path.replace(".0.", f".{row}."), text) for text in draw(answer(one))]
    return pairs


@given(filled())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_there_and_back(pairs: list[Pair]) -> None:
    """Any answers as data, published, told again as pairs, are the same data."""
    made = answers.data(pairs, TODAY)
    places = [place.get("id", "") for place in made.get("places", ())]
    assert answers.data(answers.as_sent(made), TODAY, places) == made
    read = yamlfile.parse(offers.canonical(made).encode(), "x").data
    assert schema.typed("entry", read or {}) == made


@given(filled())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_published_of_any_answers_is_no_change(pairs: list[Pair]) -> None:
    made = {**answers.data(pairs, TODAY), **{name: FOUR[name] for name in FOUR}}
    file = yamlfile.parse(offers.canonical(made).encode(), "x")
    if errors([*file.problems, *checks.shape("entry", file), *checks.values("entry", file)]):
        return  # what cannot be published is not
    one = records.entry("dogs", made)
    back = offers.from_form(
        [*answers.as_sent(published(one)), ("whole", "yes"), ("change", "dogs")], TODAY, one, "dogs"
    )
    assert (back.data, back.taken_out) == ({}, ())


def test_the_database_of_an_offer_is_one_row(tmp_path: Path) -> None:
    store = Store(Base(tmp_path))
    store.receive(new(("name", "'); DROP TABLE submission; --")), datetime.now(UTC))
    store.base.close()
    with closing(sqlite3.connect(tmp_path / "inbox.sqlite3")) as base:
        assert base.execute("SELECT count(*) FROM submission").fetchone() == (1,)
