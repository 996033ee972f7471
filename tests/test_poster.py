"""Posters: one side of A4 for each group, with a code that leads to its page; sheets and booklets by the command."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from petunias import reading, schema
from petunias.resources import surroundings
from petunias.site.paper.workshop import Unknown, Workshop
from support.directories import FOUR, WHOLE_AREA, directory, entry, run
from support.paper import Pdf
from support.report import assert_none
from support.site import DIRECTORY, TODAY

ANYTOWN = "https://anytown.example.org/"


@pytest.fixture(scope="module")
def shop() -> Workshop:
    return Workshop(reading.read_or_raise(DIRECTORY), surroundings(DIRECTORY), TODAY)


def poster(shop: Workshop, folder: Path, id: str) -> Pdf:
    ((name, document),) = shop.documents(shop.posters([id]), large=False)
    (folder / name).write_bytes(document.pdf())
    return Pdf(folder / name)


def test_a_poster_says_what_somebody_needs(shop: Workshop, tmp_path: Path) -> None:
    pdf = poster(shop, tmp_path, "knit-and-natter")
    said = pdf.words
    assert pdf.sizes == ["a4"]
    assert pdf.faults("Knit and Natter") == []
    assert "When Every Thursday, 10am to noon Where Wharf Tea Rooms, 3 Lock Row" in said
    assert "How to get in You can just turn up" in said
    assert "01632 960404" in said
    assert "You will find us in this directory: Petunias: Anytown health directory" in said
    assert pdf.codes == [f"{ANYTOWN}entries/knit-and-natter/"]


def test_every_poster_of_anytown_fits_one_side(shop: Workshop, tmp_path: Path) -> None:
    problems = []
    for name, document in shop.documents(shop.posters(()), large=False):
        (tmp_path / name).write_bytes(document.pdf())
        if (sizes := Pdf(tmp_path / name).sizes) != ["a4"]:
            problems.append(f"{name}: {sizes}")
    assert_none(problems)


def test_a_secret_address_is_on_no_poster(shop: Workshop, tmp_path: Path) -> None:
    said = poster(shop, tmp_path, "harbour-womens-group").words
    assert "The address is kept private. They will tell you where to come." in said


def test_the_longest_words_fit_one_side(tmp_path: Path) -> None:
    def words(*path: str) -> str:
        """As many letters as the schema lets a field have."""
        node: Any = schema.schema("entry")["properties"]
        for step in path:
            node = node[step] if step in node else node["properties"][step]
        length = node.get("maxLength") or schema.schema("entry")["$defs"][node["$ref"].split("/")[-1]]["maxLength"]
        return ("Walking quietly with friendly dogs along the river " * 100)[: length - 1].strip()

    long = entry(
        "long",
        name=words("name"),
        summary=words("summary"),
        first_visit=words("first_visit"),
        cost=words("cost"),
        sessions=[{"days": ["monday", "tuesday"], "start": "09:30", "end": "11:00"}],
        places=[{"name": words("name"), "address": words("name")}],
        contact={**FOUR["contact"], "phone_note": words("contact", "phone_note")},
    )
    made = Workshop(directory(long, **WHOLE_AREA), surroundings(DIRECTORY), TODAY)
    assert poster(made, tmp_path, "long").sizes == ["a4"]


def test_what_stands_in_no_list_has_no_poster(shop: Workshop) -> None:
    with pytest.raises(Unknown, match=r'^"station-quarter-joggers" stands in no list today, so it has no poster\.$'):
        list(shop.posters(["station-quarter-joggers"]))


def test_sheets_and_booklets_by_the_command(tmp_path: Path) -> None:
    common = ("--locality", "north", "--directory", DIRECTORY, "--out", tmp_path, "--today", "2026-11-22")
    assert run("petunias", "print", "sheet", "--week", "2026-12-09", *common).returncode == 0
    assert "What’s on in North Anytown" in Pdf(tmp_path / "whats-on-north-2026-12-07.pdf").words.replace("'", "’")
    assert run("petunias", "print", "booklet", *common).returncode == 0
    assert set(Pdf(tmp_path / "booklet-north.pdf").sizes) == {"a5"}
