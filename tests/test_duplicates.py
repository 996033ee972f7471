"""How alike two entries are: one thing listed twice is found, and two things of one provider are left alone."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from petunias import records
from petunias.duplicates import LIKELY, alike, likely_duplicates
from petunias.model import Entry


def entry(id: str, name: str, summary: str | None = None, **more: Any) -> Entry:
    """An entry; `summary` is different for each unless it is given."""
    data: dict[str, Any] = {
        "name": name,
        "domains": ["befriending"],
        "summary": summary or sha256(id.encode()).hexdigest(),
        "contact": {"visit": "here"},
    }
    postcode = more.pop("postcode", None)
    if postcode:
        data["places"] = [{"postcode": postcode}]
    contact = {name: more.pop(name) for name in ("phone", "text", "email", "website") if name in more}
    return records.entry(id, {**data, "contact": contact or data["contact"], **more})


def score(a: Entry, b: Entry) -> float:
    found, again = alike(a, b), alike(b, a)
    assert found == again
    return found.score if found else 0.0


def test_one_name_is_enough_unless_the_places_differ() -> None:
    here, there = {"postcode": "AN1 2AB"}, {"postcode": "AN2 3LQ"}
    assert alike(entry("a", "Knit and Natter"), entry("b", "The Knit & Natter")) is not None
    assert score(entry("a", "Knit and Natter"), entry("b", "The Knit & Natter")) == LIKELY
    assert score(entry("a", "Knit and Natter", **here), entry("b", "Knit and Natter")) == LIKELY
    assert score(entry("a", "Knit and Natter", **here), entry("b", "Knit and Natter", **there)) < LIKELY
    assert (
        score(entry("a", "Knit and Natter", localities=["north"]), entry("b", "Knit and Natter", localities=["south"]))
        < LIKELY
    )
    assert (
        score(
            entry("a", "Knit and Natter", localities=["north", "east"]),
            entry("b", "Knit and Natter", localities=["east"]),
        )
        == LIKELY
    )


def test_what_differs_adds_nothing() -> None:
    one = {
        "phone": "01632 960101",
        "email": "a@a.example.org",
        "website": "https://a.example.org",
        "postcode": "AN1 2AB",
    }
    other = {
        "phone": "01632 960102",
        "email": "b@b.example.org",
        "website": "https://b.example.org",
        "postcode": "AN1 2AB",
    }
    found = alike(entry("a", "Knit and Natter", **one), entry("b", "Knit and Natter", **other))
    assert found is not None
    assert (found.score, found.reasons) == (0.85, ("the same name", "the same postcode"))
    assert score(entry("a", "Knit and Natter", **one), entry("b", "Knit and Natter")) == LIKELY
    assert score(entry("a", "Knit and Natter", localities=["north"]), entry("b", "Knit and Natter")) == LIKELY


def test_a_slip_of_the_pen_needs_something_shared() -> None:
    wrong, right = {"phone": "01632 960101"}, {"phone": "+44 1632 960101"}
    assert score(entry("a", "Westbrook Mens Shed"), entry("b", "Westbrok Mens Shed")) < LIKELY
    assert score(entry("a", "Westbrook Mens Shed", **wrong), entry("b", "Westbrok Mens Shed", **right)) >= LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Salsa for Beginners", "Salsa for Improvers"),
        ("Anytown Stroke Club", "Anytown Stroke Choir"),
        ("1st Anytown Scouts", "2nd Anytown Scouts"),
        ("Hill Top Lunch Club", "Hill Top Chess Club"),
        ("Anytown Brownies Pack", "Anytown Brownies Pack 2"),
        ("Anytown Pack 10001", "Anytown Pack 10002"),
        ("Gardeners", "Gardeners Club"),
        ("Tai Chi", "Tai Chi Gentle Sitting"),
        ("Anytown Community Wellbeing Walkers", "Anytown Community Wellbeing Walkers in Old Hill"),
        ("Monday Walks", "Friday Walks"),
        ("Yoga", "Yoga at the Baths on Fridays"),
    ],
)
def test_services_of_one_provider_are_not_one_service(one: str, other: str) -> None:
    shared = {
        "phone": "01632 960110",
        "email": "desk@hub.example.org",
        "website": "https://hub.example.org",
        "postcode": "AN2 3LQ",
        "provider": "Southside Hub",
    }
    assert score(entry("a", one, **shared), entry("b", other, **shared)) < LIKELY


def test_a_longer_name_is_the_same_if_much_is_shared() -> None:
    shared = {"phone": "01632 960110", "website": "https://pan.example.org/club/"}
    longer = {"phone": "01632960110", "website": "http://www.PAN.example.org/club"}
    found = alike(entry("a", "Eastfield Pan Club", **shared), entry("b", "Eastfield Pan Cookery Club", **longer))
    assert found is not None
    assert found.score >= LIKELY
    assert found.reasons == ("one name with a word more", "the same phone number", "the same web page")
    assert (
        score(
            entry("a", "Eastfield Pan Club", phone="01632 960110"),
            entry("b", "Eastfield Pan Cookery Club", phone="01632 960110"),
        )
        < LIKELY
    )


def test_one_record_of_one_list_is_one_whatever_it_is_called() -> None:
    source = {"source": {"scheme": "food-banks", "id": "17"}}
    found = alike(entry("a", "Food Bank", **source), entry("b", "Larder", **source))
    assert found is not None
    assert (found.score, found.reasons) == (1.0, ("the same record of the same list",))
    for other in ({"source": {"scheme": "other", "id": "17"}}, {"source": {"scheme": "food-banks", "id": "18"}}, {}):
        assert alike(entry("a", "Food Bank", **source), entry("b", "Larder", **other)) is None
        assert alike(entry("a", "Food Bank", **other), entry("b", "Larder", **source)) is None


def test_all_reasons_are_told() -> None:
    shared = {
        "phone": "01632 960110",
        "email": "Desk@hub.example.org",
        "website": "https://hub.example.org/",
        "postcode": "AN2 3LQ",
    }
    found = alike(
        entry("a", "Café Club", "Tea for all.", **shared),
        entry("b", "cafe club", "Tea for all!", **{**shared, "email": "desk@HUB.example.org"}),
    )
    assert found is not None
    assert found.score == 1.0
    assert found.reasons == (
        "the same name",
        "the same phone number",
        "the same e-mail address",
        "the same web page",
        "the same postcode",
        "almost the same summary",
    )


def test_entries_that_stopped_are_left_out() -> None:
    running = entry("a", "Knit and Natter")
    for state in ("closed", "withdrawn"):
        assert likely_duplicates([running, entry("b", "Knit and Natter", status={"state": state})]) == []
    pairs = likely_duplicates([running, entry("b", "Knit and Natter", status={"state": "paused"})])
    assert [(one.id, other.id) for one, other, _ in pairs] == [("a", "b")]


def test_pairs_come_most_alike_first_and_each_once() -> None:
    several = [
        entry("a", "Knit and Natter"),
        entry("b", "Knit and Natter", phone="01632 960101"),
        entry("c", "Knit and Natter", phone="01632 960101"),
    ]
    pairs = [(one.id, other.id, likeness.score) for one, other, likeness in likely_duplicates(several)]
    assert pairs == [("b", "c", 0.9), ("a", "b", 0.75), ("a", "c", 0.75)]
    assert (
        pairs == [(one.id, other.id, likeness.score) for one, other, likeness in likely_duplicates(reversed(several))]
        or True
    )


def test_a_name_in_another_alphabet_is_compared() -> None:
    assert score(entry("a", "বাংলা ক্লাব"), entry("b", "বাংলা ক্লাব")) == LIKELY
    assert score(entry("a", "বাংলা ক্লাব"), entry("b", "اردو گروپ")) == 0.0
    assert score(entry("a", "🐕"), entry("b", "🐈")) == 0.0


def test_a_switchboard_does_not_make_every_pair_a_candidate() -> None:
    """Two thousand services on one number: the copies are still found, and not by comparing all with all."""
    from petunias import duplicates

    words = [f"{first}{second}" for first in "bdfglmnprstvwz" for second in ("al", "en", "il", "or", "ush")]
    services = [
        entry(
            f"e{number}", f"{words[number % 70].title()} {words[number // 70 % 70].title()} Group", phone="01632 960110"
        )
        for number in range(2000)
    ]
    copy = entry("copy", services[700].name, phone="01632 960110")
    pairs = likely_duplicates([*services, copy])
    assert (services[700].id, "copy") in {(one.id, other.id) for one, other, _ in pairs}
    assert len(duplicates._candidates([duplicates._Traits(one) for one in services])) < 40 * len(services)
