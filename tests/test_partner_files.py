"""What Anytown's partners say: the pilot of 2017 as its paper has it, and two of Anytown's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from petunias import reading
from petunias.model import Directory, Season
from petunias.seasons import season_is_on
from petunias.site import lists
from support.report import assert_none
from support.site import DIRECTORY, TODAY

FIRE = "Mid and West Wales Fire and Rescue Service"
COUNCIL = "Carmarthenshire County Council"

# The partners of the pilot proposal of 2017: theme, messages, staff that is committed, staff in principle.
PILOT: Mapping[str, tuple[str | None, Sequence[str], Sequence[str], Sequence[str]]] = {
    "Dyfed Powys Police": (
        "Crime prevention",
        ["Target hardening", "Target removal", "Removing the means to commit the crime"],
        ["Neighbourhood policing teams", "Call handling staff"],
        ["Police training department"],
    ),
    "Welsh Ambulance Services Trust": (
        "Public health",
        ["Cut it down", "Cut it out", "Talk about it"],
        ["Non-emergency transport"],
        [],
    ),
    FIRE: (
        "Fire and home safety",
        ["Put it up", "Put it out", "Switch it off"],
        ["Community safety teams"],
        ["Fire training department"],
    ),
    "Public Health Wales": (
        "Vaccination and screening",
        ["Vaccinations work", "Check your eligibility for vaccinations", "Read your screening letters"],
        ["Hywel Dda public health team"],
        [],
    ),
    f"{COUNCIL} (Housing)": (
        "Home safety",
        ["Use Careline", "Consider condensation and damp", "Safeguard vulnerable people"],
        ["Housing officers and tenancy support"],
        [],
    ),
    "Hywel Dda University Health Board": (None, [], ["Carers service staff"], ["CRT staff"]),
    f"{COUNCIL} (Education and Children)": (None, [], [], []),
    f"{COUNCIL} (Integrated Services)": (
        None,
        [],
        [],
        [
            "Council carers service",
            "Leisure staff (NERS and others)",
            "IAA staff",
            "Domiciliary care staff",
            "Public protection staff",
        ],
    ),
}
# What the message is about stands first in what the file says of it.
ABOUT = {
    "Cut it down": "Alcohol",
    "Cut it out": "Smoking",
    "Talk about it": "Falls",
    "Put it up": "Smoke alarms",
    "Put it out": "Smoking in bed",
    "Switch it off": "Kitchen appliances",
}


@pytest.fixture(scope="module")
def anytown() -> Directory:
    return reading.read_or_raise(DIRECTORY)


def test_the_partners_of_the_pilot_are_there_as_the_paper_has_them(anytown: Directory) -> None:
    found = {}
    for one in anytown.partners:
        if one.source and not one.supporter:
            groups = [(group.name, group.status) for group in one.staff_groups]
            committed = [name for name, status in groups if status == "committed"]
            in_principle = [name for name, status in groups if status == "in-principle"]
            found[one.name] = (one.theme, [message.text for message in one.messages], committed, in_principle)
    assert found == {name: tuple(map(_listed, told)) for name, told in PILOT.items()}


def _listed(told: Any) -> Any:
    return told if told is None or isinstance(told, str) else list(told)


def test_each_of_them_says_where_it_comes_from(anytown: Directory) -> None:
    for one in anytown.partners:
        if one.name in {*PILOT, "Care and Repair", "Shelter Cymru"}:
            assert one.source
            assert "Carmarthenshire Public Services Board" in one.source.title
            assert one.source.year == 2017
            assert one.source.note


def test_two_support_it_and_two_are_of_anytown(anytown: Directory) -> None:
    assert [one.name for one in anytown.partners if one.supporter] == ["Care and Repair", "Shelter Cymru"]
    assert [one.name for one in anytown.partners if not one.source] == ["Anytown Council Housing", "Anytown Libraries"]


def test_no_welsh_is_made_up(anytown: Directory) -> None:
    for one in anytown.partners:
        parts = (one, *one.staff_groups, *one.messages, *(season for it in one.messages for season in it.seasons))
        assert not any(part.translations for part in parts)
        assert one.source is None or not one.source.translations


def test_every_message_is_explained_and_can_be_said_in_one_breath(anytown: Directory) -> None:
    problems = []
    for one in anytown.partners:
        for message in one.messages:
            if not (message.about and message.say):
                problems.append(f"{message.text}: nothing to say")
            elif len(message.say.split()) > 30:
                problems.append(f"{message.text}: {len(message.say.split())} words to say")
            elif not message.about.startswith(ABOUT.get(message.text, "")):
                problems.append(f"{message.text}: {message.about}")
    assert_none(problems)


def test_each_campaign_of_the_paper_has_its_season(anytown: Directory) -> None:
    named = {
        season.name: (message.text, season)
        for one in anytown.partners
        if one.source
        for message in one.messages
        for season in message.seasons
    }
    assert {name: text for name, (text, _season) in named.items()} == {
        "Flu season": "Check your eligibility for vaccinations",
        "Drink driving at Christmas": "Cut it down",
        "Drink driving in summer": "Cut it down",
        "Dry January": "Cut it down",
        "Bonfire Night": "Put it up",
        "No Smoking Day": "Cut it out",
    }
    assert named["No Smoking Day"][1] == Season(nth="second", day="wednesday", month=3, name="No Smoking Day")
    assert named["Dry January"][1] == Season((1, 1), (1, 31), name="Dry January")
    on = {date(2026, 11, 5): "Bonfire Night", date(2026, 12, 24): "Drink driving at Christmas"}
    for day, name in on.items():
        assert season_is_on(named[name][1], day)


def test_signposts_name_what_runs(anytown: Directory) -> None:
    by_id, topics = {one.id: one for one in anytown.entries}, {one.id for one in anytown.topics}
    signposts = [message.signpost for one in anytown.partners for message in one.messages]
    assert not [id for to in signposts for id in to.entries if not lists.listed(by_id[id], anytown.area, TODAY)]
    assert {id for to in signposts for id in to.topics} <= topics
