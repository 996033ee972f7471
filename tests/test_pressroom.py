"""Making and pressing every page of a language, by a second process where there are many entries."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from petunias.language import Language
from petunias.processes import WORTH, Helper, can_help
from petunias.site import pressroom
from petunias.site.addresses import Spot
from petunias.site.plugin import BuildFailed
from petunias.site.press import Shell, slot
from petunias.site.pressroom import PressRoom
from petunias.site.tongues import Tongues
from support.directories import (
    ENGLISH,
    FOUR,
    Data,
    build,
    contents,
    directory,
    edition,
    entry,
    put,
    snapshot,
    write,
    write_prose,
)

MANY: dict[str, Data] = {f"e{n:02}": {**FOUR, "name": f"Club {n:02}", "formerly": [f"old-{n:02}"]} for n in range(40)}


def test_a_shell_is_asked_for_once_for_each_depth() -> None:
    asked: list[int] = []

    def shell(language: Language, spot: Spot) -> Shell:
        asked.append(spot.depth)
        return Shell.split("".join(map(slot, ("title", "description", "body"))))

    made = list(PressRoom(edition(directory(entry(), entry("cats"))), Tongues((ENGLISH,)), shell).everything())
    assert sorted(asked) == [0, 1, 2]
    assert len({pressed.path for pressed in made}) == len(made)


def test_what_is_not_to_be_found_has_no_address_for_the_sitemap() -> None:
    made = directory(entry(formerly=["hounds"]), entry("hidden", status={"state": "withdrawn"}))
    shell = Shell.split("".join(map(slot, ("title", "description", "body"))))
    room = PressRoom(edition(made), Tongues((ENGLISH,)), lambda language, spot: shell)
    assert {pressed.path: pressed.address for pressed in room.everything() if "entries/" in pressed.path} == {
        "entries/dogs/index.html": "entries/dogs/",
        "entries/hidden/index.html": None,
        "entries/hounds/index.html": None,
    }


@pytest.fixture
def many(tmp_path: Path) -> Path:
    write_prose(tmp_path)
    write(tmp_path, MANY)
    return tmp_path


def test_two_processes_make_the_same_site_as_one(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, helped in (("one", False), ("two", True)):
        monkeypatch.setattr(pressroom, "can_help", lambda count, helped=helped: helped)
        build(many / "directory", many / name)
    one, two = contents(many / "one"), contents(many / "two")
    assert len([path for path in one if path.startswith("entries/")]) == 80
    assert one == two
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("id", ["e00", "e39"], ids=["first process", "second process"])
def test_a_slip_in_either_process_is_told_in_a_sentence(
    many: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], id: str
) -> None:
    monkeypatch.setattr(pressroom, "can_help", lambda count: True)
    monkeypatch.chdir(many)
    build(many / "directory", many / "site")
    put(
        many / "site_overrides" / "petunias" / "entry.html",
        f"\n{{% if entry.id == '{id}' %}}{{{{ 1 / 0 }}}}{{% endif %}}",
    )
    before = snapshot(many / "site")
    with pytest.raises(BuildFailed):
        build(many / "directory", many / "site")
    told = "site_overrides/petunias/entry.html:2: ZeroDivisionError: division by zero"
    assert told in capfd.readouterr().err
    assert snapshot(many / "site") == before
    assert multiprocessing.active_children() == []


# --- a second process ---


def double(number: int) -> int:
    if number == 77:
        raise ValueError("seventy-seven")
    return 2 * number


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 70])
def test_results_come_in_order(count: int) -> None:
    helper = Helper(double, range(count))
    found = [*helper.ready(), *helper.rest()]
    assert found == [2 * number for number in range(count)]
    assert multiprocessing.active_children() == []


def test_ready_waits_for_nothing() -> None:
    helper = Helper(lambda number: time.sleep(30), [1])
    assert list(helper.ready()) == []
    helper.stop()
    assert multiprocessing.active_children() == []


def test_an_exception_comes_out_where_the_results_do() -> None:
    helper = Helper(double, range(100))
    found = []
    with pytest.raises(ValueError, match="seventy-seven"):
        for result in helper.rest():
            found.append(result)
    assert found == [2 * number for number in range(75)]
    helper.stop()


def test_an_exception_that_cannot_be_sent_is_sent_as_words() -> None:
    def broken(number: int) -> int:
        class Local(Exception):
            pass

        raise Local("here")

    helper = Helper(broken, [1])
    with pytest.raises(RuntimeError, match="Local: here"):
        list(helper.rest())
    helper.stop()


def test_a_process_that_is_killed_is_told() -> None:
    helper = Helper(lambda number: os.kill(os.getpid(), signal.SIGKILL), [1])
    with pytest.raises(RuntimeError, match="stopped from outside"):
        list(helper.rest())
    helper.stop()
    assert multiprocessing.active_children() == []


def test_a_second_process_is_for_much_work_only() -> None:
    assert not can_help(WORTH - 1)
