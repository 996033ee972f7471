"""A build with nothing to do does nothing; with anything to do it does it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from petunias.resources import surroundings
from petunias.site import memory, quick

DAY = date(2026, 11, 22)
ENTRY = "name: Dog walks\ndomains: [physical-activity]\nsummary: Walk our dogs.\ncontact:\n  phone: 01632 960101\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "directory" / "entries").mkdir(parents=True)
    (tmp_path / "directory" / "area.yaml").write_text("name: Anytown\n", encoding="utf-8")
    (tmp_path / "directory" / "entries" / "dog-walks.yaml").write_text(ENTRY, encoding="utf-8")
    return tmp_path


def build(place: Path, *more: str) -> str:
    command = [sys.executable, "-X", "importtime", "-m", "petunias", "build", "--today", "2026-11-22", *more]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=place)
    return run.stdout + ("" if "petunias.site.plugin" in run.stderr else "MkDocs was not even loaded.\n")


def state(site: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in site.rglob("*") if path.is_file()}


def test_a_build_with_nothing_to_do_runs_nothing(place: Path) -> None:
    first = build(place)
    before = state(place / "site")
    again = build(place)
    assert first.startswith("1 entry. ")
    assert again.startswith("1 entry. 0 files written, ")
    assert again.endswith("MkDocs was not even loaded.\n")
    assert not first.endswith("MkDocs was not even loaded.\n")
    assert state(place / "site") == before


CHANGES: dict[str, Callable[[Path], object]] = {
    "an entry": lambda place: (place / "directory/entries/dog-walks.yaml").write_text(ENTRY + "cost: free\n"),
    "a new entry": lambda place: (place / "directory/entries/cats.yaml").write_text(ENTRY),
    "the area": lambda place: (place / "directory/area.yaml").write_text("name: Othertown\n"),
    "own prose": lambda place: shutil.copytree(surroundings(place / "directory").docs, place / "docs"),
    "own settings": lambda place: shutil.copy(surroundings(place / "directory").settings, place / "mkdocs.yml"),
    "own look": lambda place: (place / "site_overrides").mkdir(),
    "only the time of a file": lambda place: os.utime(place / "directory/area.yaml", (1, 1)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_goes_in_counts(place: Path, change: Callable[[Path], object]) -> None:
    before = quick.inputs(surroundings(place / "directory"), DAY, strict=False)
    assert quick.inputs(surroundings(place / "directory"), DAY, strict=False) == before
    change(place)
    if (place / "site_overrides").is_dir():
        (place / "site_overrides" / "look.css").write_text("body { margin: 0 }\n")
    assert quick.inputs(surroundings(place / "directory"), DAY, strict=False) != before


def test_another_day_and_a_stricter_build_count(place: Path) -> None:
    around = surroundings(place / "directory")
    plain = quick.inputs(around, DAY, strict=False)
    assert quick.inputs(around, date(2026, 11, 23), strict=False) != plain
    assert quick.inputs(around, DAY, strict=True) != plain


def noted(site: Path) -> quick.Trace | None:
    """What the last build left, if nobody has touched the site since."""
    with memory.opened(site) as kept:
        return quick.last(kept) if kept and quick.untouched(site) else None


def note(site: Path) -> quick.Trace:
    trace = quick.Trace(quick.Inputs("inputs", {"dogs": (1, 2)}), 2)
    memory.written(site, {"trace": trace, "seal": quick.seal(site)}, ())
    return trace


@pytest.mark.parametrize("touch", ["changed", "removed", "added", "added below", "hidden", "no note", "a broken note"])
def test_a_site_that_somebody_touched_is_made_anew(place: Path, touch: str) -> None:
    site = place / "site"
    (site / "find").mkdir(parents=True)
    (site / "index.html").write_text("home")
    (site / "find" / "index.html").write_text("find")
    (site / ".htaccess").write_text("rules")
    os.utime(site / "find", (1, 1))
    trace = note(site)
    assert noted(site) == trace
    assert noted(site) == trace
    actions: dict[str, Callable[[], object]] = {
        "changed": lambda: (site / "index.html").write_text("hom!"),
        "removed": (site / "index.html").unlink,
        "added": lambda: (site / "more.html").write_text(""),
        "added below": lambda: (site / "find" / "more.html").write_text(""),
        "hidden": (site / ".htaccess").unlink,
        "no note": memory.beside(site).unlink,
        "a broken note": lambda: memory.beside(site).write_text("[1]"),
    }
    actions[touch]()
    assert noted(site) is None


def test_a_site_that_is_gone_is_made_anew(place: Path) -> None:
    (place / "site").mkdir()
    note(place / "site")
    (place / "site").rmdir()
    assert noted(place / "site") is None


def test_a_note_of_another_version_counts_as_none(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "site").mkdir()
    note(place / "site")
    assert noted(place / "site")
    monkeypatch.setattr(memory, "VERSION", "another")
    assert noted(place / "site") is None
