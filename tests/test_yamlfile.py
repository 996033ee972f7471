"""Files as people write them: every trap that YAML sets, and what is said about it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from petunias import yamlfile
from petunias.problems import Problem


def said(content: str | bytes) -> list[str]:
    """What is told about the file, as it is printed."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return [str(problem) for problem in yamlfile.parse(raw, "a.yaml").problems]


def data(content: str | bytes) -> Any:
    """What the file holds; nothing may be said about it."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    file = yamlfile.parse(raw, "a.yaml")
    assert file.problems == ()
    return file.data


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("03001234567", "03001234567"),  # YAML: the number 402995575
        ("no", "no"),  # YAML: false
        ("Yes", "Yes"),
        ("off", "off"),
        ("10:00", "10:00"),  # YAML: 600
        ("2026-11-03", "2026-11-03"),  # YAML: a date
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("null", "null"),
        ("~", "~"),
        ("", ""),
        ("<<", "<<"),
        ("=", "="),
        ("'it''s'", "it's"),
        ('"caf\\u00e9"', "café"),  # codespell:ignore
        ("a #b", "a"),
        ("a#b", "a#b"),
    ],
)
def test_a_value_is_the_text_that_stands_there(written: str, text: str) -> None:
    assert data(f"cost: {written}\n") == {"cost": text}


def test_a_key_is_the_text_that_stands_there() -> None:
    assert data("no: a\n1: b\n2026-11-03: c\n") == {"no": "a", "1": "b", "2026-11-03": "c"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert data("<<: {a: b}\n") == {"<<": {"a": "b"}}


def test_every_value_has_its_line() -> None:
    file = yamlfile.parse(
        b"name: Dogs\n\nsessions:\n  - days: [monday,\n           friday]\n    note: >\n      Bring\n", "a.yaml"
    )
    assert dict(file.lines) == {
        (): 1,
        ("name",): 1,
        ("sessions",): 3,
        ("sessions", 0): 4,
        ("sessions", 0, "days"): 4,
        ("sessions", 0, "days", 0): 4,
        ("sessions", 0, "days", 1): 5,
        ("sessions", 0, "note"): 6,
    }
    assert file.line(("sessions", 0, "start")) == 4
    assert file.line(("nothing", "like", "it")) == 1


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("|\n  One line\n", "One line"),
        (">\n  Two lines\n  in one\n", "Two lines in one"),
        ("|\n  Two\n  lines\n", "Two\nlines\n"),
        ("|-\n  Two\n  lines\n", "Two\nlines"),
        ("|+\n  One line\n\n", "One line\n\n"),
        ('"One line\\n"', "One line\n"),
    ],
)
def test_a_block_of_one_line_is_a_line(written: str, text: str) -> None:
    assert data(f"name: {written}") == {"name": text}


# --- traps -----------------------------------------------------------------------------------


def test_a_field_that_stands_twice() -> None:
    assert said("name: a\ncontact:\n  phone: 1\n  phone: 2\nname: b\n") == [
        "a.yaml:4: contact.phone: stands twice, on line 3 and here. Fix: keep one of the two.",
        "a.yaml:5: name: stands twice, on line 1 and here. Fix: keep one of the two.",
    ]


def test_a_bomb_of_anchors_does_not_go_off() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    message = (
        "a.yaml:1: must not use * or & at the start of a value; YAML reads them as links. "
        "Fix: put the value in quotes, or write it out."
    )
    assert said(bomb) == [message]
    assert yamlfile.parse(bomb.encode(), "a.yaml").data is None
    assert said("a: *b\n") == [message]
    assert said("note: **bold** walks\n") == [
        "a.yaml:1: must not use * or & at the start of a value; YAML reads them as links. Fix: put the value in quotes."
    ]


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system [x]", "!!int 3", "!mine x", "!!binary aGk="])
def test_a_tag_is_refused(tag: str) -> None:
    assert said(f"name: a\ncost: {tag}\n") == [
        "a.yaml:2: must not use ! at the start of a value. Fix: put the value in quotes."
    ]


def test_a_second_document_is_refused() -> None:
    assert said("name: a\n---\nname: b\n") == [
        "a.yaml:2: must hold one record only, but a line of --- starts a second. Fix: use a file each."
    ]
    assert data("---\nname: a\n...\n") == {"name": "a"}


def test_tabs_are_told_as_tabs() -> None:
    tabs = "a.yaml:2: must be indented with spaces, but there is a tab. Fix: replace each tab by two spaces."
    assert said("contact:\n\tphone: 1\n") == [tabs]
    assert said("contact:\n  \tphone: 1\n  email: a\n")[0].startswith("a.yaml:")
    assert data("name: a\tb\n") == {"name": "a\tb"}


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbfname: Dogs\n", b"name: Dogs\r\n", b"name: Dogs", b"\n\nname: Dogs\n\n"]
)
def test_what_other_programs_add_does_no_harm(content: bytes) -> None:
    assert data(content) == {"name": "Dogs"}


def test_windows_line_ends_do_not_reach_the_text() -> None:
    assert data(b"description: |\r\n  One\r\n  two\r\nname: a\r\n") == {"description": "One\ntwo\n", "name": "a"}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name: Café\n".encode("latin-1"), 1),
        (b"name: Dogs\ncost: \xa33\n", 2),
        ("name: Dogs\n".encode("utf-16"), 1),
        (b"a: b\nc: \xed\xa0\x80\n", 2),  # half a surrogate pair
    ],
)
def test_another_encoding_is_told_with_its_line(content: bytes, line: int) -> None:
    message = "must be saved as UTF-8; a letter here is not. Fix: save the file again with the encoding UTF-8."
    assert said(content) == [f"a.yaml:{line}: {message}"]


@pytest.mark.parametrize("content", ["", "\n", "# only a comment\n", "---\n", "\ufeff", "   "])
def test_an_empty_file(content: str) -> None:
    assert said(content) == [
        "a.yaml: must not be empty. Fix: write the fields, for example: name: Anytown Cat and Dog Shelter"
    ]


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_control_characters_are_told_with_their_line(letter: str) -> None:
    assert said(f"name: Dogs\ncost: fr{letter}ee\n") == [
        "a.yaml:2: must not hold unseen control characters. Fix: delete the line and type it again."
    ]


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    message = ": must be smaller than 200 kB. Fix: keep one entry in a file, and shorten the text."
    longest = b"name: " + b"a" * (yamlfile.LARGEST - 6)
    assert said(longest) == []
    assert said(longest + b"a") == ["a.yaml" + message]
    path = tmp_path / "long.yaml"
    path.write_bytes(b"a" * 10_000_000)
    assert list(map(str, yamlfile.read(path, "long.yaml").problems)) == ["long.yaml" + message]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_and_does_not_exhaust_python(opening: str) -> None:
    found = yamlfile.parse((opening * 20_000).encode(), "a.yaml")
    assert [problem.message for problem in found.problems] == ["must not be nested so deeply."]


def test_the_deepest_nesting_that_is_read() -> None:
    levels = yamlfile.DEEPEST
    assert said("a: " + "[" * (levels - 1) + "]" * (levels - 1)) == []
    assert said("a: " + "[" * levels + "]" * levels) == [
        "a.yaml:1: must not be nested so deeply. Fix: compare the indents with the examples."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("summary: Open: all day\n", '1: has a colon too many. Fix: put the value in quotes: summary: "Open: all day"'),
        (
            'name: "Dogs\n',
            "2: has a quotation mark that is opened and never closed. Fix: add the closing quotation mark.",
        ),
        (
            "name: 'Dogs\ncost: x\n",
            "3: has a quotation mark that is opened and never closed. Fix: add the closing quotation mark.",
        ),
        (
            'name: "a\\qb"\n',
            "1: has a \\ inside double quotes, which YAML reads as a code. Fix: use single quotes round the text.",
        ),
        ("name: @dogs\n", "1: must not start with this sign. Fix: put the value in quotes."),
        ("name: `dogs`\n", "1: must not start with this sign. Fix: put the value in quotes."),
        ("name: %dogs\n", "1: must not start with this sign. Fix: put the value in quotes."),
        (
            "a: [b, c\nd: e\n",
            "2: has a bracket that is opened and never closed, or lacks a comma. "
            "Fix: write lists like this: [north, east]",
        ),
        ("name: a\n  cost: b\n", '2: has a colon too many. Fix: put the value in quotes: summary: "Open: all day"'),
        (
            "contact:\n    phone: 1\n  email: b\n",
            "3: is indented wrongly, or lacks a colon. Fix: line it up with the field above, as name: value.",
        ),
        (
            "name: a\nno colon here\n",
            "3: is indented wrongly, or lacks a colon. Fix: write it like this: name: The yard",
        ),
        (
            "a:\n - b\n  - c\n - d\ne: f\n- g\n",
            "6: is indented wrongly, or lacks a colon. Fix: line it up with the field above, as name: value.",
        ),
        ("? [a]\n: b\n", "1: must have a plain word before the colon. Fix: write it like this: name: The yard"),
        ("{a: b}: c\n", "1: must have a plain word before the colon. Fix: write it like this: name: The yard"),
    ],
)
def test_broken_yaml_is_told_in_plain_words(content: str, message: str) -> None:
    assert said(content) == [f"a.yaml:{message}"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    missing = yamlfile.read(tmp_path / "none.yaml", "none.yaml")
    assert list(map(str, missing.problems)) == [
        "none.yaml: cannot be read (No such file or directory). Fix: check that the file is there and may be read."
    ]
    (tmp_path / "folder.yaml").mkdir()
    assert list(map(str, yamlfile.read(tmp_path / "folder.yaml", "folder.yaml").problems)) == [
        "folder.yaml: cannot be read (Is a directory). Fix: check that the file is there and may be read."
    ]


def test_libyaml_is_there() -> None:
    """Without it, reading takes nine times as long; the pins bring it."""
    assert yamlfile._LOADER.__name__ == "CBaseLoader"


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.setattr(yamlfile, "_LOADER", yaml.BaseLoader)
    assert data("name: 010\nlist: [a, b]\nblock: |\n  One\n") == {"name": "010", "list": ["a", "b"], "block": "One"}
    assert said("a: &b c\n") != []
    assert len(said("contact:\n\tphone: 1\n")) == 1


# --- anything at all ----------------------------------------------------------------------------


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    file = yamlfile.parse(content, "a.yaml")
    assert (file.data is not None) or file.problems
    for problem in file.problems:
        assert isinstance(problem, Problem)
        assert problem.message and problem.fix
        assert "\n" not in str(problem)


@given(st.text(alphabet="a: -[]{}\"'|>&*!%@`#\n\t,?~<=0", max_size=60))
def test_any_signs_are_read_or_told(text: str) -> None:
    file = yamlfile.parse(text.encode("utf-8"), "a.yaml")
    assert (file.data is not None) or file.problems
    assert all(problem.fix and 0 <= problem.line <= text.count("\n") + 2 for problem in file.problems)


TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=30).filter(
    # What YAML cannot write, and what a reader of Windows files takes for one line break.
    lambda text: all(letter.isprintable() or letter == "\n" for letter in text)
)
VALUE = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(TEXT, VALUE, min_size=1, max_size=4))
@example({"a": "one line\n"})
@example({"a": "\n", "b": ["\n\n", " \n"]})
@example({"\n": " two\n lines \n"})
@example({"? ": "- a", "#": "#", "": "", "a: b": ": "})
def test_what_is_written_reads_back_the_same(record: dict[str, Any]) -> None:
    written = yamlfile.dump(record)
    file = yamlfile.parse(written.encode("utf-8"), "a.yaml")
    assert file.problems == ()
    assert file.data == record
    assert yamlfile.dump(file.data) == yamlfile.dump(record)


@pytest.mark.parametrize(
    ("record", "written"),
    [
        ({"phone": "01632 960101"}, "phone: 01632 960101\n"),
        ({"phone": "01632960101"}, 'phone: "01632960101"\n'),
        ({"start": "09:30"}, 'start: "09:30"\n'),
        ({"on": "2026-11-03"}, "on: 2026-11-03\n"),
        ({"cost": "no"}, "cost: 'no'\n"),
        ({"days": ["monday", "friday"]}, "days: [monday, friday]\n"),
        ({"at": {"lat": 52.95, "lon": -1.15}}, "at: {lat: 52.95, lon: -1.15}\n"),
        ({"summary": "Open: all day"}, "summary: 'Open: all day'\n"),
        ({"description": "One\ntwo\n"}, "description: |\n  One\n  two\n"),
        ({"name": "Tŷ 🐕"}, "name: Tŷ 🐕\n"),
    ],
)
def test_the_canonical_form(record: dict[str, Any], written: str) -> None:
    assert yamlfile.dump(record) == written


# --- writing -----------------------------------------------------------------------------------


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.yaml"
    yamlfile.write(path, "name: Tŷ\n")
    assert path.read_bytes() == "name: Tŷ\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    yamlfile.write(path, "name: b\n")
    assert path.read_text(encoding="utf-8") == "name: b\n"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_crash_while_writing_leaves_the_old_file(
    moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: old\n", encoding="utf-8")

    def crash(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if moment == "fsync":
        monkeypatch.setattr(os, "fsync", crash)
    else:
        monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(OSError, match="No space left"):
        yamlfile.write(path, "name: new\n")
    assert path.read_text(encoding="utf-8") == "name: old\n"
    assert list(tmp_path.iterdir()) == [path]
