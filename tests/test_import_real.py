"""Three real, messy lists become entries that pass every check. The numbers are those of the files as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from petunias.exchange import casing
from support.directories import snapshot
from support.folders import lay_out, petunias

LISTS = Path(__file__).resolve().parent / "data" / "real-gm-trafford"
# list, mapping, rows, new entries, problems that are only told, problems that are errors
NUMBERS = [
    ("gm_food_banks.csv", "gm-food-banks", 89, 88, 1, 0),
    ("charities_trafford.csv", "trafford-charities", 337, 122, 78, 137),
    ("gm_libraries.csv", "gm-libraries", 141, 141, 0, 0),
]
NONE = re.compile(r"(?<![\w/])(?:NA|N/A|n/a|Not known|Not relevant|unchanged)(?![\w/])")


@pytest.fixture(scope="module")
def trafford(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with all three lists in it."""
    around = tmp_path_factory.mktemp("trafford")
    lay_out(around, {"area.yaml": "name: Trafford\nnation: england\n"})
    for name, scheme, *_ in NUMBERS:
        import_real(around, name, scheme)
    return around


def import_real(around: Path, name: str, scheme: str) -> dict[str, Any]:
    result = petunias(
        around, "import", "csv", str(LISTS / name), "--map", scheme, "--today", "2026-11-22", "--format", "json"
    )
    return json.loads(result.stdout)


def entries(around: Path, scheme: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((around / "directory" / "entries").iterdir()):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        if not scheme or data["source"]["scheme"] == scheme:
            yield path.stem, data


@pytest.mark.parametrize(("name", "scheme", "rows", "new", "told", "wrong"), NUMBERS)
def test_the_numbers(name: str, scheme: str, rows: int, new: int, told: int, wrong: int, tmp_path: Path) -> None:
    lay_out(tmp_path, {"area.yaml": "name: Trafford\nnation: england\n"})
    report = import_real(tmp_path, name, scheme)
    numbers = {"entry": new, "update": 0, "unchanged": 0, "conflict": 0, "problem": told + wrong}
    assert (report["rows"], report["counts"]) == (rows, numbers)
    bad_lines = {problem["line"] for problem in report["problems"] if problem["level"] == "error"}
    assert len(bad_lines) == wrong
    assert {ending["line"] for ending in report["outcomes"] if ending["outcome"] == "problem"} >= bad_lines


def test_together_they_pass_every_check_and_run_again_they_change_nothing(trafford: Path) -> None:
    result = petunias(trafford, "check", "--no-hints")
    assert result.exit_code == 0, result.stdout
    before = snapshot(trafford)
    for name, scheme, rows, new, told, wrong in NUMBERS:
        report = import_real(trafford, name, scheme)
        assert report["counts"] == {"entry": 0, "update": 0, "unchanged": new, "conflict": 0, "problem": told + wrong}
        assert report["rows"] == rows
    assert snapshot(trafford) == before


def test_no_text_says_none_or_shouts_or_breaks_off(trafford: Path) -> None:
    problems = []
    for id, data in entries(trafford):
        texts = [
            data["name"],
            data["summary"],
            data.get("description", ""),
            str(data["contact"]),
            str(data.get("places")),
        ]
        for text in texts:
            if NONE.search(text) or "\u00a0" in text:
                problems.append(f"{id}: says none: {text}")
            if casing.mostly_capitals(text) and " " in text:
                problems.append(f"{id}: in capitals: {text}")
        if not re.search(r"[.!?…][\"')]*$", data["summary"]):
            problems.append(f"{id}: breaks off: {data['summary']}")
        if data.get("description", "").startswith(data["summary"]):
            problems.append(f"{id}: says everything twice")
    assert problems == []


def test_places_with_one_name_have_names_of_their_own(trafford: Path) -> None:
    found = [
        (id, data["name"])
        for id, data in entries(trafford, "gm-food-banks")
        if data.get("provider") == "Trussell Trust"
    ]
    assert len(found) == 24
    assert len({name for _, name in found}) == 24
    assert ("trussell-trust-food-bank-holy-innocents", "Trussell Trust food bank, Holy Innocents") in found
    several = sorted(id for id, data in entries(trafford, "gm-food-banks") if data["name"] == "Chelwood Foodbank Plus")
    assert several == [
        "chelwood-foodbank-plus-stockport-sk1-1hd",
        "chelwood-foodbank-plus-stockport-sk5-8ls",
        "chelwood-foodbank-plus-stockport-sk8-5qa",
    ]


def test_a_food_bank_reads_well(trafford: Path) -> None:
    data = dict(entries(trafford))["trussell-trust-food-bank-st-martins-church"]
    del data["source"], data["added"], data["keywords"]
    assert data == {
        "name": "Trussell Trust food bank, St Martin's Church",
        "provider": "Trussell Trust",
        "domains": ["healthy-eating"],
        "summary": "Free food for people who cannot afford enough to eat, in Stockport. "
        "You need a food bank voucher first.",
        "contact": {
            "email": "foodbank@stockportfoodbank.org.uk",
            "website": "http://stockport.foodbank.org.uk/",
        },
        "places": [
            {
                "name": "St Martin's Church",
                "address": "112 Crescent Park, Norris Bank, Stockport",
                "postcode": "SK4 2JE",
            }
        ],
        "sessions": [
            {"days": ["monday", "thursday"], "start": "13:00", "end": "15:00", "bank_holidays": "closed"},
        ],
        "cost": "free",
        "access": ["professional-referral"],
        "referral": {
            "who": "GP, health visitor, social worker or Citizens Advice",
            "how": "Give the person a food bank voucher.",
        },
        "confirmed": {"on": "2018-01-31", "by": "import"},
    }


def test_the_terms_of_the_list_are_kept_with_the_data(trafford: Path) -> None:
    kept = json.loads((trafford / "directory" / "imports" / "gm-food-banks.json").read_text(encoding="utf-8"))
    assert kept["attribution"] == (
        "Contains public sector information from Trafford Council and GM Poverty Action, licensed under the OGL v3.0."
    )
    assert (kept["licence"], len(kept["rows"])) == ("OGL-UK-3.0", 88)


def test_a_closed_food_bank_and_a_bad_number_are_told(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    report = import_real(tmp_path, "gm_food_banks.csv", "gm-food-banks")
    said = [problem["message"] for problem in report["problems"]]
    assert "row 14 (4CT Limited): left out. The list itself says that it is no longer open." in said
    assert (
        "row 55 (Heywood ST Vincent de Paul Society Food Bank): "
        'must be a phone number, but "O1706 369 777" has the letter O where a zero is meant.'
    ) in said
    assert (
        'row 13 (Bury Baptist Church): must be an e-mail address, but "tim.cheprasov...tim@burybaptist.org" is not one.'
        in said
    )


def test_where_people_flee_to_has_no_address(trafford: Path) -> None:
    secret = {id: data for id, data in entries(trafford) if data.get("private_address") == "true"}
    assert "trafford-domestic-abuse-services" in secret
    assert all("places" not in data for data in secret.values())
    assert "the-mustard-tree" not in secret


def test_charities_that_only_give_money_are_left_out(tmp_path: Path) -> None:
    lay_out(tmp_path, {})
    report = import_real(tmp_path, "charities_trafford.csv", "trafford-charities")
    said = "\n".join(problem["message"] for problem in report["problems"])
    assert (
        "(THE PETER KERSHAW TRUST): left out. It gives money to others, or says nothing else of what it does." in said
    )
    assert "(BROOKLANDS PTA): left out. It raises money for a school." in said
    assert "(MY SIDE): left out. The register says that it does nothing at present." in said


def test_libraries_are_as_old_as_their_council_says(trafford: Path) -> None:
    by_id = dict(entries(trafford, "gm-libraries"))
    assert by_id["urmston-library"]["confirmed"]["on"] == "2023-11-21"
    assert by_id["blackrod-library"]["confirmed"]["on"] == "2018-10-19"
    assert by_id["blackrod-library"]["places"][0] == {
        "address": "Church Street, Blackrod, Bolton",
        "postcode": "BL6 5EQ",
        "at": {"lat": "53.594458", "lon": "-2.58651"},
    }
