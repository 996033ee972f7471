"""CSV files as programs write them: encodings, delimiters, headers, quotation marks; and tables made at random."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from petunias import checks, schema, yamlfile
from petunias.exchange import importing, mapping, tabular
from petunias.exchange.plans import OUTCOMES, Plan

ROWS = "Name,Price\nCafé Clwb Drŵs,£3\n"


def cells(table: tabular.Table) -> list[list[str]]:
    return [list(row.cells.values()) for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_are_found_out(encoding: str) -> None:
    assert cells(tabular.parse(ROWS.encode(encoding))) == [["Café Clwb Drŵs", "£3"]]


def test_windows_files_are_read_and_it_is_said(tmp_path: Path) -> None:
    table = tabular.parse("Name,Price\nCafé,£3 – €4\n".encode("cp1252"))
    assert cells(table) == [["Café", "£3 – €4"]]
    assert table.encoding == "cp1252"


def test_a_named_encoding_counts() -> None:
    assert cells(tabular.parse("Name\nCafé\n".encode("mac-roman"), encoding="mac-roman")) == [["Café"]]


@pytest.mark.parametrize("encoding", ["utf-8", "klingon"])
def test_a_wrong_encoding_is_told(encoding: str) -> None:
    with pytest.raises(tabular.Unreadable):
        tabular.parse("Name\nCafé\n".encode("cp1252"), encoding=encoding)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters_are_found_out(mark: str) -> None:
    others = " ".join({",", ";", "\t", "|"} - {mark})
    text = f'Name{mark}"What, when; where | why"{mark}Notes\na{mark}b {others} c{mark}"x{mark}y"\n'
    assert cells(tabular.parse(text.encode()))[0][2] == f"x{mark}y".replace("\t", " ")


def test_what_excel_tells_itself_is_no_row() -> None:
    table = tabular.parse(b"sep=;\r\na;b\r\n1;2,5\r\n")
    assert (table.columns, cells(table)) == (("a", "b"), [["1", "2,5"]])
    assert table.rows[0].line == 3


def test_one_column_is_a_table() -> None:
    assert cells(tabular.parse(b"Name\na\nb")) == [["a"], ["b"]]


def test_headers_are_compared_without_case_blanks_and_marks() -> None:
    table = tabular.parse("\ufeff  Full\u00a0 NAME ,x\na,b\n".encode())
    assert table.columns == ("Full NAME", "x")
    assert table.rows[0].cells["full name"] == "a"


def test_lines_above_the_header_are_passed_over() -> None:
    table = tabular.parse(b"List of groups,\nmade in May,\nName,Town\na,b\n", header_row=3)
    assert table.columns == ("Name", "Town")
    assert (table.rows[0].number, table.rows[0].line) == (4, 4)


def test_rows_are_numbered_as_in_a_spreadsheet_and_lined_as_in_the_file() -> None:
    table = tabular.parse(b'Name,Notes\n\na,"one\ntwo\nthree"\n,\nb,x\r\n\r\nc,y')
    assert [(row.number, row.line) for row in table.rows] == [(3, 3), (5, 7), (7, 9)]
    assert table.blank == 3
    assert table.rows[0].cells["notes"] == "one\ntwo\nthree"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b"a", "must have 3 cells, as the first row has, but has 1."),
        (b"a,b,c,d", "must have 3 cells, as the first row has, but has 4."),
    ],
)
def test_ragged_rows_are_trouble(row: bytes, message: str) -> None:
    (read,) = tabular.parse(b"x,y,z\n" + row).rows
    assert read.trouble is not None
    assert read.trouble[1] == message


def test_empty_cells_at_the_end_of_a_row_are_nothing() -> None:
    table = tabular.parse(b"x,y,,\na,b,,\nc,d,,,,\n")
    assert table.columns == ("x", "y")
    assert cells(table) == [["a", "b"], ["c", "d"]]


def test_repeated_headers_are_named() -> None:
    assert tabular.parse(b"Name,name ,Town\na,b,c\n").repeated == ("Name", "name")


def test_quotation_marks() -> None:
    table = tabular.parse(b'Name,Notes\n5" pipe,"he said ""no"""\n"Ann" Smith,x\n')
    assert cells(table) == [['5" pipe', 'he said "no"'], ["Ann Smith", "x"]]


def test_an_open_quotation_mark_is_told_with_its_line() -> None:
    with pytest.raises(tabular.Unreadable) as found:
        tabular.parse(b'Name\na\n"b\nc\n')
    assert found.value.line == 3


# --- anything at all -------------------------------------------------------------------------

MAPPING, _ = mapping.parse(
    yamlfile.parse(
        b"""
scheme: random
id: {column: id}
entry_id: {if_taken: [town]}
fields:
  name: {from: name, do: [title-case]}
  domains: {from: what, do: [choose: [{words: [sing*], give: arts-for-health}], ], default: [befriending]}
  summary: {from: what, do: [sentence-case, separate-sentences, first-sentence]}
  description: {from: what, do: [after-first-sentence]}
  contact.phone: {from: contact, do: [phone]}
  contact.email: {from: contact, do: [email]}
  contact.phone_note: {from: contact, do: [leftover]}
  contact.website: {from: web, do: [web-address]}
  places.0.address: town
  places.0.postcode: {from: town, do: [postcode]}
  sessions: {from: when, do: [opening-times]}
  first_visit: {from: when, do: [opening-words]}
  confirmed.on: {from: date, do: [date]}
""",
        "map.yaml",
    )
)
COLUMNS = ["id", "name", "what", "contact", "web", "town", "when", "date"]
REAL = [
    "01632 960101", "a@example.org", "www.example.org", "Monday 10-12", "WE SING. AND MORE", "Choir", "a: b",
    "- x", "AN1 2AB",
    "2026-02-30", "3/11/2026", "NA", "<b>x</b>", "{{ x }}", "=1+1", "'", '"', "#", "null", "yes", "|",
    "100%", "£3", "", "1",
]  # fmt: skip
CELL = st.one_of(st.sampled_from(REAL), st.text(max_size=40), st.lists(st.sampled_from(REAL), max_size=3).map(" ".join))
TABLE = st.lists(st.lists(CELL, min_size=7, max_size=9), max_size=8)


def run(folder: Path, rows: list[list[str]], write: bool = True) -> Plan:
    sheet = io.StringIO()
    csv.writer(sheet).writerows([COLUMNS, *rows])
    (folder / "list.csv").write_text(sheet.getvalue(), encoding="utf-8", errors="replace", newline="")
    assert MAPPING is not None
    made = importing.plan(folder / "list.csv", MAPPING, folder, today="2026-11-22")
    if write:
        importing.carry_out(made, folder, MAPPING)
    return made


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=TABLE)
def test_whatever_is_in_the_table(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("random")
    (folder / "area.yaml").write_text("name: Anytown\n")
    made = run(folder, rows)
    assert sum(made.count(outcome) for outcome in OUTCOMES) == len(made.endings) == len({e.row for e in made.endings})
    entries = sorted(folder.glob("entries/*"))
    assert {path.stem for path in entries} == {ending.entry for ending in made.endings if ending.outcome == "entry"}
    for path in entries:
        file = yamlfile.read(path, path.name)
        assert file.problems == ()
        assert checks.shape("entry", file) == []
        assert [one for one in checks.values("entry", file) if one.level == "error"] == []
        # What was written reads back as what was meant.
        assert yamlfile.dump(schema.typed("entry", file.data)) == path.read_text(encoding="utf-8")
    again = run(folder, rows)
    assert again.count("unchanged") == made.count("entry")
    assert (again.count("problem"), again.writes) == (made.count("problem"), {})
    shuffled = run(folder, rows[::-1], write=False)
    assert (shuffled.count("unchanged"), shuffled.writes) == (made.count("entry"), {})
