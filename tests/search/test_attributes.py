"""search/attributes.py: what says yes, what says no, what says nothing; chips drop, filters keep."""

from __future__ import annotations

from typing import Any

import pytest

from petunias.search.attributes import Attribute, attributes, spoken
from support.directories import Data, entry
from support.searching import Searcher

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = [
    (f"day={day}", f"{day}s", {"sessions": [{"days": [day]}]}, {"sessions": [{"days": [WEEK[number - 1]]}]})
    for number, day in enumerate(WEEK)
]


def at(start: str) -> Data:
    return {"sessions": [{"days": ["monday"], "start": start}]}


def group(*values: str) -> Data:
    return {"who_for": {"groups": list(values)}}


def accessible(value: str) -> Data:
    return {"places": [{"name": "The hall", "accessibility": [value]}]}


# The attribute, what somebody says for it, data that say yes, data that say the opposite (None: no data can).
CASES: list[tuple[str, str, Data, Data | None]] = [
    ("cost=free", "no charge", {"cost": "Free."}, {"cost": "£3"}),
    ("cost=low", "low cost", {"cost": "£2, or what you can"}, None),
    ("access=drop-in", "drop in", {"access": ["drop-in"]}, {"access": ["contact-first"]}),
    ("access=contact-first", "", {"access": ["contact-first"]}, None),
    ("access=professional-referral", "by referral", {"access": ["professional-referral"]}, None),
    ("access=no-referral", "no referral", {"access": ["contact-first"]}, {"access": ["professional-referral"]}),
    *DAYS,
    ("day=weekend", "at the weekend", {"sessions": [{"days": ["sunday"]}]}, {"sessions": [{"days": ["friday"]}]}),
    ("time=morning", "mornings", at("11:59"), at("12:00")),
    ("time=afternoon", "afternoons", at("12:00"), at("17:00")),
    ("time=evening", "after work", at("17:00"), at("16:59")),
    ("group=men", "men only", group("men"), group("women")),
    ("group=women", "ladies", group("women", "carers"), group("men")),
    ("group=carers", "carers", group("carers"), None),
    ("group=older-people", "pensioners", group("older-people"), None),
    ("group=young-people", "teenagers", group("young-people"), None),
    ("group=families", "with kids", group("families"), None),
    ("group=disabled-people", "disabled", group("disabled-people"), None),
    ("group=lgbt", "lgbtq", group("lgbt"), None),
    ("group=veterans", "ex army", group("veterans"), None),
    ("group=bereaved", "widowed", group("bereaved"), None),
    ("group=refugees", "asylum seekers", group("refugees"), None),
    ("group=faith", "", group("faith"), None),
    ("accessible=step-free", "no steps", accessible("step-free"), None),
    ("accessible=accessible-toilet", "disabled toilet", accessible("accessible-toilet"), None),
    ("accessible=hearing-loop", "hearing loop", accessible("hearing-loop"), None),
    ("accessible=parking", "car park", accessible("parking"), None),
    ("accessible=near-bus", "bus stop", accessible("near-bus"), None),
    ("accessible=quiet-space", "quiet room", accessible("quiet-space"), None),
    ("way=online", "on zoom", {"ways": ["online"]}, {"ways": ["in-person"]}),
    ("way=phone", "over the phone", {"ways": ["phone", "in-person"]}, {"ways": ["online"]}),
    ("way=home-visit", "at home", {"ways": ["home-visit"]}, {"ways": ["in-person"]}),
    ("language=pl", "polish", {"languages": ["pl"]}, None),
]
NAMES = [case[0] for case in CASES]
# A word for each case that stands in its own three entries and nowhere else.
OWN = [f"zq{chr(97 + number // 26)}{chr(97 + number % 26)}k" for number in range(len(CASES))]


def known() -> dict[str, Attribute]:
    return {one.name: one for one in [*attributes(), spoken("pl", ("Polish", "polski"))]}


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    """Three entries for each attribute: it says yes, it says no, it says nothing."""
    made = []
    for number, (_, _, yes, no) in enumerate(CASES):
        for verdict, data in (("yes", yes), ("no", no), ("nothing", {})):
            if data is not None:
                made.append(entry(f"{number}-{verdict}", name=f"Meeting {OWN[number]}", summary="We meet.", **data))
    words = [{"say": [own], "means": {"words": [own]}} for own in OWN]
    return Searcher(*sorted(made, key=lambda one: one.id), words=words)


def test_every_attribute_has_its_case() -> None:
    assert sorted(known()) == sorted(NAMES)


@pytest.mark.parametrize(("name", "said", "yes", "no"), CASES, ids=NAMES)
def test_yes_no_and_nothing(name: str, said: str, yes: Data, no: Data | None) -> None:
    attribute = known()[name]

    def verdict(data: Data) -> tuple[bool, bool]:
        one = entry(**data)
        return attribute.yes(one), attribute.no(one)

    assert verdict(yes) == (True, False)
    assert verdict({}) == (False, False)
    if no is not None:
        assert verdict(no) == (False, True)


@pytest.mark.parametrize("number", range(len(CASES)), ids=NAMES)
def test_a_chip_drops_only_those_that_say_no(searcher: Searcher, number: int) -> None:
    name, said, _, _ = CASES[number]
    if not said:
        assert known()[name].phrases == ()
        return
    answer = searcher.answer(f"{OWN[number]} {said} ")
    assert name in answer.chips
    assert {hit.id for hit in answer.hits if hit.id.split("-")[0] == str(number)} == {
        f"{number}-yes",
        f"{number}-nothing",
    }
    assert answer.hits[0].id == f"{number}-yes"


@pytest.mark.parametrize("number", range(len(CASES)), ids=NAMES)
def test_a_filter_keeps_only_those_that_say_yes(searcher: Searcher, number: int) -> None:
    key, value = CASES[number][0].split("=")
    assert searcher.ids(OWN[number], **{key: [value]}) == [f"{number}-yes"]


def test_two_values_of_a_facet_widen_it_and_two_facets_narrow_it(searcher: Searcher) -> None:
    own = OWN[NAMES.index("day=monday")]
    number = NAMES.index("day=monday")
    assert searcher.ids(own, day=["monday", "sunday"]) == [f"{number}-no", f"{number}-yes"]
    assert searcher.ids(own, day=["monday"], cost=["free"]) == []
    assert searcher.ids(own, day=[]) == [f"{number}-no", f"{number}-nothing", f"{number}-yes"]
    assert searcher.ids(own, day=["someday"]) == []


@pytest.mark.parametrize(
    ("name", "fields", "yes", "no"),
    [
        ("cost=free", {"cost": " FREE "}, True, False),
        ("access=drop-in", {"access": ["drop-in", "professional-referral"]}, True, False),
        ("access=no-referral", {"access": ["drop-in", "professional-referral"]}, True, False),
        ("access=professional-referral", {"access": ["drop-in"]}, False, False),
        ("time=evening", {"sessions": [{"days": ["monday"]}]}, False, False),
        ("time=evening", {"sessions": [{"days": ["monday"]}, *at("09:00")["sessions"]]}, False, False),
        ("time=evening", {"sessions": [*at("18:00")["sessions"], *at("09:00")["sessions"]]}, True, False),
        ("time=morning", at("00:00"), True, False),
        ("day=weekend", {"sessions": [{"days": ["saturday", "friday"]}]}, True, False),
        ("group=men", group("men", "women"), True, False),
        ("group=women", group("men", "women"), True, False),
        ("group=men", group("carers"), False, False),
        ("way=phone", {"ways": ["online"]}, False, True),
    ],
)
def test_edges(name: str, fields: dict[str, Any], yes: bool, no: bool) -> None:
    one = entry(**fields)
    assert (known()[name].yes(one), known()[name].no(one)) == (yes, no)


@pytest.mark.parametrize("age", ["over 65", "72", "aged 30", "i am 81"])
def test_an_age_drops_nobody(age: str) -> None:
    """Ages are no attribute: what says nothing of ages, or other ages, stays."""
    young = entry("young", name="Tapestry evenings", who_for={"ages": {"from": 18, "to": 25}})
    search = Searcher(young, entry("zany", name="Tapestry"), entry("zoo"))
    assert set(search.ids(f"tapestry {age}")) == {"young", "zany"}
