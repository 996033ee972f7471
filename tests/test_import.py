"""From spreadsheets to entries: how every row ends, and that nobody's work is overwritten.

A case is a folder under cases/import: a CSV file, a mapping whose name ends in map.yaml, and expected.txt, which is
what the command prints, and every entry that it writes. To add a case, add a folder, and read what comes out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from petunias import yamlfile
from support.directories import snapshot
from support.folders import inside, lay_out, petunias

CASES = Path(__file__).resolve().parent / "cases" / "import"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())
TODAY = ("--today", "2026-11-22")

MAP = """\
scheme: choirs
licence: OGL-UK-3.0
list_date: 2026-10-01
id: {column: Ref}
entry_id: {if_taken: [Town]}
fields:
  name: Name
  domains: {value: [arts-for-health]}
  summary: {template: "We sing in {Town}."}
  contact.phone: {from: Phone, do: [phone]}
"""
HEADER = "Ref,Name,Town,Phone"
THREE = ("1,Choir,North,01632 960101", "2,Choir,South,01632 960102", "3,Band,North,01632 960103")


def lay_out_list(around: Path, *rows: str, mapping: str = MAP) -> Path:
    """A folder with a directory, a mapping and a list; gives the folder of entries."""
    lay_out(around, {})
    (around / "map.yaml").write_text(mapping, encoding="utf-8")
    write_list(around, *rows)
    return around / "directory" / "entries"


def write_list(around: Path, *rows: str) -> None:
    (around / "list.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def import_list(around: Path, *arguments: str) -> dict[str, Any]:
    """What the command says, as data, with its exit code."""
    result = petunias(around, "import", "csv", "list.csv", "--map", "map.yaml", *TODAY, "--format", "json", *arguments)
    return {**json.loads(result.stdout), "exit": result.exit_code}


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    """New, updates, unchanged, conflicts, problems; that they add up is looked at on the way."""
    numbers = tuple(report["counts"].values())
    assert sum(numbers) == report["rows"] == len(report["outcomes"])
    return numbers


def told(report: dict[str, Any]) -> list[str]:
    return [problem["message"] for problem in report["problems"]]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_case_is_told_and_written_as_expected(case: Path, tmp_path: Path) -> None:
    directory = lay_out(tmp_path, {})
    for path in case.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (source,) = (path.name for path in case.glob("*.csv"))
    (mapping,) = (path.name for path in case.glob("*map.yaml"))
    result = petunias(tmp_path, "import", "csv", source, "--map", mapping, *TODAY)
    entries = sorted((directory / "entries").glob("*"))
    parts = [result.stdout, *(f"--- {path.name}\n{path.read_text(encoding='utf-8')}" for path in entries)]
    assert result.stderr == ""
    assert "".join(parts) == (case / "expected.txt").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"directory", "docs", *(path.name for path in case.iterdir())}
    if entries:
        checked = json.loads(petunias(tmp_path, "check", "--format", "json").stdout)
        assert [problem for problem in checked["problems"] if problem["level"] == "error"] == []


# --- the five endings ------------------------------------------------------------------------


def test_new_rows_become_entries(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    report = import_list(tmp_path)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert report["exit"] == 0
    assert sorted(path.name for path in entries.iterdir()) == ["band.yaml", "choir-north.yaml", "choir-south.yaml"]
    assert yaml.load((entries / "band.yaml").read_text(), yaml.BaseLoader) == {
        "name": "Band",
        "domains": ["arts-for-health"],
        "summary": "We sing in North.",
        "contact": {"phone": "01632 960103"},
        "added": "2026-11-22",
        "confirmed": {"on": "2026-10-01", "by": "import"},
        "source": {"scheme": "choirs", "id": "3", "licence": "OGL-UK-3.0"},
    }


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    before = snapshot(tmp_path)
    report = import_list(tmp_path, "--today", "2027-03-01")
    assert counts(report) == (0, 0, 3, 0, 0)
    assert report["problems"] == []
    assert snapshot(tmp_path) == before


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE, "4,,North,x")
    before = snapshot(tmp_path)
    dry = import_list(tmp_path, "--dry-run")
    assert snapshot(tmp_path) == before
    assert dry == import_list(tmp_path)
    assert counts(dry) == (3, 0, 0, 0, 1)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    rows = (*THREE, "4,Choir,North,01632 960104", "5,Choir,North,01632 960105", "6,Band,South,01632 960106")
    for around, order in ((first, rows), (second, rows[::-1])):
        around.mkdir()
        lay_out_list(around, *order)
        import_list(around)
    assert {k: v[0] for k, v in snapshot(first / "directory").items()} == {
        k: v[0] for k, v in snapshot(second / "directory").items()
    }
    before = snapshot(first / "directory")
    write_list(first, *rows[3:], *rows[:3])
    assert counts(import_list(first)) == (0, 0, 6, 0, 0)
    assert snapshot(first / "directory") == before


def test_a_changed_row_updates_its_file_and_keeps_the_day_it_joined(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    others = {name: state for name, state in snapshot(entries).items() if name != "band.yaml"}
    write_list(tmp_path, *THREE[:2], "3,Band,East,01632 960199")
    report = import_list(tmp_path, "--today", "2027-03-01")
    assert counts(report) == (0, 1, 2, 0, 0)
    data = yaml.load((entries / "band.yaml").read_text(), yaml.BaseLoader)
    assert (data["summary"], data["contact"], data["added"]) == (
        "We sing in East.",
        {"phone": "01632 960199"},
        "2026-11-22",
    )
    assert {name: state for name, state in snapshot(entries).items() if name != "band.yaml"} == others
    assert counts(import_list(tmp_path)) == (0, 0, 3, 0, 0)


def test_a_renamed_row_keeps_its_entry(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    write_list(tmp_path, *THREE[:2], "3,Brass Band,North,01632 960103")
    assert counts(import_list(tmp_path)) == (0, 1, 2, 0, 0)
    assert "name: Brass Band\n" in (entries / "band.yaml").read_text()
    assert not (entries / "brass-band.yaml").exists()


def test_a_new_edition_of_the_list_confirms_again(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    assert counts(import_list(tmp_path, "--dated", "2026-11-20")) == (0, 3, 0, 0, 0)
    assert "2026-11-20" in (entries / "band.yaml").read_text()


def test_an_edited_file_is_a_conflict_and_stays(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    edited = (entries / "band.yaml").read_text().replace("We sing in North.", "Brass for all.")
    (entries / "band.yaml").write_text(edited)
    before = snapshot(tmp_path)
    report = import_list(tmp_path)
    assert counts(report) == (0, 0, 2, 1, 0)
    assert report["exit"] == 0
    path = str(Path("directory", "entries", "band.yaml"))
    assert told(report) == [f"row 4: {path} was changed by hand since the last import. The row has not changed."]
    assert report["problems"][0]["file"] == "list.csv"
    assert snapshot(tmp_path) == before

    write_list(tmp_path, *THREE[:2], "3,Band,East,01632 960103")
    report = import_list(tmp_path)
    assert counts(report) == (0, 0, 2, 1, 0)
    assert report["exit"] == 1
    assert told(report) == [
        f"row 4: {path} was changed by hand, and now the row has changed too. The file was not touched."
    ]
    assert report["problems"][0]["fix"] == "keep the file as it is with --keep band, or take the row with --take band."
    assert (entries / "band.yaml").read_text() == edited


def test_a_conflict_is_ended_by_keeping_the_file(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    (entries / "band.yaml").write_text((entries / "band.yaml").read_text() + "cost: free\n")
    edited = (entries / "band.yaml").read_text()
    assert counts(import_list(tmp_path, "--keep", "band")) == (0, 0, 3, 0, 0)
    assert counts(import_list(tmp_path)) == (0, 0, 3, 0, 0)
    # What was kept is a person's: a later change of the row is a conflict again, and overwrites nothing.
    write_list(tmp_path, *THREE[:2], "3,Band,East,01632 960103")
    assert counts(import_list(tmp_path)) == (0, 0, 2, 1, 0)
    assert (entries / "band.yaml").read_text() == edited


def test_a_conflict_is_ended_by_taking_the_row(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    fresh = (entries / "band.yaml").read_text()
    (entries / "band.yaml").write_text(fresh + "cost: free\n")
    assert counts(import_list(tmp_path, "--take", "band")) == (0, 1, 2, 0, 0)
    assert (entries / "band.yaml").read_text() == fresh
    assert counts(import_list(tmp_path)) == (0, 0, 3, 0, 0)


@pytest.mark.parametrize("option", ["--keep", "--take"])
def test_a_decision_about_an_unknown_entry_is_refused(option: str, tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    before = snapshot(tmp_path)
    result = petunias(tmp_path, "import", "csv", "list.csv", "--map", "map.yaml", option, "bnad")
    assert result.exit_code == 1
    assert result.stdout == (
        f"list.csv: {option}: must be the id of an entry that comes from this list, got bnad. "
        "Fix: see the list of conflicts.\n"
    )
    assert snapshot(tmp_path) == before


def test_a_deleted_file_does_not_come_back_by_itself(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    (entries / "band.yaml").unlink()
    report = import_list(tmp_path)
    assert counts(report) == (0, 0, 2, 1, 0)
    assert "was deleted by hand, and the row is still in the list." in told(report)[0]
    assert not (entries / "band.yaml").exists()
    assert counts(import_list(tmp_path, "--keep", "band")) == (0, 0, 3, 0, 0)
    assert counts(import_list(tmp_path)) == (0, 0, 3, 0, 0)
    assert counts(import_list(tmp_path, "--take", "band")) == (1, 0, 2, 0, 0)
    assert (entries / "band.yaml").exists()


def test_a_renamed_file_is_found_by_its_source(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    text = (entries / "band.yaml").read_text()
    (entries / "band.yaml").unlink()
    (entries / "brass.yaml").write_text(f"{text}formerly: [band]\n")
    report = import_list(tmp_path)
    assert counts(report) == (0, 0, 2, 1, 0)
    assert str(Path("entries", "brass.yaml")) in told(report)[0]
    assert counts(import_list(tmp_path, "--keep", "brass")) == (0, 0, 3, 0, 0)


def test_line_ends_are_no_edit(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    (entries / "band.yaml").write_bytes((entries / "band.yaml").read_bytes().replace(b"\n", b"\r\n"))
    assert counts(import_list(tmp_path)) == (0, 0, 3, 0, 0)


def test_without_its_memory_the_import_knows_its_own_files(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    (tmp_path / "directory" / "imports" / "choirs.json").unlink()
    (entries / "choir-north.yaml").write_text((entries / "choir-north.yaml").read_text() + "cost: free\n")
    report = import_list(tmp_path, "--today", "2027-01-01")
    assert counts(report) == (0, 0, 2, 1, 0)
    assert "nothing tells what the last import wrote" in told(report)[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"rows"', '"row"', "cannot be read: it is not in the form in which it was written."),
        ('"rows": {', '"rows": [', "cannot be read: it is not in the form in which it was written."),
        ('"entry": "band"', '"entry": "../../band"', "cannot be read: it names entries that cannot be ids."),
    ],
)
def test_a_damaged_memory_stops_the_import(old: str, new: str, said: str, tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    memory = tmp_path / "directory" / "imports" / "choirs.json"
    memory.write_text(memory.read_text().replace(old, new))
    before = snapshot(tmp_path)
    report = import_list(tmp_path)
    assert report["exit"] == 1
    assert told(report) == [said]
    assert snapshot(tmp_path) == before


def test_a_row_that_is_gone_is_told_and_its_entry_stays(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    write_list(tmp_path, *THREE[:2])
    report = import_list(tmp_path)
    assert counts(report) == (0, 0, 2, 0, 0)
    assert report["exit"] == 0
    assert [(p["level"], p["file"], p["message"]) for p in report["problems"]] == [
        (
            "hint",
            str(Path("directory", "entries", "band.yaml")),
            "came from list.csv, and is no longer in it. It is left as it is.",
        )
    ]
    assert (entries / "band.yaml").exists()
    write_list(tmp_path, *THREE)
    assert counts(import_list(tmp_path)) == (0, 0, 3, 0, 0)


def test_a_row_that_turns_bad_leaves_its_entry_alone(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    before = snapshot(entries)
    write_list(tmp_path, *THREE[:2], "3,Band,North,none")
    report = import_list(tmp_path)
    assert counts(report) == (0, 0, 2, 0, 1)
    path = str(Path("directory", "entries", "band.yaml"))
    assert f"row 4: {path} came from this row, and is left as it is." in told(report)
    assert snapshot(entries) == before


def test_a_hand_written_entry_of_that_name_is_left_alone(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    entries.mkdir()
    (entries / "band.yaml").write_text("name: Band\nformerly: [band-north]\n")
    (entries / "choir.yaml").mkdir()
    report = import_list(tmp_path)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert (entries / "band.yaml").read_text() == "name: Band\nformerly: [band-north]\n"
    assert [ending["entry"] for ending in report["outcomes"]] == ["choir-north", "choir-south", "band-north-2"]


def test_a_better_mapping_updates_what_nobody_edited(tmp_path: Path) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    (entries / "band.yaml").write_text((entries / "band.yaml").read_text() + "cost: free\n")
    (tmp_path / "map.yaml").write_text(MAP.replace("We sing in", "Come and sing in"))
    assert counts(import_list(tmp_path)) == (0, 2, 0, 1, 0)
    assert "summary: We sing in North.\n" in (entries / "band.yaml").read_text()


# --- when it cannot be done ------------------------------------------------------------------


def test_a_file_that_cannot_be_written_is_told_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    real = yamlfile.write

    def write(path: Path, text: str) -> None:
        if path.name == "band.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        real(path, text)

    monkeypatch.setattr(yamlfile, "write", write)
    result = petunias(tmp_path, "import", "csv", "list.csv", "--map", "map.yaml", *TODAY)
    assert result.exit_code == 1
    path = str(Path("directory", "entries", "band.yaml"))
    assert result.stdout == (
        f"{path}: cannot be written (Permission denied). Fix: close it in other programs, check that you may change "
        "it, and import again: what is done is not done twice.\n"
    )
    monkeypatch.setattr(yamlfile, "write", real)
    assert counts(import_list(tmp_path)) == (1, 0, 2, 0, 0)
    assert (entries / "band.yaml").exists()


def test_a_crash_before_the_memory_is_written_is_mended_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = lay_out_list(tmp_path, *THREE)
    real = yamlfile.write

    def write(path: Path, text: str) -> None:
        if path.suffix == ".json":
            raise KeyboardInterrupt
        real(path, text)

    monkeypatch.setattr(yamlfile, "write", write)
    assert petunias(tmp_path, "import", "csv", "list.csv", "--map", "map.yaml", *TODAY).exit_code == 130
    monkeypatch.setattr(yamlfile, "write", real)
    before = snapshot(entries)
    assert counts(import_list(tmp_path, "--today", "2027-01-01")) == (0, 0, 3, 0, 0)
    assert snapshot(entries) == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("gone.csv", None, "gone.csv: cannot be read (No such file or directory)."),
        ("empty.csv", b"", "empty.csv: must hold a row with the names of the columns, and rows under it."),
        ("blank.csv", b"\n\n,,\n", "blank.csv: must hold a row with the names of the columns, and rows under it."),
        (
            "sheet.xlsx",
            b"PK\x03\x04rest",
            "sheet.xlsx: must be a CSV file, but this is a spreadsheet program's own file.",
        ),
        (
            "open.csv",
            b'Ref,Name,Town,Phone\n1,Choir,North,01632 960101\n2,"Choir,South,x\n3,Band,North,y\n',
            "open.csv:3: must close every quotation mark, but one that opens here is never closed.",
        ),
        ("no-rows.csv", b"Ref,Name,Town,Phone\n", "no-rows.csv: (hint) has no rows under the names of the columns."),
        (
            "other.csv",
            b"Reference,Name,Town\n1,x,y\n",
            'map.yaml:4: id.column: must be a column of the file, got "Ref".',
        ),
        (
            "twice.csv",
            b"Ref,Name,name,Town,Phone\n",
            "map.yaml:7: fields.name: must be a column that stands in the file once",
        ),
        ("dots.csv", b"\x81\x8d\x8f\x90\x9d,\xff\n", "dots.csv: must be saved as UTF-8, but holds bytes that are not"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_sentence(
    name: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    lay_out_list(tmp_path)
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = petunias(tmp_path, "import", "csv", name, "--map", "map.yaml")
    assert said in result.stdout
    assert "Fix: " in result.stdout
    assert result.exit_code == (0 if "(hint)" in said else 1)
    assert not (tmp_path / "directory" / "entries").exists()


def test_every_missing_column_is_told_at_once_with_the_nearest(tmp_path: Path) -> None:
    lay_out_list(tmp_path)
    (tmp_path / "list.csv").write_text("Reff,Names,Town,Telephone\n")
    result = petunias(tmp_path, "import", "csv", "list.csv", "--map", "map.yaml")
    assert result.stdout.splitlines() == [
        'map.yaml:4: id.column: must be a column of the file, got "Ref". Fix: write it as "Reff".',
        'map.yaml:6: (hint) fields: says nothing of the column "Names", so it is not imported. '
        "Fix: map it, or write it under ignore_columns.",
        'map.yaml:6: (hint) fields: says nothing of the column "Reff", so it is not imported. '
        "Fix: map it, or write it under ignore_columns.",
        'map.yaml:6: (hint) fields: says nothing of the column "Telephone", so it is not imported. '
        "Fix: map it, or write it under ignore_columns.",
        'map.yaml:7: fields.name: must be a column of the file, got "Name". Fix: write it as "Names".',
        'map.yaml:10: fields.contact.phone.from: must be a column of the file, got "Phone". '
        'Fix: write it as "Telephone".',
    ]


def test_a_mapping_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    lay_out_list(tmp_path)
    result = petunias(tmp_path, "import", "csv", "list.csv", "--map", "gm-foodbanks")
    assert result.exit_code == 1
    assert result.stdout == (
        "gm-foodbanks: is not there. It must be the path of a mapping file, or one of: gm-food-banks, gm-libraries, "
        "trafford-charities. Fix: check the name.\n"
    )


def test_a_broken_mapping_is_told_with_its_line(tmp_path: Path) -> None:
    lay_out_list(tmp_path, mapping="scheme: x\nfields:\n\tname: Name\n")
    result = petunias(tmp_path, "import", "csv", "list.csv", "--map", "map.yaml")
    assert result.exit_code == 1
    assert result.stdout.startswith("map.yaml:3: must be indented with spaces")


def test_a_wrong_day_is_misuse(tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE)
    with inside(tmp_path):
        result = petunias(tmp_path, "import", "csv", "list.csv", "--map", "map.yaml", "--today", "1/2/2026")
    assert result.exit_code == 2
    assert "must be a real day, written as 2026-11-03, got 1/2/2026." in result.stderr


def test_help_has_an_example() -> None:
    for arguments in (["import", "--help"], ["import", "csv", "--help"]):
        assert "Example: petunias import csv" in petunias(Path.cwd(), *arguments).stdout


def test_a_cell_of_ten_megabytes_is_one_problem(tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE, f"4,{'x' * 10_000_000},North,01632 960104")
    report = import_list(tmp_path)
    assert counts(report) == (3, 0, 0, 0, 1)
    assert told(report) == ["row 5: must not hold more than 20,000 letters, but holds 10,000,000."]


def test_a_control_character_is_one_problem(tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE, "4,Ba\0nd,North,01632 960104")
    report = import_list(tmp_path)
    assert counts(report) == (3, 0, 0, 0, 1)
    assert told(report) == ["row 5: must not hold unseen control characters, but one is there."]


def test_the_directory_ignores_the_memory(tmp_path: Path) -> None:
    lay_out_list(tmp_path, *THREE)
    import_list(tmp_path)
    assert (tmp_path / "directory" / "imports" / "choirs.json").is_file()
    result = petunias(tmp_path, "check", "--no-hints")
    assert (result.stdout, result.exit_code) == ("3 entries, no problems.\n", 0)
