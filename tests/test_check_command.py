"""petunias check as a person or a program meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import petunias as package
from petunias import reading
from petunias.cli import COMMANDS, progress
from petunias.problems import Problem
from petunias.resources import shown
from support.folders import SHELTER, inside, lay_out, petunias
from support.site import DIRECTORY, REPOSITORY

TWO_FAULTS = SHELTER.replace("phone: 01632 960101", 'phone: "0163"') + "lead_provider: nobody\nrelationship: informal\n"
ERROR_AND_HINT = SHELTER.replace("phone: 01632 960101", 'phone: "0163"') + "relationship: informal\n"
PHONE = (
    'directory/entries/shelter.yaml:5: contact.phone: must be one UK phone number, got "0163". '
    "Fix: write all its digits, 10 or 11 that start with 0, such as 01632 960101.\n"
)
HINT = (
    "directory/entries/shelter.yaml:6: (hint) relationship: should stand only beside a lead_provider. "
    "Fix: add the lead provider's id, or delete relationship.\n"
)


def test_anytown_has_no_errors() -> None:
    result = petunias(REPOSITORY, "check", "--no-hints")
    assert result.exit_code == 0, result.stdout
    entries = len(list((DIRECTORY / "entries").glob("*.yaml")))
    assert result.stdout == f"{entries} entries, no problems.\n"


@pytest.mark.parametrize(
    ("entries", "told", "code"),
    [
        ({}, "0 entries, no problems.\n", 0),
        ({"shelter": SHELTER}, "1 entry, no problems.\n", 0),
        ({"shelter": SHELTER + "relationship: informal\n"}, HINT + "1 hint in 1 entry.\n", 0),
        ({"shelter": ERROR_AND_HINT}, PHONE + HINT + "1 error and 1 hint in 1 entry.\n", 1),
    ],
)
def test_what_is_told_and_how_it_ends(entries: dict[str, str], told: str, code: int, tmp_path: Path) -> None:
    lay_out(tmp_path, {f"entries/{name}.yaml": text for name, text in entries.items()})
    result = petunias(tmp_path, "check")
    assert (result.stdout, result.stderr, result.exit_code) == (told, "", code)


def test_the_count_counts_files_that_cannot_be_read_too(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/a.yaml": "name: [", "entries/b.yaml": "", "entries/c.yaml": SHELTER})
    assert petunias(tmp_path, "check").stdout.endswith("\n2 errors in 3 entries.\n")


def test_hints_can_be_left_out(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": ERROR_AND_HINT})
    result = petunias(tmp_path, "check", "--no-hints")
    assert (result.stdout, result.exit_code) == (PHONE + "1 error in 1 entry.\n", 1)


def test_a_signpost_to_what_has_gone_out_of_date_is_told_on_that_day(tmp_path: Path) -> None:
    """It is a hint, as the file itself is right."""
    group = SHELTER.replace("name: ", "name: Other ").replace("960101", "960102").replace("Walk our", "Feed the")
    confirmed = "confirmed: {on: 2026-11-03, by: team}\n"
    lay_out(
        tmp_path,
        {
            "entries/shelter.yaml": SHELTER + confirmed + "status: {state: active, see: [other, closed]}\n",
            "entries/other.yaml": group,
            "entries/closed.yaml": group.replace("Other", "Old") + "status: {state: closed, on: 2026-10-01}\n",
            "topics/dogs.yaml": "title: Dogs\nservices:\n  entries: [other, shelter]\n",
            "partners/fire.yaml": "name: Fire\nmessages:\n  - {text: Up, signpost: {entries: [shelter]}}\n",
        },
    )
    told = (
        "(hint) {}.entries.{}: should lead to an entry that is in date, but nobody has confirmed shelter for too long. "
        "Fix: have it confirmed, or lead to other instead.\n"
    )
    on = {day: petunias(tmp_path, "check", "--today", day) for day in ("2028-05-02", "2028-05-03")}
    assert "partners" not in on["2028-05-02"].stdout
    assert "topics" not in on["2028-05-02"].stdout
    assert "directory/partners/fire.yaml:3: " + told.format("messages.0.signpost", 0) in on["2028-05-03"].stdout
    assert "directory/topics/dogs.yaml:3: " + told.format("services", 1) in on["2028-05-03"].stdout
    assert on["2028-05-03"].exit_code == 0


def test_json_is_for_programs(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": ERROR_AND_HINT})
    result = petunias(tmp_path, "check", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "problems": [
            {
                "level": "error",
                "file": str(Path("directory/entries/shelter.yaml")),
                "line": 5,
                "field": "contact.phone",
                "message": 'must be one UK phone number, got "0163".',
                "fix": "write all its digits, 10 or 11 that start with 0, such as 01632 960101.",
            },
            {
                "level": "hint",
                "file": str(Path("directory/entries/shelter.yaml")),
                "line": 6,
                "field": "relationship",
                "message": "should stand only beside a lead_provider.",
                "fix": "add the lead provider's id, or delete relationship.",
            },
        ]
    }
    (tmp_path / "directory" / "entries" / "shelter.yaml").write_text(SHELTER, encoding="utf-8")
    assert json.loads(petunias(tmp_path, "check", "--format", "json").stdout) == {"problems": []}


def test_github_marks_the_lines(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": ERROR_AND_HINT})
    assert petunias(tmp_path, "check", "--format", "github").stdout == (
        "::error file=directory/entries/shelter.yaml,line=5,title=contact.phone::must be one UK phone number, "
        'got "0163". Fix: write all its digits, 10 or 11 that start with 0, such as 01632 960101.\n'
        "::notice file=directory/entries/shelter.yaml,line=6,title=relationship::should stand only beside a "
        "lead_provider. Fix: add the lead provider's id, or delete relationship.\n"
    )


def test_a_stranger_cannot_give_orders_through_a_finding(tmp_path: Path) -> None:
    """Neither a line of their own, nor a workflow command, nor a terminal's escape code."""
    text = SHELTER + '"x\\n::error file=a,line=1::y\\u001b[2J": "z"\ncost: "%0A::add-mask::a\\r\\n::b"\n'
    lay_out(tmp_path, {"entries/shelter.yaml": text, "entries/a\nb.yaml": SHELTER})
    for format in ("text", "github", "json"):
        told = petunias(tmp_path, "check", "--format", format).stdout
        assert all(line.isprintable() for line in told.split("\n"))
        starts = [line.split("::")[1].split(" ")[0] for line in told.split("\n") if line.startswith("::")]
        assert set(starts) <= {"error", "notice"}
        if format != "json":
            assert told.count("\n") == 4 + (format == "text")


def test_paths_are_told_as_reached_from_here(tmp_path: Path) -> None:
    directory = lay_out(tmp_path, {"entries/shelter.yaml": SHELTER + "relationship: informal\n"})
    (tmp_path / "here").mkdir()
    told = {
        around: petunias(tmp_path / around, "check", "--directory", path).stdout.split(":")[0]
        for around, path in ((".", "directory"), ("directory", "."), ("here", "../directory"))
    }
    assert told == {
        ".": "directory/entries/shelter.yaml",
        "directory": "entries/shelter.yaml",
        "here": "../directory/entries/shelter.yaml",
    }
    with inside(Path("/")):
        assert shown(directory / "area.yaml") == str(directory / "area.yaml").lstrip("/")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check", "--directory", "nowhere"), "Directory 'nowhere' does not exist."),
        (("check", "--format", "xml"), "'xml' is not one of 'text', 'json', 'github'."),
        (("check", "--nonsense"), "No such option"),
        (("check", "more"), "unexpected extra argument"),
        (("chekc",), 'There is no command "chekc". Do you mean check?'),  # codespell:ignore
        (("zzz",), 'There is no command "zzz".'),
    ],
)
def test_misuse_ends_with_two_and_prints_nothing_for_programs(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    lay_out(tmp_path, {})
    result = petunias(tmp_path, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_what_the_computer_refuses_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, {})

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "directory/entries")

    monkeypatch.setattr(reading, "read", refuse)
    result = petunias(tmp_path, "check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "The computer refused directory/entries: Permission denied.\n"


def run(*arguments: str, around: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "petunias", *arguments],
        capture_output=True,
        check=False,
        cwd=around,
        env={**os.environ, **environment},
    )


def test_the_program_runs_as_a_module_and_in_a_poor_terminal(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER + "access: [Tŷ]\n"})
    found = run("check", around=tmp_path, PYTHONIOENCODING="latin-1")
    assert found.returncode == 1
    assert b'got "T\\u0177".' in found.stdout
    assert found.stderr == b""


def test_a_pipe_that_closes_is_no_trouble(tmp_path: Path) -> None:
    lay_out(tmp_path, {f"entries/e{number}.yaml": "x: y\n" for number in range(400)})
    program = f"{sys.executable} -m petunias check"
    found = subprocess.run(
        ["bash", "-c", f"{program} | head -n 1"], capture_output=True, check=False, cwd=tmp_path, env=dict(os.environ)
    )
    assert found.stdout.count(b"\n") == 1
    assert found.stderr == b""


def test_only_hints_about_what_has_changed_are_told(tmp_path: Path) -> None:
    """As a pull request wants it: GitHub shows no more than ten marks of a kind."""
    hint = SHELTER.replace("Walk our dogs any weekday morning. No booking, just turn up.", "Walk our dogs any weekday")
    others = {f"entries/a{n}.yaml": hint.replace("Shelter", f"Shelter {n}") for n in range(3)}
    lay_out(tmp_path, {**others, "entries/mine.yaml": SHELTER.replace("Cat and Dog Shelter", "Sports Hall")})
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "First"]):
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)
    assert petunias(tmp_path, "check", "--since", "HEAD").stdout == "4 entries, no problems.\n"
    mine = tmp_path / "directory" / "entries" / "mine.yaml"
    mine.write_text(hint.replace("Cat and Dog Shelter", "Sports Hall"))
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    found = petunias(tmp_path, "check", "--since", "HEAD", "--format", "github")
    assert found.stdout == (
        "::notice file=directory/entries/mine.yaml,line=3,title=summary::should end with a full stop, got "
        '"our dogs any weekday" at the end. Fix: add a full stop.\n'
    )
    (tmp_path / "directory" / "entries" / "a1.yaml").write_text("name: x\nphone: y\n")
    mine.write_text(mine.read_text().replace("01632 960101", "0163"))
    subprocess.run(
        ["git", "commit", "--quiet", "--message", "x", "directory/entries/a1.yaml"],
        cwd=tmp_path,
        check=True,
        env={
            **os.environ,
            "GIT_AUTHOR_NAME": "x",
            "GIT_AUTHOR_EMAIL": "x@example.org",
            "GIT_COMMITTER_NAME": "x",
            "GIT_COMMITTER_EMAIL": "x@example.org",
        },
    )
    found = petunias(tmp_path, "check", "--since", "HEAD", "--format", "json")
    files = [Path(one["file"]).stem for one in json.loads(found.stdout)["problems"]]
    assert files[:2] == ["mine", "mine"]
    assert set(files[2:]) == {"a1"}, "errors are told wherever they are"
    assert found.exit_code == 1


def test_a_commit_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    for name in ("nothing", "--output=x"):
        found = petunias(tmp_path, "check", f"--since={name}")
        assert found.exit_code == 2
        assert "git cannot compare with it" in found.output
    assert not (tmp_path / "x").exists()


def test_version_and_help() -> None:
    assert petunias(REPOSITORY, "--version").stdout == f"Petunias {package.__version__}\n"
    assert "Example: petunias check --directory directory" in petunias(REPOSITORY, "--help").stdout
    assert petunias(REPOSITORY, "-h").exit_code == 0


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = petunias(REPOSITORY, command, "--help")
    assert result.exit_code == 0
    assert f"petunias {command}" in result.stdout.split("Example", 1)[1]


def test_one_command_does_not_pay_for_another(tmp_path: Path) -> None:
    """`check` starts in a moment because it imports neither MkDocs nor what only others need."""
    lay_out(tmp_path, {"entries/shelter.yaml": SHELTER})
    found = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "petunias", "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert found.returncode == 0
    imported = {line.rsplit("|", 1)[-1].strip() for line in found.stderr.splitlines()}
    assert imported & {"mkdocs", "material", "lunr", "holidays", "phonenumbers"} == set()


def test_progress_is_told_on_a_terminal_only_and_only_if_it_takes_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress.progress("Reading") as watch:
        assert watch is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress.progress("Reading") as watch:
        assert watch is not None
        watch(100, 10_000)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.progress("Reading") as watch:
        assert watch is not None
        watch(3_000, 10_000)
    assert capsys.readouterr().err == "\rReading: 3,000 of 10,000 files \r\033[K"


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, {f"entries/e{number}.yaml": "x: y\n" for number in range(250)})
    told: list[tuple[int, int]] = []
    reading.read(folder, lambda done, total: told.append((done, total)))
    assert told == [(100, 250), (200, 250)]


def test_a_problem_prints_as_one_line() -> None:
    full = Problem("hint", "a.yaml", 7, "contact.phone", "must x.", "do y.")
    assert str(full) == "a.yaml:7: (hint) contact.phone: must x. Fix: do y."
    assert str(Problem("error", "a.yaml", 0, "", "must x.")) == "a.yaml: must x."
    assert str(Problem("error", "a\nb", 1, "c\x1b", "d\u202e é.")) == "a\\nb:1: c\\x1b: d\\u202e é."
