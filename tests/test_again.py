"""A build after a few edits comes out the same, byte for byte, as a whole build into an empty folder."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml

from petunias.site import plugin
from support.directories import FOUR, contents, dump, put, snapshot, write, write_prose
from support.folders import petunias
from support.site import DIRECTORY, TODAY

JOGGERS, WALKS, BUREAU = "station-quarter-joggers", "anytown-health-walks", "anytown-advice-bureau"
STEADY = "steady-on"  # a message points to it
HERE = "entries/{}.yaml"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anytown in two languages with prose of its own, built. Each test goes on from what the one before it left."""
    top = tmp_path_factory.mktemp("again")
    shutil.copytree(DIRECTORY, top / "directory")
    write_prose(top)
    area = top / "directory" / "area.yaml"
    area.write_text(area.read_text(encoding="utf-8").replace("languages: [en]", "languages: [en, cy]"))
    built(top, "site")
    return top


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The sites for which MkDocs ran."""
    found: list[Path] = []
    build: Callable[..., Any] = plugin.build

    def noted(around: Any, directory: Any, site: Path, **more: Any) -> Any:
        found.append(site)
        return build(around, directory, site, **more)

    monkeypatch.setattr(plugin, "build", noted)
    yield found


def built(place: Path, site: str, *, code: int = 0) -> str:
    result = petunias(place, "build", "--site-dir", site, "--today", TODAY.isoformat())
    assert result.exit_code == code, result.output
    return result.stdout


def edit(place: Path, id: str, **fields: Any) -> None:
    """Puts these fields into the entry's file; None takes one out."""
    file = place / "directory" / "entries" / f"{id}.yaml"
    data = {**yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader), **fields}
    file.write_text(dump({name: value for name, value in data.items() if value is not None}), encoding="utf-8")


def as_a_whole_build_makes_it(place: Path) -> dict[str, bytes]:
    shutil.rmtree(place / "cold", ignore_errors=True)
    built(place, "cold")
    return contents(place / "cold")


EDITS: dict[str, tuple[str, dict[str, Any]]] = {
    "text": (BUREAU, {"summary": "Advice on debt & 'housing'.", "description": "Come **in**."}),
    "name": (BUREAU, {"name": "Zebra Advice"}),
    "name that others lead to": (WALKS, {"name": "Anytown Strolls"}),
    "domain": (BUREAU, {"domains": ["befriending", "volunteering"]}),
    "locality": (WALKS, {"localities": ["north"]}),
    "no locality": (WALKS, {"localities": None}),
    "way in": (WALKS, {"access": ["professional-referral"]}),
    "dates": (WALKS, {"sessions": [{"days": ["saturday", "sunday"], "start": "18:00"}], "access": ["drop-in"]}),
    "room": (WALKS, {"availability": {"status": "full", "on": "2026-11-20"}}),
    "paused": (WALKS, {"status": {"state": "paused", "until": "2026-12-10"}}),
    "closed": (WALKS, {"status": {"state": "closed", "on": "2026-11-01", "see": [BUREAU]}}),
    "running again": (WALKS, {"status": None}),
    "unlisted": (BUREAU, {"confirmed": {"on": "2024-01-01", "by": "team"}, "added": None}),
    "confirmed": (BUREAU, {"confirmed": {"on": "2026-11-21", "by": "provider"}}),
    "a word of a topic": (JOGGERS, {"status": None, "keywords": ["landlord", "lonely"]}),
    "closed, and named by a topic": (WALKS, {"status": {"state": "closed", "see": [BUREAU]}}),
    "no more a topic's": (JOGGERS, {"status": None, "keywords": None}),
    "see": (JOGGERS, {"status": {"state": "closed", "on": "2026-10-01", "see": [BUREAU]}}),
    "a number that a message names": (STEADY, {"contact": {"phone": "01632 960199"}}),
    "closed, and named by a message": (STEADY, {"status": {"state": "closed", "on": "2026-11-01", "see": [BUREAU]}}),
    "a word of a message": (WALKS, {"status": None, "keywords": ["falls"]}),
    "phone": (BUREAU, {"contact": {"phone": "01632 960655", "text": "07700 900655"}}),
    "a referral": (BUREAU, {"access": ["professional-referral"], "referral": {"who": "A nurse", "criteria": "Debt"}}),
    "another referral": (BUREAU, {"referral": {"who": "A doctor", "how": "Ring", "url": "https://r.example.org/"}}),
    "a wait": (BUREAU, {"availability": {"status": "waiting", "on": "2026-11-19", "note": "Two weeks"}}),
    "no referral": (BUREAU, {"access": ["contact-first"], "referral": None}),
    "support": (BUREAU, {"support": ["moderate", "high"]}),
    "papers": (
        BUREAU,
        {"assurance": [{"what": "Insurance", "seen_by": "Us", "on": "2026-04-01", "until": "2027-04-01"}]},
    ),
    "who pays": (BUREAU, {"lead_provider": "southside-hub", "relationship": "funded"}),
    "nobody pays": (BUREAU, {"lead_provider": None, "relationship": None, "assurance": None}),
    "new": (BUREAU, {"added": "2026-11-02"}),
    "no longer new": (BUREAU, {"added": "2024-11-02"}),
    "checked long ago": (BUREAU, {"confirmed": {"on": "2026-01-02", "by": "link-worker"}}),
    "left the lists this month": (BUREAU, {"confirmed": {"on": "2025-05-10", "by": "link-worker"}}),
    "stopped this month": (BUREAU, {"status": {"state": "closed", "on": "2026-11-10", "see": [JOGGERS]}}),
    "back from a break": (BUREAU, {"status": {"state": "paused", "on": "2026-08-01", "until": "2026-11-12"}}),
    "all well again": (BUREAU, {"status": None, "confirmed": {"on": "2026-11-20", "by": "provider"}}),
    "translation": (BUREAU, {"translations": {"cy": {"name": "Cyngor", "summary": "Advice on debt & 'housing'."}}}),
}
OTHERWISE: dict[str, tuple[str, dict[str, Any]]] = {
    "withdrawn": (WALKS, {"status": {"state": "withdrawn", "on": "2026-11-01"}}),
    "back": (WALKS, {"status": None}),
    "a new provider": (BUREAU, {"provider": "Zebra Trust"}),
    "another provider": (BUREAU, {"provider": "Trim Together Ltd"}),
    "an old id": (BUREAU, {"formerly": ["bureau"]}),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_only_what_it_changes(place: Path, whole: list[Path], name: str) -> None:
    id, fields = EDITS[name]
    edit(place, id, **fields)
    before = snapshot(place / "site")
    told = built(place, "site")
    assert whole == []
    after = snapshot(place / "site")
    written = [path for path in after if after[path] != before.get(path)]
    assert f" {len(written)} files written, " in told
    pages = [path for path in written if path.endswith(".html")]
    assert 0 < len(pages) < len([path for path in after if path.endswith(".html")]) / 2
    assert contents(place / "site") == as_a_whole_build_makes_it(place)
    assert " 0 files written, " in built(place, "site")


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_moves_pages_is_left_to_a_whole_build(place: Path, whole: list[Path], name: str) -> None:
    id, fields = OTHERWISE[name]
    edit(place, id, **fields)
    built(place, "site")
    assert len(whole) == 1
    assert contents(place / "site") == as_a_whole_build_makes_it(place)


def test_several_edits_at_once(place: Path, whole: list[Path]) -> None:
    edit(place, BUREAU, summary="One.")
    edit(place, WALKS, summary="Two.", cost="£2")
    edit(place, JOGGERS, name="Joggers of the Station Quarter")
    built(place, "site")
    assert whole == []
    assert contents(place / "site") == as_a_whole_build_makes_it(place)


def test_an_entry_more_or_less(place: Path, whole: list[Path]) -> None:
    put(place / "directory" / HERE.format("new-one"), dump({"name": "New", "domains": ["befriending"], **REST}))
    built(place, "site")
    assert contents(place / "site") == as_a_whole_build_makes_it(place)
    (place / "directory" / HERE.format("new-one")).unlink()
    built(place, "site")
    assert contents(place / "site") == as_a_whole_build_makes_it(place)
    assert len(whole) == 4


REST = {"summary": "Come.", "contact": {"phone": "01632 960101"}}


def test_an_edit_with_an_error_leaves_the_site_as_it_was(place: Path) -> None:
    built(place, "site")
    file = place / "directory" / HERE.format(BUREAU)
    text = file.read_text(encoding="utf-8")
    edit(place, BUREAU, localities=["nowhere"], relationship="informal", lead_provider=None)
    before = snapshot(place / "site")
    told = built(place, "site", code=1)
    assert "localities.0: must be the id of a locality" in told
    checked = petunias(place, "check").stdout
    assert told == "".join(line for line in checked.splitlines(keepends=True)[:-1])
    assert snapshot(place / "site") == before
    file.write_text(text, encoding="utf-8")
    assert contents(place / "site") == as_a_whole_build_makes_it(place)
    built(place, "site")
    assert snapshot(place / "site") == before


@pytest.mark.parametrize("damage", ["DELETE FROM part", "DROP TABLE part", "UPDATE part SET value = 'x'"])
def test_a_damaged_note_leaves_the_work_to_a_whole_build(place: Path, whole: list[Path], damage: str) -> None:
    built(place, "site")
    assert len(whole) <= 1
    whole.clear()
    with closing(sqlite3.connect(place / "site.cache")) as base, base:
        base.execute(damage)
    edit(place, BUREAU, summary=f"After {damage.split(maxsplit=1)[0]}.")
    built(place, "site")
    assert len(whole) == 1
    assert contents(place / "site") == as_a_whole_build_makes_it(place)


def test_a_day_in_the_settings_is_the_day_of_every_build(tmp_path: Path) -> None:
    write(tmp_path, {"dogs": {**FOUR, "sessions": [{"days": ["monday"]}]}, "cats": FOUR})
    write_prose(tmp_path, plugins=[{"petunias": {"today": "2031-05-04"}}])

    def build(site: str) -> dict[str, bytes]:
        assert petunias(tmp_path, "build", "--site-dir", site).exit_code == 0
        return contents(tmp_path / site)

    assert b"2031-05-05" in build("site")["entries/dogs/index.html"]
    edit(tmp_path, "dogs", sessions=[{"days": ["tuesday"]}])
    after = build("site")
    assert b"2031-05-06" in after["entries/dogs/index.html"]
    assert after == build("cold")
