"""Making and pressing every page of a language, by a second process where there are many entries."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from petunias import processes
from petunias.language import Language
from petunias.processes import WORTH, Helper, Line, asked, can_help
from petunias.site import memory, second
from petunias.site.addresses import Spot
from petunias.site.press import Shell, slot
from petunias.site.pressroom import PressRoom
from petunias.site.tongues import Tongues
from support.directories import (
    ENGLISH,
    FOUR,
    Data,
    contents,
    directory,
    dump,
    edition,
    entry,
    put,
    snapshot,
    write,
    write_prose,
)
from support.folders import petunias
from support.site import TODAY

MANY: dict[str, Data] = {f"e{n:02}": {**FOUR, "name": f"Club {n:02}", "formerly": [f"old-{n:02}"]} for n in range(40)}


def test_a_shell_is_asked_for_once_for_each_depth() -> None:
    asked: list[int] = []

    def shell(language: Language, spot: Spot) -> Shell:
        asked.append(spot.depth)
        return Shell.split("".join(map(slot, ("title", "description", "body"))))

    made = list(PressRoom(edition(directory(entry(), entry("cats"))), Tongues((ENGLISH,)), shell).everything())
    assert sorted(asked) == [0, 1, 2, 3]
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


def command(top: Path, site: str, *more: str) -> Result:
    return petunias(top, "build", "--site-dir", site, "--today", TODAY.isoformat(), *more)


def test_two_processes_make_the_same_site_as_one(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, helped in (("one", False), ("two", True)):
        monkeypatch.setattr(second, "can_help", lambda count, helped=helped: helped)
        assert command(many, name).stdout.startswith("40 entries. ")
    one, two = contents(many / "one"), contents(many / "two")
    assert len([path for path in one if path.startswith("entries/")]) == 80
    assert one == two
    assert multiprocessing.active_children() == []


def test_two_processes_leave_what_one_leaves(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the next build makes no difference between the two."""
    left = []
    for name, helped in (("one", False), ("two", True)):
        monkeypatch.setattr(second, "can_help", lambda count, helped=helped: helped)
        command(many, name)
        with memory.opened(many / name) as kept:
            assert kept is not None
            notes = [kept.note(note) for note in ("prints en", "near en", "prose")]
            left.append((notes, kept.parts("listing", "en"), kept.parts("card", "en")))
    assert left[0] == left[1]


@pytest.mark.parametrize("id", ["e00", "e39"], ids=["first process", "second process"])
def test_a_slip_in_either_process_is_told_in_a_sentence(many: Path, monkeypatch: pytest.MonkeyPatch, id: str) -> None:
    monkeypatch.setattr(second, "can_help", lambda count: True)
    command(many, "site")
    put(
        many / "site_overrides" / "petunias" / "entry.html",
        f"\n{{% if entry.id == '{id}' %}}{{{{ 1 / 0 }}}}{{% endif %}}",
    )
    before = snapshot(many / "site")
    told = command(many, "site")
    assert told.exit_code == 1
    assert "site_overrides/petunias/entry.html:2: ZeroDivisionError: division by zero" in told.output
    assert snapshot(many / "site") == before
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("ids", [("e00", "e01"), ("e38", "e39"), ("e00", "e39")], ids=["first", "second", "both"])
def test_one_old_id_in_two_files_is_told_wherever_they_are_read(
    many: Path, monkeypatch: pytest.MonkeyPatch, ids: tuple[str, str]
) -> None:
    for id in ids:
        put(many / "directory" / "entries" / f"{id}.yaml", dump({**FOUR, "formerly": ["same"]}))
    told = []
    for helped in (False, True):
        monkeypatch.setattr(second, "can_help", lambda count, helped=helped: helped)
        told.append(command(many, "site"))
    assert told[1].exit_code == 1
    assert f"directory/entries/{ids[1]}.yaml" in told[1].stdout
    assert "must be claimed once" in told[1].stdout
    assert told[0].output == told[1].output
    assert not (many / "site").exists()
    assert multiprocessing.active_children() == []


# --- a second process ---


def told(work: Callable[[Line], None], *sent: object) -> list[Any]:
    """What the second process says, given these things, until it says None."""
    helper = Helper(work)
    try:
        for value in sent:
            helper.line.send(value)
        return list(iter(helper.line.receive, None))
    finally:
        helper.stop()
        assert multiprocessing.active_children() == []


def test_two_processes_talk() -> None:
    def work(line: Line) -> None:
        line.send(2 * line.receive())
        line.send({"and": line.receive()})
        line.send(None)

    assert told(work, 21, "more") == [42, {"and": "more"}]


def test_a_line_says_whether_somebody_speaks() -> None:
    helper = Helper(lambda line: line.send(line.receive()))
    assert not helper.line.waiting()
    helper.line.send(1)
    assert helper.line.receive() == 1
    helper.stop()


def test_an_exception_comes_out_at_the_other_end() -> None:
    def work(line: Line) -> None:
        line.send(1)
        raise ValueError("seventy-seven")

    with pytest.raises(ValueError, match="seventy-seven"):
        told(work)


def test_an_exception_that_cannot_be_sent_is_sent_as_words() -> None:
    def work(line: Line) -> None:
        class Local(Exception):
            pass

        raise Local("here")

    with pytest.raises(RuntimeError, match="Local: here"):
        told(work)


def test_a_process_that_is_killed_is_told() -> None:
    with pytest.raises(RuntimeError, match="stopped from outside"):
        told(lambda line: os.kill(os.getpid(), signal.SIGKILL))


def test_a_process_that_sleeps_is_stopped() -> None:
    helper = Helper(lambda line: time.sleep(30))
    helper.stop()
    assert multiprocessing.active_children() == []


def test_a_second_process_is_for_much_work_only() -> None:
    assert not can_help(WORTH - 1)


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_help", lambda count: True)


@pytest.fixture
def alone() -> Iterator[None]:
    """No process more is there after a test, running or finished, than before."""
    before = children()
    yield
    assert children() <= before


def children() -> set[str]:
    return {id for task in Path("/proc/self/task").iterdir() for id in (task / "children").read_text().split()}


@pytest.mark.usefixtures("alone", "helped")
@pytest.mark.parametrize("truth", [True, False])
def test_a_second_process_answers_a_question(truth: bool) -> None:
    here = os.getpid()
    with asked(lambda: truth and os.getpid() != here, 2) as answer:
        assert answer() is truth
        assert answer() is truth


@pytest.mark.usefixtures("alone", "helped")
def test_a_question_that_cannot_be_answered_is_a_no() -> None:
    with (
        asked(lambda: os.kill(os.getpid(), signal.SIGKILL) is None, 2) as killed,
        asked(lambda: bool(1 / 0), 2) as failed,
    ):
        assert (killed(), failed()) == (False, False)


@pytest.mark.usefixtures("alone", "helped")
def test_an_answer_that_nobody_waits_for_leaves_nothing() -> None:
    with pytest.raises(KeyError), asked(lambda: True, 2):
        raise KeyError


def test_a_small_question_is_answered_here_when_it_is_asked() -> None:
    seen: list[int] = []
    with asked(lambda: seen.append(os.getpid()) is None, WORTH - 1) as answer:
        assert not seen
        assert answer()
    assert seen == [os.getpid()]
