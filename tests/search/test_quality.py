"""How good the search is, by two sets of queries that people have judged."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from petunias import reading
from petunias.search.engine import Engine
from petunias.site.finding import ready
from support.directories import Data, write
from support.scoring import Marks, gain, marks, ndcg, queries
from support.site import DIRECTORY, TODAY

HERE = Path(__file__).parent
LOCALITIES = ("north", "south", "east", "west")


def engine(folder: Path, today: date = TODAY) -> Engine:
    found = ready(reading.read_or_raise(folder), folder, today)
    return Engine(found.script, found.index, found.ids)


def measured(file: Path, folder: Path) -> Marks:
    search = engine(folder)
    return marks(queries(file), lambda words: [hit.id for hit in search.ask(words).hits])


def as_entry(made: dict[str, Any]) -> Data:
    """An entry of the set as a directory has it."""
    access = "contact-first" if made["access"] == "self-referral" else made["access"]
    data = {key: made[key] for key in ("name", "summary", "domains", "cost")}
    data |= {"access": [access], "localities": [made["locality"]], "contact": {"phone": "01632 960000"}}
    data |= {"description": made["description"]} if made["description"] else {}
    return data | ({"keywords": made["tags"]} if made.get("tags") else {})


def test_marks_worked_out_by_hand() -> None:
    assert gain([2, 0, 1]) == pytest.approx(3 / 1 + 0 + 1 / 2)
    assert ndcg({"a": 2, "b": 1}, ["b", "x", "a"]) == pytest.approx((1 + 3 / 2) / (3 + 1 / 1.584962500721156))
    assert ndcg({"a": 2, "b": 1}, ["a", "b"]) == 1
    assert ndcg({"a": 1}, ["x"] * 10 + ["a"]) == 0
    judged = [
        {"query": "one", "kind": "need", "relevant": {"a": 2}},
        {"query": "two", "kind": "need", "relevant": {"a": 2}},
        {"query": "three", "kind": "negative", "relevant": {}},
    ]
    assert marks(judged, lambda words: [] if words == "two" else ["a"]) == Marks(0.5, 0.5, 1)


def test_every_judgement_is_of_an_entry() -> None:
    for town in ("dev", "second"):
        ids = {entry["id"] for entry in json.loads((HERE / town / "entries.json").read_text("utf-8"))}
        assert {id for query in queries(HERE / town / "queries.json") for id in query["relevant"]} <= ids
    own = {path.stem for path in DIRECTORY.glob("entries/*.yaml")}
    assert {id for query in queries(HERE / "anytown-queries.json") for id in query["relevant"]} <= own


@pytest.mark.parametrize(("town", "least"), [("dev", 0.85), ("second", 0.8)])
def test_a_directory_of_another_town(tmp_path: Path, town: str, least: float) -> None:
    entries = json.loads((HERE / town / "entries.json").read_text("utf-8"))
    area = {"name": "Devtown", "localities": [{"id": id, "name": id.capitalize()} for id in LOCALITIES]}
    folder = write(tmp_path, {entry["id"]: as_entry(entry) for entry in entries}, area)
    found = measured(HERE / town / "queries.json", folder)
    assert found.ndcg >= least, found
    assert found.zero <= 0.02, found
    assert found.false <= 0.15, found


def test_anytown() -> None:
    found = measured(HERE / "anytown-queries.json", DIRECTORY)
    assert found.ndcg >= 0.66, found
