"""petunias search: the answers in words and as data, its options, how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from petunias.cli.search import FACETS
from support.directories import put, write
from support.folders import SHELTER, petunias
from support.site import REPOSITORY

DAY = ("--today", "2026-11-22")
PEER = {"domains": ["befriending"], "contact": {"phone": "01632 960101"}}
ENTRIES = {
    "lace": {**PEER, "name": "Bobbin Lacemakers", "summary": "Lace by the river.", "localities": ["north"]},
    "lunch": {**PEER, "name": "Sunday Lunch", "summary": "Lunch for all.", "cost": "free", "localities": ["south"]},
    "lunches": {**PEER, "name": "Late Lunch", "summary": "Lunch at three.", "cost": "£4", "localities": ["north"]},
    "walks": {**PEER, "name": "Health Walks", "summary": "Exercise round the park."},
}
AREA = {
    "name": "Smallton",
    "localities": [
        {"id": "north", "name": "North Smallton", "postcodes": ["AN1"], "at": {"lat": 52.97, "lon": -1.15}},
        {"id": "south", "name": "South Smallton", "at": {"lat": 52.93, "lon": -1.15}},
    ],
}


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("search")
    put(write(top, ENTRIES, AREA) / "words.yaml", "- say: [outing]\n  means: {words: [trip]}\n")
    return top


def ids(around: Path, *arguments: str) -> list[str]:
    result = petunias(around, "search", *arguments, *DAY, "--format", "json")
    assert result.exit_code == 0
    return [hit["id"] for hit in json.loads(result.stdout)["hits"]]


def test_answers_in_words(around: Path) -> None:
    result = petunias(around, "search", "sunday lunch", "--near", "south", *DAY)
    assert result.exit_code == 0
    assert " 1. Sunday Lunch (0.0 km)  [lunch]\n    Lunch for all.\n" in result.stdout


def test_answers_as_data(around: Path) -> None:
    result = petunias(around, "search", "free bobbbin", "--near", "AN1", "--format", "json", *DAY)
    told = json.loads(result.stdout)
    assert list(told) == ["hits", "count", "chips", "read_as", "near", "danger", "domains"]
    assert (told["near"], told["chips"], told["danger"]) == ("AN1", ["cost=free"], [])
    assert told["count"] == len(told["hits"])


def test_what_was_read_into_the_words_is_told(around: Path) -> None:
    assert 'We read "bobbbin" as "bobbin".\n' in petunias(around, "search", "bobbbin ", *DAY).stdout
    assert "We took this as: cost=free.\n" in petunias(around, "search", "free lunch", *DAY).stdout


def test_nothing_is_an_answer_too(around: Path) -> None:
    result = petunias(around, "search", "xyzzy", *DAY)
    assert (result.exit_code, result.stdout) == (0, 'We have nothing for "xyzzy".\n')
    assert ids(around, "xyzzy") == []


def test_a_place_that_nobody_knows_is_told_apart(around: Path) -> None:
    result = petunias(around, "search", "lace", "--near", "Atlantis", *DAY)
    assert result.exit_code == 0
    assert result.stderr == 'We do not know the place "Atlantis".\n'
    assert "Bobbin Lacemakers  [lace]" in result.stdout
    told = petunias(around, "search", "lace", "--near", "Atlantis", *DAY, "--format", "json")
    assert json.loads(told.stdout)["near"] is None


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--cost", "free"], ["lunch"]),
        (["--locality", "north"], ["lunches"]),
        (["--locality", "north", "--locality", "south"], ["lunch", "lunches"]),
        (["--locality", "north", "--cost", "free"], []),
        (["--domain", "befriending"], ["lunch", "lunches"]),
        (["--domain", "welfare-rights"], []),
    ],
)
def test_filters_are_strict(around: Path, arguments: list[str], found: list[str]) -> None:
    assert sorted(ids(around, "lunch", *arguments)) == found


def test_a_limit(around: Path) -> None:
    result = petunias(around, "search", "", "--limit", "1", *DAY)
    assert "And 3 more. --limit shows more at once." in result.stdout
    told = json.loads(petunias(around, "search", "", "--limit", "1", "--format", "json", *DAY).stdout)
    assert (len(told["hits"]), told["count"]) == (1, 4)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "b"],
        ["lunch", "--limit", "0"],
        ["lunch", "--format", "xml"],
        ["lunch", "--today", "soon"],
        ["lunch", "--directory", "nowhere"],
        ["lunch", "--colour", "red"],
    ],
)
def test_misuse_ends_with_2(around: Path, arguments: list[str]) -> None:
    assert petunias(around, "search", *arguments).exit_code == 2


def test_a_directory_with_errors_ends_with_1(tmp_path: Path) -> None:
    folder = write(tmp_path)
    put(folder / "entries" / "bad.yaml", SHELTER.replace("summary", "sumary"))
    result = petunias(tmp_path, "search", "dogs", *DAY)
    assert result.exit_code == 1
    assert "entries/bad.yaml" in result.output


def test_the_help_has_every_filter_and_an_example_that_runs() -> None:
    result = petunias(REPOSITORY, "search", "--help")
    assert result.exit_code == 0
    assert all(f"--{facet} VALUE" in result.output for facet in FACETS)
    assert 'petunias search "someone to talk to" --near AN1' in result.output
    example = petunias(REPOSITORY, "search", "someone to talk to", "--near", "AN1", *DAY)
    assert re.match(r" 1\. .+\[[a-z-]+\]\n", example.stdout)
