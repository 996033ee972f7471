"""site/finding.py and site/search_files.py: the search of a directory, and what /find/ is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from petunias import phones
from petunias.search.alarms import ALARMS
from petunias.search.attributes import attributes
from petunias.search.index import FULL, PAUSED, UNCONFIRMED
from petunias.site import finding, search_files, view
from support.directories import ENGLISH, WHOLE, WHOLE_AREA, area, directory, entry
from support.site import DIRECTORY, TODAY

FRESH = {"confirmed": {"on": "2026-11-01", "by": "provider"}}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        (FRESH, 0),
        ({}, UNCONFIRMED),
        ({**FRESH, "availability": {"status": "full", "on": "2026-11-10"}}, FULL),
        ({**FRESH, "availability": {"status": "open", "on": "2026-11-10"}}, 0),
        ({**FRESH, "status": {"state": "paused", "on": "2026-11-01"}}, PAUSED),
        (
            {
                "status": {"state": "paused", "on": "2026-11-01"},
                "availability": {"status": "full", "on": "2026-11-10"},
            },
            UNCONFIRMED + FULL + PAUSED,
        ),
    ],
)
def test_the_state_of_an_entry(fields: dict[str, object], state: int) -> None:
    assert search_files.state_of(view.card(entry(**fields), area(), ENGLISH, TODAY)) == state


def test_only_listed_entries_are_found() -> None:
    made = directory(
        entry("a", **FRESH),
        entry("closed", **FRESH, status={"state": "closed", "on": "2026-11-01"}),
        entry("gone", **FRESH, status={"state": "withdrawn", "on": "2026-11-01"}),
        entry("old", confirmed={"on": "2024-01-01", "by": "provider"}),
    )
    assert finding.ready(made, DIRECTORY, TODAY).ids == ("a",)


def test_an_area_may_have_a_script_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "site_overrides" / "assets" / "search-rank.js"
    own.parent.mkdir(parents=True)
    own.write_text("// ours", encoding="utf-8")
    (tmp_path / "directory").mkdir()
    script = finding.ready(directory(), tmp_path / "directory", TODAY).script
    assert "// ours" in script
    assert "petuniasSearch = " not in script


def test_the_text_that_is_looked_through() -> None:
    text = search_files.why_text(entry(**WHOLE))
    assert text == "Forty dogs, all friendly. Ask for Sam. Anyone who likes dogs Bring a coat hounds"
    assert search_files.why_text(entry()) == ""
    long = search_files.why_text(entry(description="Dogs & cats. " * 400))
    assert len(long) == search_files.WHY_LENGTH
    assert long.startswith("Dogs & cats.")


def test_every_filter_that_can_find_something() -> None:
    made = directory(entry(**WHOLE), **WHOLE_AREA)
    found = search_files.facets(made.area, ENGLISH, ["cy"])
    values = {facet["key"]: [value for value, _ in facet["values"]] for facet in found}
    assert list(values) == [
        "domain", "locality", "day", "time", "cost", "access", "way", "accessible", "group", "language",
    ]  # fmt: skip
    assert values["locality"] == ["north", "south"]
    assert values["language"] == ["cy"]
    assert len(values["domain"]) == 6
    assert len(values["day"]) == 8
    assert all(title for facet in found for _, title in facet["values"])


def test_a_facet_of_nothing_is_not_shown() -> None:
    made = directory(entry())
    found = search_files.facets(made.area, ENGLISH, [])
    assert not {"locality", "language"} & {facet["key"] for facet in found}


def test_every_filter_is_one_that_the_index_knows() -> None:
    made = directory(entry(**WHOLE), **WHOLE_AREA)
    known = {attribute.name for attribute in attributes()} | {"language=cy"}
    for facet in search_files.facets(made.area, ENGLISH, ["cy"]):
        if facet["key"] not in ("domain", "locality"):
            assert {f"{facet['key']}={value}" for value, _ in facet["values"]} <= known


@pytest.mark.parametrize("nation", ["england", "wales", "scotland", "northern-ireland"])
def test_what_is_said_in_danger(nation: str) -> None:
    found = search_files.dangers(area(nation=nation), ENGLISH)
    assert [danger["kind"] for danger in found] == list(ALARMS)
    for danger in found:
        assert danger["title"]
        assert danger["lines"][0]["phone"] == "999"
        for line in danger["lines"]:
            assert line["tel"] == phones.tel_link(line["phone"])
            assert line["note"].endswith(".")
