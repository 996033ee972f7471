"""Watching folders: a stamp differs when a file does, and the bell rings then and only then."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from petunias.site.watch import Bell, stamp
from support.directories import put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two files, one of them deeper."""
    put(tmp_path / "data" / "area.yaml", "name: X")
    put(tmp_path / "data" / "entries" / "dogs.yaml", "name: Dogs")
    return tmp_path / "data"


def touch(path: Path, text: str | None = None) -> None:
    """Writes the file a second later than it was written before, whatever the clock of the disk says."""
    later = path.stat().st_mtime_ns + 1_000_000_000
    if text is not None:
        path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(later, later))


CHANGES: dict[str, Callable[[Path], None]] = {
    "a file more": lambda folder: put(folder / "entries" / "cats.yaml", "name: Cats"),
    "a file more, deeper": lambda folder: put(folder / "partners" / "new" / "x.yaml", ""),
    "a file less": lambda folder: (folder / "entries" / "dogs.yaml").unlink(),
    "another name": lambda folder: (folder / "area.yaml").rename(folder / "areas.yaml") and None,
    "another text": lambda folder: touch(folder / "entries" / "dogs.yaml", "name: Hounds"),
    "another text of the same length": lambda folder: touch(folder / "entries" / "dogs.yaml", "name: Hogs"),
    "only another time": lambda folder: touch(folder / "area.yaml"),
}
NO_CHANGES: dict[str, Callable[[Path], None]] = {
    "nothing": lambda folder: None,
    "a hidden file": lambda folder: put(folder / ".dogs.yaml.swp", "x"),
    "a hidden folder": lambda folder: put(folder / ".git" / "index", "x"),
    "what Python leaves": lambda folder: put(folder / "__pycache__" / "x.pyc", "x"),
    "an empty folder": lambda folder: (folder / "topics").mkdir(),
    "reading": lambda folder: (folder / "area.yaml").read_text() and None,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_changes_the_stamp(folder: Path, change: str) -> None:
    before = stamp([folder])
    CHANGES[change](folder)
    assert stamp([folder]) != before


@pytest.mark.parametrize("change", NO_CHANGES)
def test_what_is_no_change_leaves_the_stamp(folder: Path, change: str) -> None:
    before = stamp([folder])
    NO_CHANGES[change](folder)
    assert stamp([folder]) == before


def test_a_file_of_the_same_time_is_told_by_its_length(folder: Path) -> None:
    file = folder / "entries" / "dogs.yaml"
    before, known = stamp([folder]), file.stat()
    put(file, "name: Dogs and cats")
    os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert stamp([folder]) != before


def test_places_may_be_files_and_may_be_missing(folder: Path) -> None:
    file = folder / "area.yaml"
    one = stamp([file, folder / "nowhere"])
    assert one == stamp([file])
    assert one != stamp([])
    touch(file, "name: Y")
    assert stamp([file, folder / "nowhere"]) != one


def test_a_place_that_comes_later_is_seen(folder: Path) -> None:
    before = stamp([folder, folder.parent / "site_overrides"])
    put(folder.parent / "site_overrides" / "base.html", "x")
    assert stamp([folder, folder.parent / "site_overrides"]) != before


def test_a_link_to_nowhere_is_no_trouble(folder: Path) -> None:
    before = stamp([folder])
    (folder / "entries" / "broken.yaml").symlink_to(folder / "nowhere.yaml")
    assert stamp([folder]) != before


# --- the bell ---


@pytest.fixture
def bell(folder: Path, tmp_path: Path) -> Iterator[Bell]:
    """A quick bell, at work."""
    made = Bell([folder], tmp_path / "bell", seconds=0.01)
    made.start()
    yield made
    made.stop()


def until(true: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


def test_the_bell_rings_at_each_change(bell: Bell, folder: Path) -> None:
    assert bell.file.read_text() == "0"
    for change in ("a file more", "another text", "a file less"):
        before = bell.file.read_text()
        CHANGES[change](folder)
        assert until(lambda before=before: bell.file.read_text() not in ("", before)), change  # type: ignore[misc]
    assert until(lambda: bell.file.read_text() == stamp([folder]))


def test_the_bell_is_silent_while_nothing_changes(folder: Path, tmp_path: Path) -> None:
    made = Bell([folder], tmp_path / "bell", seconds=0.001)
    looks: list[int] = []
    look = made._stop.wait
    made._stop.wait = lambda timeout=None: (looks.append(1), look(timeout))[1]  # type: ignore[method-assign,assignment,func-returns-value]
    written = (tmp_path / "bell").stat().st_mtime_ns
    made.start()
    assert until(lambda: len(looks) > 20)
    made.stop()
    assert (tmp_path / "bell").read_text() == "0"
    assert (tmp_path / "bell").stat().st_mtime_ns == written


def test_a_change_before_the_bell_starts_is_not_lost(folder: Path, tmp_path: Path) -> None:
    """The first stamp is from when the bell was hung, before the data was read."""
    made = Bell([folder], tmp_path / "bell", seconds=0.01)
    CHANGES["a file more"](folder)
    made.start()
    try:
        assert until(lambda: (tmp_path / "bell").read_text() == stamp([folder]))
    finally:
        made.stop()


def test_what_a_build_has_read_and_is_gone_again_rings(folder: Path, tmp_path: Path) -> None:
    """Between two rounds a file comes, a build reads it, and the file goes: for the rounds nothing has changed."""
    made = Bell([folder], tmp_path / "bell", seconds=0.01)
    before = stamp([folder])
    put(folder / "entries" / "cats.yaml", "name: Cats")
    made.look()
    (folder / "entries" / "cats.yaml").unlink()
    assert stamp([folder]) == before
    made.start()
    try:
        assert until(lambda: (tmp_path / "bell").read_text() == before)
    finally:
        made.stop()


def test_a_bell_that_is_stopped_is_gone(bell: Bell, folder: Path) -> None:
    bell.stop()
    assert "petunias-bell" not in [thread.name for thread in threading.enumerate()]
    CHANGES["a file more"](folder)
    assert bell.file.read_text() == "0"


def test_a_bell_that_never_started_can_be_stopped(folder: Path, tmp_path: Path) -> None:
    Bell([folder], tmp_path / "bell").stop()
